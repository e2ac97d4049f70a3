"""Distances between places: symmetric, geodesic, 55 ± 2 km from Idlib to Aleppo."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.distance import between
from geodata.places import Place, find

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
