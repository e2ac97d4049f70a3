import json
from datetime import date, timedelta
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from benchmarks.generated import snapshots
from geodata.control import ControlSnapshot, ControlTimeline
from geodata.errors import DateError, TopologyError
from geodata.measure import area_km2
from geodata.terms import Basis, Status
from geodata.topology import Arcs, ArcShape, Topology
from tests.geodata.topology_shapes import DAY, canonical, rings, snapshot, voronoi

WEST, EAST = box(36, 33, 37, 34), box(37, 33, 38, 34)
NEXT = DAY + timedelta(days=1)


def topology_of(*days: dict[str, shapely.Geometry]) -> Topology:
    return Topology.from_snapshots(
        snapshot(areas, DAY + timedelta(days=n)) for n, areas in enumerate(days)
    )


def assert_same_rings(expected: ControlSnapshot, topology: Topology) -> None:
    actual = topology.areas(expected.effective_date)
    assert expected.areas["party"].tolist() == actual["party"].tolist()
    for before, after in zip(expected.areas.geometry, actual.geometry, strict=True):
        assert rings(before) == rings(after)


def planar_area(areas: gpd.GeoDataFrame) -> float:
    return float(shapely.area(areas.geometry.array).sum())


# --- figures on paper ---


def test_two_squares_share_one_arc_for_their_common_edge():
    topology = topology_of({"A": WEST, "B": EAST})
    assert 3 == len(topology.arcs)
    shared = [arc for arc in topology.arcs if (arc[:, 0] == 37).all()]
    assert [[[37, 33], [37, 34]]] == [sorted(arc.tolist()) for arc in shared]


def test_the_shared_arc_is_walked_in_opposite_directions():
    a, b = topology_of({"A": WEST, "B": EAST}).dates[DAY]
    refs_a, refs_b = set(a.polygons[0][0]), set(b.polygons[0][0])
    assert 1 == len({~ref for ref in refs_a} & refs_b)


def test_two_squares_meet_on_their_common_edge():
    line = topology_of({"A": WEST, "B": EAST}).contact(DAY, "A", "B")
    assert shapely.equals(shapely.LineString([(37, 33), (37, 34)]), line)


def test_two_squares_on_paper_as_topojson():
    document = topology_of({"A": WEST, "B": EAST}).to_topojson()
    assert [36.0, 33.0, 38.0, 34.0] == document["bbox"]
    assert {"scale": [1e-6, 1e-6], "translate": [36.0, 33.0]} == document["transform"]
    [[start, step]] = [arc for arc in document["arcs"] if len(arc) == 2]
    assert 1_000_000 == start[0]
    assert [0, 1_000_000] == [abs(part) for part in step]


def test_days_that_do_not_differ_share_every_arc():
    one, two = topology_of({"A": WEST, "B": EAST}), topology_of(*[{"A": WEST, "B": EAST}] * 2)
    assert len(one.arcs) == len(two.arcs)
    assert two.dates[DAY][0].polygons == two.dates[NEXT][0].polygons


def test_a_ring_may_begin_anywhere_and_run_either_way():
    turned = Polygon([(37, 34), (37, 33), (36, 33), (36, 34), (37, 34)])
    topology = topology_of({"A": WEST}, {"A": turned}, {"A": turned.reverse()})
    assert 1 == len(topology.arcs)


def test_a_party_inside_another_shares_its_ring_as_one_closed_arc():
    island = box(36.4, 33.4, 36.6, 33.6)
    topology = topology_of({"A": WEST.difference(island), "B": island})
    assert 2 == len(topology.arcs)
    assert_same_rings(snapshot({"A": WEST.difference(island), "B": island}), topology)
    line = topology.contact(DAY, "B", "A")
    assert line.geoms[0].is_ring
    assert canonical(island.exterior) in (
        canonical(line.geoms[0]),
        canonical(line.geoms[0].reverse()),
    )


def test_a_hole_that_nobody_holds_is_no_contact():
    lake = box(36.4, 33.4, 36.6, 33.6)
    topology = topology_of({"A": WEST.difference(lake), "B": EAST})
    assert [("A", "B")] == list(topology.contacts(DAY))
    assert 2 == len(topology.open_arcs(DAY, "A"))


