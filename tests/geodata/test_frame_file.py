"""A frame's file: what is wrong with it is said with its name."""

import json

import pytest

from geodata.errors import TheatreError
from geodata.tessellation import read_frame
from tests.square import write_square


@pytest.fixture
def path(tmp_path):
    return write_square(tmp_path / "square") / "frame.geojson"


def feature(**changes):
    ring = [[0, 0], [1, 0], [1, 1], [0, 0]]
    usual = {
        "type": "Feature",
        "properties": {"kind": "outline", "name": "o"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return usual | changes


def test_a_frame_is_an_outline_and_barriers_by_name(path):
    line = {"type": "LineString", "coordinates": [[0.2, 0.1], [0.9, 0.5]]}
    barrier = feature(properties={"kind": "barrier", "name": "river"}, geometry=line)
    zone = feature(properties={"kind": "zone", "name": "z"})
    path.write_text(json.dumps({"features": [feature(), barrier, zone]}))
    frame = read_frame(path)
    assert 0.5 == frame.outline.area
    assert ["river"] == list(frame.barriers)


def test_a_missing_frame_is_named(path):
    path.unlink()
    with pytest.raises(TheatreError, match=r"square has no file frame\.geojson; restore it"):
        read_frame(path)


@pytest.mark.parametrize(
    "content",
    [
        "{}",
        {"features": None},
        {"features": [{}]},
        {"features": [None]},
        {"features": [feature(geometry=None)]},
        {"features": [feature(properties=None)]},
        {"features": [feature(geometry={"type": "Circle", "coordinates": []})]},
        {"features": [feature(geometry={"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]})]},
        {"features": [feature(geometry={"type": "Polygon", "coordinates": "here"})]},
        {"features": [feature(), feature(properties={"kind": "barrier"})]},
    ],
    ids=str,
)
def test_what_is_no_frame_is_refused_by_name(path, content):
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    with pytest.raises(TheatreError) as caught:
        read_frame(path)
    assert str(caught.value).startswith("square/frame.geojson is not GeoJSON with kinds and names")
    assert str(caught.value).endswith("Restore it from the project.")
