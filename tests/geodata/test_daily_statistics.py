"""What is measured of a day: the same from a whole series, from one day, and one by one."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, box

from geodata import theatre as theatres
from geodata.change import area_control_changes
from geodata.control import figures
from geodata.daily_statistics import CONTESTED_LINE, daily_statistics, measure
from geodata.errors import DateError
from geodata.front_line import lines_of_contact
from geodata.record import open_record
from geodata.topology import Topology
from tests.geodata.topology_shapes import DAY, snapshot, voronoi
from tests.square import FIRST, FOUGHT, TAKEN, change, write_square


def figures_of(areas):
    return {(row.party, row.status, row.basis): (row.km2, row.share) for row in areas}


def assert_same(areas, others):
    assert set(figures_of(areas)) == set(figures_of(others))
    for key, value in figures_of(areas).items():
        assert value == pytest.approx(figures_of(others)[key], rel=1e-9, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(4, 30), st.integers(1, 4))
def test_a_series_a_day_and_a_snapshot_give_the_same(seed, sites, days):
    series = voronoi(np.random.default_rng(seed), sites, days)
    whole = measure(Topology.from_snapshots(series), [])
    assert list(whole) == [one.effective_date for one in series]
    for one in series:
        here = whole[one.effective_date]
        alone = measure(Topology.from_snapshots([one]), [])[one.effective_date]
        assert_same(here.areas, figures(one))
        assert_same(here.areas, alone.areas)
        lines = {line.between: line.length_km for line in lines_of_contact(one)}
        assert here.fronts_km == pytest.approx(lines, rel=1e-9)
        assert here.fronts_km == pytest.approx(alone.fronts_km, rel=1e-9)
        assert list(here.fronts_km.values()) == sorted(here.fronts_km.values(), reverse=True)
        assert 1 == pytest.approx(sum(row.share for row in here.areas))


def test_holes_and_parts_are_measured_as_they_are_one_by_one():
    ring = box(36, 35, 37, 36).difference(box(36.2, 35.2, 36.4, 35.4))
    parts = MultiPolygon([box(38, 35, 39, 36), box(36.2, 35.2, 36.4, 35.4), box(40, 35, 41, 36)])
    one = snapshot({"A": ring, "B": parts})
    assert_same(measure(Topology.from_snapshots([one]), [])[DAY].areas, figures(one))


def test_no_days_have_no_measures():
    assert {} == measure(Topology.from_snapshots([]), [])


# --- places --------------------------------------------------------------------------------------


@pytest.fixture
def square(tmp_path, monkeypatch):
    """Give a function that writes a square theatre and opens its record."""
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)

    def write(**files):
        write_square(tmp_path / "square", **files)
        return open_record("square")

    return write


def test_a_place_has_the_party_on_whose_ground_it_lies(square):
    record = square()
    found = measure(record.topology, record.theatre.places)
    # In the order of their ids: ne, nw, se, sw.
    assert ["B", "A", "B", "A"] == found[FIRST].holders.split("\n")
    assert [CONTESTED_LINE, "A", "B", "A"] == found[FOUGHT].holders.split("\n")
    assert "" == measure(record.topology, ())[FIRST].holders


def test_places_are_counted_by_their_reports_where_there_are_any(square):
    record = square(changes=(change("sw", TAKEN, "A", "B"), change("se", TAKEN, "B", "A")))
    # The areas hand over one place on either day, the reports two on the last.
    assert [0, 1, 2] == [day.control_changes for day in record.all_statistics]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_without_reports_places_are_counted_on_the_ground(syria, seed):
    random = np.random.default_rng(seed)
    series = voronoi(random, 12, 4)
    # None stands on a border, where it would be a matter of taste.
    spots = random.uniform(-1, 1, (20, 2)) * 0.9 + series[0].areas.total_bounds.reshape(2, 2).mean(
        0
    )
    places = [
        replace(syria.places[0], place_id=f"p{at}", lon=lon, lat=lat, kind="town")
        for at, (lon, lat) in enumerate(spots)
    ]
    theatre = replace(syria, reports=(), places=tuple(places))
    found = daily_statistics(theatre, measure(Topology.from_snapshots(series), places))
    expected = [len(area_control_changes(*pair, places)) for pair in pairwise(series)]
    assert [0, *expected] == [day.control_changes for day in found]


def test_only_effective_dates_have_figures(square):
    record = square()
    assert TAKEN == record.daily_statistics(TAKEN).effective_date
    for day in (FOUGHT + timedelta(days=1), date(2023, 1, 1)):
        with pytest.raises(DateError, match=f"No areas are dated {day}"):
            record.daily_statistics(day)
