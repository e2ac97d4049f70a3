"""Pace of a clip: which days it shows, and each for how long."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from geodata.errors import DateError
from geodata.record import Record
from layers.link_table import parameter
from layers.picture import PictureError

MAX_SHOTS: Final = 400
MAX_S: Final = 900.0


@dataclass(frozen=True)
class Pace:
    """How fast a clip goes: seconds a date, how much longer where a major city changed hands.

    `last_s` is how long the last frame stays; `every_day` also shows the days between.
    """

    seconds: float = 1.5
    hold_s: float = 1.5
    last_s: float = 3.0
    every_day: bool = False

    def __post_init__(self) -> None:
        pauses = {"seconds": self.seconds, "hold": self.hold_s, "last": self.last_s}
        ranges = {name: parameter(name).facts["range"] for name in pauses}
        if not all(low <= pauses[name] <= high for name, (low, high) in ranges.items()):
            raise PictureError(
                f"A clip with {self.seconds:g} s a date, {self.hold_s:g} s longer for major cities "
                f"and {self.last_s:g} s at the end is not made; choose "
                f"{ranges['seconds'][0]:g} to {ranges['seconds'][1]:g} s a date, and at most "
                f"{ranges['hold'][1]:g} and {ranges['last'][1]:g} s for the others."
            )


@dataclass(frozen=True)
class Shot:
    """One day of a clip and how long it is shown."""

    day: date
    seconds: float


def shots(
    record: Record, from_: date | None, to: date | None, pace: Pace = Pace()
) -> tuple[Shot, ...]:
    """The days of a clip between two days, both included.

    Raises
    ------
    DateError
        The record has no day, or none between these two.
    PictureError
        The clip would be too long.
    """
    days = _days(record, from_, to, every_day=pace.every_day)
    major = {place.place_id for place in record.theatre.places if place.is_major_city}
    chosen = [Shot(day, pace.seconds + pace.hold_s * _dwell(record, day, major)) for day in days]
    chosen[-1] = replace(chosen[-1], seconds=max(chosen[-1].seconds, pace.last_s))
    total = sum(shot.seconds for shot in chosen)
    if len(chosen) > MAX_SHOTS or total > MAX_S:
        raise PictureError(
            f"This clip would have {len(chosen)} frames and run {total:,.0f} s; at most "
            f"{MAX_SHOTS} frames and {MAX_S:,.0f} s are made. Choose fewer days or a faster pace."
        )
    return tuple(chosen)


def _days(record: Record, from_: date | None, to: date | None, *, every_day: bool) -> list[date]:
    if not record.dates:
        raise DateError("This theatre has no day yet; publish a snapshot first.")
    first = max(from_ or record.dates[0], record.dates[0])
    last = min(to or record.dates[-1], record.horizon)
    if last < first:
        raise DateError(
            f"No day between {from_ or 'the start'} and {to or 'the end'}: this record runs "
            f"from {record.dates[0]} to {record.dates[-1]}."
        )
    if every_day:
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]
    # A clip that begins between two snapshot dates begins with what was last known.
    return sorted({first, *(day for day in record.dates if first <= day <= last)})


def _dwell(record: Record, day: date, major: set[str]) -> bool:
    return any(
        report.place_id in major and not report.default_rule and not report.baseline
        for report in record.reports_on(day)
    )
