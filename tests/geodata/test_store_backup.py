"""A backup: one file, complete, made while others publish; a store is brought back from it."""

import shutil
import threading

import pytest

from geodata.errors import StoreError
from geodata.store import Store
from tests.geodata.stores import EAST, NORTH, WEST, empty_store, publish, said
from tests.square import FIRST, TAKEN


@pytest.fixture
def store(tmp_path):
    with empty_store(tmp_path / "store.sqlite") as opened:
        publish(opened, FIRST, WEST, original=("a.geojson", b"raw"))
        yield opened


def test_a_backup_is_one_file_with_everything_in_it(store, tmp_path):
    (tmp_path / "safe place").mkdir()
    to = store.backup(tmp_path / "safe place" / "monday.sqlite")
    assert [to] == list((tmp_path / "safe place").iterdir())
    with Store.open(to, built_in=()) as copy:
        assert store.history("square") == copy.history("square")
        assert said(store) == said(copy)
        assert b"raw" == copy.original(copy.revision(1).original)
        assert [] == copy.verify()


def test_a_backup_under_load_is_one_state_and_never_half_of_one(store, tmp_path):
    stop = threading.Event()

    def publish_on():
        held = [WEST, NORTH, EAST]
        while not stop.is_set():
            held.append(held.pop(0))
            publish(store, TAKEN, held[0])

    publisher = threading.Thread(target=publish_on)
    publisher.start()
    versions = []
    try:
        for number in range(10):
            before = store.version("square")
            with Store.open(store.backup(tmp_path / f"{number}.sqlite"), built_in=()) as copy:
                assert [] == copy.verify()
                versions.append(copy.version("square"))
                assert versions[-1] >= before
                known = store.revision(versions[-1]).recorded_at
                assert said(store, known) == said(copy)
    finally:
        stop.set()
        publisher.join()
    assert versions == sorted(versions)
    assert versions[0] < store.version("square")


def test_a_store_is_restored_as_the_document_says(store, tmp_path):
    to = store.backup(tmp_path / "backup.sqlite")
    before = said(store)
    publish(store, FIRST, NORTH)
    store.close()
    for name in ("store.sqlite-wal", "store.sqlite-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    shutil.copy(to, tmp_path / "store.sqlite")
    with empty_store(tmp_path / "store.sqlite") as restored:
        assert before == said(restored)
        assert [] == restored.verify()
        assert 2 == publish(restored, FIRST, EAST).id


def test_a_backup_replaces_nothing(store, tmp_path):
    there = tmp_path / "there.sqlite"
    there.write_bytes(b"mine")
    with pytest.raises(StoreError) as caught:
        store.backup(there)
    assert f"{there} exists already; name a new file for the backup." == str(caught.value)
    assert b"mine" == there.read_bytes()


def test_a_backup_that_cannot_be_written_leaves_nothing(store, tmp_path):
    with pytest.raises(StoreError) as caught:
        store.backup(tmp_path / "nowhere" / "b.sqlite")
    assert str(caught.value).startswith(f"The backup {tmp_path}/nowhere/b.sqlite cannot be written")
    assert not (tmp_path / "nowhere").exists()
