"""Measure, print, and write the numbers into benchmarks/README.md.

`python -m benchmarks` measures everything (half an hour); name parts to measure only those.
"""

import argparse
import random
import subprocess
import sys
from collections.abc import Callable
from typing import Final

from benchmarks import (
    change,
    long,
    meanwhile,
    picture,
    press,
    size,
    steps,
    store,
    topology,
    viewers,
)
from benchmarks.report import circumstances, load, write
from benchmarks.server import ROOT
from tests.browser.prerequisites import chromium


def apart(module: str) -> str:
    """What a module prints in a process of its own, whose peak of memory is its own."""
    command = [sys.executable, "-m", module]
    process = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return process.stdout.strip()


PARTS: Final[dict[str, Callable[[], str]]] = {
    "steps": steps.section,
    "size": size.section,
    "long": long.section,
    "topology": topology.section,
    "change": change.section,
    "picture": picture.section,
    "press": press.section,
    "store": store.section,
    "gate": lambda: apart("benchmarks.ingest"),
    "meanwhile": meanwhile.section,
    "viewers": viewers.section,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    given = parser.parse_args().parts
    if unknown := set(given) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    browser = chromium().path
    for part in given or PARTS:
        print(f"\n## {part}\n", flush=True)
        # The same uneven pauses between keys in every run.
        random.seed(20241126)
        before = load()
        text = f"{PARTS[part]()}\n\n{circumstances(browser, before)}"
        write(part, text)
        print(text, flush=True)


if __name__ == "__main__":
    main()