def test_three_parties_meet_in_a_point():
    a = Polygon([(0, 0), (-1, 1), (-1, -1), (0, -1)])
    b = Polygon([(0, 0), (0, -1), (1, -1), (1, 1)])
    c = Polygon([(0, 0), (1, 1), (-1, 1)])
    topology = topology_of({"A": a, "B": b, "C": c})
    assert 6 == len(topology.arcs)
    contacts = topology.contacts(DAY)
    assert [("A", "B"), ("A", "C"), ("B", "C")] == list(contacts)
    assert all(line.intersects(shapely.Point(0, 0)) for line in contacts.values())
    assert [1.0, 2**0.5, 2**0.5] == [line.length for line in contacts.values()]


def test_parts_of_a_party_that_touch_in_a_point_stay_two_parts():
    touching = MultiPolygon([box(0, 0, 1, 1), box(1, 1, 2, 2)])
    other = MultiPolygon([box(1, 0, 2, 1), box(0, 1, 1, 2)])
    topology = topology_of({"A": touching, "B": other})
    assert_same_rings(snapshot({"A": touching, "B": other}), topology)
    assert 4.0 == topology.contact(DAY, "A", "B").length


def test_a_contested_strip_separates_the_two_beside_it():
    strip = box(37, 33, 37.1, 34)
    topology = topology_of({"A": WEST, None: strip, "B": box(37.1, 33, 38, 34)})
    assert [("A", None), ("B", None)] == list(topology.contacts(DAY))
    assert topology.contact(DAY, "A", "B").is_empty


def test_areas_of_one_party_that_meet_make_no_contact():
    frame = snapshot({"A": WEST, "B": EAST}).areas.assign(party=["A", "A"])
    topology = Topology.from_snapshots([ControlSnapshot(DAY, frame)])
    assert {} == topology.contacts(DAY)


def test_a_claim_on_the_same_side_of_a_border_is_no_contact():
    frame = snapshot({"A": WEST, "B": EAST, "C": EAST}).areas
    frame["basis"] = ["assessed", "assessed", "claimed"]
    contacts = Topology.from_snapshots([ControlSnapshot(DAY, frame)]).contacts(DAY)
    assert [("A", "B"), ("A", "C")] == list(contacts)


def test_a_point_on_a_straight_border_that_only_one_side_has_keeps_the_two_apart():
    cornered = Polygon([(37, 33), (38, 33), (38, 34), (37, 34), (37, 33.5)])
    topology = topology_of({"A": WEST, "B": cornered})
    assert topology.contact(DAY, "A", "B").is_empty
    assert_same_rings(snapshot({"A": WEST, "B": cornered}), topology)


def test_contacts_follow_the_day():
    topology = topology_of({"A": WEST, "B": EAST}, {"A": WEST, "C": EAST}, {"A": WEST})
    assert [[("A", "B")], [("A", "C")], []] == [list(topology.contacts(d)) for d in topology.dates]


def test_one_polygon_comes_back_as_a_polygon_and_two_as_a_multipolygon():
    two = MultiPolygon([box(0, 0, 1, 1), box(2, 2, 3, 3)])
    areas = topology_of({"A": MultiPolygon([WEST]), "B": two}).areas(DAY)
    assert ["Polygon", "MultiPolygon"] == areas.geom_type.tolist()


def test_labels_come_back_as_words():
    areas = topology_of({"A": WEST, None: EAST}).areas(DAY)
    assert ["A", "controlled", "assessed", "on paper"] == areas.iloc[0, :4].tolist()
    assert "contested" == areas["status"].iloc[1]
    assert "EPSG:4326" == areas.crs.to_string()


# --- the grid ---


def test_coordinates_of_six_decimals_come_back_as_the_same_doubles():
    random = np.random.default_rng(1)
    star = np.round(random.uniform(-180, 180, (500, 2)) * (1, 0.5), 6)
    topology = topology_of({"A": Polygon(star)})
    assert rings(Polygon(star)) == rings(topology.areas(DAY).geometry.iloc[0])


def test_other_coordinates_move_by_at_most_half_a_cell():
    thirds = Polygon([(1 / 3, 0), (4 / 3, 0), (4 / 3, 1 / 3), (1 / 3, 1 / 3)])
    actual = Topology.from_snapshots([snapshot({"A": thirds})], grid_deg=0.01).areas(DAY)
    assert [(0.33, 0.0), (1.33, 0.0), (1.33, 0.33), (0.33, 0.33)] == rings(actual.geometry.iloc[0])[
        0
    ][0]


