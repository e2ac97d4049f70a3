"""Stretches, advances and widths: on paper, where all is known, and on every day of the theatre."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree
from shapely import Polygon, box

from geodata.change import compare
from geodata.distance import point
from geodata.front_line import (
    advance,
    advances,
    contested_width_km,
    forward_edge,
    forward_edges,
    front_change,
    front_changes,
    line_of_contact,
    lines_of_contact,
)
from geodata.measure import inverse
from geodata.record import open_record
from geodata.terms import Holder
from geodata.tessellation import read_frame
from tests.geodata.topology_shapes import DAY, snapshot, voronoi

LATER = DAY + timedelta(days=2)
WEST, EAST = box(36, 33, 37, 34), box(37, 33, 38, 34)
# The border bulges eastwards between 33.4 and 33.6: A has 0.1° more.
BULGE = box(37, 33.4, 37.1, 33.6)
CORNERS = [(37, 33), (37, 33.4), (37, 33.6), (37, 34)]
BEFORE = snapshot(
    {"A": Polygon([(36, 33), *CORNERS, (36, 34)]), "B": Polygon([*CORNERS, (38, 34), (38, 33)])}
)
AFTER = snapshot({"A": WEST.union(BULGE), "B": EAST.difference(BULGE)}, LATER)


def lengths(change):
    return [line.length_km for line in (change.new, change.abandoned, change.standing)]


# --- stretches -----------------------------------------------------------------------------------


def test_a_front_has_new_abandoned_and_standing_stretches():
    found = front_change(BEFORE, AFTER, "B", "A")

    assert ("A", "B") == found.between
    assert found.abandoned.geometry.equals(shapely.LineString([(37, 33.4), (37, 33.6)]))
    assert found.standing.geometry.equals(
        shapely.MultiLineString([[(37, 33), (37, 33.4)], [(37, 33.6), (37, 34)]])
    )
    assert found.new.geometry.equals(
        shapely.LineString([(37, 33.4), (37.1, 33.4), (37.1, 33.6), (37, 33.6)])
    )
    assert (LATER, DAY, LATER) == (
        found.new.effective_date, found.abandoned.effective_date, found.standing.effective_date,
    )  # fmt: skip


def test_backwards_what_was_new_is_abandoned():
    there, back = front_change(BEFORE, AFTER, "A", "B"), front_change(AFTER, BEFORE, "A", "B")

    assert lengths(~there) == pytest.approx(lengths(back), rel=1e-12)


def test_parties_that_never_meet_have_no_stretch():
    assert [0.0, 0.0, 0.0] == lengths(front_change(BEFORE, AFTER, "A", "C"))


def test_two_maps_of_one_day_can_be_compared():
    corrected = replace(AFTER, effective_date=DAY)

    assert lengths(front_change(BEFORE, AFTER, "A", "B")) == lengths(
        front_change(BEFORE, corrected, "A", "B")
    )


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_stretches_add_up_to_the_lines_of_both_days(seed):
    one, other = voronoi(np.random.default_rng(seed), sites=20, days=2)
    _check_stretches(one, other)


def test_stretches_add_up_in_syria():
    record = open_record()
    for day, later in ((0, 4), (4, 12), (11, 12)):
        _check_stretches(*(record.snapshot(record.dates[n]) for n in (day, later)))


def _check_stretches(one, other):
    for pair, found in front_changes(one, other).items():
        new, abandoned, standing = lengths(found)
        assert line_of_contact(other, *pair).length_km == pytest.approx(new + standing, abs=1e-6)
        assert line_of_contact(one, *pair).length_km == pytest.approx(
            abandoned + standing, abs=1e-6
        )


# --- forward edges -------------------------------------------------------------------------------


def test_every_party_has_a_forward_edge_and_contested_ground_none():
    strip = box(37, 33, 37.1, 34)
    one = snapshot({"B": WEST, None: strip, "A": box(37.1, 33, 38, 34)})
    edges = forward_edges(one)

    assert [("A",), ("B",)] == [edge.between for edge in edges]
    for edge in edges:
        assert forward_edge(one, *edge.between).length_km == edge.length_km
    east, west = (edge.geometry for edge in edges)
    assert 0 < shapely.distance(east, west)


def test_where_all_ground_is_mapped_a_forward_edge_is_all_lines_of_contact():
    record = open_record()
    outline = read_frame(record.theatre.frame).outline
    one = record.snapshot(date(2024, 12, 8))
    contacts = lines_of_contact(one)
    for edge in forward_edges(one, outline):
        met = sum(line.length_km for line in contacts if edge.between[0] in line.between)
        assert met == pytest.approx(edge.length_km, abs=1e-6)


# --- width ---------------------------------------------------------------------------------------


def test_a_strip_is_as_wide_as_it_is_drawn():
    strip = box(37, 33, 37.1, 34)
    one = snapshot({"A": WEST, None: strip, "B": box(37.1, 33, 38, 34)})
    narrow, wide = (inverse(37, lat, 37.1, lat)[0] / 1e3 for lat in (34, 33))
    found = contested_width_km(one, "B", "A")

    assert wide == pytest.approx(found.max_km, rel=1e-4)
    assert (narrow + wide) / 2 == pytest.approx(found.mean_km, rel=1e-3)


def test_a_wedge_is_half_as_wide_on_average():
    wedge = Polygon([(37, 33), (37, 34), (37.2, 34)])
    east = Polygon([(37, 33), (37.2, 34), (38, 34), (38, 33)])
    found = contested_width_km(snapshot({"A": WEST, None: wedge, "B": east}), "A", "B")

    assert 0.5 == pytest.approx(found.mean_km / found.max_km, abs=0.02)


def test_contested_ground_with_one_party_on_its_border_has_no_width():
    island = box(36.4, 33.4, 36.6, 33.6)
    one = snapshot({"A": WEST.difference(island), None: island, "B": EAST})

    assert contested_width_km(one, "A", "B") is None
    assert contested_width_km(BEFORE, "A", "B") is None


def test_the_mean_width_is_never_more_than_the_greatest():
    record = open_record()
    found = [
        contested_width_km(one, a, b)
        for day in record.dates[::4]
        for one in [record.snapshot(day)]
        for a, b in itertools.combinations(one.parties, 2)
    ]
    widths = [one for one in found if one]

    assert widths
    assert all(0 < one.mean_km <= one.max_km < 30 for one in widths)


# --- advance -------------------------------------------------------------------------------------


def test_an_advance_runs_from_the_old_border_to_the_farthest_point():
    town, far = point(37.05, 33.59), point(37.9, 33.5)
    found = advance(BEFORE, AFTER, "A", [far, town])
    across_km = inverse(37, 33.4, 37.1, 33.4)[0] / 1e3

    assert across_km == pytest.approx(found.km, rel=1e-4)
    assert across_km / 2 == pytest.approx(found.km_per_day, rel=1e-4)
    assert (37.1, 37) == pytest.approx((found.end[0], found.start[0]), abs=1e-4)
    assert 90 == pytest.approx(found.bearing_deg, abs=0.5)
    assert town == found.place
    assert compare(BEFORE, AFTER).km2_per_day(Holder("A")) == found.km2_per_day
    assert inverse(*found.start, *found.end)[0] / 1e3 == found.km


def test_who_gains_nothing_and_who_was_not_there_do_not_advance():
    assert advance(BEFORE, AFTER, "B") is None
    rising = snapshot({"A": WEST, "B": box(37, 33, 37.9, 34), "C": box(37.9, 33, 38, 34)}, LATER)
    assert advance(BEFORE, rising, "C") is None


def test_ground_gained_elsewhere_is_no_advance():
    landing = box(37.5, 33.4, 37.6, 33.6)
    after = snapshot({"A": shapely.union_all([WEST, BULGE, landing]),
                      "B": EAST.difference(BULGE).difference(landing)}, LATER)  # fmt: skip

    assert advance(BEFORE, AFTER, "A").km == pytest.approx(advance(BEFORE, after, "A").km)


def test_the_farthest_point_of_a_pocket_is_in_its_middle():
    pocket = box(36.4, 33.4, 36.6, 33.6)
    before = snapshot({"A": WEST.difference(pocket), "B": pocket})
    found = advance(before, snapshot({"A": WEST}, LATER), "A")

    assert (36.5, 33.5) == pytest.approx(found.end, abs=0.02)
    assert inverse(36.5, 33.5, 36.4, 33.5)[0] / 1e3 == pytest.approx(found.km, rel=0.01)


def test_between_maps_of_one_day_there_is_no_rate():
    found = advance(BEFORE, replace(AFTER, effective_date=DAY), "A")

    assert (None, None) == (found.km2_per_day, found.km_per_day)
    assert 9 < found.km < 10


def through_the_earth(lonlat):
    """Points as x, y, z in km from the middle of the earth, to be near in without a projection."""
    to = pyproj.Transformer.from_crs(4979, 4978, always_xy=True)
    return np.column_stack(to.transform(*lonlat.T, np.zeros(len(lonlat)))) / 1e3


def test_no_point_of_the_gained_ground_is_farther_than_the_advance():
    record = open_record()
    before, after = (record.snapshot(date(2024, 11, day)) for day in (26, 30))
    change = compare(before, after, claimed=False)
    random = np.random.default_rng(1)
    found = advances(change, record.theatre.places)
    for party, one in found.items():
        held = before.areas.geometry[before.areas["party"] == party].union_all()
        parts = shapely.get_parts(change.gained(Holder(party)))
        gained = shapely.union_all(parts[shapely.dwithin(parts, held, 1e-6)])
        edge = shapely.get_coordinates(shapely.segmentize(held.boundary, 0.002))
        west, south, east, north = gained.bounds
        tried = random.uniform((west, south), (east, north), (20_000, 2))
        tried = tried[shapely.contains_xy(gained, *tried.T)]
        away_km, _ = cKDTree(through_the_earth(edge)).query(through_the_earth(tried))
        assert one.km * 0.95 < away_km.max() < one.km + 0.1
        assert one.place.labelled
    assert ["HTS", "SDF", "SNA"] == list(found)
