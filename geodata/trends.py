"""Trends: the daily statistics of all days, and tables of them with a row for each number.

A day without a map of its own has no row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from geodata.daily_statistics import DailyStatistics
from geodata.record import Record

__all__ = ["DailyStatistics", "Trends", "trends"]

AREA_COLUMNS: Final = ("date", "party", "status", "basis", "km2", "share")
FRONT_COLUMNS: Final = ("date", "a", "b", "km")
CONTROL_CHANGE_COLUMNS: Final = ("date", "places")


@dataclass(frozen=True)
class Trends:
    """Statistics of each effective date, in the order of time."""

    days: tuple[DailyStatistics, ...]

    def areas_frame(self) -> pd.DataFrame:
        """Ground per day, party, status and basis: km², and the share (0–1) of all mapped ground.

        Columns `AREA_COLUMNS`; the party, status and basis are codes.
        """
        rows = (
            (day.effective_date, row.party, row.status.value, row.basis.value, row.km2, row.share)
            for day in self.days
            for row in day.areas
        )
        return _frame(rows, AREA_COLUMNS)

    def fronts_frame(self) -> pd.DataFrame:
        """Geodesic km of the line of contact per day and pair of parties (`a` before `b`).

        Columns `FRONT_COLUMNS`; a pair that does not meet on a day has no row.
        """
        rows = (
            (day.effective_date, *pair, km)
            for day in self.days
            for pair, km in day.fronts_km.items()
        )
        return _frame(rows, FRONT_COLUMNS)

    def control_changes_frame(self) -> pd.DataFrame:
        """Number of changes of control per day. Columns `CONTROL_CHANGE_COLUMNS`."""
        return _frame(
            ((day.effective_date, day.control_changes) for day in self.days), CONTROL_CHANGE_COLUMNS
        )


def trends(record: Record) -> Trends:
    """Trends of every effective date of a record."""
    return Trends(record.all_statistics)


def _frame(rows: Iterable[tuple[Any, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(columns))
    frame["date"] = pd.to_datetime(frame["date"])
    return frame
