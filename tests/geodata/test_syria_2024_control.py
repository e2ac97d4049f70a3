"""The committed areas of Syria 2024 say what was reported, and the facts of those days."""

from collections import Counter
from datetime import date
from itertools import combinations

import pytest
import shapely
from shapely import Point

from geodata.control import figures
from geodata.distance import between
from geodata.front_line import line_of_contact
from geodata.measure import area_km2
from geodata.places import find, in_force
from geodata.record import open_record
from geodata.terms import Confidence
from geodata.tessellation import read_frame

NOVEMBER_26, NOVEMBER_27, NOVEMBER_30 = (date(2024, 11, day) for day in (26, 27, 30))
AIRPORT = "aleppo-international-airport-nayrab-airbase"
CONTESTED = None


@pytest.fixture(scope="module")
def record():
    return open_record()


@pytest.fixture(scope="module")
def areas(record):
    """Give the area of each party by day, prepared for many questions."""
    found = {
        day: dict(record.snapshot(day).areas.set_index("party").geometry) for day in record.dates
    }
    for day in found.values():
        shapely.prepare(list(day.values()))
    return found


@pytest.fixture(scope="module")
def counted_at(syria_tessellation):
    """Give the point at which each place counts: its own, or the nearest inside the outline."""
    ids = [place.place_id for place in syria_tessellation.places]
    return dict(zip(ids, map(tuple, syria_tessellation.positions.tolist()), strict=True))


# --- what was reported ---------------------------------------------------------------------------


def graded(record, areas, counted_at):
    """Give each row of a change that is no default rule, with whether the map agrees with it."""
    for report in record.theatre.reports:
        if report.baseline or report.default_rule:
            continue
        area = areas[record.effective(report.effective_date)][report.party]
        yield report, shapely.contains_xy(area, *counted_at[report.place_id])


def test_every_change_of_high_and_medium_confidence_stands_on_the_map(record, areas, counted_at):
    checked = list(graded(record, areas, counted_at))
    wrong = [
        (report.place_id, str(report.effective_date), report.party)
        for report, agrees in checked
        if not agrees and report.confidence is not Confidence.LOW
    ]
    assert [] == wrong
    count = Counter(report.confidence for report, _ in checked)
    assert count[Confidence.HIGH] + count[Confidence.MEDIUM] > 200
    assert min(count[Confidence.HIGH], count[Confidence.MEDIUM]) > 50


def test_no_change_of_low_confidence_is_missing_from_the_map_either(record, areas, counted_at):
    others = [
        (report.place_id, str(report.effective_date), report.party)
        for report, agrees in graded(record, areas, counted_at)
        if not agrees and report.confidence is Confidence.LOW
    ]
    assert [] == others


def test_a_reported_day_is_a_day_of_the_map(record):
    changed = {report.effective_date for report in record.theatre.reports}
    assert changed == set(record.dates)
    assert 17 == len(record.dates)


def test_every_place_lies_in_the_area_of_its_holder_on_every_day(record, areas, counted_at):
    wrong = [
        (str(day), place_id, report.party)
        for day in record.dates
        for place_id, report in in_force(record.theatre.reports, day).items()
        if not shapely.contains_xy(areas[day][report.party], *counted_at[place_id])
    ]
    assert [] == wrong


def test_every_place_inside_the_outline_counts_at_its_own_point(syria, counted_at):
    outline = read_frame(syria.frame).outline
    moved = [
        place.place_id
        for place in syria.places
        if counted_at[place.place_id] != pytest.approx((place.lon, place.lat), abs=1e-5)
    ]
    apart = [outline.distance(Point(p.lon, p.lat)) for p in syria.places if p.place_id in moved]
    assert len(moved) < 15
    # A place that is moved lies outside, or within half a kilometre of the edge.
    inside = [
        p for p in syria.places if p.place_id in moved and outline.contains(Point(p.lon, p.lat))
    ]
    assert all(outline.boundary.distance(Point(p.lon, p.lat)) < 0.006 for p in inside)
    assert max(apart, default=0) < 0.05


# --- geometry ------------------------------------------------------------------------------------


def test_areas_are_valid_and_neither_overlap_nor_leave_a_gap(record):
    for day in record.dates:
        shapes = record.snapshot(day).areas.geometry
        assert shapes.is_valid.all(), day
        assert shapely.coverage_is_valid(shapes.to_numpy()), day
        assert [] == [
            (a, b) for a, b in combinations(range(len(shapes)), 2)
            if shapes.iloc[a].relate_pattern(shapes.iloc[b], "T********")
        ], day  # fmt: skip
        assert 0 == len(shapely.coverage_union_all(shapes.to_numpy()).interiors), day


