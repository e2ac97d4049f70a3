"""Distances between places: symmetric, geodesic, 55 ± 2 km from Idlib to Aleppo."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from geodata.distance import (
    between,
    matrix,
    path,
    point,
    ring,
    to_front,
    to_nearest,
    to_party,
)
from geodata.errors import UnknownName
from geodata.front_line import lines_of_contact
from geodata.places import Place, find
from geodata.record import open_record
from tests.geodata.topology_shapes import snapshot

GEOD = pyproj.Geod(ellps="WGS84")

NUMBERS = Path(__file__).resolve().parent.parent / "data" / "reference_numbers.json"
REFERENCE = json.loads(NUMBERS.read_text(encoding="utf-8"))["distances_km"]
lons, lats = st.floats(25, 50), st.floats(25, 45)


def at(lon, lat, name="here"):
    return Place(name, {"en": name}, lon, lat, "town", 1, "", "on paper")


@pytest.mark.parametrize("one", REFERENCE, ids=lambda one: one["name"])
def test_between_two_points_it_is_as_far_as_the_reference_says(one):
    assert one["geodesic"] == pytest.approx(between(at(*one["a"]), at(*one["b"])).km, abs=0.0006)


def test_idlib_is_55_km_from_aleppo(syria):
    found = between(find(syria.places, "Idlib"), find(syria.places, "Aleppo"))
    assert 55 == pytest.approx(found.km, abs=2)
    assert 56.194 == pytest.approx(found.km, abs=0.001)
    assert 57.54 == pytest.approx(found.initial_bearing_deg, abs=0.01)
    assert ("idlib", "aleppo") == (found.start.place_id, found.end.place_id)
    assert found.metres / 1000 == found.km


@given(lons, lats, lons, lats)
def test_the_way_back_is_as_long_and_inverting_twice_changes_nothing(lon, lat, to_lon, to_lat):
    found = between(at(lon, lat, "here"), at(to_lon, to_lat, "there"))
    back = ~found
    assert (found.start, found.end) == (back.end, back.start)
    assert found.metres == pytest.approx(back.metres, abs=1e-6)
    assert found == ~back
    assert 0 <= found.initial_bearing_deg < 360


@given(st.tuples(lons, lats), st.tuples(lons, lats), st.tuples(lons, lats))
def test_a_detour_is_never_shorter(a, b, c):
    one, two, three = at(*a), at(*b), at(*c)
    assert between(one, three).km <= between(one, two).km + between(two, three).km + 1e-9


def test_a_place_is_no_distance_from_itself():
    assert 0.0 == between(at(36, 35), at(36, 35)).km


def test_a_path_is_as_long_as_its_legs():
    a, b, c = at(36, 35), at(37, 35), at(37, 36)
    found = path([a, b, c])
    assert [(a, b), (b, c)] == [(leg.start, leg.end) for leg in found.legs]
    assert between(a, b).km + between(b, c).km == found.km
    assert 0.0 == path([a]).km == path([]).km


def test_a_matrix_is_symmetric_with_nothing_on_its_diagonal():
    places = [at(36, 35), at(37, 35.5), at(38, 36)]
    found = np.array(matrix(places))
    assert np.allclose(found, found.T, rtol=0, atol=1e-9)
    assert [0.0] * 3 == list(np.diag(found))
    assert between(places[0], places[2]).km == found[0, 2]


@given(lons, lats, st.floats(0.1, 500))
def test_every_point_of_a_ring_is_as_far_from_its_middle(lon, lat, km):
    middle, found = at(lon, lat), ring(at(lon, lat), km)
    away = [between(middle, at(*point)).km for point in found.exterior.coords]
    assert found.is_valid
    assert found.exterior.is_ccw
    assert [km] * 181 == pytest.approx(away, rel=1e-9)


def test_a_point_on_the_map_is_named_by_where_it_is():
    assert "36.2012° N 37.1612° E" == point(37.16117, 36.20124).name["en"]
    assert "34.6000° S 58.4000° W" == point(-58.4, -34.6).name["en"]
    assert "1.0000° S 2.5000° W" == point(-2.5, -1).name["en"]


WEST_EAST = snapshot({"A": box(36, 33, 37, 34), "B": box(37, 33, 38, 34)})


def test_the_nearest_front_and_who_faces_there():
    found = to_front(at(37.5, 33.5), WEST_EAST)
    assert ("A", "B") == found.facing
    assert (37, 33.5) == pytest.approx((found.lon, found.lat), abs=0.002)
    assert between(at(37.5, 33.5), at(found.lon, found.lat)).km == found.km
    assert 270 == pytest.approx(found.bearing_deg, abs=0.5)


def test_no_front_is_no_distance():
    assert to_front(at(37.5, 33.5), snapshot({"A": box(36, 33, 37, 34)})) is None


def test_a_partys_ground_is_no_distance_away_inside_it():
    assert (0.0, 0.0) == (
        to_party(at(36.5, 33.5), WEST_EAST, "A").km,
        to_party(at(36.5, 33.5), WEST_EAST, "A").bearing_deg,
    )
    beyond = to_party(at(39, 33.5), WEST_EAST, "A")
    assert (37, ("A",)) == (pytest.approx(beyond.lon, abs=1e-3), beyond.facing)


def test_a_party_without_ground_is_nowhere():
    with pytest.raises(UnknownName, match='No party with ground on this day is called "C"'):
        to_party(at(36, 33), WEST_EAST, "C")


@pytest.mark.parametrize("name", ["Homs", "Damascus", "Hama", "Idlib"])
def test_no_point_of_any_front_is_nearer_than_the_nearest(syria, name):
    day = open_record().snapshot(date(2024, 11, 30))
    place, fronts = find(syria.places, name), lines_of_contact(day)
    found = to_nearest(place, fronts)
    assert found == to_front(place, day)
    for front in fronts:
        points = shapely.get_coordinates(shapely.segmentize(front.geometry, 1e-4)).T
        here = np.full(points.shape[1], place.lon), np.full(points.shape[1], place.lat)
        away_km = GEOD.inv(*here, *points)[2].min() / 1e3
        assert found.km <= away_km + 1e-4
        if front.between == found.facing:
            assert found.km == pytest.approx(away_km, abs=0.005)
