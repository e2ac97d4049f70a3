"""How fast a timeline becomes shared arcs, and how small; `python -m benchmarks.topology`.

Each case runs in a process of its own, so that the peak of memory is its own.
"""

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, Final

from benchmarks.generated import snapshots
from benchmarks.report import peak_mb
from benchmarks.server import ROOT
from geodata.front_line import contact_lengths_km
from geodata.topology import Topology

# Days, ring vertices a day, shared vertices that move a day.
CASES: Final = (
    (770, 3_000, 25),
    (770, 9_000, 25),
    (770, 30_000, 25),
    (770, 30_000, 250),
)
HEAD: Final = (
    "| days × vertices, moved a day | arcs / points | build, s | TopoJSON, s | MB / gzipped kB "
    "| read, s | all contacts with km, s | peak memory, MB |\n|---|--:|--:|--:|--:|--:|--:|--:|"
)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What a function gives, and how many seconds it took."""
    begin = time.perf_counter()
    result = work()
    return result, time.perf_counter() - begin


def row(days: int, vertices: int, moved: int) -> str:
    """One line of the table."""
    series = list(snapshots(days, vertices, moved))
    topology, build = timed(lambda: Topology.from_snapshots(series))
    document, write = timed(topology.to_topojson)
    text = json.dumps(document, separators=(",", ":")).encode()
    _, read = timed(lambda: Topology.from_topojson(document))
    _, contacts = timed(lambda: contact_lengths_km(topology))
    peak = peak_mb()
    return (
        f"| {days} × {vertices:,}, {moved} | {len(topology.arcs):,} / "
        f"{len(topology.arcs.points):,} | {build:.1f} | {write:.2f} | {len(text) / 1e6:.1f} / "
        f"{len(gzip.compress(text, mtime=0)) / 1e3:.0f} | {read:.2f} | {contacts:.2f} "
        f"| {peak:,.0f} |"
    )


def section() -> str:
    """The table; each case in a process of its own."""
    lines = [HEAD]
    for case in CASES:
        command = [sys.executable, "-m", "benchmarks.topology", *map(str, case)]
        process = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        lines.append(process.stdout.strip())
    return "\n".join(lines)


if __name__ == "__main__":
    print(row(*map(int, sys.argv[1:])) if len(sys.argv) == 4 else section())
