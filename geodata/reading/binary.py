"""Formats read by libraries: Shapefile (zipped), GeoPackage, FlatGeobuf, GeoParquet."""

import json
import sqlite3
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pyogrio.errors
import shapely

from geodata.reading.archive import Member
from geodata.reading.content import FileKind
from geodata.reading.dates import day_in_name
from geodata.reading.findings import Findings
from geodata.reading.layer import Layer, feature
from geodata.reading.limits import MIB, Limits

_SUFFIX: Final = {FileKind.GEOPACKAGE: ".gpkg", FileKind.FLATGEOBUF: ".fgb"}
_UNREADABLE: Final = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FieldError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.CRSError,
    pyogrio.errors.GeometryError,
    sqlite3.Error,
    pa.ArrowException,
    shapely.errors.ShapelyError,
    OSError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    RuntimeError,
    OverflowError,
    MemoryError,
    NotImplementedError,
    AttributeError,
)
"""Exceptions that the libraries raise for damaged files; seen by mutating files at random."""

_Columns = Mapping[str, Sequence[Any]]
_USED: Final = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg"})
# Indexes, metadata and styles, which are no map of their own.
_BESIDE: Final = frozenset({".qpj", ".sbn", ".sbx", ".qix", ".qmd", ".qml", ".sld"})
_PARTS: Final = _USED | _BESIDE
_NEEDED: Final = (".shx", ".dbf")


def read(content: bytes, kind: FileKind, findings: Findings, limits: Limits) -> list[Layer]:
    """The layers of a file in a binary format."""
    with tempfile.TemporaryDirectory(prefix="lines_of_control_") as folder:
        path = Path(folder) / f"upload{_SUFFIX.get(kind, '.parquet')}"
        path.write_bytes(content)
        return read_path(path, kind, findings, limits)


def read_path(path: Path, kind: FileKind | str, findings: Findings, limits: Limits) -> list[Layer]:
    """The layers of a file on disk; nothing, and a finding, if it is damaged."""
    try:
        with warnings.catch_warnings():
            # The findings report the same with its place.
            warnings.simplefilter("ignore")
            if kind is FileKind.GEOPARQUET:
                return [_parquet(path, findings, limits)]
            if kind is FileKind.GEOPACKAGE and _computes(path):
                findings.error("geopackage-computes")
                return []
            return _vector(path, kind, findings, limits)
    except _TooMuch as error:
        findings.error("too-much-data", values=error.count, limit_mb=limits.parsed_mb)
    except _UNREADABLE as error:
        findings.error(
            "binary-damaged", format=str(kind), reason=" ".join(str(error).split())[:200]
        )
    return []


class _TooMuch(Exception):
    """More features or bytes than allowed."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


def _computes(path: Path) -> bool:
    """Whether a GeoPackage shows computed tables: a view could count forever."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        shown = {row[0] for row in database.execute("SELECT table_name FROM gpkg_contents")}
        definitions = database.execute("SELECT name, type, sql FROM sqlite_master").fetchall()
    return any(
        name in shown and (kind == "view" or _is_generated(sql or ""))
        for name, kind, sql in definitions
    )


def _is_generated(sql: str) -> bool:
    words = " ".join(sql.upper().split())
    return "GENERATED ALWAYS" in words or " AS (" in words or "CREATE VIRTUAL" in words


def _vector(path: Path, kind: str, findings: Findings, limits: Limits) -> list[Layer]:
    layers = []
    for name, geometry_kind in pyogrio.list_layers(path).tolist():
        if geometry_kind is None:
            continue
        meta, _, shapes, columns = pyogrio.raw.read(
            path, layer=name, max_features=limits.features + 1
        )
        if len(shapes) > limits.features:
            raise _TooMuch(len(shapes))
        named = dict(zip(map(str, meta["fields"]), columns, strict=True))
        layers.append(_layer(str(name), shapes, named, meta.get("crs"), findings))
    if not layers and kind == FileKind.GEOPACKAGE:
        findings.error("nothing-to-read", found=str(kind))
    elif not layers:
        findings.error("binary-damaged", format=str(kind), reason="it has no layer")
    return layers


