"""Shared parts of the commands: requested day, output options, table header."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from geodata.control import ControlSnapshot, read_day
from geodata.figure_table import FigureTable, about
from geodata.licences import Use, allow_snapshots
from geodata.record import Record
from geodata.store import Store
from geodata.store import commands as store
from geodata.store.times import written
from geodata.theatre import Theatre

GEODESIC: Final = "geodesic on the WGS 84 ellipsoid"
AREAS: Final = "area on the WGS 84 ellipsoid, edges straight in longitude and latitude"
LINES: Final = (
    "geodesic length on the WGS 84 ellipsoid, on the line as it is, edges straight in longitude "
    "and latitude cut to 0.02°"
)


@dataclass(frozen=True)
class RequestedDay:
    """Requested day, and the map that is in force on it."""

    day: date
    snapshot: ControlSnapshot

    @property
    def answer(self) -> dict[str, Any]:
        """Day, effective date and age, ready for JSON."""
        effective_date = self.snapshot.effective_date
        return {
            "as_of": self.day.isoformat(),
            "effective_date": effective_date.isoformat(),
            "age_days": (self.day - effective_date).days,
        }


def requested_day(record: Record, text: str | None) -> RequestedDay:
    """Day of an option (YYYY-MM-DD, None: the last day) with its map.

    Raises
    ------
    DateError
        The day cannot be read, or lies before the first.
    """
    day = read_day(text) if text else record.effective(date.max)
    return RequestedDay(day, record.snapshot(record.effective(day)))


def add_output(command: argparse.ArgumentParser, tables: Sequence[str] = ()) -> None:
    """Add the options that choose between text, JSON and CSV (of a table)."""
    chosen = command.add_mutually_exclusive_group()
    chosen.add_argument("--json", action="store_true", help="print JSON")
    if tables:
        chosen.add_argument(
            "--csv",
            nargs="?",
            const=tables[0],
            choices=tables,
            help=f"print a table as CSV; default: {tables[0]}",
        )
    else:
        chosen.add_argument("--csv", action="store_true", help="print a table as CSV")


def add_record(command: argparse.ArgumentParser) -> None:
    """Add the options that choose theatre, store and time of knowledge."""
    store.add_theatre(command)
    store.add_store(command)
    store.add_known_on(command)


def ask_licences(
    options: argparse.Namespace, theatre: Theatre, snapshots: Iterable[ControlSnapshot]
) -> None:
    """Refuse JSON and CSV of these maps where a licence forbids their data to be handed on.

    Raises
    ------
    LicenceForbids
        A licence does; text for a terminal is shown nevertheless, as the pages show figures.
    """
    if options.json or options.csv:
        allow_snapshots(theatre, snapshots, Use.DATA)


def header(
    options: argparse.Namespace, record: Record, method: str, days: Sequence[date]
) -> dict[str, str]:
    """Header of a table: method, dates, revision, cut-off, source, licence."""
    known_on = store.known_on(options)
    with Store.open(options.store) as opened:
        version = opened.version(options.theatre, known_on)
    return about(
        record.theatre,
        method,
        days,
        revision=version or None,
        known_on=written(known_on) if known_on else "",
    )


def as_text(table: FigureTable) -> str:
    """Table as CSV for a terminal, without a byte order mark."""
    return table.to_csv().decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")


def cell(value: Any) -> str | int | float | None:  # noqa: ANN401
    """Value of JSON as a cell of a table."""
    if isinstance(value, list):
        return " | ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else value
