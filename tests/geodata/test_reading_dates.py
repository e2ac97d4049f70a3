"""Days as people write them, and files that speak of many."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.draft import value_at
from geodata.reading import read
from geodata.reading.dates import day_in_name, day_of, writes_day_first
from tests.geodata.reading_files import collection, feature, square

DAY = date(2024, 11, 30)


@pytest.mark.parametrize(
    "written",
    [
        "2024-11-30", "2024/11/30", "20241130", "241130", "30.11.2024", "11/30/2024", "30/11/2024",
        "November 30, 2024", "Nov 30, 2024", "30 November 2024", "30-Nov-2024",
        "2024-11-30T23:15:00+02:00", "2024-11-30 00:00:00", "20241130T000000",
        "1732924800", 1732924800, 1732924800000, "1732924800000", 1732924800.5, 20241130,
        date(2024, 11, 30),
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written):
    assert day_of(written) == DAY


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-11", date(2024, 11, 1)), ("1486", date(1486, 1, 1)), (1986, date(1986, 1, 1)),
        ("1916-11~", date(1916, 11, 1)), ("3/4/2024", date(2024, 3, 4)),
        ("", None), ("..", None), ("soon", None), ("2024-13-45", None), (None, None), (True, None),
        (float("nan"), None), (float("inf"), None), (10**400, None), ([], None), ("9" * 400, None),
    ],
)  # fmt: skip
def test_parts_of_days_and_what_is_none(written, day):
    assert day_of(written) == day


def test_one_number_above_twelve_says_that_a_column_puts_the_day_first():
    assert writes_day_first(["3/4/2024", "30/11/2024"])
    assert not writes_day_first(["3/4/2024", "11/30/2024"])
    assert day_of("3/4/2024", day_first=True) == date(2024, 4, 3)


@pytest.mark.parametrize(
    "name",
    [
        "control_20241130.geojson", "2024-11-30.zip", "map 2024_11_30 final.kml", "30.11.2024.json",
        "a/b/deepstatemap_data_20241130.geojson", "1732924800.geojson", "1732924800000.json",
        "Syria 30 Nov 2024.kmz", "November-30-2024.csv", "2024/11/control_30-11-2024.json",
        "since_20230101_to_20241130.json", "241130.json", "x\\2024-11-30\\a.json",
    ],
)  # fmt: skip
def test_names_of_files_tell_the_day(name):
    assert day_in_name(name) == DAY


@pytest.mark.parametrize("name", ["map.geojson", "v1.2.3.json", "12345678.json", "99999999999.x"])
def test_other_numbers_in_names_are_no_days(name):
    assert day_in_name(name) is None


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.binary()))
def test_no_value_makes_reading_a_day_fail(value):
    assert day_of(value) is None or isinstance(day_of(value), date)
    assert day_in_name(str(value)) is None or isinstance(day_in_name(str(value)), date)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_way_of_writing_gives_the_day_back(day):
    for form in ("%Y-%m-%d", "%Y%m%d", "%d.%m.%Y", "%m/%d/%Y", "%B %d, %Y", "%d %b %Y"):
        assert day_of(day.strftime(form)) == day


def drafts(*spans, **names):
    begin, end = names.get("begin", "valid_from"), names.get("end", "valid_to")
    features = [
        feature(
            {"party": name, "status": "controlled", begin: first, end: last},
            square(36 + number),
        )
        for number, (name, first, last) in enumerate(spans)
    ]
    drafts = read(collection(*features), "a.geojson").drafts
    return {
        draft.effective_date.isoformat(): {
            feature.properties["party"] for feature in draft.features
        }
        for draft in drafts
    }


def test_spans_that_end_where_others_begin_leave_their_last_day_out():
    assert drafts(("A", "2024-11-27", "2024-11-30"), ("B", "2024-11-30", None)) == {
        "2024-11-27": {"A"},
        "2024-11-30": {"B"},
    }


def test_spans_that_end_the_day_before_others_begin_hold_their_last_day():
    assert drafts(("A", "2024-11-27", "2024-11-29"), ("B", "2024-11-30", "..")) == {
        "2024-11-27": {"A"},
        "2024-11-30": {"B"},
    }


def test_ground_without_an_end_stays():
    spans = ("A", "2024-11-27", ""), ("B", "2024-11-30", ""), ("C", "2024-11-27", "2024-11-30")
    assert drafts(*spans) == {"2024-11-27": {"A", "C"}, "2024-11-30": {"A", "B"}}
    assert drafts(*spans[:2]) == {"2024-11-27": {"A"}, "2024-11-30": {"A", "B"}}


def test_days_without_spans_hold_what_is_of_that_day_and_what_is_undated():
    drafts = read(
        collection(
            feature({"party": "A", "status": "controlled", "date": "27.11.2024"}),
            feature({"party": "B", "status": "controlled", "date": "30.11.2024"}),
            feature({"party": "C", "status": "controlled", "date": None}),
        ),
        "a.geojson",
    ).drafts
    assert [[feature.properties["party"] for feature in draft.features] for draft in drafts] == [
        ["A", "C"],
        ["B", "C"],
    ]


def test_a_dot_leads_into_a_nested_property():
    properties = {"time": {"interval": ["2024-11-30", ".."]}, "a.b": 1}
    assert value_at(properties, "time.interval.0") == "2024-11-30"
    assert value_at(properties, "a.b") == 1
    assert value_at(properties, "time.date") is None
    assert value_at(properties, "time.interval.9") is None
