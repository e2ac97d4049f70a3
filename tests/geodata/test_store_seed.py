"""The first revisions: what comes with the project, and what a newer version of it brings."""

import json

import pytest

from geodata import theatre as theatres
from geodata.store import Kind, Store, open_record
from geodata.store.seed import Seed, seeds
from geodata.topology import Topology
from tests.geodata.stores import EAST, NORTH, WEST, Clock, publish, rows, said
from tests.square import FIRST, FOUGHT, TAKEN, snapshot, write_square


def seed(held):
    topology = Topology.from_snapshots([snapshot(day, parts) for day, parts in held.items()])
    return Seed("square", json.dumps(topology.to_topojson()).encode())


@pytest.fixture
def reopen(tmp_path):
    """Give a function that opens the same store with a version of the project."""
    clock, opened = Clock(), []

    def reopen(held):
        path = tmp_path / "store.sqlite"
        opened.append(Store.open(path, seeded=[seed(held)], clock=clock))
        return opened[-1]

    yield reopen
    for store in opened:
        store.close()


def told(store):
    return [(one.id, one.effective_date, one.kind) for one in store.history("square")]


def test_the_same_version_brings_nothing_new(reopen):
    reopen({FIRST: WEST, TAKEN: NORTH})
    store = reopen({FIRST: WEST, TAKEN: NORTH})
    assert [(1, FIRST, Kind.PUBLISHED), (2, TAKEN, Kind.PUBLISHED)] == told(store)


def test_a_newer_version_corrects_adds_and_withdraws(reopen):
    reopen({FIRST: WEST, FOUGHT: WEST, TAKEN: NORTH})
    store = reopen({FIRST: EAST, TAKEN: NORTH})
    assert [(4, FIRST, Kind.CORRECTION), (5, FOUGHT, Kind.WITHDRAWAL)] == told(store)[3:]
    assert [FIRST, TAKEN] == list(said(store))
    assert rows(store.snapshot(4)) == said(store)[FIRST]
    assert "A newer version of the project" == store.revision(4).note
    again = reopen({FIRST: EAST, FOUGHT: NORTH, TAKEN: NORTH})
    assert [(6, FOUGHT, Kind.CORRECTION)] == told(again)[5:]
    assert [] == again.verify()


def test_a_newer_version_leaves_alone_what_somebody_has_published(reopen):
    store = reopen({FIRST: WEST})
    publish(store, FIRST, NORTH, by="Anna")
    assert 2 == reopen({FIRST: EAST}).version("square")


def test_an_older_version_changes_nothing_back(reopen):
    reopen({FIRST: WEST})
    reopen({FIRST: EAST})
    assert 2 == reopen({FIRST: WEST}).version("square")


def test_every_theatre_of_the_project_is_sown(tmp_path, monkeypatch):
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)
    write_square(tmp_path / "square")
    (write_square(tmp_path / "empty") / "control.topojson").unlink()
    assert ["square"] == [one.theatre for one in seeds()]
    store = tmp_path / "store.sqlite"
    assert (FIRST, FOUGHT, TAKEN) == open_record("square", store=store).dates
    assert () == open_record("empty", store=store).dates
