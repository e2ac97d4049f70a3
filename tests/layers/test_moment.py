"""A moment is resolved once, and all that is drawn of a day reads it."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from geodata.errors import DateError
from geodata.record import Record, open_record
from geodata.topology import Topology
from layers.link import View
from layers.moment import Moment, moment_of, period_of

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2024, 11, 30)


@pytest.fixture(scope="module")
def record():
    return open_record()


@pytest.fixture(scope="module")
def sparse(record):
    """The record with maps of two days only."""
    dates = {day: record.topology.dates[day] for day in (record.dates[0], DAY)}
    return Record(record.theatre, Topology(record.topology.arcs, dates, record.topology.grid_deg))


def test_the_day_is_the_one_asked_for_or_the_last(record):
    assert moment_of(record, View()).day == record.dates[-1]
    both = View(as_of=date(2024, 12, 1), to_day=date(2024, 12, 5))
    assert moment_of(record, both).day == date(2024, 12, 5)


def test_a_day_without_a_map_has_the_one_in_force(sparse):
    moment = Moment(sparse, DAY + timedelta(days=3))
    assert moment.effective_date == DAY
    assert moment.age_days == 3
    assert moment.before == sparse.dates[0]
    assert moment.figures == Moment(sparse, DAY).figures
    assert moment.front_km == sum(sparse.contact_km(DAY).values()) > 100


def test_evidence_is_that_of_the_map_and_not_of_later_reports(sparse):
    later = Moment(sparse, date(2024, 12, 12))
    assert later.evidence == sparse.evidence(DAY)
    # What was reported since is not in the map that is shown.
    assert sparse.evidence(later.day) != later.evidence


def test_the_first_map_has_none_before_and_no_change(record):
    first = Moment(record, record.dates[0])
    assert first.before is None
    assert first.age_days == 0
    assert {figure.delta_km2 for figure in first.figures} == {None}


@pytest.mark.parametrize("day", [date(2024, 11, 25), date.min])
def test_a_day_before_the_record_is_refused(record, day):
    with pytest.raises(DateError, match="2024-11-26"):
        _ = Moment(record, day).figures


def test_a_record_without_a_day_says_so(record):
    nothing = Record(record.theatre, Topology([], {}, record.topology.grid_deg))
    with pytest.raises(DateError):
        _ = moment_of(nothing, View()).effective_date


def test_a_period_has_the_maps_between_two_days_or_the_one_in_force(record, sparse):
    days = View(from_day=date(2024, 11, 28), to_day=DAY)
    assert period_of(record, days) == (date(2024, 11, 28), date(2024, 11, 29), DAY)
    assert period_of(record, View(as_of=date(2024, 11, 27))) == record.dates[:2]
    assert period_of(sparse, View(from_day=date(2024, 12, 2), to_day=date(2024, 12, 5))) == (DAY,)


def test_only_a_moment_asks_what_is_behind_a_day():
    """What is drawn of a day reads its moment; asked for twice, the answers would differ."""
    asked = re.compile(r"\.(figures_with_change|evidence)\(|\bto_day or .*\bas_of\b")
    found = {
        str(path.relative_to(ROOT))
        for floor in ("layers", "pages")
        for path in (ROOT / floor).rglob("*.py")
        if asked.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"layers/moment.py"}
