"""What must hold for every change: figures add up, whichever way they are taken apart."""

import itertools
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.change import by_governorate, compare, governorates
from geodata.control import figures
from geodata.measure import area_km2
from geodata.record import open_record
from geodata.terms import Basis, Holder
from geodata.tessellation import read_frame
from tests.geodata.topology_shapes import DAY, snapshot, voronoi

PROMISED_KM2 = 0.01
seeds = st.integers(0, 2**32 - 1)


@pytest.fixture(scope="module")
def record():
    return open_record()


@pytest.fixture(scope="module")
def days(record):
    return [record.snapshot(day) for day in record.dates]


@pytest.fixture(scope="module")
def divisions(record):
    return governorates(record.theatre)


def unmatched(one, random):
    """The same map drawn twice over: each area's points moved by some metres, each in its way."""
    moved = [
        shapely.make_valid(shapely.transform(shape, winding(random)), method="structure")
        for shape in one.areas.geometry
    ]
    return replace(one, areas=one.areas.set_geometry(moved, crs=4326))


def winding(random):
    """A way to move points by up to 20 m, the same for a point wherever it stands in a ring."""
    turns, begin = random.uniform(100, 1000, (2, 2)), random.uniform(0, 7, 2)
    return lambda points: points + 1e-4 * np.sin(points @ turns + begin)


def ground(one, party):
    if one is None:
        return shapely.MultiPolygon()
    return shapely.union_all(one.areas.geometry[one.areas["party"] == party].to_numpy())


def check_sums(change, least_km2=PROMISED_KM2):
    """Gains less losses are the difference of areas, and the matrix has the same numbers."""
    for one in change.parties:
        assert one.delta_km2 == pytest.approx(one.gained_km2 - one.lost_km2, abs=least_km2)
        row = sum(km2 for (loser, _), km2 in change.matrix.items() if loser == one.holder)
        column = sum(km2 for (_, winner), km2 in change.matrix.items() if winner == one.holder)
        assert (one.lost_km2, one.gained_km2) == pytest.approx((row, column), abs=1e-9)
    assert sum(change.matrix.values()) == pytest.approx(sum(f.km2 for f in change.flows), abs=1e-9)
    assert all(flow.before != flow.after for flow in change.flows)


def figures_of(change):
    return {(one.before, one.after, one.basis): one.km2 for one in change.flows}


# --- the theatre ---------------------------------------------------------------------------------


def test_on_every_pair_of_days_gains_less_losses_are_the_difference_of_areas(days):
    for before, after in itertools.combinations(days, 2):
        change = compare(before, after)
        check_sums(change)
        sizes = [{row.party: row.km2 for row in figures(one)} for one in (before, after)]
        for one in change.parties:
            assert (one.before_km2, one.after_km2) == tuple(
                size.get(one.party, 0.0) for size in sizes
            )


def test_backwards_gains_are_losses(days):
    for before, after in ((0, 4), (4, 12), (8, 9), (0, 16)):
        there, back = compare(days[before], days[after]), compare(days[after], days[before])
        assert figures_of(~there) == pytest.approx(figures_of(back), abs=1e-5)
        assert figures_of(~~there) == figures_of(there)
        assert -there.days == back.days == (~there).days
        for one, other in zip((~there).parties, back.parties, strict=True):
            assert (one.gained_km2, one.lost_km2) == pytest.approx(
                (other.gained_km2, other.lost_km2), abs=1e-5
            )


def test_all_parties_and_unmapped_ground_are_the_theatre(record, days):
    outline = read_frame(record.theatre.frame).outline
    for one in days:
        mapped = shapely.union_all(one.areas.geometry.to_numpy())
        unmapped_km2 = area_km2(shapely.difference(outline, mapped))
        held_km2 = sum(row.km2 for row in figures(one))
        assert area_km2(outline) == pytest.approx(held_km2 + unmapped_km2, abs=PROMISED_KM2)


@pytest.mark.parametrize(("before", "after"), [(0, 4), (4, 12), (0, 16), (11, 12)])
def test_all_governorates_are_the_whole_change(days, divisions, before, after):
    change = compare(days[before], days[after])
    found = by_governorate(change, divisions)

    assert set(found) <= {*divisions, ""}
    for name in ("before_km2", "after_km2", "gained_km2", "lost_km2"):
        parts = {one.party: 0.0 for one in change.parties}
        for row in itertools.chain(*found.values()):
            parts[row.party] += getattr(row, name)
        for one in change.parties:
            assert getattr(one, name) == pytest.approx(parts[one.party], abs=1e-6)
    for rows in found.values():
        for row in rows:
            assert row.delta_km2 == pytest.approx(row.gained_km2 - row.lost_km2, abs=PROMISED_KM2)


def test_a_governorate_has_what_an_overlay_finds_in_it(days, divisions):
    change = compare(days[0], days[4])
    found = by_governorate(change, divisions)
    for name in ("Aleppo", "Idlib", "Hama"):
        for row in found[name]:
            inside = [
                area_km2(shapely.intersection(shape, divisions[name]))
                for shape in (
                    ground(change.before, row.party), ground(change.after, row.party),
                    change.gained(row.holder), change.lost(row.holder),
                )
            ]  # fmt: skip
            assert inside == pytest.approx(
                [row.before_km2, row.after_km2, row.gained_km2, row.lost_km2], abs=1e-5
            )
    assert sum(row.before_km2 for row in found[""]) < 0.1


