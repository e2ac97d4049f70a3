"""Numbers on the ellipsoid: those of independent tools, and what must hold for any of them."""

import json
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import GeometryCollection, LineString, MultiPolygon, Polygon, box

from geodata.measure import area_km2, areas_km2, destination, inverse, length_km, swept_km2

NUMBERS = Path(__file__).resolve().parent.parent / "data" / "reference_numbers.json"
REFERENCE = json.loads(NUMBERS.read_text(encoding="utf-8"))
AREAS = REFERENCE["area_box_36_38E_35_37N_km2"]
SQUARE = box(36, 35, 38, 37)
degrees = st.floats(0.01, 1.99)


def test_the_area_of_a_box_is_that_of_three_equal_area_projections():
    for name in ("geodesic_densified_0.01deg", "EPSG:6933", "laea_36_37", "aea_33_37"):
        assert 40015.839 == AREAS[name]
    assert 40015.839 == pytest.approx(area_km2(SQUARE), abs=0.001)


def test_the_area_is_not_that_of_four_geodesic_edges_nor_of_a_flat_map():
    for name in ("geodesic_4_vertices", "EPSG:32637", "EPSG:3857", "naive_deg_111.32"):
        assert abs(area_km2(SQUARE) - AREAS[name]) > 0.1


def test_a_hole_is_subtracted_and_the_direction_of_a_ring_does_not_matter():
    hole = box(36.5, 35.5, 37.5, 36.5)
    ring = Polygon(SQUARE.exterior.coords, [hole.exterior.coords])
    assert area_km2(SQUARE) - area_km2(hole) == pytest.approx(area_km2(ring), abs=1e-6)
    assert area_km2(ring) == pytest.approx(area_km2(ring.reverse()), abs=1e-6)


def test_several_polygons_count_together_and_an_empty_one_is_nothing():
    two = MultiPolygon([box(36, 35, 37, 36), box(38, 35, 39, 36)])
    assert sum(map(area_km2, two.geoms)) == pytest.approx(area_km2(two), abs=1e-6)
    assert 0.0 == area_km2(Polygon())
    assert 0.0 == length_km(LineString())
    assert 0.0 == area_km2(GeometryCollection())


@given(degrees, degrees)
def test_the_parts_of_a_split_polygon_have_its_area(across, up):
    west, east = box(36, 35, 36 + across, 37), box(36 + across, 35, 38, 37)
    parts = [
        shapely.intersection(half, band)
        for half in (west, east)
        for band in (box(36, 35, 38, 35 + up), box(36, 35 + up, 38, 37))
    ]
    assert area_km2(SQUARE) == pytest.approx(sum(map(area_km2, parts)), rel=1e-9)


@given(degrees, degrees)
def test_a_slanting_cut_keeps_the_area_within_the_promise_of_cut_edges(across, up):
    # The cut's own edge is the same on both sides, so only its endpoints move.
    upper, lower = (37 if up < 1 else 36.9), 35
    cut = [(36 + across, lower), (36 + (across + up) / 2, upper)]
    left = Polygon([(36, 35), cut[0], cut[1], (36, upper)])
    right = Polygon([cut[0], (38, 35), (38, upper), cut[1]])
    whole = box(36, 35, 38, upper)
    assert area_km2(whole) == pytest.approx(area_km2(left) + area_km2(right), abs=0.01)


def test_a_measured_geometry_is_left_as_it_was():
    before = SQUARE.wkb
    area_km2(SQUARE)
    length_km(SQUARE.exterior)
    assert before == SQUARE.wkb


@pytest.mark.parametrize("one", REFERENCE["distances_km"], ids=lambda one: one["name"])
def test_distances_are_those_of_the_reference(one):
    metres, bearing_deg = inverse(*one["a"], *one["b"])
    assert one["geodesic"] == pytest.approx(metres / 1000, abs=0.0006)
    assert one.get("azimuth_deg", bearing_deg) == pytest.approx(bearing_deg, abs=0.006)


def test_a_flat_map_would_be_wrong_by_a_quarter():
    first = REFERENCE["distances_km"][0]
    metres, _ = inverse(*first["a"], *first["b"])
    assert 1.24 == pytest.approx(first["epsg3857_planar"] / (metres / 1000), abs=0.005)


