"""Files of the square for the tests of ingest: a day as bytes, changed, broken, in a folder."""

import json
from datetime import date, timedelta

import geopandas as gpd

from geodata.control import ControlSnapshot
from geodata.validation import export
from tests.square import FIRST, HELD, TAKEN, snapshot

WEST, NORTH_EAST_TAKEN = HELD[FIRST], HELD[TAKEN]


def day_file(day: date, held=None) -> bytes:
    """A day as a file in our own format."""
    return export(snapshot(day, held or WEST))


def edited(content: bytes, change) -> bytes:
    """A file after `change` has had its features."""
    document = json.loads(content)
    change(document["features"])
    return json.dumps(document).encode()


def swap(features) -> None:
    """Latitude first, in every position."""
    for feature in features:
        feature["geometry"]["coordinates"] = turned(feature["geometry"]["coordinates"])


def turned(coordinates):
    if isinstance(coordinates[0], float):
        return coordinates[::-1]
    return [turned(inner) for inner in coordinates]


def rings(features) -> list:
    """Every ring, to be changed in place."""

    def inside(coordinates):
        if isinstance(coordinates[0][0], float):
            return [coordinates]
        return [ring for part in coordinates for ring in inside(part)]

    return [ring for feature in features for ring in inside(feature["geometry"]["coordinates"])]


def unclosed(features) -> None:
    for ring in rings(features):
        ring.pop()


def unknown_party(features) -> None:
    features[0]["properties"]["party"] = "NOBODY"


def series(folder, days: int = 5):
    """Folder of dated files, from 1 January 2024 on, a day each."""
    folder.mkdir()
    for n in range(days):
        day = FIRST + timedelta(days=n)
        (folder / f"{day}.geojson").write_bytes(day_file(day))
    return folder


def areas(day: date, **ground) -> ControlSnapshot:
    """Assessed areas of a day, by party."""
    columns = {"party": list(ground), "status": "controlled", "basis": "assessed", "source": ""}
    frame = gpd.GeoDataFrame(columns, geometry=list(ground.values()), crs="EPSG:4326")
    return ControlSnapshot(day, frame)