def test_the_governorates_are_those_of_the_places(record, divisions):
    names = {place.governorate for place in record.theatre.places}
    assert names <= set(divisions)
    assert set(divisions) == set(record.theatre.governorates)


def test_what_is_held_gained_and_lost_is_all_that_was_or_is_held(days):
    change = compare(days[4], days[12])
    for one in change.parties:
        held = change.held.get(one.holder, shapely.MultiPolygon())
        held_km2 = area_km2(held)
        assert one.after_km2 == pytest.approx(held_km2 + one.gained_km2, abs=1e-5)
        assert one.before_km2 == pytest.approx(held_km2 + one.lost_km2, abs=1e-5)


# --- small maps ----------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_figures_add_up_on_any_map(seed):
    before, after = voronoi(np.random.default_rng(seed), sites=15, days=2)
    change = compare(before, after)
    check_sums(change)
    assert figures_of(~change) == pytest.approx(figures_of(compare(after, before)), abs=1e-5)
    # All ground is held on both days: nothing comes from nobody.
    assert sum(km2 for pair, km2 in change.matrix.items() if None in pair) < 1e-3


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_figures_add_up_where_borders_were_drawn_twice(seed):
    random = np.random.default_rng(seed)
    before, after = (unmatched(one, random) for one in voronoi(random, sites=12, days=2))
    change = compare(before, after)
    check_sums(change)
    assert figures_of(~change) == pytest.approx(figures_of(compare(after, before)), abs=1e-4)
    for one in change.parties:
        old, new = ground(before, one.party), ground(after, one.party)
        gained, lost = shapely.difference(new, old), shapely.difference(old, new)
        assert (area_km2(gained), area_km2(lost)) == pytest.approx(
            (one.gained_km2, one.lost_km2), abs=1e-4
        )
        assert area_km2(shapely.symmetric_difference(gained, change.gained(one.holder))) < 1e-3


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_slivers_are_hidden_but_counted(seed):
    random = np.random.default_rng(seed)
    [one] = voronoi(random, sites=12, days=1)
    change = compare(one, replace(unmatched(one, random), effective_date=DAY + timedelta(days=1)))
    shown = change.flows_shown(1.0)

    assert sum(flow.km2 for flow in change.flows) > 0
    assert all(part.area > 0 for flow in shown for part in flow.ground.geoms)
    assert {flow.km2 for flow in shown} <= {flow.km2 for flow in change.flows}
    assert len(change.flows_shown(1e9)) == 0
    check_sums(change)


# --- claimed ground, empty maps ------------------------------------------------------------------


def claimed(areas, day):
    one = snapshot(areas, day)
    one.areas["basis"] = [Basis.CLAIMED if name == "B" else Basis.ASSESSED for name in areas]
    return one


def test_claimed_ground_is_in_or_out():
    west, east, more = (shapely.box(*bounds) for bounds in (
        (36, 33, 37, 34), (36.8, 33, 38, 34), (36.6, 33, 38, 34),
    ))  # fmt: skip
    before, after = claimed({"A": west, "B": east}, DAY), claimed({"A": west, "B": more}, DAY)
    within, without = (compare(before, after, claimed=flag) for flag in (True, False))

    assert [(None, Holder("B"), Basis.CLAIMED)] == [
        (f.before, f.after, f.basis) for f in within.flows
    ]
    assert ["A", "B"] == sorted(one.party for one in within.parties)
    assert ((), ["A"]) == (without.flows, [one.party for one in without.parties])
    assert area_km2(east) == pytest.approx(area_km2(within.held[Holder("B")]))
    check_sums(within)


def test_two_who_claim_the_same_ground_do_not_take_it_from_each_other():
    west, both = shapely.box(36, 33, 37, 34), shapely.box(36.5, 33, 37.5, 34)
    one = snapshot({"A": west, "B": both})

    assert () == compare(one, replace(one, effective_date=DAY + timedelta(days=1))).flows


def test_from_and_to_an_empty_map():
    [one] = voronoi(np.random.default_rng(5), sites=8, days=1)
    first = compare(None, one)
    check_sums(first)
    assert {None} == {flow.before for flow in first.flows}
    assert ({}, 0, None) == (first.held, first.days, first.km2_per_day(Holder("A")))
    assert figures_of(~first) == figures_of(compare(one, None))
    assert ((), ()) == (compare(None, None).flows, compare(None, None).parties)


def test_km2_per_day_is_what_is_gained_less_what_is_lost(days):
    change = compare(days[0], days[4])
    rows = {one.party: one for one in change.parties}
    assert rows["HTS"].delta_km2 / 4 == pytest.approx(change.km2_per_day(Holder("HTS")), abs=1e-6)
    assert rows["SAA"].delta_km2 / 4 == pytest.approx(change.km2_per_day(Holder("SAA")), abs=1e-6)
    assert 0.0 == change.km2_per_day(Holder("NOBODY"))
    assert (~change).km2_per_day(Holder("HTS")) is None
