"""Mappings saved by name: the newest of a name counts, nothing is lost, older stores get them."""

import sqlite3
from contextlib import closing

import pytest

from geodata.draft import PropertyMapping
from geodata.errors import PublicationError, UnknownName
from geodata.reading import SavedMapping
from geodata.store import Store, mappings, migrations
from tests.geodata.stores import empty_store, publish
from tests.square import FIRST

SHAPE = "0123456789abcdef"


def saved(name, **meaning):
    return SavedMapping(name, SHAPE, PropertyMapping(**meaning))


@pytest.fixture
def store(tmp_path):
    with empty_store(tmp_path / "store.sqlite") as opened:
        yield opened


def test_a_saved_mapping_comes_back_with_who_saved_it(store):
    mine = saved("  weekly   file ", party="who", party_values={"Gov": "A"})
    mappings.save(store.database, "square", mine, "Anna")

    [found] = mappings.stored(store.database, "square")
    assert ("weekly file", "Anna") == (found.saved.name, found.recorded_by)
    assert (SHAPE, mine.mapping) == (found.saved.fingerprint, found.saved.mapping)
    assert found.saved == mappings.by_name(store.database, "square", "weekly file")
    assert () == mappings.stored(store.database, "elsewhere")


def test_the_newest_of_a_name_counts_and_none_is_lost(store):
    for who, by in (("one", "Anna"), ("other", "Basil"), ("two", "Anna")):
        name = "daily" if by == "Basil" else "weekly"
        mappings.save(store.database, "square", saved(name, party=who), by)

    assert [("daily", "other"), ("weekly", "two")] == [
        (one.saved.name, one.saved.mapping.party)
        for one in mappings.stored(store.database, "square")
    ]
    with closing(sqlite3.connect(store.path)) as connection:
        assert [(3,)] == connection.execute("SELECT count(*) FROM mappings").fetchall()
        for statement in ("DELETE FROM mappings", "UPDATE mappings SET name = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("INSERT OR REPLACE INTO mappings SELECT * FROM mappings LIMIT 1")
    assert [] == store.verify()


def test_an_unknown_name_is_told_with_those_there_are(store):
    mappings.save(store.database, "square", saved("weekly file"), "Anna")
    with pytest.raises(UnknownName, match=r'No saved mapping is called "weekly".*weekly file'):
        mappings.by_name(store.database, "square", "weekly")


@pytest.mark.parametrize("name", [" ", "x" * 81])
def test_a_name_is_neither_empty_nor_endless(store, name):
    with pytest.raises(PublicationError, match="1 to 80 characters"):
        mappings.save(store.database, "square", saved(name), "Anna")


def test_a_store_of_the_first_version_gets_the_table(tmp_path, monkeypatch):
    path = tmp_path / "store.sqlite"
    first = {name: migrations.STEPS[name] for name in ("first_tables", "append_only")}
    with monkeypatch.context() as then:
        then.setattr(migrations, "STEPS", first)
        with empty_store(path) as old:
            publish(old, FIRST)
    with closing(sqlite3.connect(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        assert not [name for name in tables if "mappings" in name]

    with Store.open(path, built_in=()) as opened:
        mappings.save(opened.database, "square", saved("weekly file"), "Anna")
        assert 1 == len(mappings.stored(opened.database, "square"))
        assert 1 == opened.version("square")
        assert [] == opened.verify()
