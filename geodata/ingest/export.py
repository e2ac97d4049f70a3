"""Export of areas of control in formats for editing.

All are made of the canonical GeoJSON, so that an unedited file is read back without any problem.
"""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import geopandas as gpd
import orjson

from geodata.control import ControlSnapshot
from geodata.errors import UnknownName
from geodata.licences import Use, allow_snapshots
from geodata.terms import WGS84
from geodata.theatre import Theatre
from geodata.validation import export
from geodata.validation.classification import BETWEEN


@dataclass(frozen=True)
class Format:
    """Format of areas: its name, its media type, and the function that writes it."""

    name: str
    mime: str
    write: Callable[[ControlSnapshot], bytes]


def write_areas(theatre: Theatre, snapshot: ControlSnapshot, suffix: str) -> bytes:
    """Write the areas of a snapshot as the bytes of a file (WGS 84); `suffix` as in `AREA_FORMATS`.

    Raises
    ------
    UnknownName
        No format has this suffix.
    LicenceForbids
        A source of these areas may not be handed on as data.
    """
    if suffix.lower() not in AREA_FORMATS:
        raise UnknownName("format", suffix, AREA_FORMATS)
    allow_snapshots(theatre, [snapshot], Use.DATA)
    return AREA_FORMATS[suffix.lower()].write(snapshot)


def _frame(snapshot: ControlSnapshot) -> gpd.GeoDataFrame:
    features = orjson.loads(export(snapshot))["features"]
    for feature in features:
        if BETWEEN in feature["properties"]:  # GDAL has no lists in most of its formats
            feature["properties"][BETWEEN] = ";".join(feature["properties"][BETWEEN])
    return gpd.GeoDataFrame.from_features(features, crs=WGS84)


def _parquet(snapshot: ControlSnapshot) -> bytes:
    written = BytesIO()
    _frame(snapshot).to_parquet(written)
    return written.getvalue()


def _geopackage(snapshot: ControlSnapshot) -> bytes:
    return _by_gdal(_frame(snapshot), "GPKG", "control.gpkg")


def _kml(snapshot: ControlSnapshot) -> bytes:
    frame = _frame(snapshot)
    # Globes show this name; what counts is in the extended data.
    frame.insert(0, "Name", frame["party"].fillna(frame["status"]))
    return _by_gdal(frame, "KML", "control.kml")


def _by_gdal(frame: gpd.GeoDataFrame, driver: str, name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        frame.to_file(path, driver=driver, layer="control", engine="pyogrio")
        return path.read_bytes()


AREA_FORMATS: Final[Mapping[str, Format]] = {
    ".geojson": Format("GeoJSON", "application/geo+json", export),
    ".gpkg": Format("GeoPackage", "application/geopackage+sqlite3", _geopackage),
    ".parquet": Format("GeoParquet", "application/vnd.apache.parquet", _parquet),
    ".kml": Format("KML", "application/vnd.google-earth.kml+xml", _kml),
}
"""The formats, by how the name of a file ends."""
