"""Areas of control in frames that can be drawn on paper."""

import json

import numpy as np
import pytest
import shapely
from shapely import LineString, Point, Polygon, box

from geodata.errors import PlacesTooClose, TessellationError
from geodata.measure import area_km2
from geodata.tessellation import (
    Frame,
    Holding,
    ReportedPlace,
    build_tessellation,
    check_partition,
    far_from_reports,
    read_frame,
    read_frames,
    tessellate,
)
from tests.geodata.tessellation_frames import (
    METRE_DEG,
    RIVER,
    SQUARE,
    boundary,
    code_at,
    divided,
    holdings,
    places,
    segments,
)

FOUR = [(40.15, 35.12), (40.45, 35.12), (40.45, 35.38), (40.15, 35.38)]


def test_a_single_place_has_the_whole_outline():
    _, partition = divided([(40.2, 35.2)], ["A"])
    areas = partition.polygons()
    assert ["A"] == list(areas)
    assert areas["A"].equals(SQUARE)


def test_places_of_one_party_have_one_area_without_inner_borders():
    _, partition = divided(FOUR, ["A", "A", "A", "A"], Frame(SQUARE, {"river": RIVER}))
    assert {} == segments(partition, inner=True)
    assert 1 == len(partition.polygons()["A"].geoms)


def test_the_border_between_two_equal_places_runs_half_way():
    _, partition = divided([(40.15, 35.25), (40.45, 35.25)], ["A", "B"])
    for (x0, _), (x1, _) in segments(partition, inner=True):
        assert x0 == pytest.approx(40.3, abs=0.03)
        assert x1 == pytest.approx(40.3, abs=0.03)


def test_three_places_share_a_point_where_their_areas_meet():
    tessellation, partition = divided(
        [(40.15, 35.15), (40.45, 35.15), (40.3, 35.4)], ["A", "B", "C"]
    )
    check_partition(tessellation, holdings("A", "B", "C"), partition)
    a, b, c = (shapely.boundary(area) for area in partition.polygons().values())
    meeting = shapely.intersection_all([a, b, c])
    assert meeting.geom_type == "Point"
    assert Point(40.3, 35.23).distance(meeting) < 0.06


def test_four_places_divide_the_square_into_about_quarters():
    tessellation, partition = divided(FOUR, ["A", "B", "C", "D"])
    check_partition(tessellation, holdings("A", "B", "C", "D"), partition)
    for area in partition.polygons().values():
        assert area.area == pytest.approx(SQUARE.area / 4, rel=0.15)


def test_an_enclave_of_one_place_is_an_area_of_its_own():
    tessellation, partition = divided([(40.3, 35.25), *FOUR], ["B", "A", "A", "A", "A"])
    check_partition(tessellation, holdings("B", "A", "A", "A", "A"), partition)
    assert 1 == len(partition.polygons()["A"].geoms[0].interiors)
    assert "B" == code_at(partition.polygons(), 40.3, 35.25)


def test_a_contested_place_makes_a_small_area_that_its_holder_surrounds():
    parties = ["A!", "A", "A", "B", "B"]
    tessellation, partition = divided([(40.2, 35.25), *FOUR], parties)
    check_partition(tessellation, holdings(*parties), partition)
    areas = partition.polygons()
    assert ["A", "B", None] == list(areas)
    assert areas[None].contains(shapely.Point(40.2, 35.25))
    assert 20 < area_km2(areas[None]) < np.pi * 7.5**2


def test_ground_whose_only_report_is_contested_is_contested():
    _, partition = divided([(40.3, 35.25)], ["A!"])
    assert [None] == list(partition.polygons())


