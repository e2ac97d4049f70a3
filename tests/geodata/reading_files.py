"""Files of every format with invented content, made for the tests of reading."""

import io
import json
import warnings
import zipfile
from pathlib import Path

import geopandas as gpd
from shapely.geometry import Polygon

DATA = Path(__file__).parent.parent / "data"
WILD = DATA / "wild"
INVALID = DATA / "invalid"


def square(x=36.5, y=36.0, side=0.2):
    """A closed ring, counter-clockwise."""
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def feature(properties=None, ring=None, **members):
    """GeoJSON feature with a single area."""
    return {
        "type": "Feature",
        "properties": {"party": "HTS", "status": "controlled"}
        if properties is None
        else properties,
        "geometry": {"type": "Polygon", "coordinates": [ring or square()]},
        **members,
    }


def collection(*features, **members):
    """The bytes of a GeoJSON feature collection."""
    return json.dumps(
        {"type": "FeatureCollection", **members, "features": list(features or [feature()])},
        ensure_ascii=False,
    ).encode()


def zipped(**members):
    """The bytes of a ZIP; two underscores in a name stand for a dot."""
    return zipped_names({name.replace("__", "."): content for name, content in members.items()})


def zipped_names(members):
    """The bytes of a ZIP of names and contents."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 11, 30, 0, 0, 0)), content, 8)
    return packed.getvalue()


def areas(crs="EPSG:4326"):
    """Two areas with our own names."""
    return gpd.GeoDataFrame(
        {"party": ["HTS", "SAA"], "status": ["controlled", "contested"], "note": ["إدلب", None]},
        geometry=[Polygon(square()), Polygon(square(37.0))],
        crs="EPSG:4326",
    ).to_crs(crs)


def binary_file(kind, folder, crs="EPSG:4326"):
    """The bytes of the areas in a binary format: gpkg, fgb, parquet or a zipped shp."""
    path = Path(folder) / f"control_2024-11-30.{kind}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if kind == "parquet":
            areas(crs).to_parquet(path)
        else:
            areas(crs).to_file(path)
    if kind != "shp":
        return path.read_bytes()
    parts = sorted(Path(folder).glob(f"{path.stem}.*"))
    return zipped_names({part.name: part.read_bytes() for part in parts})


def codes(reading):
    """The codes of a reading's problems."""
    return {problem.code for problem in reading.problems}
