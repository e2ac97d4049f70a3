"""File and server alike: nothing can be changed, and what was changed all the same is found."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from geodata.errors import ForeignStore, StoreError
from geodata.store import Store, engine
from geodata.store.engine import location
from geodata.store.store import open_database
from tests.geodata.stores import NORTH, WEST, empty_store, publish, said, withdraw
from tests.square import FIRST, TAKEN

TABLES = ("revisions", "areas", "contents", "originals", "migrations", "mappings")
COLUMNS = {"migrations": "name", "revisions": "note", "areas": "party", "mappings": "name"}


@pytest.fixture
def store(address):
    """Give a store with a correction, an original and a withdrawal."""
    with empty_store(address) as opened:
        publish(opened, FIRST, WEST, original=("a.geojson", b"the original bytes"))
        publish(opened, FIRST, NORTH, by="Basil", note="Corrected map")
        publish(opened, TAKEN)
        withdraw(opened, TAKEN)
        yield opened


def run(store, *statements):
    with store.database.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def on_a_server(store):
    return store.database.engine.dialect.name == "postgresql"


def findings(store):
    return [str(found) for found in store.verify()]


@pytest.mark.parametrize("table", [name for name in TABLES if name != "mappings"])
def test_no_program_can_change_or_remove_a_row(store, table):
    column = COLUMNS.get(table, "sha256")
    statements = [f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"]  # noqa: S608
    if on_a_server(store):
        statements.append(f"TRUNCATE {table} CASCADE")
    before = said(store)
    for statement in statements:
        with pytest.raises(DBAPIError, match="append-only"):
            run(store, statement)
    assert before == said(store)
    assert [] == findings(store)


@pytest.mark.parametrize("table", [name for name in TABLES if name != "mappings"])
def test_no_program_can_add_a_row_twice(store, table):
    with pytest.raises(DBAPIError):
        run(store, f"INSERT INTO {table} SELECT * FROM {table}")  # noqa: S608 - our own names
    assert [] == findings(store)


def test_no_program_can_add_an_area_to_what_is_published(store):
    more = "SELECT content, 99, party, status, basis, source, geometry, NULL FROM areas LIMIT 1"
    with pytest.raises(DBAPIError, match="published and complete"):
        run(store, f"INSERT INTO areas {more}")


@pytest.mark.parametrize(
    ("column", "value"),
    [("id", "9"), ("previous_hash", "'0'"), ("recorded_at", "'2024-11-01 00:00:00.000000'")],
)
def test_no_program_can_add_a_revision_that_does_not_follow(store, column, value):
    new = {"id": "5", "previous_hash": "hash", "recorded_at": "'2030-01-01 00:00:00.000000'"}
    new[column] = value
    with pytest.raises(DBAPIError, match="does not follow the last one"):
        run(
            store,
            f"INSERT INTO revisions SELECT {new['id']}, theatre, effective_date, "  # noqa: S608
            f"{new['recorded_at']}, recorded_by, note, kind, sha256, corrects, restores, original, "
            f"original_name, {new['previous_hash']}, hash FROM revisions WHERE id = 4",
        )


def test_a_trigger_that_was_removed_is_found(store):
    on = " ON revisions" if on_a_server(store) else ""
    run(store, f"DROP TRIGGER revisions_no_update{on}")
    removed = "trigger revisions_no_update: has been removed: rows could have been altered"
    assert [removed] == findings(store)
    run(store, "UPDATE revisions SET note = 'Nothing to see' WHERE id = 2")
    changed = "revision 2: its hash is not that of its fields: one of them was changed"
    assert [removed, changed] == findings(store)


def test_a_trigger_that_was_weakened_is_found(store):
    if on_a_server(store):
        run(store, "ALTER TABLE areas DISABLE TRIGGER areas_no_delete")
    else:
        run(
            store,
            "DROP TRIGGER areas_no_delete",
            "CREATE TRIGGER areas_no_delete BEFORE DELETE ON areas BEGIN SELECT 1; END",
        )
    changed = "trigger areas_no_delete: has been changed: rows could have been altered"
    assert [changed] == findings(store)
    run(store, "DELETE FROM areas WHERE position = 1")
    assert 4 == len(findings(store))


def test_a_database_of_another_program_is_refused(address):
    database = open_database(address)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE notes (text TEXT)"))
    database.close()
    with pytest.raises(ForeignStore, match=r"it has the tables notes\. Name another"):
        empty_store(address)


def test_a_copy_is_one_file_or_left_to_the_server(store, tmp_path):
    target = tmp_path / "copy.sqlite"
    if on_a_server(store):
        with pytest.raises(StoreError, match="back it up with pg_dump"):
            store.backup(target)
    else:
        with Store.open(store.backup(target), built_in=()) as copy:
            assert said(store) == said(copy)


# --- servers that are not there ------------------------------------------------------------------


def test_the_address_of_a_server_is_taken_as_it_is(monkeypatch):
    url = location("postgresql://anna:secret@maps.example/front")
    assert ("anna", "maps.example", "front") == (url.username, url.host, url.database)
    assert url is location(url)


def test_a_server_that_does_not_answer_is_named_without_the_password(tmp_path):
    with pytest.raises(StoreError) as caught:
        Store.open(f"postgresql://anna:secret@/front?host={tmp_path}", built_in=())
    said = str(caught.value)
    assert said.startswith("The store postgresql://anna:***@/front")
    assert "cannot be reached" in said
    assert "secret" not in said


def test_without_the_driver_it_says_what_to_install(monkeypatch):
    def missing(*_, **__):
        raise ModuleNotFoundError("No module named 'psycopg'")

    monkeypatch.setattr(engine, "create_engine", missing)
    with pytest.raises(StoreError, match=r"pip install 'psycopg\[binary\]'"):
        Store.open("postgresql://anna@maps.example/front")