def test_a_barrier_is_the_border_between_the_parties_on_its_two_sides():
    points = [(40.1, 35.25), (40.36, 35.25)]
    frame = Frame(SQUARE, {"river": RIVER})
    tessellation, partition = divided(points, ["A", "B"], frame)
    check_partition(tessellation, holdings("A", "B"), partition)
    bent = tessellation.barriers["river"].buffer(METRE_DEG)
    assert all(bent.covers(LineString(ends)) for ends in segments(partition, inner=True))
    _, without = divided(points, ["A", "B"])
    assert max(x for (x, _), _ in segments(without, inner=True)) < 40.29


def test_a_barrier_bends_round_a_place_but_keeps_near_the_line_given():
    frame = Frame(SQUARE, {"river": RIVER})
    tessellation, partition = divided([(40.301, 35.25), (40.45, 35.25)], ["A", "B"], frame)
    check_partition(tessellation, holdings("A", "B"), partition)
    bent = shapely.transform(tessellation.barriers["river"], tessellation.plane.km)
    given = shapely.transform(RIVER, tessellation.plane.km)
    assert 0.3 < bent.distance(Point(tessellation.plane.km([40.301, 35.25]))) < 1
    assert max(given.distance(Point(xy)) for xy in bent.coords) < 1.0


def test_a_stated_bank_takes_the_barrier_to_the_other_side_of_the_place():
    line = LineString([(40.3, 34.9), (40.3, 35.6)])
    frame = Frame(SQUARE, {"river": line})
    east = ReportedPlace("east", 40.45, 35.25)
    for bank, code in ((1, "A"), (-1, "B")):
        near = ReportedPlace("near", 40.305, 35.25, banks={"river": bank})
        west = ReportedPlace("west", 40.15, 35.1)
        tessellation = build_tessellation([near, west, east], frame)
        day = {"near": Holding(code), "west": Holding("A"), "east": Holding("B")}
        areas = tessellate(tessellation, day).polygons()
        assert code == code_at(areas, 40.305, 35.25)
        assert all(len(area.geoms) == 1 for area in areas.values())


def test_a_bank_that_cannot_be_is_refused():
    frame = Frame(SQUARE, {"river": RIVER})
    wrong = ReportedPlace("east", 40.45, 35.25, banks={"river": 1})
    with pytest.raises(TessellationError, match=r"'east' is stated to lie left of .*'river'"):
        build_tessellation([wrong, ReportedPlace("west", 40.1, 35.2)], frame)


def test_a_closed_barrier_holds_the_party_inside():
    ring = Point(40.3, 35.25).buffer(0.08).exterior
    frame = Frame(SQUARE, {"zone": LineString(ring.coords)})
    tessellation, partition = divided(
        [(40.3, 35.25), (40.25, 35.4), (40.5, 35.1)], ["Z", "A", "A"], frame
    )
    check_partition(tessellation, holdings("Z", "A", "A"), partition)
    zone = partition.polygons()["Z"]
    assert zone.area == pytest.approx(Polygon(ring).area, rel=0.05)


def test_barriers_may_meet_inside():
    arm = LineString([(40.61, 35.3), (40.45, 35.28), (40.281, 35.3)])
    frame = Frame(SQUARE, {"river": RIVER, "arm": arm})
    tessellation, partition = divided(
        [(40.1, 35.2), (40.5, 35.1), (40.5, 35.4)], ["A", "B", "C"], frame
    )
    check_partition(tessellation, holdings("A", "B", "C"), partition)
    assert 3 == len(set(tessellation.mesh.region.tolist()))
    check_partition(
        tessellation, holdings("A", "B", "A"), tessellate(tessellation, holdings("A", "B", "A"))
    )


def test_a_barrier_that_ends_inside_divides_nothing():
    stub = LineString([(40.3, 35.1), (40.3, 35.3)])
    tessellation, partition = divided(
        [(40.1, 35.25), (40.5, 35.25)], ["A", "B"], Frame(SQUARE, {"stub": stub})
    )
    assert {0} == set(tessellation.mesh.region.tolist())
    check_partition(tessellation, holdings("A", "B"), partition)