def test_a_hole_smaller_than_the_grid_is_left_out_with_the_outline_kept():
    speck = box(36.5, 33.5, 36.5 + 1e-8, 33.5 + 1e-8)
    holed = Polygon(WEST.exterior, [speck.exterior])
    topology = topology_of({"A": holed, "B": speck})
    assert [1, 0] == [len(shape.polygons) for shape in topology.dates[DAY]]
    assert rings(WEST) == rings(topology.areas(DAY).geometry.iloc[0])
    assert topology.areas(DAY).geometry.iloc[1].is_empty


def test_a_ring_that_turns_back_on_itself_after_rounding_still_comes_back():
    needle = Polygon([(0, 0), (1, 0), (1, 1), (0.5, 1), (0.5 + 1e-8, 2), (0.5 - 1e-8, 1), (0, 1)])
    topology = topology_of({"A": needle})
    rounded = [(0, 0), (1, 0), (1, 1), (0.5, 1), (0.5, 2), (0.5, 1), (0, 1)]
    assert [[rounded]] == rings(topology.areas(DAY).geometry.iloc[0])


def test_a_ring_that_turns_back_at_a_corner_of_another_still_comes_back():
    square = Polygon([(0, 0), (1, 0), (1, 1), (0, 1)])
    spiked = Polygon([(0, 0), (0, 1), (0, 0), (-2, 0), (-1, -1)])
    one = snapshot({"A": square, "B": spiked})
    assert_same_rings(one, Topology.from_snapshots([one]))


@pytest.mark.parametrize("grid_deg", [0.0, -1e-6, 0.3, 1e-8, 2.0])
def test_a_grid_that_does_not_work_is_refused(grid_deg):
    with pytest.raises(TopologyError, match="must divide one degree and be at least 1e-7°"):
        Topology.from_snapshots([snapshot({"A": WEST})], grid_deg)


# --- every ring back, on random coverages ---

coverages = st.builds(
    lambda seed, sites, days: voronoi(np.random.default_rng(seed), sites, days),
    st.integers(0, 2**32 - 1),
    st.integers(4, 40),
    st.integers(1, 4),
)


@settings(max_examples=100, deadline=None)
@given(coverages)
def test_every_ring_comes_back(series):
    topology = Topology.from_snapshots(series)
    for one in series:
        assert_same_rings(one, topology)


@settings(max_examples=50, deadline=None)
@given(coverages)
def test_every_ring_survives_topojson(series):
    document = json.loads(json.dumps(Topology.from_snapshots(series).to_topojson()))
    topology = Topology.from_topojson(document)
    for one in series:
        assert_same_rings(one, topology)


@settings(max_examples=50, deadline=None)
@given(coverages)
def test_no_segment_is_stored_twice(series):
    topology = Topology.from_snapshots(series)
    steps = [
        frozenset([tuple(a), tuple(b)]) for arc in topology.arcs for a, b in pairwise(arc.tolist())
    ]
    assert len(steps) == len(set(steps))


