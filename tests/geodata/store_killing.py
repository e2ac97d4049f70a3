"""A process that starts publishers and kills them; run by test_store_crashes.py.

It forks, because starting Python anew two hundred times would take minutes. A publisher writes each
revision it was promised into a pipe; what it was promised must be in the store afterwards.
"""

import os
import random
import select
import signal
import sys
import time
from functools import cache
from pathlib import Path

from geodata.control import ControlSnapshot
from geodata.store import Publication, Store
from tests.geodata.stores import EAST, NORTH, WEST, empty_store, rows, said
from tests.square import FIRST, FOUGHT, TAKEN, snapshot

CASES = [(day, held) for day in (FIRST, FOUGHT, TAKEN) for held in (WEST, NORTH, EAST)]
KILLS_PER_STORE = 10


# Made once, in the process that forks: a publisher has them from its first moment on.
DAYS = [snapshot(day, held) for day, held in CASES]


def case(number: int) -> ControlSnapshot:
    """What revision `number` says, whoever publishes it: no two say the same."""
    areas = DAYS[number % len(DAYS)]
    return ControlSnapshot(areas.effective_date, areas.areas.assign(source=f"n{number}"))


@cache
def rows_of(number: int) -> list[tuple]:
    """What must be read back of revision `number`."""
    return rows(case(number))


def publish_on(path: Path, promised: int, at_once: int) -> None:
    """Publish until killed, so many revisions in one transaction."""
    store = empty_store(path)
    while True:
        head = store.version("square")
        given = [publication(number, head) for number in range(head + 1, head + 1 + at_once)]
        made = store.publish_many(given)[-1] if at_once > 1 else store.publish(given[0])
        os.write(promised, made.id.to_bytes(4, "big"))


def publication(number: int, against: int) -> Publication:
    areas = case(number)
    original = (f"{number}.geojson", str(number).encode() * 9000)
    day, note = areas.effective_date, f"n{number}"
    return Publication("square", day, areas, "Anna", note, original, against=against)


def kill_one(path: Path, chance: random.Random, at_once: int) -> int:
    """Start a publisher, kill it after a while; give the last revision that it was promised."""
    opened = chance.random() < 0.75
    # Some three times what it takes to publish, or to make a store and open it.
    after_s = chance.uniform(0, 0.015 * at_once if opened else 0.06)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        publish_on(path, writing, at_once)
    os.close(writing)
    if opened:
        # On a busy machine it may not have come to its first revision yet; the others are killed
        # while they open the store.
        select.select([reading], [], [], 300)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    written = b""
    while part := os.read(reading, 65536):
        written += part
    os.close(reading)
    return int.from_bytes(written[-4:], "big") if written else 0


def check(path: Path, promised: int, at_once: int) -> int:
    """Assert that the store is in its old state or its new one; give its newest revision."""
    with Store.open(path, built_in=()) as store:
        assert [] == store.verify()
        head = store.version("square")
        # One more may be in the store than was written: it was killed between the two.
        assert head in (promised, promised + at_once), (head, promised)
        expected = {}
        for revision in store.history("square"):
            expected[DAYS[revision.id % len(DAYS)].effective_date] = rows_of(revision.id)
            assert (f"n{revision.id}", f"{revision.id}.geojson") == (
                revision.note, revision.original_name,
            )  # fmt: skip
        assert expected == said(store)
        assert head == len(store.history("square"))
    return head


def main(folder: Path, kills: int, seed: int, at_once: int = 1) -> None:
    """Kill so many publishers at random moments, and print what they had done."""
    chance = random.Random(seed)  # noqa: S311
    heads = []
    for number in range(kills):
        path = folder / f"store {number // KILLS_PER_STORE}.sqlite"
        fresh = number % KILLS_PER_STORE == 0
        before = 0 if fresh else heads[-1]
        promised = kill_one(path, chance, at_once)
        heads.append(check(path, promised or before, at_once))
    print(f"{kills} kills, {sum(heads[KILLS_PER_STORE - 1 :: KILLS_PER_STORE])} revisions")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
