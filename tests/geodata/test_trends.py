"""The figures of all days in a row: as they are on each day, and as tables."""

import pytest
from pandas import Timestamp
from shapely import LineString, box

from geodata import theatre as theatres
from geodata.measure import area_km2, length_km
from geodata.record import open_record
from geodata.trends import Trends, trends
from tests.square import FIRST, FOUGHT, QUARTERS, TAKEN, write_square

KM2 = {name: area_km2(shape) for name, shape in QUARTERS.items()}
WHOLE_KM2 = area_km2(box(36, 35, 38, 37))
LOWER = length_km(LineString([(37, 35), (37, 36)]))
UPPER = length_km(LineString([(37, 36), (37, 37)]))
ACROSS = length_km(LineString([(37, 36), (38, 36)]))


@pytest.fixture
def square(tmp_path, monkeypatch):
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)
    write_square(tmp_path / "square")
    return open_record("square")


def test_each_day_has_the_figures_of_the_record(square):
    days = trends(square).days
    assert [FIRST, FOUGHT, TAKEN] == [day.effective_date for day in days]
    for day in days:
        assert square.figures(day.effective_date) == day.areas
        assert square.contact_km(day.effective_date) == day.fronts_km
    assert [0, 1, 1] == [day.control_changes for day in days]


def test_areas_are_a_row_for_each_day_and_party(square):
    frame = trends(square).areas_frame()
    assert ["date", "party", "status", "basis", "km2", "share"] == list(frame.columns)
    last = frame[frame["date"] == Timestamp("2024-01-05")].set_index("party")
    assert ["A", "B"] == list(last.index)
    assert KM2["sw"] + KM2["nw"] + KM2["ne"] == pytest.approx(last.loc["A", "km2"], rel=1e-7)
    assert KM2["se"] / WHOLE_KM2 == pytest.approx(last.loc["B", "share"], rel=1e-7)
    assert {"controlled"} == set(last["status"])
    assert ["contested"] == list(frame[frame["party"] == "CONTESTED"]["status"])


def test_fronts_are_a_row_for_each_day_and_pair_that_meets(square):
    frame = trends(square).fronts_frame()
    assert ["date", "a", "b", "km"] == list(frame.columns)
    told = {(f"{row.date:%d}", row.a, row.b): row.km for row in frame.itertuples()}
    expected = {
        ("01", "A", "B"): LOWER + UPPER,
        ("03", "A", "B"): LOWER,
        ("03", "A", "CONTESTED"): UPPER,
        ("03", "B", "CONTESTED"): ACROSS,
        ("05", "A", "B"): LOWER + ACROSS,
    }
    assert expected == pytest.approx(told, rel=1e-9)


def test_places_are_a_row_for_each_day(square):
    frame = trends(square).control_changes_frame()
    assert ["date", "places"] == list(frame.columns)
    assert [0, 1, 1] == list(frame["places"])
    assert Timestamp("2024-01-01") == frame["date"].iloc[0]


def test_no_days_are_tables_without_rows():
    for frame in (
        Trends(()).areas_frame(),
        Trends(()).fronts_frame(),
        Trends(()).control_changes_frame(),
    ):
        assert frame.empty
        assert frame["date"].dtype.kind == "M"
