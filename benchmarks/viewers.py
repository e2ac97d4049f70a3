"""How many viewers one process serves, each changing the date once a second."""

import json
import subprocess
import sys
from dataclasses import dataclass

from benchmarks.report import quantile, table
from benchmarks.server import ROOT, Server, serving

COUNTS = (20, 100, 200, 400)
SECONDS = 12
TARGET_MS = 150


@dataclass(frozen=True)
class Outcome:
    viewers: int
    opened_s: float
    times_ms: list[float]
    failed: int
    memory_mb: float
    server_cpu: float


def cpu_s(server: Server) -> float:
    """Processor time that the server has used, seconds (ps counts whole ones)."""
    said = subprocess.run(
        ["ps", "-o", "cputimes=", "-p", str(server.pid)], capture_output=True, text=True, check=True
    )
    return float(said.stdout)


def crowd(count: int, seconds: int = SECONDS) -> Outcome:
    """One fresh server and a crowd in front of it; its memory is compared with that for one."""
    with serving() as server:
        with _Crowd(server.url, 1, 4) as first:
            first.go()
        before = server.memory_mb()
        with _Crowd(server.url, count, seconds) as many:
            used = cpu_s(server)
            answers = many.go()
            busy = (cpu_s(server) - used) / seconds
            memory = (server.memory_mb() - before) / count
            times = [1000 * wait for wait in answers["times"] if wait is not None]
            failed = len(answers["times"]) - len(times)
            return Outcome(count, many.opened_s, times, failed, memory, busy)


class _Crowd:
    """Viewers in a process of their own, connected on entry."""

    def __init__(self, url: str, count: int, seconds: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.crowd", url, str(count), str(seconds)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "_Crowd":
        opened = self._line()
        self.opened_s, self.bytes = opened["opened_s"], opened["bytes"]
        return self

    def go(self) -> dict:
        self._say()
        return self._line()

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self._say()
            self.process.wait(timeout=60)

    def _say(self) -> None:
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def _line(self) -> dict:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("The crowd's process ended early; its message is above.")
        return json.loads(line)


def section() -> str:
    """The table; the bend is the first crowd whose 95th percentile misses the target."""
    rows = []
    for count in COUNTS:
        found = crowd(count)
        rows.append(
            (
                f"{count}",
                f"{quantile(found.times_ms, 0.5):.0f}",
                f"{quantile(found.times_ms, 0.95):.0f}",
                f"{found.failed} of {found.failed + len(found.times_ms)}",
                f"{found.memory_mb:.2f}",
                f"{found.server_cpu:.0%}",
            )
        )
        print(rows[-1], flush=True)
    head = ("viewers", "median, ms", "95th, ms", "failed", "MB a viewer", "server's use of a core")
    return table(head, rows)
