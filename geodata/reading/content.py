"""Format of a file by its first bytes, in spite of its name."""

import re
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final


class FileKind(StrEnum):
    """Formats that can be read."""

    JSON = "JSON"
    KML = "KML"
    ZIP = "ZIP"
    GZIP = "gzip"
    GEOPACKAGE = "GeoPackage"
    FLATGEOBUF = "FlatGeobuf"
    GEOPARQUET = "GeoParquet"
    CSV = "CSV"
    LUA = "Lua"


_SIGNATURES: Final = (
    (b"PK\x03\x04", FileKind.ZIP),
    (b"PK\x05\x06", FileKind.ZIP),
    (b"\x1f\x8b", FileKind.GZIP),
    (b"SQLite format 3\0", FileKind.GEOPACKAGE),
    (b"fgb\x03", FileKind.FLATGEOBUF),
    (b"PAR1", FileKind.GEOPARQUET),
)
_UNSUPPORTED: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\x00\x00\x27\x0a", "Shapefile (.shp alone)"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\xd0\xcf\x11\xe0", "Microsoft Office"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
)
EXTENSIONS: Final = {
    "json": FileKind.JSON,
    "geojson": FileKind.JSON,
    "topojson": FileKind.JSON,
    "geojsonl": FileKind.JSON,
    "geojsons": FileKind.JSON,
    "geojsonseq": FileKind.JSON,
    "ndjson": FileKind.JSON,
    "jsonl": FileKind.JSON,
    "kml": FileKind.KML,
    "kmz": FileKind.ZIP,
    "zip": FileKind.ZIP,
    "gz": FileKind.GZIP,
    "gpkg": FileKind.GEOPACKAGE,
    "fgb": FileKind.FLATGEOBUF,
    "parquet": FileKind.GEOPARQUET,
    "geoparquet": FileKind.GEOPARQUET,
    "csv": FileKind.CSV,
    "tsv": FileKind.CSV,
    "lua": FileKind.LUA,
}
_HEAD: Final = 64 * 1024
_LUA: Final = re.compile(rb"\bmark\s*=\s*['\"]")
_LUA_WORD: Final = b"mark"
_LUA_RETURN: Final = re.compile(rb"^\s*(--.*\n\s*)*(return|local)\b")


def kind_of(content: bytes, name: str) -> FileKind | str:
    """Format of the bytes; its plain name if it cannot be read here, "" if it is unknown."""
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    for signature, format_name in _UNSUPPORTED:
        if content.startswith(signature):
            return format_name
    return _kind_of_text(content[:_HEAD], name)


def promised(name: str) -> FileKind | None:
    """Format that the extension of a file name promises."""
    return EXTENSIONS.get(PurePosixPath(name).suffix.lower().lstrip("."))


def _kind_of_text(content: bytes, name: str) -> FileKind | str:
    # Wide encodings: brackets show once the zero bytes are out.
    head = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe\0 \t\r\n").replace(b"\0", b"")
    marked = _LUA_WORD in head and _LUA.search(head) is not None
    if head[:1] in (b"{", b"[", b"\x1e"):
        return FileKind.LUA if marked and b'":' not in head else FileKind.JSON
    if head[:1] == b"<":
        return _kind_of_xml(head)
    wanted = promised(name)
    if marked and (_LUA_RETURN.match(head) or wanted is FileKind.LUA):
        return FileKind.LUA
    if wanted is FileKind.JSON and not _looks_tabular(head):
        return FileKind.JSON
    return (
        FileKind.CSV if _looks_tabular(head, min_lines=1 if wanted is FileKind.CSV else 2) else ""
    )


def _kind_of_xml(head: bytes) -> FileKind | str:
    lowered = head.lower()
    if b"<kml" in lowered or b"<!doctype" in lowered.split(b"<html")[0][:4096].replace(
        b"<!doctype html", b""
    ):
        return FileKind.KML
    for mark, format_name in (
        (b"<html", "HTML"),
        (b"<gpx", "GPX"),
        (b"<svg", "SVG"),
        (b"gml", "GML"),
    ):
        if mark in lowered:
            return format_name
    if b"<!doctype html" in lowered:
        return "HTML"
    return FileKind.KML if b"<placemark" in lowered or b"<document" in lowered else "XML"


def _looks_tabular(head: bytes, min_lines: int = 2) -> bool:
    """Whether there are enough lines and the first two have a separator."""
    if any(byte < 9 or 13 < byte < 32 for byte in head[:2000]):
        return False
    lines = [line for line in head.splitlines() if line.strip()][:3]
    return len(lines) >= min_lines and any(
        all(mark in line for line in lines[:2]) for mark in (b",", b";", b"\t", b"|")
    )
