"""The areas of control of Syria 2024 keep every promise on every day."""

from itertools import pairwise

import numpy as np
import pytest
import shapely

from geodata.terms import CONTESTED, Holder
from geodata.tessellation import (
    Holding,
    build_tessellation,
    check_partition,
    far_from_reports,
    holdings_on,
    tessellate,
)
from geodata.theatres.make_control import control_topojson, effective_dates
from geodata.topology import Topology
from tests.geodata.tessellation_frames import METRE_DEG, boundary, segments


def day_of(theatre, day):
    return {place: held.holding for place, held in holdings_on(theatre.reports, day).items()}


@pytest.fixture(scope="module")
def partitions(syria, syria_tessellation):
    return {
        day: tessellate(syria_tessellation, day_of(syria, day)) for day in effective_dates(syria)
    }


@pytest.fixture(scope="module")
def committed(syria):
    import orjson

    return Topology.from_topojson(orjson.loads(syria.control.read_bytes()))


def test_there_are_17_days(partitions):
    assert 17 == len(partitions)


def test_every_day_covers_the_outline_with_every_report_in_its_own_area(
    syria, syria_tessellation, partitions
):
    for day, partition in partitions.items():
        check_partition(syria_tessellation, day_of(syria, day), partition)


def test_neighbours_share_their_border_point_by_point(partitions):
    for partition in partitions.values():
        used = {}
        for party, area in partition.polygons().items():
            holder = CONTESTED if party is None else Holder(party)
            for part in area.geoms:
                for ring in (part.exterior, *part.interiors):
                    for a, b in pairwise(ring.coords):
                        used.setdefault((min(a, b), max(a, b)), []).append(holder)
        expected = {ends: holders - {None} for ends, holders in segments(partition).items()}
        assert expected == {ends: frozenset(holders) for ends, holders in used.items()}


def test_the_outline_is_the_same_on_every_day_and_that_of_the_frame(syria_tessellation, partitions):
    outlines = [boundary(partition.polygons()) for partition in partitions.values()]
    assert all(outlines[0] == other for other in outlines)
    frame = syria_tessellation.frame.outline
    assert set(map(tuple, shapely.get_coordinates(frame).tolist())) <= outlines[0]
    strangers = shapely.points(list(outlines[0]))
    assert shapely.distance(frame.boundary, strangers).max() < METRE_DEG / 2


def test_quiet_borders_are_identical_from_day_to_day(partitions):
    kept = []
    for before, after in pairwise(partitions.values()):
        old, new = segments(before, inner=True), segments(after, inner=True)
        kept.append(sum(old.get(ends) == codes for ends, codes in new.items()) / len(new))
    assert np.median(kept) > 0.8
    assert max(kept) > 0.95


def test_the_river_is_the_border_where_its_banks_are_held_by_two_parties(
    syria_tessellation, partitions
):
    river = syria_tessellation.barriers["euphrates"].buffer(METRE_DEG)
    along = [
        ends
        for ends, holders in segments(next(iter(partitions.values())), inner=True).items()
        if holders == {Holder("SAA"), Holder("SDF")} and river.covers(shapely.LineString(ends))
    ]
    km = syria_tessellation.plane.km(np.array(along))
    assert np.hypot(*np.diff(km, axis=1)[:, 0].T).sum() > 100


def test_bent_barriers_keep_within_a_kilometre_of_those_given(syria_tessellation):
    plane = syria_tessellation.plane
    for name, bent in syria_tessellation.barriers.items():
        given = shapely.transform(syria_tessellation.frame.barriers[name], plane.km)
        points = shapely.points(plane.km(shapely.get_coordinates(bent)))
        assert shapely.distance(given, points).max() < 1.0


def test_two_builds_give_the_same_bytes(syria, syria_tessellation, partitions):
    again = build_tessellation(syria_tessellation.places, syria_tessellation.frame)
    assert syria_tessellation.weights.data.tobytes() == again.weights.data.tobytes()
    assert syria_tessellation.mesh.vertices.tobytes() == again.mesh.vertices.tobytes()
    day, first = next(iter(partitions.items()))
    second = tessellate(again, day_of(syria, day))
    assert [arc.lonlat.tobytes() for arc in first.arcs] == [
        arc.lonlat.tobytes() for arc in second.arcs
    ]


def test_the_committed_areas_are_those_that_the_files_give(syria, syria_tessellation):
    assert control_topojson(syria, syria_tessellation) == syria.control.read_bytes(), (
        "control.topojson is not what places, reports and frame give: "
        "run python -m geodata.theatres.make_control syria_2024"
    )


def test_every_report_of_its_own_finds_its_place_in_the_committed_area(
    syria, syria_tessellation, committed
):
    at = dict(
        zip(
            [p.place_id for p in syria_tessellation.places],
            syria_tessellation.positions,
            strict=True,
        )
    )
    last = {(one.place_id, one.effective_date): one for one in syria.reports}
    checked, wrong = 0, []
    for (place_id, day), report in last.items():
        if report.baseline or report.default_rule:
            continue
        areas = committed.areas(day).set_index("party").geometry
        checked += 1
        if not shapely.contains_xy(areas[report.party], *at[place_id]):
            wrong.append((place_id, day, report.party))
    assert [] == wrong
    assert checked > 250


def test_few_places_lie_off_the_outline_and_those_are_moved_a_little(syria_tessellation):
    given = [[place.lon, place.lat] for place in syria_tessellation.places]
    shift = np.hypot(
        *(
            syria_tessellation.plane.km(given)
            - syria_tessellation.plane.km(syria_tessellation.positions)
        ).T
    )
    assert (shift > 0.01).sum() < 15
    assert shift.max() < 5


def test_the_desert_far_from_reports_is_marked(syria_tessellation):
    far = far_from_reports(syria_tessellation.places, syria_tessellation.frame)
    assert far.is_valid
    assert 0.05 < far.area / syria_tessellation.frame.outline.area < 0.25
    at = np.array([[place.lon, place.lat] for place in syria_tessellation.places])
    assert not shapely.contains_xy(far, *at.T).any()


def test_a_day_on_which_everything_is_contested_is_one_contested_area(syria, syria_tessellation):
    day = {place.place_id: Holding("SAA", contested=True) for place in syria_tessellation.places}
    partition = tessellate(syria_tessellation, day)
    check_partition(syria_tessellation, day, partition)
    assert [None] == list(partition.polygons())
