"""This module knows the formats in which areas of control are handed out, to be edited and return.

All are made of the canonical GeoJSON, so that what comes back has no problem.
"""

import tempfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

import geopandas as gpd
import orjson

from geodata.control import ControlSnapshot
from geodata.errors import UnknownName
from geodata.terms import WGS84
from geodata.validation import export


def delivered_as(snapshot: ControlSnapshot, ending: str) -> bytes:
    """The areas of a day as the bytes of a file; `ending` is one of `ENDINGS`; WGS 84.

    Raises
    ------
    UnknownName
        No format has this ending.
    """
    if ending.lower() not in ENDINGS:
        raise UnknownName("format", ending, ENDINGS)
    return ENDINGS[ending.lower()](snapshot)


def _frame(snapshot: ControlSnapshot) -> gpd.GeoDataFrame:
    features = orjson.loads(export(snapshot))["features"]
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
    frame.insert(0, "Name", frame["party"])
    return _by_gdal(frame, "KML", "control.kml")


def _by_gdal(frame: gpd.GeoDataFrame, driver: str, name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        frame.to_file(path, driver=driver, layer="control", engine="pyogrio")
        return path.read_bytes()


ENDINGS: Final[Mapping[str, Callable[[ControlSnapshot], bytes]]] = {
    ".geojson": export,
    ".gpkg": _geopackage,
    ".parquet": _parquet,
    ".kml": _kml,
}
"""The formats, by how the name of a file ends."""
