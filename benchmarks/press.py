"""What clips, deck and kit take, and what others wait meanwhile; `python -m benchmarks.press`."""

import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.meanwhile import Waits, during
from benchmarks.report import quantile, table
from benchmarks.server import serving
from geodata.record import Record
from geodata.store import Store, open_record
from layers.edition import edition_of
from layers.exports import MAKE_FILE, Order, formats, shots
from layers.link import View
from layers.picture import of_size
from layers.workers import Worker

CLIPS = tuple(suffix.removeprefix(".") for suffix in formats("clip"))
WARM_UP_S = 5.0
SAMPLE_S = 0.1


def orders() -> tuple[Record, Order]:
    """The whole theatre at 1920 × 1080, from a store of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "store.sqlite") as store,
    ):
        record = open_record(store=store)
        edition = edition_of(store, "syria_2024")
        # Measured before the store is gone.
        assert record.all_statistics
    return record, Order(record, View(as_of=record.dates[-1]), of_size("1920x1080"), edition)


class Weight:
    """The most that this process and all that come of it weighed together, in MB."""

    def __init__(self) -> None:
        self.most_mb = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._weigh)

    def __enter__(self) -> "Weight":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _weigh(self) -> None:
        while not self._over.wait(SAMPLE_S):
            self.most_mb = max(self.most_mb, family_mb())


def family_mb() -> float:
    """Resident memory of all processes that come of this one."""
    said = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,rss="], capture_output=True, text=True, check=True
    ).stdout
    found = [tuple(map(int, line.split())) for line in said.splitlines()]
    family = {os.getpid()}
    # A process is listed after the one that started it, but for numbers that begin anew.
    for _ in range(3):
        family |= {pid for pid, parent, _ in found if parent in family}
    return sum(rss for pid, _, rss in found if pid in family - {os.getpid()}) / 1024


def timed(function: str, *given: object) -> tuple[float, float, float]:
    """Seconds, seconds of processor, and MB of a piece of work, its processes' start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with Weight() as weight, Worker() as worker:
        begin = time.perf_counter()
        worker.call(function, *given)
        took = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime - before.ru_utime, weight.most_mb


def work(record: Record, order: Order, folder: Path) -> list[list[str]]:
    taken = shots(record, None, None)
    length = sum(shot.seconds for shot in taken)
    clip, deck = replace(order, shots=taken), replace(order, days=record.dates)
    wanted = [
        (f"clip, {kind.upper() if kind != 'zip' else 'PNGs in a ZIP'}", "clip", clip, f".{kind}")
        for kind in CLIPS
    ]
    wanted.append((f"deck of {len(taken)} days", "deck", deck, ".pptx"))
    wanted.append(("press kit of a day", "kit", order, ".zip"))
    rows = []
    for name, kind, wanted_order, suffix in wanted:
        path = folder / f"{kind}{suffix}"
        took, cpu, mb = timed(MAKE_FILE, kind, suffix, wanted_order, path)
        size = f"{path.stat().st_size / 1e6:.1f}"
        rows.append([name, f"{took:.1f}", f"{cpu:.1f}", size, f"{mb:,.0f}"])
        print(rows[-1], file=sys.stderr, flush=True)
    rows[0][0] += f" ({len(taken)} days, {length:.0f} s, 1920 × 1080)"
    return rows


def waits(record: Record, order: Order, folder: Path) -> list[list[str]]:
    """What visitors of a server wait, alone and while a clip is made beside it."""

    async def measured() -> tuple[Waits, Waits]:
        with serving() as server:
            quiet = await during(server, lambda: asyncio.sleep(WARM_UP_S))
            with Worker() as worker:
                call: Callable[[], Any] = lambda: worker.call(  # noqa: E731
                    MAKE_FILE,
                    "clip",
                    ".mp4",
                    replace(order, shots=shots(record, None, None)),
                    folder / "beside.mp4",
                )
                return quiet, await during(server, lambda: asyncio.to_thread(call))

    quiet, busy = asyncio.run(measured())
    rows = []
    for name, found in (("on a quiet server", quiet), ("while a clip is made", busy)):
        for what, times in (
            ("the replay opens", found.opened),
            ("the panel follows", found.rested),
        ):
            rows.append(
                [
                    f"{what} {name}",
                    f"{quantile(times, 0.5):.2f}",
                    f"{max(times):.2f}",
                    f"{len(times)}",
                ]
            )
    return rows


def section() -> str:
    record, order = orders()
    with tempfile.TemporaryDirectory() as name:
        made = work(record, order, Path(name))
        waited = waits(record, order, Path(name))
    first = table(("what is made", "s", "processor, s", "MB of file", "MB of memory"), made)
    return first + "\n\n" + table(("what others wait", "median, s", "longest, s", "times"), waited)


if __name__ == "__main__":
    print(section())
