"""Command `figures`: the figures of a day."""

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from geodata import tables
from geodata.commands.shared import (
    add_output,
    add_record,
    ask_licences,
    old_code,
    provenance_of,
    requested_day,
    requested_table,
    statistics_answer,
    table_answer,
)
from geodata.daily_statistics import DailyStatistics
from geodata.record import Record
from geodata.store.commands import Answer, record_of
from geodata.tables import Provenance, Table

_TABLES: Final[Mapping[str, Callable[[Provenance, Record, date], Table]]] = {
    "areas": lambda source, record, day: tables.areas(source, _statistics(record, day)),
    "fronts": lambda source, record, day: tables.fronts(source, _statistics(record, day)),
    "places": lambda source, record, day: tables.places(source, day, record.reports_on(day)),
    "events": lambda source, _, day: tables.events(source, day, day),
}
_OLD_NAMES: Final = {"parties": "areas", "contact": "fronts"}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    text = "km² and share per party, length of every line of contact"
    command = commands.add_parser("figures", help=text, description=text)
    command.add_argument("--as-of", metavar="DAY", help="YYYY-MM-DD; default: the last day")
    add_output(command, tuple(_TABLES), _OLD_NAMES)
    add_record(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> Answer:
    record = record_of(options)
    shown = requested_day(record, options.as_of)
    ask_licences(options, record.theatre, [shown.snapshot])
    day = shown.day
    if name := requested_table(options):
        table = _TABLES[name](provenance_of(options, record.theatre), record, day)
        return table_answer(options, table)
    answer = figures_answer(record, day)
    age = answer["age_days"]
    lines = [
        f"As of {day}, effective {answer['effective_date']} ({age} day{'s' * (age != 1)} old)",
        *(
            f"  {old_code(row['party'], row['status']):<10} {row['status']:<11} "
            f"{row['km2']:>12,.1f} km² {row['share']:>7.2%}"
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
        **statistics_answer(record.theatre, record.daily_statistics(effective_date)),
        "reports": evidence.reports,
        "default_rules": evidence.default_rules,
    }


def _statistics(record: Record, day: date) -> list[DailyStatistics]:
    return [record.daily_statistics(record.effective(day))]
