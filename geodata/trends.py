"""Trends: the daily statistics of all days; a day without a map of its own has none."""

from dataclasses import dataclass

from geodata.daily_statistics import DailyStatistics
from geodata.record import Record

__all__ = ["DailyStatistics", "Trends", "trends"]


@dataclass(frozen=True)
class Trends:
    """Statistics of each effective date, in the order of time."""

    days: tuple[DailyStatistics, ...]


def trends(record: Record) -> Trends:
    """Trends of every effective date of a record."""
    return Trends(record.all_statistics)
