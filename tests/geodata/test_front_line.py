from datetime import timedelta

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Polygon, box

from geodata.errors import UnknownName
from geodata.front_line import (
    contact_lengths_km,
    forward_edge,
    line_of_contact,
    lines_of_contact,
)
from geodata.topology import Topology
from tests.geodata.topology_shapes import DAY, snapshot, voronoi

GEOD = pyproj.Geod(ellps="WGS84")
WEST, EAST = box(36, 33, 37, 34), box(37, 33, 38, 34)
E2 = 0.00669437999014


def test_the_front_between_two_squares_is_a_piece_of_meridian():
    front = line_of_contact(snapshot({"A": WEST, "B": EAST}), "A", "B")
    assert (DAY, ("A", "B")) == (front.effective_date, front.between)
    assert front.geometry.equals(LineString([(37, 33), (37, 34)]))
    # The integral of the meridian's radius of curvature, a (1 - e²) / (1 - e² sin²(lat))^1.5.
    lat = np.radians(np.linspace(33, 34, 1001))
    radius_km = 6378.137 * (1 - E2) / (1 - E2 * np.sin(lat) ** 2) ** 1.5
    assert np.trapezoid(radius_km, lat) == pytest.approx(front.length_km, abs=1e-5)
    assert GEOD.inv(37, 33, 37, 34)[2] / 1e3 == pytest.approx(front.length_km, abs=1e-6)


def test_the_front_along_a_parallel_is_longer_than_the_geodesic():
    north, south = box(36, 34, 38, 35), box(36, 33, 38, 34)
    front = line_of_contact(snapshot({"A": north, "B": south}), "A", "B")
    # Radius of the parallel: a cos(lat) / sqrt(1 - e² sin²(lat)).
    lat = np.radians(34)
    parallel_km = np.radians(2) * 6378.137 * np.cos(lat) / np.sqrt(1 - E2 * np.sin(lat) ** 2)
    assert parallel_km == pytest.approx(front.length_km, abs=1e-4)
    assert GEOD.inv(36, 34, 38, 34)[2] / 1e3 < front.length_km - 0.002


def test_the_front_is_the_same_whichever_party_is_named_first():
    one = snapshot({"A": WEST, "B": EAST})
    ab, ba = line_of_contact(one, "A", "B"), line_of_contact(one, "B", "A")
    assert ab.between == ba.between
    assert ab.geometry.equals(ba.geometry)
    assert ab.length_km == ba.length_km


def test_parties_that_do_not_meet_have_an_empty_front():
    front = line_of_contact(snapshot({"A": WEST, "B": box(40, 33, 41, 34)}), "A", "B")
    assert front.geometry.is_empty
    assert 0.0 == front.length_km


def test_parties_that_touch_in_one_point_have_an_empty_front():
    front = line_of_contact(snapshot({"A": WEST, "B": box(37, 34, 38, 35)}), "A", "B")
    assert front.geometry.is_empty


def test_a_front_is_one_long_line_however_many_parties_end_at_it():
    east = {"B": box(37, 33, 38, 33.5), "C": box(37, 33.5, 38, 34)}
    west = Polygon([(36, 33), (37, 33), (37, 33.2), (37, 33.5), (37, 34), (36, 34)])
    east["B"] = Polygon([(37, 33), (37, 33.2), (37, 33.5), (38, 33.5), (38, 33)])
    fronts = lines_of_contact(snapshot({"A": west, **east}))
    assert [("A", "B"), ("A", "C"), ("B", "C")] == [front.between for front in fronts]
    assert [1, 1, 1] == [len(front.geometry.geoms) for front in fronts]


def test_a_front_round_an_island_closes():
    island = box(36.4, 33.4, 36.6, 33.6)
    [front] = lines_of_contact(snapshot({"A": WEST.difference(island), "B": island}))
    [ring] = front.geometry.geoms
    assert ring.is_ring
    assert island.exterior.equals(ring)


def test_contested_ground_has_fronts_of_its_own():
    strip = box(37, 33, 37.1, 34)
    fronts = lines_of_contact(snapshot({"B": WEST, None: strip, "A": box(37.1, 33, 38, 34)}))
    assert [("A", None), ("B", None)] == [front.between for front in fronts]


def test_the_forward_edge_faces_others_and_contested_ground_but_not_the_border():
    island = box(36.4, 33.4, 36.6, 33.6)
    areas = {"A": WEST.difference(island), "B": EAST, None: island}
    edge = forward_edge(snapshot(areas), "A")
    assert ("A",) == edge.between
    contacts = [f for f in lines_of_contact(snapshot(areas)) if "A" in f.between]
    assert sum(f.length_km for f in contacts) == pytest.approx(edge.length_km, rel=1e-12)
    assert edge.geometry.length == pytest.approx(1.0 + 0.8)


def test_the_forward_edge_faces_unmapped_ground_when_the_border_is_known():
    country = box(36, 33, 39, 34)
    edge = forward_edge(snapshot({"A": WEST, "B": EAST}), "B", country)
    expected = shapely.MultiLineString([[(37, 33), (37, 34)], [(38, 33), (38, 34)]])
    assert edge.geometry.equals(expected)
    assert edge.geometry.equals(forward_edge(snapshot({"A": WEST, "B": EAST}), "B",
                                             country.exterior).geometry)  # fmt: skip


def test_a_party_alone_in_its_country_has_no_forward_edge():
    assert forward_edge(snapshot({"A": WEST}), "A").geometry.is_empty
    assert 0.0 == forward_edge(snapshot({"A": WEST}), "A", WEST).length_km


def test_a_party_without_ground_has_no_forward_edge_to_speak_of():
    with pytest.raises(UnknownName, match='No party with ground on this day is called "C"'):
        forward_edge(snapshot({"A": WEST, "B": EAST}), "C")


seeds = st.integers(0, 2**32 - 1)


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_fronts_agree_with_an_overlay(seed):
    [one] = voronoi(np.random.default_rng(seed), sites=25, days=1)
    outline = one.areas.set_index("party").boundary
    fronts = {front.between: front for front in lines_of_contact(one)}
    codes = sorted(outline.index)
    for a in codes:
        for b in codes[codes.index(a) + 1 :]:
            overlay = shapely.line_merge(shapely.intersection(outline[a], outline[b]))
            lines = [g for g in shapely.get_parts(overlay) if g.geom_type == "LineString"]
            expected = shapely.MultiLineString(lines)
            actual = fronts[a, b].geometry if (a, b) in fronts else shapely.MultiLineString()
            assert expected.length == pytest.approx(actual.length, abs=1e-9)
            assert expected.is_empty or shapely.hausdorff_distance(expected, actual) < 1e-9


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_lengths_of_all_days_at_once_are_those_of_each_day(seed):
    series = voronoi(np.random.default_rng(seed), sites=20, days=3)
    lengths = contact_lengths_km(Topology.from_snapshots(series))
    assert [DAY + timedelta(days=n) for n in range(3)] == list(lengths)
    for one in series:
        each = {front.between: front.length_km for front in lines_of_contact(one)}
        assert each == pytest.approx(lengths[one.effective_date], rel=1e-9)
