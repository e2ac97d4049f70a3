"""Instants: always UTC, to the microsecond."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator

from geodata.control import read_day
from geodata.errors import DateError

STEP: Final = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """Column of instants in UTC, which needs no time zones in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Instant as the database keeps it: UTC without an offset."""
        return None if value is None else in_utc(value).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Instant as the program has it: with UTC as its offset."""
        return None if value is None else value.replace(tzinfo=UTC)


def now() -> datetime:
    """Present instant in UTC."""
    return datetime.now(UTC)


def in_utc(instant: datetime) -> datetime:
    """Convert an instant to UTC.

    Raises
    ------
    DateError
        The instant has no time zone.
    """
    if instant.tzinfo is None:
        raise DateError(
            f"The instant {instant} has no time zone; give one, for example {instant}+00:00."
        )
    return instant.astimezone(UTC)


def written(instant: datetime) -> str:
    """Format an instant for people: 2024-12-01 09:30 UTC."""
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def read_known_on(text: str) -> datetime:
    """Parse an instant: a day (its end, in UTC) or an instant in ISO form (by default UTC).

    Raises
    ------
    DateError
        The text is neither.
    """
    if "T" not in text.strip():
        return end_of(read_day(text))
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        raise DateError(
            f'"{text}" is not an instant; write a day such as 2024-12-01, or a day and a time '
            f"such as 2024-12-01T09:30Z."
        ) from None
    return in_utc(instant) if instant.tzinfo else instant.replace(tzinfo=UTC)


def end_of(day: date) -> datetime:
    """Last instant of a day, in UTC."""
    return datetime.combine(day, time.max, UTC)
