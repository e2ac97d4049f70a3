"""How fast the store answers and publishes; `python -m benchmarks.store`."""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.generated import FIRST_DAY, snapshots
from benchmarks.long import theatre
from benchmarks.report import quantile, table
from geodata.control import ControlSnapshot
from geodata.daily_statistics import daily_statistics
from geodata.record import Record, Trends
from geodata.store import Publication, Store
from geodata.store.opening import MeasureCache
from layers.web import packed, payload

LONG: Final = 5_000
"""Revisions of the long history."""
DAYS: Final = 770
"""Days of the long war."""


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What a function gives, and how many seconds it took."""
    begin = time.perf_counter()
    result = work()
    return result, time.perf_counter() - begin


def publish(store: Store, snapshot: ControlSnapshot, head: int) -> float:
    """Publish one day on top of `head`; gives the seconds it took."""
    day = snapshot.effective_date
    raw = ("day.geojson", day.isoformat().encode() * 10_000)
    given = Publication("long", day, snapshot, "bench", "Evening map", raw, head)
    return timed(lambda: store.publish(given))[1]


def spread(seconds: list[float]) -> list[str]:
    """Median, 95th percentile and most, in milliseconds."""
    return [f"{quantile(seconds, share) * 1e3:.1f}" for share in (0.5, 0.95, 1.0)]


def once(seconds: float) -> list[str]:
    """A row of something measured once, in milliseconds."""
    return [f"{seconds * 1e3:,.1f}", "", ""]


def long_history(folder: Path) -> Iterator[list[str]]:
    """A day in a history of 5,000 revisions: 2,500 days, each corrected once."""
    with Store.open(folder / "long.sqlite", built_in=()) as store:
        series = list(snapshots(LONG // 2, 600, 25))
        corrected = [
            ControlSnapshot(one.effective_date, other.areas)
            for one, other in zip(series, reversed(series), strict=True)
        ]
        took = [publish(store, one, head) for head, one in enumerate(series + corrected)]
        yield [f"publish, up to {LONG:,} revisions", *spread(took)]
        known = store.revision(LONG * 3 // 4).recorded_at
        random = np.random.default_rng(1)
        days = [FIRST_DAY + timedelta(int(n)) for n in random.integers(0, LONG // 2, 500)]
        for name, known_on in (("", None), (", known on an instant", known)):
            asked = [timed(lambda d=day, k=known_on: store.as_of("long", d, k))[1] for day in days]
            yield [f"as of a day{name}", *spread(asked)]
        yield ["version", *spread([timed(lambda: store.version("long"))[1] for _ in days])]
        yield ["history", *once(timed(lambda: store.history("long"))[1])]
        yield ["verify", *once(timed(store.verify)[1])]
        size = (folder / "long.sqlite").stat().st_size / 1e6
        took_s = timed(lambda: store.backup(folder / "copy.sqlite"))[1]
        yield [f"backup of {size:.0f} MB", *once(took_s)]


def long_war(folder: Path) -> Iterator[list[str]]:
    """770 days of 3,000 vertices: publishing them, opening the series, its trends."""
    series = list(snapshots(DAYS + 1, 3_000, 25))
    of = theatre(series[-1].effective_date)
    with Store.open(folder / "war.sqlite", built_in=()) as store:
        took = [publish(store, one, head) for head, one in enumerate(series[:DAYS])]
        yield ["publish a day of 3,000 vertices", *spread(took)]
        yield [f"timeline of {DAYS} such days", *once(timed(lambda: store.timeline("long"))[1])]
        figures = MeasureCache(store.database, "long")

        def trends() -> Trends:
            return Trends(daily_statistics(of, figures.without_topology(of.places)))

        yield ["all trends, no day measured yet", *once(timed(trends)[1])]
        yield ["all trends, every day measured", *spread([timed(trends)[1] for _ in range(9)])]
        topology, took_s = timed(lambda: store.topology("long"))
        yield ["their topology", *once(took_s)]
        record = Record(of, topology, figures)
        yield ["their replay for the browser", *once(timed(lambda: sent(record))[1])]
        publish(store, series[DAYS], DAYS)
        yield ["all trends, one day not measured yet", *once(timed(trends)[1])]


def sent(record: Record) -> bytes:
    """The whole replay as it goes to the browser."""
    return packed(payload(record))


def section() -> str:
    """The table of the store."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [*long_history(Path(folder)), *long_war(Path(folder))]
    return table(["what", "median, ms", "95 %, ms", "most, ms"], rows)


if __name__ == "__main__":
    print(section())
