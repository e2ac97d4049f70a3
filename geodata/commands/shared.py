"""Shared parts of the commands: requested day, licences, output options, tables."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from geodata import tables
from geodata.control import ControlSnapshot, read_day
from geodata.daily_statistics import DailyStatistics
from geodata.errors import UnknownName
from geodata.licences import Use, allow_snapshots
from geodata.record import Record
from geodata.store import Store
from geodata.store import commands as store
from geodata.store.commands import Answer
from geodata.store.times import written
from geodata.tables import TABLE_FORMATS, Provenance, Table
from geodata.terms import CONTESTED_CODE, Status
from geodata.theatre import Theatre

_DECIMALS: Final = {"share": 6, "lon": 6, "lat": 6, "deg": 2}
_USUAL_DECIMALS: Final = 3


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


def add_output(
    command: argparse.ArgumentParser,
    names: Sequence[str] = (),
    old_names: Mapping[str, str] | None = None,
) -> None:
    """Add the options that choose between text, JSON and one of the command's tables, by `names`.

    `old_names` are names of tables that scripts may know, with those of today.
    """
    chosen = command.add_mutually_exclusive_group()
    chosen.add_argument("--json", action="store_true", help="print JSON")
    if names:
        choices = (*names, *(old_names or {}))
        chosen.add_argument(
            "--csv", nargs="?", const=names[0], choices=choices, metavar="TABLE",
            help=f"print a table as CSV: {', '.join(names)}; default: {names[0]}",
        )  # fmt: skip
        command.add_argument(
            "--table", choices=choices, metavar="TABLE",
            help="the table of --csv and --output; with --json, print it instead of all figures",
        )  # fmt: skip
    else:
        chosen.add_argument("--csv", action="store_true", help="print the table as CSV")
    command.add_argument(
        "-o", "--output", metavar="FILE", type=Path,
        help=f"write the table to a {' or '.join(TABLE_FORMATS)}, as the pages hand it out",
    )  # fmt: skip
    command.set_defaults(old_names=old_names or {}, usual_table=names[0] if names else "")


def add_record(command: argparse.ArgumentParser) -> None:
    """Add the options that choose theatre, store and time of knowledge."""
    store.add_theatre(command)
    store.add_store(command)
    store.add_known_on(command)


def ask_licences(
    options: argparse.Namespace, theatre: Theatre, snapshots: Iterable[ControlSnapshot]
) -> None:
    """Refuse JSON, CSV and files of these maps where a licence forbids their data to be handed on.

    Raises
    ------
    LicenceForbids
        A licence does; text for a terminal is shown nevertheless, as the pages show figures.
    """
    if options.json or is_table_requested(options):
        allow_snapshots(theatre, snapshots, Use.DATA)


def is_table_requested(options: argparse.Namespace) -> bool:
    """Whether the options ask for a table rather than for all that the command has found."""
    return bool(options.csv or options.output or getattr(options, "table", None))


def requested_table(options: argparse.Namespace) -> str | None:
    """Name of the table that the options ask for, if they ask for any."""
    if not is_table_requested(options):
        return None
    name = options.table or options.csv or options.usual_table
    return str(options.old_names.get(name, name))


def provenance_of(options: argparse.Namespace, theatre: Theatre) -> Provenance:
    """Provenance of figures: the newest revision up to `--known-on`."""
    known_on = store.known_on(options)
    with Store.open(options.store) as opened:
        version = opened.version(options.theatre, known_on)
    return Provenance(theatre, version or None, written(known_on) if known_on else "")


def table_answer(options: argparse.Namespace, table: Table) -> Answer:
    """Table as JSON and as CSV for a terminal; with `--output` into a file.

    Raises
    ------
    UnknownName
        The file's ending is that of no format of tables.
    """
    if options.output is None:
        # A terminal knows no byte order mark.
        text = table.to_csv().decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")
        return table.document, text
    ending = options.output.suffix.lower()
    if ending not in TABLE_FORMATS:
        raise UnknownName("format of tables", ending or options.output.name, TABLE_FORMATS)
    data = TABLE_FORMATS[ending].write(table)
    options.output.write_bytes(data)
    answer = {"file": str(options.output), "rows": len(table.rows), "bytes": len(data)}
    text = f"{options.output}: {answer['rows']} rows, {answer['bytes']:,} bytes of {table.title}"
    return answer, text


def statistics_answer(theatre: Theatre, day: DailyStatistics) -> dict[str, Any]:
    """Areas and lines of contact of a day, ready for JSON."""
    areas, fronts = (
        [{name: value for name, value in row.items() if name != "date"} for row in json_rows(table)]
        for table in (
            tables.areas(Provenance(theatre), [day]),
            tables.fronts(Provenance(theatre), [day]),
        )
    )
    return {"parties": areas, "contact": [{"between": old_pair(row), **row} for row in fronts]}


def json_rows(table: Table) -> list[dict[str, Any]]:
    """Rows of a table as a command's JSON has them: numbers rounded as their units deserve."""
    return [
        {name: _rounded(name, value) for name, value in row.items()}
        for row in table.document["rows"]
    ]


def _rounded(name: str, value: Any) -> Any:  # noqa: ANN401 - what JSON can say
    if not isinstance(value, float):
        return value
    # Adding nothing makes a zero of what rounds to minus zero.
    unit = name.rsplit("_", maxsplit=1)[-1]
    return round(value, _DECIMALS.get(unit, _USUAL_DECIMALS)) + 0.0


def old_code(party: str | None, status: str | None) -> str | None:
    """Holder as scripts of the first release know it: contested ground had a code of its own."""
    return CONTESTED_CODE if status == Status.CONTESTED else party


def old_pair(row: Mapping[str, Any]) -> list[str]:
    """Codes of two that meet, sorted, as scripts of the first release know them."""
    return old_codes((row["party_a"], row["party_b"]))


def old_codes(parties: Iterable[str | None]) -> list[str]:
    """Codes of parties, sorted; None is contested ground."""
    return sorted(party or CONTESTED_CODE for party in parties)
