"""How long a change takes between any two days; `python -m benchmarks.change`.

Snapshots are taken out of the topology each time, as a page does.
"""

import itertools
import random
import time
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from benchmarks.generated import snapshots
from benchmarks.report import quantile, table
from geodata.change import area_control_changes, by_governorate, compare, governorates
from geodata.control import ControlSnapshot
from geodata.distance import to_front
from geodata.front_line import advances, front_changes
from geodata.places import Place
from geodata.record import open_record
from geodata.topology import Topology

# Days, ring vertices a day, shared vertices that move a day.
CASES: Final = ((770, 3_000, 25), (770, 9_000, 25), (770, 30_000, 25))
PAIRS: Final = 60
HEAD: Final = ("what", "cases", "median, ms", "95th, ms", "longest, ms")
Pair = tuple[date, date]
Work = Callable[[ControlSnapshot, ControlSnapshot], Any]


def row(what: str, topology: Topology, pairs: Iterable[Pair], work: Work) -> tuple[str, ...]:
    """One line of the table: what a piece of work takes for each pair of days."""
    times = []
    for pair in pairs:
        begin = time.perf_counter()
        work(*(ControlSnapshot(day, topology.areas(day)) for day in pair))
        times.append((time.perf_counter() - begin) * 1e3)
    shown = (quantile(times, 0.5), quantile(times, 0.95), max(times))
    return (what, str(len(times)), *(f"{one:.0f}" for one in shown))


def change(before: ControlSnapshot, after: ControlSnapshot) -> Any:  # noqa: ANN401
    """Everything a table of the change shows."""
    found = compare(before, after)
    return found.parties, found.flows_shown()


def theatre() -> Iterable[tuple[str, ...]]:
    """The built-in theatre: every pair of its days, and what else a page asks of some."""
    record = open_record()
    places, divisions = record.theatre.places, governorates(record.theatre)
    pairs = list(itertools.combinations(record.dates, 2))
    some = pairs[::5]
    homs = next(place for place in places if place.place_id == "homs")
    yield row("theatre: change", record.topology, pairs, change)
    for what, work in _more(places, divisions, homs).items():
        yield row(f"theatre: {what}", record.topology, some, work)


def _more(places: tuple[Place, ...], divisions: Any, homs: Place) -> dict[str, Work]:  # noqa: ANN401
    return {
        "change by governorates": lambda a, b: by_governorate(compare(a, b), divisions),
        "change and advances": lambda a, b: advances(compare(a, b), places),
        "stretches of all fronts": front_changes,
        "places that change hands": lambda a, b: area_control_changes(a, b, places),
        "from a place to the front": lambda a, _: to_front(homs, a),
    }


def generated(days: int, vertices: int, moved: int) -> tuple[str, ...]:
    """A long series: its first and last day, and pairs at random."""
    series = list(snapshots(days, vertices, moved))
    topology = Topology.from_snapshots(series)
    dates = [one.effective_date for one in series]
    chance = random.Random(20241126)
    pairs = [(dates[0], dates[-1])]
    pairs += [tuple(sorted(chance.sample(dates, 2))) for _ in range(PAIRS - 1)]
    return row(f"{days} × {vertices:,}, {moved}: change", topology, pairs, change)


def section() -> str:
    return table(HEAD, [*theatre(), *itertools.starmap(generated, CASES)])


if __name__ == "__main__":
    print(section())