def _parquet(path: Path, findings: Findings, limits: Limits) -> Layer:
    file = pq.ParquetFile(path)
    size = sum(file.metadata.row_group(n).total_byte_size for n in range(file.num_row_groups))
    if file.metadata.num_rows > limits.features or size > limits.unpacked_mb * MIB:
        raise _TooMuch(file.metadata.num_rows)
    table = file.read()
    described = json.loads((file.schema_arrow.metadata or {}).get(b"geo", b"{}"))
    column = described.get("primary_column") or "geometry"
    if column not in table.column_names:
        findings.error("member-missing", member=str(column)[:80])
        return Layer(())
    about = (described.get("columns") or {}).get(column) or {}
    values = table.column(column).to_pylist()
    columns = {
        column_name: table.column(column_name).to_pylist()
        for column_name in table.column_names
        if column_name != column
    }
    return _layer("", values, columns, _crs_text(about.get("crs", "OGC:CRS84")), findings)


def _crs_text(crs: object) -> str | None:
    """The name of a reference system, from the JSON description that GeoParquet carries."""
    if not isinstance(crs, Mapping):
        return crs if isinstance(crs, str) else None
    identifier = crs.get("id")
    if isinstance(identifier, Mapping):
        return f"{identifier.get('authority')}:{identifier.get('code')}"
    return json.dumps(crs)


def _layer(
    name: str, shapes: Sequence[Any], columns: _Columns, crs: str | None, findings: Findings
) -> Layer:
    geometries = shapely.from_wkb(np.asarray(shapes, dtype=object), on_invalid="ignore")
    features = []
    for index, shape in enumerate(geometries.tolist()):
        values = {key: _plain(column[index]) for key, column in columns.items()}
        if shape is None and shapes[index] is not None:
            findings.error("geometry-damaged", feature=index, name=str(values.get("name", ""))[:80])
        features.append(feature(index, shape, values))
    plain = crs is None or crs.upper() in ("EPSG:4326", "OGC:CRS84")
    return Layer(tuple(features), name, day_in_name(name), None if plain else crs)


def _plain(value: object) -> object:
    """A value as JSON would have it; days and instants in ISO 8601, missing values None."""
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else str(value)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and value != value:  # noqa: PLR0124 - NaN
        return None
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, bytes):
        return value[:200].hex()
    return value


class Parts:
    """Parts of Shapefiles in an archive, collected until all have come."""

    def __init__(self) -> None:
        self._files: dict[str, dict[str, bytes]] = defaultdict(dict)

    def add(self, member: Member) -> bool:
        """Keep a part; False if the file is none."""
        path = PurePosixPath(member.name.replace("\\", "/"))
        suffix = path.suffix.lower()
        if suffix in _USED:
            self._files[str(path.with_suffix(""))][suffix] = member.content
        return suffix in _PARTS

    def layers(self, findings: Findings, limits: Limits) -> list[Layer]:
        """The layers of all Shapefiles that are complete."""
        layers: list[Layer] = []
        for stem, files in self._files.items():
            if ".shp" in files:
                layers += _read(stem, files, findings, limits)
            else:
                findings.warning("shapefile-incomplete", name=stem[-80:], missing=".shp")
        return layers


def _read(stem: str, files: dict[str, bytes], findings: Findings, limits: Limits) -> list[Layer]:
    missing = [suffix for suffix in _NEEDED if suffix not in files]
    if missing:
        findings.error("shapefile-incomplete", name=stem[-80:], missing=", ".join(missing))
        return []
    if ".prj" not in files:
        findings.warning("shapefile-incomplete", name=stem[-80:], missing=".prj")
    with tempfile.TemporaryDirectory(prefix="lines_of_control_") as folder:
        for suffix in _USED & files.keys():
            (Path(folder) / f"upload{suffix}").write_bytes(files[suffix])
        layers = read_path(Path(folder) / "upload.shp", "Shapefile", findings, limits)
    name = PurePosixPath(stem).name
    return [replace(layer, name=name, effective_date=day_in_name(name)) for layer in layers]
