"""Replays, pictures, clips, decks and press kits by script: the same exports as the pages.

Exit codes: 0 done, 1 the question has no answer (no such day or theatre), 2 unusable arguments, or
a store, a theatre or a file cannot be read or written.
"""

import argparse
import sys
from collections.abc import Sequence

from geodata.errors import GeodataError
from geodata.store.commands import exit_code
from layers.commands import add


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    main = argparse.ArgumentParser(prog="python -m layers", description=__doc__)
    add(main.add_subparsers(dest="command", required=True, metavar="COMMAND"))
    return main


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code says how it went."""
    options = parser().parse_args(arguments)
    try:
        answer = options.run(options)
    except (GeodataError, OSError) as error:
        print(f"layers: {error}", file=sys.stderr)
        return exit_code(error)
    print(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