def test_all_areas_together_are_the_outline_of_the_frame(record):
    outline_km2 = area_km2(read_frame(record.theatre.frame).outline)
    for day in record.dates:
        total_km2 = sum(row.km2 for row in figures(record.snapshot(day)))
        # The outline is on the grid of 1e-5 degrees and has points more where borders end.
        assert outline_km2 == pytest.approx(total_km2, abs=0.5), day


def test_a_party_that_holds_a_place_holds_ground(record, areas):
    for day in record.dates:
        holders = {report.party for report in in_force(record.theatre.reports, day).values()}
        assert holders == set(areas[day])


# --- facts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected_km"), [(NOVEMBER_26, 164.3), (NOVEMBER_27, 165.3), (NOVEMBER_30, 290.2)]
)
def test_the_front_of_the_attack_is_wider_than_100_km(record, day, expected_km):
    """The line that counts is the one between HTS-led and government forces, HTS|SAA alone.

    On the eve it is the line that the attack started from. Contested ground, the SNA's line
    with the government and every other line are left out.
    """
    front = line_of_contact(record.snapshot(day), "HTS", "SAA")
    assert front.length_km > 100
    assert expected_km == pytest.approx(front.length_km, abs=0.5 + 0.03 * expected_km)
    assert front.length_km == pytest.approx(record.contact_km(day)["HTS", "SAA"], rel=1e-9)


def test_the_line_of_attack_is_more_than_100_km_from_end_to_end_along_the_front(record):
    west, south, east, north = line_of_contact(
        record.snapshot(NOVEMBER_26), "HTS", "SAA"
    ).geometry.bounds
    assert (east - west) * 90 + (north - south) * 111 > 100


def test_aleppo_its_citadel_and_its_airport_are_in_the_area_of_hts_by_30_november(
    areas, counted_at
):
    for place in ("aleppo", "aleppo-citadel", AIRPORT):
        assert shapely.contains_xy(areas[NOVEMBER_26]["SAA"], *counted_at[place])
        assert shapely.contains_xy(areas[NOVEMBER_30]["HTS"], *counted_at[place])
    enclave = counted_at["sheikh-maqsud-aleppo"]
    assert shapely.contains_xy(areas[NOVEMBER_30]["SDF"], *enclave)


def test_dozens_of_towns_near_aleppo_changed_hands_by_30_november(record):
    changed = record.changed_since(NOVEMBER_26, NOVEMBER_30)
    places = {place.place_id: place for place in record.theatre.places}
    kinds = Counter(places[report.place_id].kind for report in changed)
    aleppo = places["aleppo"]
    near = [one for one in changed if between(aleppo, places[one.place_id]).km < 50]
    assert 122 == len(changed)
    assert (40, 65, 1) == (kinds["town"], kinds["village"], kinds["city"])
    assert 72 == len(near)
    assert all(report.source for report in changed)
    assert AIRPORT in {report.place_id for report in changed}


def test_the_ground_of_hts_more_than_doubles_by_30_november(record):
    km2 = {
        day: next(row.km2 for row in record.figures(day) if row.party == "HTS")
        for day in (NOVEMBER_26, NOVEMBER_30)
    }
    assert km2[NOVEMBER_30] > 2 * km2[NOVEMBER_26]


@pytest.mark.parametrize(
    ("category", "words"),
    [
        ("casualties", ["more than 300", "at least 20"]),
        ("airstrike", ["Russian", "since 2016"]),
        ("politics", ["curfew", "17:00", "Sunday"]),
        ("displacement", ["congested"]),
    ],
)
def test_the_events_of_30_november_are_reachable_with_their_source(record, category, words):
    found = [
        event
        for event in record.events_on(NOVEMBER_30)
        if event.category == category and all(word in event.text["en"] for word in words)
    ]
    assert 1 == len(found)
    assert found[0].source
    assert found[0].text["ar"]
    assert find(record.theatre.places, found[0].place_id).name["en"] == found[0].place


def test_the_government_holds_nothing_after_8_december(record, areas):
    last = record.dates[-1]
    assert "SAA" not in areas[last] or areas[last]["SAA"].area < 0.05
