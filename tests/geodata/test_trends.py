"""The figures of all days in a row: as they are on each day."""

import pytest

from geodata import theatre as theatres
from geodata.record import open_record, trends
from tests.square import FIRST, FOUGHT, TAKEN, write_square


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
