"""Figures, borders, store and ingest on the command line: a thin shell over the pages' functions.

Exit codes: 0 done and clean; 1 something was found to be wrong, or the question has no answer
(unknown name, day before the first); 2 unusable arguments, or a store, a theatre or a file cannot
be read or written; 3 refused, nothing was published.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from geodata import commands as questions
from geodata.control import read_day
from geodata.errors import GeodataError
from geodata.ingest import commands as ingest
from geodata.licences import Use, allow
from geodata.store import commands as store
from geodata.store.commands import Answer, record_of
from layers.locale import Locale
from layers.locale.problems import problem_sentence


def parser() -> argparse.ArgumentParser:
    """Build the parser of the commands and their options."""
    main = argparse.ArgumentParser(prog="python -m geodata", description=__doc__)
    commands = main.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, run, text in (
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
    ingest.add(commands)
    return main


def _arguments(name: str, command: argparse.ArgumentParser) -> None:
    store.add_store(command)
    store.add_known_on(command)
    if name == "topology":
        command.add_argument("-o", "--output", metavar="FILE", required=True, type=Path)
        command.add_argument("--from", dest="from_", metavar="DAY", help="first day, YYYY-MM-DD")
        command.add_argument("--to", metavar="DAY", help="last day, YYYY-MM-DD")


def _dates(options: argparse.Namespace) -> Answer:
    days = [day.isoformat() for day in record_of(options).dates]
    return days, "\n".join(days)


def _topology(options: argparse.Namespace) -> Answer:
    record = record_of(options)
    from_, to = (read_day(text) if text else None for text in (options.from_, options.to))
    record = record.cut(from_, to)
    allow(record, record.dates, Use.DATA)
    topology = record.topology
    document = json.dumps(topology.to_topojson(), separators=(",", ":"))
    options.output.write_text(document, encoding="utf-8")
    answer = {"file": str(options.output), "days": len(topology.dates), "bytes": len(document)}
    return answer, f"{options.output}: {answer['days']} days, {answer['bytes']:,} bytes of TopoJSON"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, and return its exit code."""
    options = parser().parse_args(arguments)
    options.sentence = partial(problem_sentence, locale=Locale(None))
    run: Callable[[argparse.Namespace], Answer] = options.run
    try:
        answer, text = run(options)
    except (GeodataError, OSError) as error:
        print(f"geodata: {error}", file=sys.stderr)
        return store.exit_code(error)
    print(json.dumps(answer, ensure_ascii=False, indent=1) if options.json else text)
    return ingest.exit_code(answer)


if __name__ == "__main__":
    sys.exit(main())
