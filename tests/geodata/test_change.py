"""What changes between two maps: on paper, where every figure is known."""

from datetime import date

import pytest
import shapely

from geodata.change import (
    area_control_changes,
    compare,
    control_change_reports,
    control_changes,
    totals,
)
from geodata.measure import area_km2
from geodata.record import Record, open_record
from geodata.terms import CONTESTED, Basis, Holder
from geodata.theatre import load
from geodata.topology import Topology
from tests.square import FIRST, FOUGHT, HELD, QUARTERS, TAKEN, snapshot, write_square


@pytest.fixture
def square_theatre(tmp_path):
    return load(folder=write_square(tmp_path / "square"))


A, B = Holder("A"), Holder("B")


def flows_of(found):
    return {(one.before, one.after): round(one.km2, 6) for one in found}


def test_nothing_changes_between_equal_maps():
    assert () == compare(snapshot(FIRST, HELD[FIRST]), snapshot(TAKEN, HELD[FIRST])).flows_shown()


def test_ground_goes_from_one_party_to_another():
    [change] = compare(snapshot(FIRST, HELD[FIRST]), snapshot(TAKEN, HELD[TAKEN])).flows_shown()

    assert (B, A, Basis.ASSESSED) == (change.before, change.after, change.basis)
    assert area_km2(QUARTERS["ne"]) == pytest.approx(change.km2)
    assert change.ground.equals(QUARTERS["ne"])


def test_contested_ground_is_a_holder_of_its_own():
    found = compare(snapshot(FIRST, HELD[FIRST]), snapshot(FOUGHT, HELD[FOUGHT])).flows_shown()

    assert {(B, CONTESTED): round(area_km2(QUARTERS["ne"]), 6)} == flows_of(found)


def test_ground_can_come_from_nobody_and_go_to_nobody():
    west = snapshot(FIRST, {"A": ("sw", "nw")})
    south = snapshot(TAKEN, {"A": ("sw", "se")})
    quarter = {name: round(area_km2(shape), 6) for name, shape in QUARTERS.items()}

    assert {(None, A): quarter["se"], (A, None): quarter["nw"]} == flows_of(
        compare(west, south).flows_shown()
    )


def test_an_empty_map_is_one_that_nobody_holds():
    first = snapshot(FIRST, HELD[FIRST])
    whole = sum(map(area_km2, QUARTERS.values()))

    assert whole == pytest.approx(sum(one.km2 for one in compare(None, first).flows_shown()))
    assert {None} == {one.after for one in compare(first, None).flows_shown()}
    assert () == compare(None, None).flows_shown()


def test_claimed_ground_is_compared_with_claimed_ground():
    before = snapshot(FIRST, {"A": ("sw",), "B": ("se",)})
    after = snapshot(TAKEN, {"A": ("sw",), "B": ("se",)})
    claimed = after.areas["party"] == "B"
    after.areas.loc[claimed, "basis"] = "claimed"

    found = {(one.before, one.after, one.basis) for one in compare(before, after).flows_shown()}
    assert {(B, None, "assessed"), (None, B, "claimed")} == found


def test_a_border_drawn_anew_by_a_hair_is_no_change():
    before = snapshot(FIRST, {"A": ("sw",), "B": ("se",)})
    after = snapshot(TAKEN, {"A": ("sw",), "B": ("se",)})
    moved = [shapely.box(36, 35, 37.0000001, 36), shapely.box(37.0000001, 35, 38, 36)]

    assert (
        ()
        == compare(
            before, type(after)(TAKEN, after.areas.set_geometry(moved, crs=4326))
        ).flows_shown()
    )


def test_totals_name_who_lost_everything_too():
    rows = totals(snapshot(FIRST, {"A": ("sw",), "B": ("se",)}), snapshot(TAKEN, {"A": ("sw",)}))

    assert ["A", "B"] == [row.party for row in rows]
    assert [0.0, -area_km2(QUARTERS["se"])] == pytest.approx([row.delta_km2 for row in rows])


def test_the_places_that_change_hands(square_theatre):
    found = area_control_changes(
        snapshot(FIRST, HELD[FIRST]), snapshot(FOUGHT, HELD[FOUGHT]), square_theatre.places
    )

    assert [("ne", B, CONTESTED)] == [(h.place.place_id, h.before, h.after) for h in found]


def test_a_place_on_no_map_is_nobodys(square_theatre):
    found = area_control_changes(None, snapshot(FIRST, {"A": ("sw",)}), square_theatre.places)

    assert [("sw", None, A)] == [(h.place.place_id, h.before, h.after) for h in found]


def test_gains_and_losses_are_the_differences_of_the_totals_in_syria():
    record = open_record()
    before, after = (record.snapshot(day) for day in (date(2024, 11, 29), date(2024, 12, 8)))
    moved = {Holder(row.party, row.status): 0.0 for row in totals(before, after)}
    for change in compare(before, after).flows_shown():
        moved[change.before] -= change.km2
        moved[change.after] += change.km2

    for row in totals(before, after):
        assert row.delta_km2 == pytest.approx(moved[Holder(row.party, row.status)], abs=0.05)


def test_places_are_handed_over_by_reports_where_there_are_any():
    record = open_record()
    before, after = (record.snapshot(day) for day in (date(2024, 12, 7), date(2024, 12, 8)))
    found = {one.place.place_id: one for one in control_changes(record.theatre, before, after)}
    reports = control_change_reports(record.theatre, date(2024, 12, 7), date(2024, 12, 8))
    trends = record.daily_statistics(date(2024, 12, 8)).control_changes

    assert {one.place_id for one in reports} == set(found)
    assert trends == len(found)
    damascus = found["damascus"]
    assert (Holder("SAA"), Holder("HTS")) == (damascus.before, damascus.after)
    assert damascus.report in reports
    # An island off the mapped ground is handed over all the same.
    assert "arwad" in found
    back = {one.place.place_id: one for one in control_changes(record.theatre, after, before)}
    assert (Holder("HTS"), Holder("SAA")) == (back["damascus"].before, back["damascus"].after)


def test_places_are_handed_over_by_areas_where_nobody_reported(tmp_path):
    theatre = load(folder=write_square(tmp_path / "square", changes=[]))
    record = Record(theatre, Topology.from_snapshots([]))
    maps = snapshot(FIRST, HELD[FIRST]), snapshot(TAKEN, HELD[TAKEN])

    [found] = control_changes(record.theatre, *maps)
    assert ("ne", B, A, None) == (
        found.place.place_id, found.before, found.after, found.report,
    )  # fmt: skip
