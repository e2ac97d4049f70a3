"""Command `change`: the differences between the maps of two days."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any, Final

from geodata.change import (
    Change,
    PartyChange,
    by_governorate,
    compare,
    control_changes,
    governorates,
)
from geodata.commands.shared import (
    AREAS,
    RequestedDay,
    add_output,
    add_record,
    as_text,
    ask_licences,
    cell,
    header,
    requested_day,
)
from geodata.figure_table import FigureTable
from geodata.front_line import advances, front_changes
from geodata.record import Record
from geodata.store.commands import Answer, record_of

_KM2: Final = ("before_km2", "after_km2", "gained_km2", "lost_km2", "delta_km2")
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "parties": ("party", *_KM2, "km2_per_day"),
    "flows": ("from", "to", "basis", "km2"),
    "governorates": ("governorate", "party", *_KM2),
    "places": (
        "place_id", "name", "from", "to", "reported_on", "confidence", "source", "default_rule",
    ),
    "fronts": ("between", "new_km", "abandoned_km", "standing_km"),
    "advances": ("party", "km", "km_per_day", "bearing_deg", "place"),
}  # fmt: skip
"""The tables of an answer, and what a row of each has."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    text = "who gained and lost what between two days, from whom to whom, where, which places"
    command = commands.add_parser("change", help=text, description=text)
    command.add_argument("from_", metavar="DAY", help="YYYY-MM-DD, the map before")
    command.add_argument("to", metavar="DAY", help="YYYY-MM-DD, the map after")
    command.add_argument("--without-claimed", action="store_true", help="assessed ground only")
    add_output(command, tuple(COLUMNS))
    add_record(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> Answer:
    record = record_of(options)
    before, after = requested_day(record, options.from_), requested_day(record, options.to)
    ask_licences(options, record.theatre, [before.snapshot, after.snapshot])
    answer = change_answer(record, before, after, claimed=not options.without_claimed)
    if not options.csv:
        return answer, "\n".join(_lines(answer))
    columns = COLUMNS[options.csv]
    table = FigureTable(
        f"Change from {before.day} to {after.day}: {options.csv}",
        columns,
        tuple(tuple(cell(row[name]) for name in columns) for row in answer[options.csv]),
        header(options, record, AREAS, [before.day, after.day]),
    )
    return answer, as_text(table)


def change_answer(
    record: Record, before: RequestedDay, after: RequestedDay, *, claimed: bool = True
) -> dict[str, Any]:
    """Change between two days, ready for JSON; areas in km², lengths in km.

    A party `None` stands for ground that is on only one of the maps.
    """
    change = compare(before.snapshot, after.snapshot, claimed=claimed)
    return {
        "from": before.answer,
        "to": after.answer,
        "days": change.days,
        "claimed": claimed,
        "parties": [
            {"party": row.party, **_km2(row), "km2_per_day": _round(change.km2_per_day(row.party))}
            for row in change.parties
        ],
        "flows": [
            {"from": flow.before, "to": flow.after, "basis": flow.basis.value,
             "km2": _round(flow.km2)}
            for flow in change.flows
        ],
        "governorates": [
            {"governorate": name, "party": row.party, **_km2(row)}
            for name, rows in by_governorate(change, governorates(record.theatre)).items()
            for row in rows
        ],
        "places": _places(record, before, after),
        "fronts": _fronts(before, after),
        "advances": _advances(change, record),
        "method": AREAS,
    }  # fmt: skip


def _km2(row: PartyChange) -> dict[str, float | None]:
    return {name: _round(getattr(row, name)) for name in _KM2}


def _places(record: Record, before: RequestedDay, after: RequestedDay) -> list[dict[str, Any]]:
    return [
        {
            "place_id": control_change.place.place_id,
            "name": control_change.place.name["en"],
            "from": control_change.before,
            "to": control_change.after,
            "reported_on": control_change.report
            and control_change.report.effective_date.isoformat(),
            "confidence": control_change.report and control_change.report.confidence.value,
            "source": control_change.report and control_change.report.source,
            "default_rule": control_change.report and control_change.report.default_rule,
        }
        for control_change in control_changes(record.theatre, before.snapshot, after.snapshot)
    ]


def _fronts(before: RequestedDay, after: RequestedDay) -> list[dict[str, Any]]:
    return [
        {
            "between": list(pair),
            "new_km": _round(movement.new.length_km),
            "abandoned_km": _round(movement.abandoned.length_km),
            "standing_km": _round(movement.standing.length_km),
        }
        for pair, movement in front_changes(before.snapshot, after.snapshot).items()
    ]


def _advances(change: Change, record: Record) -> list[dict[str, Any]]:
    return [
        {
            "party": advance.party,
            "km": _round(advance.km),
            "km_per_day": _round(advance.km_per_day),
            "bearing_deg": _round(advance.bearing_deg, 1),
            "place": advance.place and advance.place.name["en"],
            "start": [_round(advance.start[0], 6), _round(advance.start[1], 6)],
            "end": [_round(advance.end[0], 6), _round(advance.end[1], 6)],
        }
        for advance in advances(change, record.theatre.places).values()
    ]


def _round(value: float | None, decimals: int = 3) -> float | None:
    # Adding nothing makes a zero of what rounds to minus zero.
    return None if value is None else round(value, decimals) + 0.0


def _lines(answer: Mapping[str, Any]) -> list[str]:
    lines = [
        f"From {answer['from']['as_of']} to {answer['to']['as_of']}: {answer['days']} days apart"
    ]
    lines += [
        f"  {row['party']:<10} {row['before_km2']:>12,.1f} → {row['after_km2']:>12,.1f} km²"
        f"  gained {row['gained_km2']:>10,.1f}  lost {row['lost_km2']:>10,.1f}"
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
        f"  {row['from'] or '–':<10} → {row['to'] or '–':<10} {row['km2']:>12,.1f} km²"
        f"{' claimed' * (row['basis'] == 'claimed')}"
        for row in shown
    ]
    hidden = sum(row["km2"] for row in flows) - sum(row["km2"] for row in shown)
    if len(shown) < len(flows):
        lines.append(f"  {len(flows) - len(shown)} smaller ones, {hidden:,.3f} km² in all")
    return ["From whom to whom", *lines] if flows else ["Nothing changed hands."]
