"""Command `front`: lines of contact, forward edges, contested width."""

import argparse
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import combinations
from typing import Any, Final

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import tables
from geodata.commands.shared import (
    RequestedDay,
    add_output,
    add_record,
    ask_licences,
    old_codes,
    provenance_of,
    requested_day,
    requested_table,
    table_answer,
)
from geodata.control import ControlSnapshot
from geodata.errors import TessellationError
from geodata.front_line import (
    Width,
    contested_width_km,
    forward_edges,
    line_of_contact,
    lines_of_contact,
)
from geodata.record import Record
from geodata.store.commands import Answer, record_of
from geodata.tables import Table
from geodata.terms import PartyPair, read_holder
from geodata.tessellation import read_frames
from geodata.theatre import Theatre


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    text = "length of every line of contact and forward edge, width of contested ground"
    command = commands.add_parser("front", help=text, description=text)
    command.add_argument("--as-of", metavar="DAY", help="YYYY-MM-DD; default: the last day")
    command.add_argument(
        "--between", nargs=2, metavar="PARTY", help="only where these two meet; codes, any order"
    )
    add_output(command, tuple(_TABLES))
    add_record(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> Answer:
    record = record_of(options)
    day = requested_day(record, options.as_of)
    ask_licences(options, record.theatre, [day.snapshot])
    if options.between:
        options.between = [read_holder(code).party for code in options.between]
        for code in filter(None, options.between):
            record.theatre.party(code)
    if name := requested_table(options):
        return table_answer(options, _TABLES[name](options, record, day))
    if options.between:
        rows = _pair(day.snapshot, *options.between)
    else:
        rows = _all(day.snapshot, record.theatre)
    answer = {**day.answer, **rows, "method": tables.LENGTH_METHOD}
    return answer, "\n".join(_lines(answer))


def _fronts(options: argparse.Namespace, record: Record, day: RequestedDay) -> Table:
    source = provenance_of(options, record.theatre)
    days = [record.daily_statistics(day.snapshot.effective_date)]
    return tables.fronts(source, days, options.between)


def _forward_edges(options: argparse.Namespace, record: Record, day: RequestedDay) -> Table:
    edges = forward_edges(day.snapshot, _outline(record.theatre))
    chosen = [edge for edge in edges if edge.between[0] in (options.between or edge.between)]
    source = provenance_of(options, record.theatre)
    return tables.forward_edges(source, day.snapshot.effective_date, chosen)


def _contested_width(options: argparse.Namespace, record: Record, day: RequestedDay) -> Table:
    pairs = _pairs(day.snapshot)
    if options.between:
        pairs = [pair for pair in pairs if set(pair) == set(options.between)]
    source = provenance_of(options, record.theatre)
    widths = _widths(day.snapshot, pairs)
    return tables.contested_width(source, day.snapshot.effective_date, widths)


_TABLES: Final[Mapping[str, Callable[[argparse.Namespace, Record, RequestedDay], Table]]] = {
    "fronts": _fronts,
    "forward_edges": _forward_edges,
    "contested_width": _contested_width,
}


def _all(snapshot: ControlSnapshot, theatre: Theatre) -> dict[str, Any]:
    lines = sorted(lines_of_contact(snapshot), key=lambda line: -line.length_km)
    edges = forward_edges(snapshot, _outline(theatre))
    widths = _widths(snapshot, _pairs(snapshot))
    return {
        "contact": [_row(line.between, line.length_km) for line in lines],
        "forward_edges": [_row(edge.between, edge.length_km) for edge in edges],
        "contested_width": [_width(pair, width) for pair, width in widths.items()],
    }


def _pairs(snapshot: ControlSnapshot) -> list[PartyPair]:
    return list(combinations(snapshot.parties, 2))


def _widths(snapshot: ControlSnapshot, pairs: Iterable[PartyPair]) -> dict[PartyPair, Width]:
    """Widths of the contested ground between pairs that have any between them."""
    widths = {(a, b): contested_width_km(snapshot, a, b) for a, b in pairs if b}
    return {pair: width for pair, width in widths.items() if width}


def _pair(snapshot: ControlSnapshot, a: str | None, b: str | None) -> dict[str, Any]:
    line = line_of_contact(snapshot, a, b)
    width = contested_width_km(snapshot, a, b) if a and b else None
    return {
        "contact": [_row(line.between, line.length_km)],
        "forward_edges": [],
        "contested_width": [_width(line.between, width)] if width else [],
    }


def _outline(theatre: Theatre) -> BaseGeometry | None:
    """Border and coast of the theatre, which are no front; None without a frame."""
    with suppress(TessellationError):
        return shapely.union_all([land.outline for land in read_frames(theatre.frame)])
    return None


def _row(between: tuple[str | None, ...], km: float) -> dict[str, Any]:
    return {"between": old_codes(between), "km": round(km, 3)}


def _width(between: tuple[str | None, ...], width: Width) -> dict[str, Any]:
    return {
        "between": old_codes(between),
        "mean_km": round(width.mean_km, 3),
        "greatest_km": round(width.max_km, 3),
    }


def _lines(answer: dict[str, Any]) -> list[str]:
    age = answer["age_days"]
    lines = [
        (
            f"As of {answer['as_of']}, effective {answer['effective_date']} "
            f"({age} day{'s' * (age != 1)} old)"
        ),
        "Lines of contact",
    ]
    for title, kind in (("", "contact"), ("Forward edges", "forward_edges")):
        lines += [title] if title and answer[kind] else []
        lines += [
            f"  {' | '.join(row['between']):<20} {row['km']:>10,.1f} km" for row in answer[kind]
        ]
    if answer["contested_width"]:
        lines.append("Contested ground between two parties")
    lines += [
        f"  {' | '.join(row['between']):<20} {row['mean_km']:>10,.1f} km wide on average, "
        f"{row['greatest_km']:,.1f} km at its widest"
        for row in answer["contested_width"]
    ]
    return lines