def test_a_piece_without_a_report_belongs_to_its_neighbour():
    tessellation, partition = divided(
        [(40.1, 35.2), (40.2, 35.4)], ["A", "A"], Frame(SQUARE, {"river": RIVER})
    )
    assert {0} == set(tessellation.mesh.region.tolist())
    assert partition.polygons()["A"].area == pytest.approx(SQUARE.area)


def test_a_place_on_the_outline_or_just_outside_counts_inside():
    points = [(40.0, 35.2), (40.62, 35.3), (40.3, 35.503)]
    tessellation, partition = divided(points, ["A", "B", "C"])
    check_partition(tessellation, holdings("A", "B", "C"), partition)
    assert all(SQUARE.contains(Point(at)) for at in tessellation.positions)
    shift = tessellation.plane.km(tessellation.positions) - tessellation.plane.km(points)
    assert (np.hypot(*shift.T) < 3).all()


def test_places_outside_the_same_corner_count_apart():
    points = [(39.99, 34.99), (39.98, 34.99), (39.99, 34.98)]
    tessellation, partition = divided(points, ["A", "B", "C"])
    check_partition(tessellation, holdings("A", "B", "C"), partition)
    assert 3 == len(partition.polygons())


def test_a_river_that_places_on_both_sides_hem_in_is_refused_by_name():
    line = LineString([(40.3, 34.9), (40.3, 35.6)])
    hem = [
        ReportedPlace(f"{bank}{i}", 40.3 + side * 0.001, 35.2 + i * 0.001, banks={"river": bank})
        for i in range(8)
        for bank, side in ((1, 1), (-1, -1))
    ]
    with pytest.raises(TessellationError, match=r"'river' cannot be bent round place '-?1\d'"):
        build_tessellation(hem, Frame(SQUARE, {"river": line}))


def test_a_place_far_outside_is_refused():
    with pytest.raises(TessellationError, match=r"'p1' lies \d\d km outside the outline"):
        build_tessellation(places((40.2, 35.2), (41.0, 35.2)), Frame(SQUARE))


def test_two_places_nearer_than_50_m_are_refused_by_name():
    with pytest.raises(PlacesTooClose, match=r"'p0' and 'p2' are 4\d m apart"):
        build_tessellation(places((40.2, 35.2), (40.3, 35.2), (40.2005, 35.2)), Frame(SQUARE))


def test_two_places_60_m_apart_under_two_parties_both_keep_their_ground():
    tessellation, partition = divided([(40.3, 35.25), (40.3, 35.25054)], ["A", "B"])
    check_partition(tessellation, holdings("A", "B"), partition)


def test_an_outline_may_have_a_hole():
    lake = Point(40.3, 35.25).buffer(0.05)
    frame = Frame(SQUARE.difference(lake))
    tessellation, partition = divided(FOUR, ["A", "B", "B", "A"], frame)
    check_partition(tessellation, holdings("A", "B", "B", "A"), partition)
    assert None is code_at(partition.polygons(), 40.3, 35.25)


def test_short_pieces_of_outline_stay_as_given():
    x, y = 40.3, 35.0
    notch = [(x, y), (x + 2e-5, y + 3e-5), (x + 5e-5, y), (40.6, 35.0)]
    outline = Polygon([(40.0, 35.0), *notch, (40.6, 35.5), (40.0, 35.5)])
    parties = ["A", "B", "A", "B"]
    tessellation, partition = divided(
        [(40.27, 35.02), (40.33, 35.02), *FOUR[2:]], parties, Frame(outline)
    )
    check_partition(tessellation, holdings(*parties), partition)
    given = {(round(x, 5), round(y, 5)) for x, y in outline.exterior.coords}
    assert given <= boundary(partition.polygons())


