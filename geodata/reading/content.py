"""Format of a file by its first bytes, in spite of its name, and the encoding of its text."""

import codecs
import re
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

from geodata.reading.findings import Findings

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
_HEAD: Final = 64 * 1024
_LUA: Final = re.compile(rb"\bmark\s*=\s*['\"]")
_LUA_WORD: Final = b"mark"
_LUA_RETURN: Final = re.compile(rb"^\s*(--.*\n\s*)*(return|local)\b")
UTF8_MARK: Final = codecs.BOM_UTF8
# UTF-32's mark begins with that of UTF-16, so it is asked for first.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 4096
_WORD: Final = re.compile(rb"[\x80-\xff]{3,}")


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


def as_utf8(content: bytes, findings: Findings) -> bytes:
    """Text in UTF-8 without a byte order mark; undecidable bytes become U+FFFD."""
    if content.startswith(UTF8_MARK):
        findings.note("byte-order-mark")
        content = content[len(UTF8_MARK) :]
    encoding = _marked(content) or _wide(content[:_SAMPLE])
    if encoding:
        findings.warning("encoding", encoding=encoding.upper(), line=1)
        text = content.decode(encoding, errors="replace").removeprefix("\ufeff")
        return text.encode("utf-8", errors="replace")
    bad = _first_bad_byte(content)
    if bad is None:
        return content
    encoding = _legacy(content, bad)
    line = content.count(b"\n", 0, bad) + 1
    findings.warning("encoding", encoding=encoding, line=line)
    return content.decode(encoding, errors="replace").encode("utf-8", errors="replace")


def _marked(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    return None


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: in text of ASCII brackets every other byte is zero."""
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _first_bad_byte(content: bytes) -> int | None:
    if content.isascii():
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _legacy(content: bytes, bad: int) -> str:
    """Windows' Arabic, Cyrillic or Western code page, by which letters it would give."""
    sample = content[max(0, bad - 200) : bad + _SAMPLE]
    high = sum(byte >= 0x80 for byte in sample)
    # Western letters with marks stand alone among plain ones, other scripts in whole words.
    if 2 * sum(map(len, _WORD.findall(sample))) < high:
        return "cp1252"
    arabic = sum("\u0600" <= c <= "\u06ff" for c in sample.decode("cp1256", errors="replace"))
    # Cyrillic's small letters fill 0xE0–0xFF, most of which are Latin letters in cp1256.
    cyrillic = sum("а" <= c <= "я" for c in sample.decode("cp1251", errors="replace"))
    if arabic * 2 > high and arabic >= cyrillic * 0.8:
        return "cp1256"
    return "cp1251" if cyrillic * 2 > high else "cp1252"