def test_a_bearing_runs_from_0_to_360_clockwise_from_north():
    for to, expected in (((36, 36), 0), ((36.001, 35), 90), ((36, 34), 180), ((35.999, 35), 270)):
        assert expected == pytest.approx(inverse(36, 35, *to)[1], abs=0.01)


def test_the_length_of_a_parallel_is_more_than_that_of_the_geodesic():
    parallel = LineString([(36, 35), (38, 35)])
    geodesic_km = inverse(36, 35, 38, 35)[0] / 1000
    assert 0.003 < length_km(parallel) - geodesic_km < 0.03
    assert length_km(parallel) == pytest.approx(length_km(parallel.reverse()), abs=1e-9)


def test_the_length_of_lines_is_the_sum_of_their_pieces():
    corner = [(36, 35), (37, 36), (38, 35)]
    whole = length_km(LineString(corner))
    assert whole == pytest.approx(
        length_km(LineString(corner[:2])) + length_km(LineString(corner[1:])), rel=1e-9
    )


@given(st.floats(30, 45), st.floats(30, 40), st.floats(0, 360), st.floats(10, 500_000))
def test_who_walks_to_a_destination_has_walked_that_far_on_that_bearing(lon, lat, bearing, metres):
    found_m, found_deg = inverse(lon, lat, *destination(lon, lat, bearing, metres))
    assert metres == pytest.approx(found_m, abs=1e-6)
    assert abs((found_deg - bearing + 180) % 360 - 180) < 1e-5


def test_many_areas_at_once_are_those_one_by_one():
    ring = Polygon(SQUARE.exterior.coords, [box(36.5, 35.5, 37.5, 36.5).exterior.coords])
    two = MultiPolygon([box(36, 35, 37, 36), box(38.1, 35, 39, 36.3)])
    slanting = Polygon([(36, 35), (38, 36), (35, 38)])
    shapes = np.array([SQUARE, ring, Polygon(), two, slanting], dtype=object)
    assert list(map(area_km2, shapes)) == pytest.approx(list(areas_km2(shapes)), rel=1e-12)
    assert 0 == len(areas_km2(np.empty(0, dtype=object)))


@pytest.mark.parametrize("cut_deg", [0.005, 0.02])
def test_areas_are_those_of_short_geodesic_edges(cut_deg):
    slanting = Polygon([(36, 35), (38, 36), (35, 38)], [[(36.5, 36), (37, 36.1), (36, 37)]])
    tall = Polygon([(30, 25), (45, 35), (28, 40)])
    ellipsoid = pyproj.Geod(ellps="WGS84")
    for shape in (slanting, tall):
        cut = shapely.orient_polygons(shapely.segmentize(shape, cut_deg))
        geodesic_km2 = ellipsoid.geometry_area_perimeter(cut)[0] / 1e6
        # Geodesic edges leave the straight ones by the square of their length.
        assert geodesic_km2 == pytest.approx(area_km2(shape), rel=cut_deg**2 / 100)


@given(st.lists(degrees, min_size=2, max_size=6), st.integers(1, 20))
def test_ground_swept_by_pieces_of_a_ring_adds_up_to_its_area(offs, at):
    ring = np.array(
        [(36, 35), *((36 + n / 8, 35 + off) for n, off in enumerate(offs, 1)), (38, 38), (36, 35)]
    )
    [whole] = swept_km2(ring, np.array([0, len(ring)]))
    at = min(at, len(ring) - 1)
    points = np.concatenate([ring[: at + 1], ring[at:], ring[::-1]])
    pieces = swept_km2(points, np.array([0, at + 1, len(ring) + 1, len(points)]))
    assert whole == pytest.approx(pieces[0] + pieces[1], abs=1e-6)
    assert whole == pytest.approx(-pieces[2], abs=1e-6)


def test_lines_without_edges_sweep_nothing():
    assert [0.0, 0.0] == list(swept_km2(np.array([[36.0, 35.0]]), np.array([0, 0, 1])))
    assert [] == list(swept_km2(np.empty((0, 2)), np.array([0])))


def test_the_area_of_a_scribble_does_not_take_long():
    points = np.random.default_rng(1).random((5_000, 2)) * 2 + (36, 35)
    assert areas_km2(np.array([Polygon(points)], dtype=object))[0] >= 0