def test_coordinates_are_on_the_grid_and_rings_turn_by_the_right_hand():
    _, partition = divided(FOUR, ["A", "B", "A", "B"])
    for area in partition.polygons().values():
        units = shapely.get_coordinates(area) * 1e5
        assert np.abs(units - np.rint(units)).max() < 1e-5
        assert all(part.exterior.is_ccw for part in area.geoms)


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ({"p0": Holding("A")}, r"No holding is given for 'p1' \(1 in all\)"),
        (
            {"p0": Holding("A"), "p1": Holding("A"), "q": Holding("A")},
            r"places that are not in the list: 'q'",
        ),
        ({"p0": Holding("A"), "p1": Holding("CONTESTED")}, r"'p1' is held by 'CONTESTED'"),
        ({"p0": Holding("A"), "p1": Holding("")}, r"'p1' is held by ''"),
    ],
)
def test_holdings_that_do_not_fit_the_places_are_refused(day, message):
    tessellation = build_tessellation(places((40.2, 35.2), (40.4, 35.2)), Frame(SQUARE))
    with pytest.raises(TessellationError, match=message):
        tessellate(tessellation, day)


@pytest.mark.parametrize(
    ("listed", "message"),
    [
        ([], "The list of places is empty"),
        ([ReportedPlace("x", 40.2, 35.2), ReportedPlace("x", 40.3, 35.2)], "'x' is listed twice"),
        ([ReportedPlace("x", 40.2, 35.2, rank=4)], "'x' has rank 4"),
        ([ReportedPlace("x", 40.2, 95.2)], "'x' lies at lon 40.2, lat 95.2"),
    ],
)
def test_lists_of_places_that_cannot_be_are_refused(listed, message):
    with pytest.raises(TessellationError, match=message):
        build_tessellation(listed, Frame(SQUARE))


@pytest.mark.parametrize(
    ("outline", "message"),
    [
        (Polygon(), "expected one Polygon, not empty"),
        (SQUARE.boundary, "The outline is a LineString"),
        (Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]), "not valid: Self-intersection"),
    ],
)
def test_outlines_that_hold_no_areas_are_refused(outline, message):
    with pytest.raises(TessellationError, match=message):
        Frame(outline)


def test_a_barrier_that_is_no_line_is_refused_by_name():
    with pytest.raises(TessellationError, match=r"Barrier 'zone' is a Polygon"):
        Frame(SQUARE, {"zone": SQUARE})


def test_a_frame_file_needs_one_outline(tmp_path):
    file = tmp_path / "frame.geojson"
    file.write_text('{"type": "FeatureCollection", "features": []}')
    with pytest.raises(TessellationError, match=r"frame.geojson has 0 features of kind 'outline'"):
        read_frame(file)


def test_separate_lands_are_a_frame_each_with_the_barriers_that_meet_it(tmp_path):
    small, large = box(0, 0, 1, 1), box(5, 0, 8, 3)
    shapes = [
        ("outline", "both", shapely.MultiPolygon([small, large])),
        ("barrier", "river", LineString([(5.5, 1), (7, 2)])),
        ("barrier", "sea", LineString([(2, 1), (3, 2)])),
    ]
    features = [
        {"properties": {"kind": kind, "name": name}, "geometry": shapely.geometry.mapping(shape)}
        for kind, name, shape in shapes
    ]
    file = tmp_path / "frame.geojson"
    file.write_text(json.dumps({"features": features}))
    first, second = read_frames(file)
    assert (large, small) == (first.outline, second.outline)
    assert (["river"], []) == (list(first.barriers), list(second.barriers))
    assert large == read_frame(file).outline


def test_land_far_from_every_report_is_smooth_and_inside():
    listed = places((40.05, 35.25))
    far = far_from_reports(listed, Frame(SQUARE), distance_km=20)
    assert far.is_valid
    assert SQUARE.covers(far)
    assert not far.contains(Point(40.05 + 19 / 91, 35.25))
    assert far.contains(Point(40.05 + 22 / 91, 35.25))
    assert far_from_reports(listed, Frame(SQUARE), distance_km=60).is_empty
