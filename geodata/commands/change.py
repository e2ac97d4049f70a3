"""Command `change`: the differences between the maps of two days."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from geodata import tables
from geodata.change import Change, by_governorate, compare, control_changes, governorates
from geodata.commands.shared import (
    RequestedDay,
    add_output,
    add_record,
    ask_licences,
    json_rows,
    old_code,
    old_pair,
    provenance_of,
    requested_day,
    requested_table,
    table_answer,
)
from geodata.front_line import advances, front_changes
from geodata.record import Record
from geodata.store.commands import Answer, record_of
from geodata.tables import Provenance, Table

Row = dict[str, Any]
Days = tuple[RequestedDay, RequestedDay]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    text = "who gained and lost what between two days, from whom to whom, where, which places"
    command = commands.add_parser("change", help=text, description=text)
    command.add_argument("from_", metavar="DAY", help="YYYY-MM-DD, the map before")
    command.add_argument("to", metavar="DAY", help="YYYY-MM-DD, the map after")
    command.add_argument("--without-claimed", action="store_true", help="assessed ground only")
    add_output(command, tuple(_TABLES))
    add_record(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> Answer:
    record = record_of(options)
    before, after = requested_day(record, options.from_), requested_day(record, options.to)
    ask_licences(options, record.theatre, [before.snapshot, after.snapshot])
    change = compare(before.snapshot, after.snapshot, claimed=not options.without_claimed)
    if name := requested_table(options):
        source = provenance_of(options, record.theatre)
        return table_answer(options, _TABLES[name](source, record, (before, after), change))
    answer = change_answer(record, before, after, change)
    return answer, "\n".join(_lines(answer))


def _dates(days: Days) -> tuple[date, date]:
    return days[0].snapshot.effective_date, days[1].snapshot.effective_date


def _parties(source: Provenance, record: Record, days: Days, change: Change) -> Table:
    return tables.change_parties(source, _dates(days), change)


def _flows(source: Provenance, record: Record, days: Days, change: Change) -> Table:
    return tables.change_flows(source, _dates(days), change)


def _governorates(source: Provenance, record: Record, days: Days, change: Change) -> Table:
    parts = by_governorate(change, governorates(record.theatre))
    return tables.change_governorates(source, _dates(days), change, parts)


def _places(source: Provenance, record: Record, days: Days, change: Change) -> Table:
    before, after = (day.snapshot for day in days)
    changes = control_changes(record.theatre, before, after, (days[0].day, days[1].day))
    return tables.change_places(source, _dates(days), changes)


def _fronts(source: Provenance, record: Record, days: Days, change: Change) -> Table:
    fronts = front_changes(days[0].snapshot, days[1].snapshot)
    return tables.change_fronts(source, _dates(days), fronts)


def _advances(source: Provenance, record: Record, days: Days, change: Change) -> Table:
    # Claimed ground is no advance, and plays no part in its rate.
    assessed = advances(change.assessed, record.theatre.places)
    return tables.change_advances(source, _dates(days), assessed)


_TABLES: Mapping[str, Callable[[Provenance, Record, Days, Change], Table]] = {
    "parties": _parties,
    "flows": _flows,
    "governorates": _governorates,
    "places": _places,
    "fronts": _fronts,
    "advances": _advances,
}
"""The tables of a change, by the names of `--csv`: each is the table `change_…`."""


def change_answer(
    record: Record, before: RequestedDay, after: RequestedDay, change: Change
) -> dict[str, Any]:
    """Change between two days, ready for JSON; areas in km², lengths in km.

    Rows have the columns of the tables, and besides them the keys of the first release. Party and
    status are None for ground that is on only one of the maps.
    """
    source = Provenance(record.theatre)
    rows = {
        name: [
            {**row, **_OLD_KEYS[name](row)} if name in _OLD_KEYS else row
            for row in json_rows(table(source, record, (before, after), change))
        ]
        for name, table in _TABLES.items()
    }
    return {
        "from": before.answer,
        "to": after.answer,
        "days": change.days,
        "claimed": change.claimed,
        **rows,
        "method": tables.AREA_METHOD,
    }


def _old_flow(row: Row) -> Row:
    return {
        "from": old_code(row["from_party"], row["from_status"]),
        "to": old_code(row["to_party"], row["to_status"]),
    }


def _old_advance(row: Row) -> Row:
    return {
        "place": row["name"],
        "start": [row["start_lon"], row["start_lat"]],
        "end": [row["end_lon"], row["end_lat"]],
    }


_OLD_KEYS: Mapping[str, Callable[[Row], Row]] = {
    "parties": lambda row: {"km2_per_day": row["delta_km2_per_day"]},
    "flows": _old_flow,
    "places": lambda row: {**_old_flow(row), "reported_on": row["date"]},
    "fronts": lambda row: {"between": old_pair(row)},
    "advances": _old_advance,
}
"""Keys that rows had in the first release, for the scripts that know them."""


def _lines(answer: Mapping[str, Any]) -> list[str]:
    lines = [
        f"From {answer['from']['as_of']} to {answer['to']['as_of']}: {answer['days']} days apart"
    ]
    lines += [
        f"  {old_code(row['party'], row['status']):<10} {row['before_km2']:>12,.1f} → "
        f"{row['after_km2']:>12,.1f} km²  gained {row['gained_km2']:>10,.1f}  "
        f"lost {row['lost_km2']:>10,.1f}"
        for row in answer["parties"]
    ]
    lines += _flow_lines(answer["flows"])
    named = [row for row in answer["places"] if not row["default_rule"]]
    lines.append(
        f"{len(answer['places'])} places under another party, {len(named)} of them by a report"
    )
    lines += [
        f"  {row['party']:<10} advanced {row['km']:,.1f} km on bearing {row['bearing_deg']:.0f}°"
        f"{' to near ' + row['place'] if row['place'] else ''}"
        for row in answer["advances"]
    ]
    return lines


def _flow_lines(flows: Sequence[Mapping[str, Any]]) -> list[str]:
    shown = [row for row in flows if round(row["km2"], 1)]
    lines = [
        f"  {row['from'] or row['from_status'] or '–':<10} → "
        f"{row['to'] or row['to_status'] or '–':<10} {row['km2']:>12,.1f} km²"
        f"{' claimed' * (row['basis'] == 'claimed')}"
        for row in shown
    ]
    hidden = sum(row["km2"] for row in flows) - sum(row["km2"] for row in shown)
    if len(shown) < len(flows):
        lines.append(f"  {len(flows) - len(shown)} smaller ones, {hidden:,.3f} km² in all")
    return ["From whom to whom", *lines] if flows else ["Nothing changed hands."]