@settings(max_examples=50, deadline=None)
@given(coverages)
def test_areas_are_a_valid_coverage_whose_contacts_are_its_inner_borders(series):
    topology = Topology.from_snapshots(series)
    for day in topology.dates:
        areas = topology.areas(day)
        assert areas.is_valid.all()
        assert shapely.coverage_is_valid(areas.geometry.array)
        # Every inner border is counted twice among the outlines, every outer one once.
        outer = shapely.coverage_union_all(areas.geometry.array).length
        inner = (shapely.length(areas.geometry.array).sum() - outer) / 2
        found = sum(line.length for line in topology.contacts(day).values())
        assert inner == pytest.approx(found, abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(coverages)
def test_contact_is_the_same_from_both_sides_and_lies_on_both_outlines(series):
    topology = Topology.from_snapshots(series)
    for day in topology.dates:
        outline = topology.areas(day).set_index("party").geometry.boundary
        for (a, b), line in topology.contacts(day).items():
            assert line.equals(topology.contact(day, b, a))
            assert outline[a].covers(line)
            assert outline[b].covers(line)


@settings(max_examples=15, deadline=None)
@given(coverages)
def test_smoothing_keeps_the_outline_and_every_shared_border_shared(series):
    topology = Topology.from_snapshots(series)
    smooth = topology.smoothed()
    for day in topology.dates:
        before, after = topology.areas(day), smooth.areas(day)
        assert planar_area(after) == pytest.approx(planar_area(before), rel=1e-12)
        assert topology.contacts(day).keys() == smooth.contacts(day).keys()


def test_smoothing_cuts_the_corners_of_a_ring_that_meets_no_other():
    island = box(36.4, 33.4, 36.6, 33.6)
    smooth = topology_of({"A": WEST.difference(island), "B": island}).smoothed(passes=1)
    ground, round_island = smooth.areas(DAY).geometry
    assert WEST.exterior.equals(ground.exterior)
    assert 8 == len(rings(round_island)[0][0])
    # Each corner loses a triangle of a quarter of the side by a quarter.
    assert round_island.area == pytest.approx(0.04 - 4 * 0.05**2 / 2, rel=1e-9)


def test_smoothing_leaves_the_ends_of_a_border_where_they_are():
    bent = [(37, 33), (37.2, 33.5), (37, 34)]
    areas = {"A": Polygon([(36, 33), *bent, (36, 34)]), "B": Polygon([*bent, (38, 34), (38, 33)])}
    line = topology_of(areas).smoothed(passes=1).contact(DAY, "A", "B")
    expected = [(37, 33), (37.15, 33.375), (37.15, 33.625), (37, 34)]
    [arc] = line.geoms
    assert np.allclose(expected, sorted(arc.coords, key=lambda point: point[1]))


def test_smoothing_leaves_a_closed_border_where_it_touches_another():
    island = Polygon([(37, 33.5), (36.8, 33.4), (36.6, 33.5), (36.8, 33.6)])
    east = Polygon([(37, 33), (38, 33), (38, 34), (37, 34), (37, 33.5)])
    west = Polygon(
        [(36, 33), (37, 33), (37, 33.5), (36.8, 33.4), (36.6, 33.5), (36.8, 33.6), (37, 33.5),
         (37, 34), (36, 34)]
    )  # fmt: skip
    smooth = topology_of({"A": west, "B": east, "C": island}).smoothed()
    corners = set(smooth.areas(DAY).geometry.iloc[2].exterior.coords)
    assert (37, 33.5) in corners
    assert (36.6, 33.5) not in corners


# --- a long series ---


def test_a_generated_series_is_valid_and_moves_about_25_vertices_a_day():
    series = list(snapshots(days=40, vertices=600))
    for one in series:
        assert one.areas.is_valid.all()
        assert shapely.coverage_is_valid(one.areas.geometry.array)
        assert 600 == pytest.approx(shapely.get_num_coordinates(one.areas.geometry).sum(), rel=0.1)
    points = [set(map(tuple, shapely.get_coordinates(one.areas.geometry))) for one in series]
    assert 25 == pytest.approx(np.mean([len(b - a) for a, b in pairwise(points)]), rel=0.2)


def test_a_generated_series_is_the_same_every_time():
    one, two = list(snapshots(days=3, vertices=300)), list(snapshots(days=3, vertices=300))
    assert [a.areas.to_wkb().equals(b.areas.to_wkb()) for a, b in zip(one, two, strict=True)] == [
        True
    ] * 3


def test_every_ring_of_a_generated_series_comes_back():
    series = list(snapshots(days=60, vertices=900))
    topology = Topology.from_snapshots(series)
    for one in series:
        assert_same_rings(one, topology)


# --- days ---


def test_a_day_without_areas_is_still_a_day():
    empty = ControlSnapshot(NEXT, snapshot({"A": WEST}).areas.iloc[:0])
    topology = Topology.from_snapshots([snapshot({"A": WEST}), empty])
    assert [DAY, NEXT] == list(topology.dates)
    assert 0 == len(topology.areas(NEXT))
    assert {} == topology.contacts(NEXT)


def test_a_timeline_without_a_day_has_no_arcs():
    topology = Topology.from_snapshots(ControlTimeline([]))
    document = topology.to_topojson()
    assert (0, {}) == (len(topology.arcs), dict(topology.dates))
    assert ([], {}) == (document["arcs"], document["objects"])
    assert {} == Topology.from_topojson(document).dates


def test_a_timeline_comes_back_in_order():
    late, early = snapshot({"A": WEST}, NEXT), snapshot({"A": EAST})
    timeline = Topology.from_snapshots([late, early]).timeline()
    assert (DAY, NEXT) == timeline.dates
    assert timeline.as_of(NEXT).snapshot.areas.geometry.iloc[0].equals(WEST)


def test_a_day_that_is_no_effective_date_is_named():
    topology = topology_of({"A": WEST}, {"A": EAST})
    with pytest.raises(DateError, match=r"dated 2024-12-25: its 2 days run from 2024-11-27 to"):
        topology.areas(date(2024, 12, 25))
    with pytest.raises(DateError, match="it has no day"):
        Topology.from_snapshots([]).contacts(DAY)


def test_two_snapshots_of_one_day_are_refused():
    with pytest.raises(TopologyError, match="Two snapshots are dated 2024-11-27"):
        Topology.from_snapshots([snapshot({"A": WEST})] * 2)


@pytest.mark.parametrize(
    ("geometry", "what"),
    [
        (shapely.Point(36, 33), "Point"),
        (None, "nothing"),
        (Polygon(), "an empty Polygon"),
    ],
)
def test_an_area_that_is_no_polygon_is_named(geometry, what):
    with pytest.raises(TopologyError, match=rf"Area 1 \(B\) of 2024-11-27 is {what};"):
        topology_of({"A": WEST, "B": geometry})


def test_building_does_not_change_the_snapshots():
    given_ = snapshot({"A": WEST, "B": EAST})
    before = given_.areas.to_wkb()
    Topology.from_snapshots([given_]).smoothed()
    assert before.equals(given_.areas.to_wkb())


def test_arcs_are_a_sequence():
    arcs = Arcs.from_lines([np.array([[0, 0], [1, 1]]), np.array([[1, 1], [2, 2], [3, 3]])])
    assert [2, 3] == [len(arc) for arc in arcs]
    assert [[1, 1], [2, 2], [3, 3]] == arcs[-1].tolist()
    assert [[[0, 0], [1, 1]]] == [arc.tolist() for arc in arcs[:1]]
    with pytest.raises(IndexError):
        arcs[2]


# --- TopoJSON ---


def test_gdal_reads_the_same_areas(tmp_path):
    series = voronoi(np.random.default_rng(7), sites=30, days=3)
    path = tmp_path / "timeline.topojson"
    path.write_text(json.dumps(Topology.from_snapshots(series).to_topojson()), encoding="utf-8")
    for one in series:
        read = gpd.read_file(path, layer=one.effective_date.isoformat())
        assert one.areas["party"].tolist() == read["party"].tolist()
        assert one.areas["status"].tolist() == read["status"].tolist()
        assert one.areas["source"].tolist() == read["source"].tolist()
        for ours, theirs in zip(one.areas.geometry, read.geometry, strict=True):
            assert area_km2(ours) == pytest.approx(area_km2(theirs), rel=1e-9)


def test_the_document_follows_the_specification():
    document = Topology.from_snapshots(voronoi(np.random.default_rng(3), 25, 3)).to_topojson()
    assert "Topology" == document["type"]
    for arc in document["arcs"]:
        assert len(arc) >= 2
        assert all(len(point) == 2 and all(type(n) is int for n in point) for point in arc)
    for one in document["objects"].values():
        assert "GeometryCollection" == one["type"]
        for geometry in one["geometries"]:
            assert "MultiPolygon" == geometry["type"]
            refs = [ref for polygon in geometry["arcs"] for ring in polygon for ref in ring]
            assert all(-len(document["arcs"]) <= ref < len(document["arcs"]) for ref in refs)


def test_only_the_arcs_of_the_chosen_days_are_written():
    topology = topology_of({"A": WEST}, {"A": EAST}, {"B": EAST})
    document = topology.to_topojson(from_=NEXT, to=NEXT)
    assert ["2024-11-28"] == list(document["objects"])
    assert (3, 2) == (len(topology.arcs), len(document["arcs"]))
    assert [37.0, 33.0, 38.0, 34.0] == document["bbox"]
    again = Topology.from_topojson(document)
    assert rings(EAST) == rings(again.areas(NEXT).geometry.iloc[0])


def test_arcs_that_collapse_on_the_grid_keep_two_points():
    arcs = Arcs.from_lines([np.array([[0, 0], [1, 0], [1, 1]]), np.array([[1, 1], [1 + 1e-9, 1]]),
                    np.array([[1 + 1e-9, 1], [0, 1], [0, 0]])])  # fmt: skip
    shape = ArcShape("A", Status.CONTROLLED, Basis.ASSESSED, "", (((0, 1, 2),),))
    document = Topology(arcs, {DAY: (shape,)}).to_topojson()
    assert [3, 2, 3] == [len(arc) for arc in document["arcs"]]
    assert 1.0 == planar_area(Topology.from_topojson(document).areas(DAY))


def square(**changes):
    """A document that is not quantised: a square given by two arcs, as another tool writes it."""
    return {
        "type": "Topology",
        "arcs": [[[0, 0], [1, 0], [1, 1]], [[0, 0], [0, 1], [1, 1]]],
        "objects": {"2024-11-27": {
            "type": "Polygon", "arcs": [[0, -2]], "properties": {"party": "A"},
        }},
    } | changes  # fmt: skip


def with_object(**changes):
    return square(objects={"2024-11-27": square()["objects"]["2024-11-27"] | changes})


def test_a_document_that_is_not_quantised_is_read():
    areas = Topology.from_topojson(square()).areas(DAY)
    assert [[(0, 0), (1, 0), (1, 1), (0, 1)]] == rings(areas.geometry.iloc[0])[0]
    assert ["A", "controlled", "assessed", ""] == areas.iloc[0, :4].tolist()


def test_a_document_quantised_by_another_tool_is_read():
    scale, steps = [1 / 3, 1 / 7], [[[0, 0], [3, 0], [0, 7]], [[0, 0], [0, 7], [3, 0]]]
    document = square(arcs=steps, transform={"scale": scale, "translate": [10, 20]})
    areas = Topology.from_topojson(document).areas(DAY)
    assert np.allclose([10, 20, 11, 21], areas.total_bounds)


BROKEN = {
    "no object": ([], 'its type is "list", expected "Topology"'),
    "GeoJSON": ({"type": "FeatureCollection"}, 'its type is "FeatureCollection"'),
    "no arcs": (square(arcs=None), 'no "arcs", or it is of the wrong kind'),
    "no objects": (square(objects=[]), 'no "objects", or it is of the wrong kind'),
    "short arc": (square(arcs=[[[0, 0]], []]), "Arc 0 of the TopoJSON is not a line"),
    "arc of words": (
        square(arcs=[[[0, 0], [1, 1]], [["a", "b"], [1, 1]]]),
        "Arc 1 of the TopoJSON is not a line",
    ),
    "infinite arc": (square(arcs=[[[0, 0], [float("inf"), 1]]]), "Arc 0 .* is not a line"),
    "transform": (square(transform={"scale": [1]}), 'The "transform" of the TopoJSON is'),
    "name": (square(objects={"20241127": {}}), 'an object "20241127"; expected the effective'),
    "type": (with_object(type="LineString"), 'object "2024-11-27" .* is of type "LineString"'),
    "out of range": (
        with_object(arcs=[[0, -3]]),
        (
            'object "2024-11-27", polygon 0, ring 0 of the TopoJSON refers to arc -3, '
            "but the file has 2 arcs"
        ),
    ),
    "arc by name": (with_object(arcs=[[0, "1"]]), "refers to arc '1'"),
    "flat arcs": (with_object(arcs=[0, 1]), r'has "arcs" of the wrong kind \(int\)'),
    "no ring": (with_object(arcs=[]), "polygon 0 of the TopoJSON has no ring"),
    "empty ring": (with_object(arcs=[[]]), "ring 0 of the TopoJSON has no arc"),
    "open ring": (
        with_object(arcs=[[0, 1]]),
        r'object "2024-11-27", geometry 0 \(A\) of the TopoJSON has a ring that does not close',
    ),
    "no corners": (
        with_object(arcs=[[0, -1]]) | {"arcs": [[[0, 0], [1, 1]]]},
        "or has fewer than three corners, near 0.000000, 0.000000",
    ),
    "party": (with_object(properties={}), 'object "2024-11-27" .* has no property "party"'),
    "status": (
        with_object(properties={"party": "A", "status": "held"}),
        'has the status "held"; expected controlled or contested',
    ),
    "basis": (
        with_object(properties={"party": "A", "basis": "rumour"}),
        'has the basis "rumour"; expected assessed or claimed',
    ),
    "geometries": (
        square(objects={"2024-11-27": {"type": "GeometryCollection"}}),
        'without a list of "geometries"',
    ),
    "geometry": (
        square(objects={"2024-11-27": {"type": "GeometryCollection", "geometries": [None]}}),
        'object "2024-11-27", geometry 0 of the TopoJSON is of type "NoneType"',
    ),
}


@pytest.mark.parametrize(("document", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_document_is_refused_with_the_place(document, message):
    with pytest.raises(TopologyError, match=message):
        Topology.from_topojson(document)
