"""Snapshots and timelines: what is in force on a day, how old it is, and its figures by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from geodata.control import ControlSnapshot, ControlTimeline, effective_on, figures, read_day
from geodata.errors import DateError
from geodata.measure import area_km2
from geodata.terms import CONTESTED, Basis, Holder, Status, read_holder, written
from tests.square import FIRST, FOUGHT, HELD, QUARTERS, TAKEN, snapshot


@pytest.fixture
def timeline():
    return ControlTimeline([snapshot(day, HELD[day]) for day in (TAKEN, FIRST, FOUGHT)])


def test_a_timeline_is_in_the_order_of_its_days_however_it_was_given(timeline):
    assert (FIRST, FOUGHT, TAKEN) == timeline.dates
    assert [FIRST, FOUGHT, TAKEN] == [one.effective_date for one in timeline]
    assert 3 == len(timeline)
    assert TAKEN == timeline[-1].effective_date
    assert (FOUGHT, TAKEN) == tuple(one.effective_date for one in timeline[1:])


@pytest.mark.parametrize(
    ("day", "effective", "age"),
    [
        (FIRST, FIRST, 0),
        (date(2024, 1, 2), FIRST, 1),
        (FOUGHT, FOUGHT, 0),
        (date(2024, 1, 4), FOUGHT, 1),
        (date(2024, 12, 31), TAKEN, 361),
    ],
)
def test_the_last_snapshot_up_to_a_day_is_in_force_and_says_its_age(timeline, day, effective, age):
    found = timeline.as_of(day)
    assert (effective, age) == (found.snapshot.effective_date, found.age_days)


def test_before_the_first_day_nothing_is_known_and_the_error_names_it(timeline):
    with pytest.raises(DateError) as caught:
        timeline.as_of(date(2023, 12, 31))
    assert (
        "Nothing is known for 2023-12-31: the first day of this map is 2024-01-01. "
        "Choose that day or a later one." == str(caught.value)
    )


def test_an_empty_timeline_knows_nothing_of_any_day():
    empty = ControlTimeline([])
    assert () == empty.dates
    with pytest.raises(DateError) as caught:
        empty.as_of(FIRST)
    assert "No day has been published yet; publish a snapshot first." == str(caught.value)


@given(
    st.sets(st.dates(date(2024, 1, 1), date(2025, 12, 31)), min_size=1, max_size=20),
    st.integers(0, 800),
)
def test_no_effective_date_lies_between_the_one_in_force_and_the_day(days, later):
    ordered = sorted(days)
    day = ordered[0] + timedelta(days=later)
    found = effective_on(ordered, day)
    assert found in days
    assert found <= day
    assert [] == [other for other in ordered if found < other <= day]


def test_two_snapshots_of_one_day_are_refused():
    with pytest.raises(ValueError, match="More than one snapshot for 2024-01-01") as caught:
        ControlTimeline([snapshot(FIRST, HELD[FIRST]), snapshot(FIRST, HELD[TAKEN])])
    assert str(caught.value).endswith("a timeline has one a day.")


def test_figures_are_those_of_the_quarters_largest_first():
    quarter = {name: area_km2(shape) for name, shape in QUARTERS.items()}
    total = area_km2(box(36, 35, 38, 37))
    rows = figures(snapshot(FOUGHT, HELD[FOUGHT]))
    assert [("A", "controlled"), ("B", "controlled"), (None, "contested")] == [
        (row.party, row.status) for row in rows
    ]
    for row, expected in zip(
        rows, (quarter["sw"] + quarter["nw"], quarter["se"], quarter["ne"]), strict=True
    ):
        assert expected == pytest.approx(row.km2, rel=1e-9)
        assert expected / total == pytest.approx(row.share, rel=1e-9)
    assert (Status.CONTESTED, Basis.ASSESSED) == (rows[2].status, rows[2].basis)
    assert 1.0 == pytest.approx(sum(row.share for row in rows))


def test_a_day_without_areas_has_no_figures():
    nothing = ControlSnapshot(FIRST, snapshot(FIRST, HELD[FIRST]).areas.iloc[:0])
    assert () == figures(nothing)
    assert [] == nothing.parties


def test_a_snapshot_names_its_parties_in_order():
    assert ["A", "B"] == snapshot(FOUGHT, HELD[FOUGHT]).parties


def test_areas_without_a_column_are_refused():
    areas = snapshot(FIRST, HELD[FIRST]).areas.drop(columns=["basis", "source"])
    with pytest.raises(ValueError, match="Areas of 2024-01-01 lack the columns") as caught:
        ControlSnapshot(FIRST, areas)
    assert "['basis', 'source']" in str(caught.value)


def test_areas_in_another_crs_are_refused():
    areas = snapshot(FIRST, HELD[FIRST]).areas.to_crs("EPSG:3857")
    with pytest.raises(ValueError, match="are in EPSG:3857; expected EPSG:4326: reproject them"):
        ControlSnapshot(FIRST, areas)


def test_a_day_is_read_as_year_month_day():
    assert date(2024, 11, 30) == read_day(" 2024-11-30 ")


@pytest.mark.parametrize("text", ["", "yesterday", "30.11.2024", "2024-02-30", "2024-13-01"])
def test_what_is_no_day_is_refused_with_an_example(text):
    with pytest.raises(DateError) as caught:
        read_day(text)
    assert f'"{text}" is not a day; write it as year-month-day, for example 2024-11-30.' == str(
        caught.value
    )


@pytest.mark.parametrize("text", ["20241130", "2024-W48-6"])
def test_a_day_in_another_iso_form_is_refused_too(text):
    with pytest.raises(DateError):
        read_day(text)


def test_a_holder_is_read_as_it_was_written():
    """A status that is a party's keeps it; of contested ground code or status alone is enough."""
    for status in Status:
        holder = Holder("A" if status.has_party else None, status)
        assert holder == read_holder(written(holder), status)
    assert CONTESTED == read_holder("CONTESTED") == read_holder("A", Status.CONTESTED)
