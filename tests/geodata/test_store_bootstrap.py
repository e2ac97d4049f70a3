"""The first revisions: what comes with the project, and what a newer version of it brings."""

import json

import pytest

from geodata import theatre as theatres
from geodata.errors import TheatreError
from geodata.store import RevisionKind, Store, open_record
from geodata.store.bootstrap import BuiltInAreas
from geodata.topology import Topology
from tests.geodata.stores import EAST, NORTH, WEST, Clock, publish, rows, said
from tests.square import FIRST, FOUGHT, TAKEN, snapshot, write_square


def seed(held):
    topology = Topology.from_snapshots([snapshot(day, parts) for day, parts in held.items()])
    return BuiltInAreas("square", json.dumps(topology.to_topojson()).encode())


@pytest.fixture
def reopen(address):
    """Give a function that opens the same store with a version of the project."""
    clock, opened = Clock(), []

    def reopen(held):
        opened.append(Store.open(address, built_in=[seed(held)], clock=clock))
        return opened[-1]

    yield reopen
    for store in opened:
        store.close()


def revisions_of(store):
    return [(one.id, one.effective_date, one.kind) for one in store.history("square")]


def test_the_same_version_brings_nothing_new(reopen):
    reopen({FIRST: WEST, TAKEN: NORTH})
    store = reopen({FIRST: WEST, TAKEN: NORTH})
    assert [(1, FIRST, RevisionKind.PUBLISHED), (2, TAKEN, RevisionKind.PUBLISHED)] == revisions_of(
        store
    )


def test_a_copy_of_the_areas_in_another_theatre_changes_nothing(address):
    """Two theatres with the same file: each has its own days, whichever was opened first."""
    areas = seed({FIRST: WEST})
    copy = BuiltInAreas("copy", areas.raw)
    Store.open(address, built_in=[copy], clock=Clock()).close()
    with Store.open(address, built_in=[areas, copy], clock=Clock()) as store:
        assert [1, 1] == [len(store.history(name)) for name in ("square", "copy")]


def test_a_newer_version_corrects_adds_and_withdraws(reopen):
    reopen({FIRST: WEST, FOUGHT: WEST, TAKEN: NORTH})
    store = reopen({FIRST: EAST, TAKEN: NORTH})
    assert [
        (4, FIRST, RevisionKind.CORRECTION),
        (5, FOUGHT, RevisionKind.WITHDRAWAL),
    ] == revisions_of(store)[3:]
    assert [FIRST, TAKEN] == list(said(store))
    assert rows(store.snapshot(4)) == said(store)[FIRST]
    assert "A newer version of the project" == store.revision(4).note
    again = reopen({FIRST: EAST, FOUGHT: NORTH, TAKEN: NORTH})
    assert [(6, FOUGHT, RevisionKind.CORRECTION)] == revisions_of(again)[5:]
    assert [] == again.verify()


def test_a_newer_version_leaves_alone_what_somebody_has_published(reopen):
    store = reopen({FIRST: WEST})
    publish(store, FIRST, NORTH, by="Anna")
    assert 2 == reopen({FIRST: EAST}).version("square")


def test_an_older_version_changes_nothing_back(reopen):
    reopen({FIRST: WEST})
    reopen({FIRST: EAST})
    assert 2 == reopen({FIRST: WEST}).version("square")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(theatres, "FOLDER", tmp_path / "theatres")
    return tmp_path / "theatres" / "square"


def test_a_store_is_bootstrapped_when_a_record_is_opened(folder, address):
    write_square(folder)
    path = address
    assert (FIRST, FOUGHT, TAKEN) == open_record("square", store=path).dates
    with Store.open(path) as store:
        assert 3 == store.version("square")
        assert (FIRST, FOUGHT, TAKEN) == open_record("square", store=store).dates
        assert 3 == store.version("square")


def test_a_theatre_without_areas_of_its_own_has_those_that_were_published(folder, address):
    (write_square(folder) / "control.topojson").unlink()
    with Store.open(address) as store:
        with pytest.raises(TheatreError, match=r"square has no file control\.topojson; restore it"):
            open_record("square", store=store)
        publish(store, FIRST)
        assert (FIRST,) == open_record("square", store=store).dates


def test_areas_of_a_party_that_the_theatre_does_not_have_are_not_published(folder, address):
    write_square(folder, held={FIRST: {"Q": ("sw", "nw", "se", "ne")}})
    with Store.open(address) as store:
        with pytest.raises(TheatreError, match='has ground of "Q" on 2024-01-01'):
            open_record("square", store=store)
        assert 0 == store.version("square")
