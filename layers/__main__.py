"""Replays, pictures, clips, decks and press kits by script: the same functions as the pages.

Exit codes: 0 done, 1 the question has no answer (no such day or theatre), 2 unusable arguments, or
a store, a theatre or a file cannot be read or written.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from geodata.control import read_day
from geodata.errors import GeodataError
from geodata.licences import Use, allow
from geodata.store.commands import add_known_on, add_store, add_theatre, exit_code, record_of
from layers.exports import commands as exports
from layers.picture import command as picture
from layers.web.plugin import standalone


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    main = argparse.ArgumentParser(prog="python -m layers", description=__doc__)
    commands = main.add_subparsers(dest="command", required=True, metavar="COMMAND")
    replay = commands.add_parser("replay", help="one HTML file that replays the days offline")
    replay.add_argument("-o", "--output", metavar="FILE", required=True, type=Path)
    replay.add_argument("--from", dest="from_", metavar="DAY", help="first day, YYYY-MM-DD")
    replay.add_argument("--to", metavar="DAY", help="last day, YYYY-MM-DD")
    add_theatre(replay)
    add_store(replay)
    add_known_on(replay)
    replay.set_defaults(run=_replay)
    picture.add(commands)
    exports.add(commands)
    return main


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code says how it went."""
    given = parser().parse_args(arguments)
    try:
        said = given.run(given)
    except (GeodataError, OSError) as error:
        print(f"layers: {error}", file=sys.stderr)
        return exit_code(error)
    print(said)
    return 0


def _replay(given: argparse.Namespace) -> str:
    from_, to = (read_day(text) if text else None for text in (given.from_, given.to))
    record = record_of(given)
    allow(record, record.dates, *Use)
    document = standalone(record, from_, to)
    given.output.write_text(document, encoding="utf-8")
    return f"{given.output}: {len(document.encode()):,} bytes; opens from disk, needs no network"


if __name__ == "__main__":
    sys.exit(main())
