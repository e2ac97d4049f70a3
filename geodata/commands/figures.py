"""Command `figures`: the figures of a day."""

import argparse
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from geodata.commands.shared import (
    AREAS,
    LINES,
    add_output,
    add_record,
    as_text,
    ask_licences,
    cell,
    header,
    requested_day,
)
from geodata.figure_table import FigureTable
from geodata.record import Record
from geodata.store.commands import Answer, record_of

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "parties": ("party", "status", "basis", "km2", "share"),
    "contact": ("between", "km"),
}
"""The tables of an answer, and what a row of each has."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    text = "km² and share per party, length of every line of contact"
    command = commands.add_parser("figures", help=text, description=text)
    command.add_argument("--as-of", metavar="DAY", help="YYYY-MM-DD; default: the last day")
    add_output(command, tuple(COLUMNS))
    add_record(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> Answer:
    record = record_of(options)
    shown = requested_day(record, options.as_of)
    ask_licences(options, record.theatre, [shown.snapshot])
    day = shown.day
    answer = figures_answer(record, day)
    if options.csv:
        return answer, _table(options, record, answer)
    age = answer["age_days"]
    lines = [
        f"As of {day}, effective {answer['effective_date']} ({age} day{'s' * (age != 1)} old)",
        *(
            f"  {row['party']:<10} {row['status']:<11} {row['km2']:>12,.1f} km² "
            f"{row['share']:>7.2%}"
            for row in answer["parties"]
        ),
        "Lines of contact",
        *(
            f"  {' | '.join(row['between']):<20} {row['km']:>10,.1f} km"
            for row in answer["contact"]
        ),
        (
            f"Derived from {answer['reports']} place reports, "
            f"{answer['default_rules']} of them default rules."
        ),
    ]
    return answer, "\n".join(lines)


def figures_answer(record: Record, day: date) -> dict[str, Any]:
    """Figures of a day, ready for JSON; areas in km², lengths in km, shares 0–1."""
    effective_date = record.effective(day)
    evidence = record.evidence(day)
    return {
        "as_of": day.isoformat(),
        "effective_date": effective_date.isoformat(),
        "age_days": (day - effective_date).days,
        "parties": [
            {
                "party": row.party,
                "status": row.status.value,
                "basis": row.basis.value,
                "km2": round(row.km2, 3),
                "share": round(row.share, 6),
            }
            for row in record.figures(effective_date)
        ],
        "contact": [
            {"between": list(pair), "km": round(km, 3)}
            for pair, km in record.contact_km(effective_date).items()
        ],
        "reports": evidence.reports,
        "default_rules": evidence.default_rules,
    }


def _table(options: argparse.Namespace, record: Record, answer: Mapping[str, Any]) -> str:
    columns = COLUMNS[options.csv]
    rows = tuple(tuple(cell(row[name]) for name in columns) for row in answer[options.csv])
    method = LINES if options.csv == "contact" else AREAS
    notes = header(options, record, method, [date.fromisoformat(answer["effective_date"])])
    return as_text(
        FigureTable(f"Figures of {answer['as_of']}: {options.csv}", columns, rows, notes)
    )
