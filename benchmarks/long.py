"""A long generated series: built, sent, ready, stepped through; and where it bends.

Every case runs in a process of its own, so that the peak of memory is its own:
`python -m benchmarks.long DAYS VERTICES MOVED` prints one row.
"""

import dataclasses
import gzip
import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page

from benchmarks.browser import browsing, new_page, open_control, open_replay, saved, steps
from benchmarks.generated import PARTIES, snapshots
from benchmarks.report import peak_mb, quantile, table
from benchmarks.server import ROOT
from geodata.record import Record
from geodata.theatre import Theatre, load
from geodata.topology import Topology
from layers.web import payload
from layers.web.plugin import standalone

# Days, ring vertices a day, shared vertices that move a day.
CASES: Final = (
    (770, 3_000, 25),
    (770, 9_000, 25),
    (770, 30_000, 25),
    (770, 30_000, 250),
)
RUNS: Final = 5
STEPS: Final = 60
HEAD: Final = (
    "days × vertices, moved a day",
    "topology, s",
    "TopoJSON, kB gz",
    "whole replay, kB gz",
    "figures of all days, s",
    "peak, MB",
    "ready, s",
    "step median, ms",
    "step 95th, ms",
    "over empty control, ms",
)


def theatre(last_day: date) -> Theatre:
    """Syria's ground, with the generated parties and nothing reported."""
    real = load()
    parties = tuple(
        dataclasses.replace(party, code=code)
        for code, party in zip(PARTIES, real.parties, strict=False)
    )
    return dataclasses.replace(
        real, parties=parties, reports=(), events=(), default_distances=(), last_day=last_day
    )


def timed(work: Any) -> tuple[Any, float]:  # noqa: ANN401
    begin = time.perf_counter()
    return work(), time.perf_counter() - begin


def row(days: int, vertices: int, moved: int) -> tuple[str, ...]:
    series = list(snapshots(days, vertices, moved))
    topology, build = timed(lambda: Topology.from_snapshots(series))
    record = Record(theatre(series[-1].effective_date), topology)
    _, measured = timed(lambda: [record.figures(day) for day in record.dates])
    whole = payload(record)
    peak = peak_mb()
    ready, times, floor = _browsed(record)
    return (
        f"{days} × {vertices:,}, {moved}",
        f"{build:.1f}",
        f"{_gzipped_kb(topology.to_topojson()):.0f}",
        f"{_gzipped_kb(whole):.0f}",
        f"{measured:.1f}",
        f"{peak:,.0f}",
        f"{quantile(ready, 0.5):.2f}",
        f"{quantile(times, 0.5):.0f}",
        f"{quantile(times, 0.95):.0f}",
        f"{quantile(times, 0.95) - quantile(floor, 0.95):+.0f}",
    )


def _gzipped_kb(document: Any) -> float:  # noqa: ANN401
    return len(gzip.compress(json.dumps(document, separators=(",", ":")).encode(), mtime=0)) / 1e3


def _browsed(record: Record) -> tuple[list[float], list[float], list[float]]:
    """Seconds until ready; milliseconds a step from the middle of the series; those of nothing."""
    middle = record.dates[len(record.dates) // 2].isoformat()
    with tempfile.TemporaryDirectory() as folder, browsing() as browser:
        address = saved(standalone(record), Path(folder), "long.html")
        ready = [_ready(browser, address) for _ in range(RUNS)]
        floor = _walk(open_control(browser, Path(folder)))
        return ready, _walk(open_replay(browser, f"{address}?as_of={middle}")), floor


def _ready(browser: Browser, address: str) -> float:
    """Seconds until the file is ready for a new visitor."""
    page = new_page(browser)
    page.goto(address, wait_until="commit")
    taken = page.evaluate("bench.ready('.loc[data-ready]')") / 1000
    page.context.close()
    return taken


def _walk(page: Page) -> list[float]:
    page.bring_to_front()
    return steps(page, ["ArrowRight"] * STEPS + ["ArrowLeft"] * STEPS, (40, 130))


def section() -> str:
    rows = []
    for case in CASES:
        command = [sys.executable, "-m", "benchmarks.long", *map(str, case)]
        process = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        rows.append(tuple(json.loads(process.stdout)))
        print(rows[-1], flush=True)
    return table(HEAD, rows)


if __name__ == "__main__":
    print(json.dumps(row(*map(int, sys.argv[1:]))))
