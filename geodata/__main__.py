"""Figures, borders, store and gate on the command line: a thin shell over the pages' functions.

Exit codes: 0 done and clean; 1 something was found to be wrong, or the question has no answer
(unknown name, day before the first); 2 unusable arguments, or a store, a theatre or a file cannot
be read or written; 3 refused, nothing was published.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from geodata import commands as questions
from geodata.control import read_day
from geodata.errors import GeodataError
from geodata.gate import commands as gate
from geodata.record import Record
from geodata.store import commands as store
from geodata.store.commands import Answer, record_of


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    main = argparse.ArgumentParser(prog="python -m geodata", description=__doc__)
    commands = main.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, run, text in (
        ("figures", _figures, "km² and share per party, length of every line of contact"),
        ("dates", _dates, "the effective dates, one a line"),
        ("topology", _topology, "every date and party as one TopoJSON"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--json", action="store_true", help="print JSON")
        command.set_defaults(run=run)
        store.add_theatre(command)
        _arguments(name, command)
    questions.add(commands)
    store.add(commands)
    gate.add(commands)
    return main


def _arguments(name: str, command: argparse.ArgumentParser) -> None:
    store.add_store(command)
    store.add_known_on(command)
    if name == "figures":
        command.add_argument("--as-of", metavar="DAY", help="YYYY-MM-DD; default: the last day")
    if name == "topology":
        command.add_argument("-o", "--output", metavar="FILE", required=True, type=Path)
        command.add_argument("--from", dest="from_", metavar="DAY", help="first day, YYYY-MM-DD")
        command.add_argument("--to", metavar="DAY", help="last day, YYYY-MM-DD")


def _figures(given: argparse.Namespace) -> Answer:
    record = record_of(given)
    day = read_day(given.as_of) if given.as_of else record.effective(date.max)
    answer = figures_answer(record, day)
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
    """All figures of a day, ready for JSON; areas in km², lengths in km, shares 0–1."""
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


def _dates(given: argparse.Namespace) -> Answer:
    days = [day.isoformat() for day in record_of(given).dates]
    return days, "\n".join(days)


def _topology(given: argparse.Namespace) -> Answer:
    record = record_of(given)
    from_, to = (read_day(text) if text else None for text in (given.from_, given.to))
    topology = record.cut(from_, to).topology
    document = json.dumps(topology.to_topojson(), separators=(",", ":"))
    given.output.write_text(document, encoding="utf-8")
    answer = {"file": str(given.output), "days": len(topology.dates), "bytes": len(document)}
    return answer, f"{given.output}: {answer['days']} days, {answer['bytes']:,} bytes of TopoJSON"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code says how it went."""
    given = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], Answer] = given.run
    try:
        answer, text = run(given)
    except (GeodataError, OSError) as error:
        print(f"geodata: {error}", file=sys.stderr)
        return store.exit_code(error)
    print(json.dumps(answer, ensure_ascii=False, indent=1) if given.json else text)
    return gate.exit_code(answer)


if __name__ == "__main__":
    sys.exit(main())
