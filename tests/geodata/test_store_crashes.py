"""Two who publish at once, and publishers killed at any instant: the old state or the new."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geodata.errors import StaleBase, StoreBusy
from geodata.store import Store, engine
from tests.geodata.stores import EAST, NORTH, WEST, empty_store, publication, publish
from tests.square import FIRST, TAKEN

ROOT = Path(__file__).resolve().parent.parent.parent
# A publisher for a process of its own: as often as it is told, again when another was faster.
PUBLISHER = """
import sys
from geodata.errors import StaleBase
from tests.geodata.stores import WEST, empty_store, publication
from tests.square import FIRST
with empty_store(sys.argv[1]) as store:
    done = 0
    while done < 10:
        try:
            given = publication(FIRST, WEST, by=sys.argv[2], against=store.version("square"))
            store.publish(given)
            done += 1
        except StaleBase:
            pass
"""


def start(*arguments):
    # One thread, so that a process may fork itself.
    settings = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT, env=settings, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_a_publisher_killed_at_any_instant_leaves_the_old_state_or_the_new(tmp_path):
    process = start("-m", "tests.geodata.store_killing", tmp_path, 200, 20241130)
    out, err = process.communicate()
    assert ("", 0) == (err, process.returncode)
    kills, revisions = map(int, re.findall(r"\d+", out))
    # Otherwise nothing was killed while it published.
    assert (200, True) == (kills, revisions > 100)


def test_a_publisher_of_several_days_killed_at_any_instant_leaves_none_of_them_or_all(tmp_path):
    process = start("-m", "tests.geodata.store_killing", tmp_path, 30, 20241207, 3)
    out, err = process.communicate()
    assert ("", 0) == (err, process.returncode)
    kills, revisions = map(int, re.findall(r"\d+", out))
    assert (30, True, 0) == (kills, revisions > 20, revisions % 3)


def test_of_two_who_publish_the_same_day_at_once_one_is_told(address):
    with empty_store(address) as store:
        publish(store, FIRST)

        def attempt(name):
            try:
                return store.publish(publication(TAKEN, by=name, against=1)).recorded_by
            except StaleBase as stale:
                return str(stale)

        with ThreadPoolExecutor(8) as threads:
            outcomes = list(threads.map(attempt, "ABCDEFGH"))
        [winner] = [one for one in outcomes if len(one) == 1]
        others = [one for one in outcomes if len(one) > 1]
        assert 7 == len(
            [one for one in others if f"revision 2 (published of 2024-01-05 by {winner}" in one]
        )
        assert 2 == store.version("square")
        assert [] == store.verify()


def test_threads_that_insist_all_publish_in_the_end(address):
    with empty_store(address) as store:

        def insist(held):
            for _ in range(5):
                while True:
                    try:
                        publish(store, FIRST, held)
                        break
                    except StaleBase:
                        continue

        with ThreadPoolExecutor(3) as threads:
            list(threads.map(insist, (WEST, NORTH, EAST)))
        assert list(range(1, 16)) == [one.id for one in store.history("square")]
        assert [] == store.verify()


def test_processes_that_insist_all_publish_in_the_end(address):
    """They also make the store: all of them find no file at first."""
    processes = [start("-c", PUBLISHER, address, name) for name in ("Anna", "Basil", "Chris")]
    for process in processes:
        _, err = process.communicate()
        assert ("", 0) == (err, process.returncode)
    with Store.open(address, built_in=()) as store:
        by = [one.recorded_by for one in store.history("square")]
        assert {"Anna": 10, "Basil": 10, "Chris": 10} == {name: by.count(name) for name in set(by)}
        assert [] == store.verify()


def test_threads_read_while_one_publishes(address):
    with empty_store(address) as store:
        publish(store, FIRST, WEST)

        def read(_):
            return {len(store.timeline("square")), len(store.topology("square").dates)}

        with ThreadPoolExecutor(4) as threads:
            reading = threads.map(read, range(40))
            for held in (NORTH, EAST, WEST):
                publish(store, FIRST, held)
            assert [{1}] * 40 == list(reading)


def test_a_store_that_stays_locked_says_so(address, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    with empty_store(address) as store:
        with store.database.writing(), pytest.raises(StoreBusy) as caught:
            publish(store, FIRST)
        assert (
            f"The store {store.database.name} has been busy for 0 s: another process is "
            f"writing to it. Try again." == str(caught.value)
        )
        assert 1 == publish(store, FIRST).id
