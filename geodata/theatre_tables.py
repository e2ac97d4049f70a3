"""Tables of a theatre: places, changes of control and events, read from their CSV files.

Texts stand in a column for each language: `name:fr` for places, `text:fr` for events; `name_en`,
`name_ar`, `text_en` and `text_ar` are the older spelling of four of them.
"""

from datetime import date
from pathlib import Path

from geodata.events import Event
from geodata.places import Place, Report
from geodata.table import Row, rows
from geodata.terms import read_holder


def read_places(path: Path, first_day: date) -> tuple[tuple[Place, ...], tuple[Report, ...]]:
    """The places of a file, and the report of who held each on the first day.

    Raises
    ------
    TheatreError
        The file is missing, or a value cannot be read; the message names line and field.
    """
    listed = list(rows(path, lambda row: (_place(row), _baseline(row, first_day))))
    return tuple(place for place, _ in listed), tuple(report for _, report in listed)


def read_changes(path: Path) -> tuple[Report, ...]:
    """The reports of a change of control, in the order of the file; raises as `read_places`."""
    return tuple(rows(path, _report))


def read_events(path: Path) -> tuple[Event, ...]:
    """The events in the order of the file; raises as `read_places`."""
    return tuple(rows(path, _event))


def _rank(text: str) -> int:
    if text not in ("0", "1", "2", "3"):
        raise ValueError
    return int(text)


def _banks(text: str) -> dict[str, int]:
    banks = (bank.split(":") for bank in text.split(";") if bank.strip())
    return {barrier.strip(): int(side) for barrier, side in banks}


def _place(row: Row) -> Place:
    return Place(
        place_id=row["place_id"],
        name=row.texts("name"),
        lon=row.degrees("lon", 180),
        lat=row.degrees("lat", 90),
        kind=row["kind"],
        rank=row.read("rank", _rank, "0 (major city) to 3 (village)"),
        governorate=row["governorate"],
        coord_source=row["coord_source"],
        banks=row.read("banks", _banks, "barriers with a side, such as euphrates:1"),
    )


def _baseline(row: Row, first_day: date) -> Report:
    return Report(
        place_id=row["place_id"],
        effective_date=first_day,
        before=None,
        holder=read_holder(row["control"]),
        confidence=row.confidence(),
        default_rule=False,
        baseline=True,
        source=row["source"],
        note=row["notes"],
    )


def _report(row: Row) -> Report:
    return Report(
        place_id=row["place_id"],
        effective_date=row.day("date"),
        before=read_holder(row["from"]),
        holder=read_holder(row["to"]),
        confidence=row.confidence(),
        default_rule=row["default_rule"] == "true",
        baseline=False,
        source=row["source"],
        note=row["note"],
    )


def _event(row: Row) -> Event:
    return Event(
        event_id=row["event_id"],
        event_date=row.day("date"),
        place_id=row["place_id"],
        place=row["place"],
        lon=row.degrees("lon", 180),
        lat=row.degrees("lat", 90),
        category=row["category"],
        text=row.texts("text"),
        confidence=row.confidence(),
        source=row["source"],
    )
