"""The store refuses changes, notices those made behind its back, and says so when it is opened."""

import json
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from geodata.errors import ForeignStore, StoreDamaged, StoreError
from geodata.store import Store
from geodata.store.engine import VARIABLE, location
from geodata.store.schema import METADATA
from tests.geodata.stores import NORTH, WEST, empty_store, publish, withdraw
from tests.square import FIRST, TAKEN

TABLES = ("revisions", "areas", "contents", "originals", "migrations")


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Give the file of a closed store with a correction, an original and a withdrawal."""
    path = tmp_path_factory.mktemp("published") / "store.sqlite"
    with empty_store(path) as store:
        publish(store, FIRST, WEST, original=("a.geojson", b"the original bytes"))
        publish(store, FIRST, NORTH, by="Basil", note="Corrected map")
        publish(store, TAKEN)
        withdraw(store, TAKEN)
    return path


@pytest.fixture
def path(published, tmp_path):
    """Give a copy of that store in a folder with a space in its name."""
    (tmp_path / "my maps").mkdir()
    return Path(shutil.copy(published, tmp_path / "my maps" / "store.sqlite"))


def run(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def findings(path):
    with Store.open(path, built_in=()) as store:
        return [str(found) for found in store.verify()]


# --- append-only ---------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["DELETE FROM {0}", "UPDATE {0} SET {1} = {1}"])
def test_another_program_cannot_change_or_remove_a_row(path, table, statement):
    column = {"migrations": "name", "revisions": "note", "areas": "party"}.get(table, "sha256")
    with pytest.raises(sqlite3.IntegrityError, match=r"append-only: (DELETE|UPDATE) on"):
        run(path, statement.format(table, column))
    assert [] == findings(path)


@pytest.mark.parametrize("table", TABLES)
def test_another_program_cannot_replace_a_row(path, table):
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        run(path, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")  # noqa: S608
    assert [] == findings(path)


def test_another_program_cannot_add_an_area_to_what_is_published(path):
    with pytest.raises(sqlite3.IntegrityError, match="published and complete"):
        run(
            path,
            "INSERT INTO areas SELECT content, 99, party, status, basis, source, geometry, NULL "
            "FROM areas LIMIT 1",
        )


@pytest.mark.parametrize(
    ("column", "value"), [("id", "9"), ("previous_hash", "'0'"), ("recorded_at", "'2024-11-01'")]
)
def test_another_program_cannot_add_a_revision_that_does_not_follow(path, column, value):
    new = {"id": "5", "previous_hash": "hash", "recorded_at": "'2030-01-01 00:00:00.000000'"}
    new[column] = value
    with pytest.raises(sqlite3.IntegrityError, match="does not follow the last one"):
        run(
            path,
            f"INSERT INTO revisions SELECT {new['id']}, theatre, effective_date, "  # noqa: S608
            f"{new['recorded_at']}, recorded_by, note, kind, sha256, corrects, restores, original, "
            f"original_name, {new['previous_hash']}, hash FROM revisions WHERE id = 4",
        )


# --- verify --------------------------------------------------------------------------------------


def test_a_store_that_nobody_touched_has_no_findings(path):
    assert [] == findings(path)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE revisions SET note = 'Nothing to see' WHERE id = 2",
            ["revision 2: its hash is not that of its fields: one of them was changed"],
        ),
        (
            "UPDATE revisions SET effective_date = 'long ago' WHERE id = 3",
            ["revision 3: cannot be read: "],
        ),
        (
            "DELETE FROM revisions WHERE id = 3",
            [
                "revisions, row 4: names a row of revisions that is not there",
                "revision 4: follows revision 2: those between are missing",
                "revision 4: it names another hash than the revision before has",
                "areas of no revision: they were never published",
            ],
        ),
        (
            "UPDATE revisions SET recorded_at = '2024-12-01 11:00:00.000000' WHERE id = 2",
            [
                "revision 2: its hash is not that of its fields: one of them was changed",
                "revision 2: it was recorded before the revision that it follows",
            ],
        ),
        (
            "UPDATE areas SET party = 'B' WHERE party = 'A'",
            ["areas of revision 1", "areas of revision 2", "areas of revision 3"],
        ),
        (
            "UPDATE areas SET geometry = 'text' WHERE party = 'A'",
            ["areas of revision 1", "areas of revision 2", "areas of revision 3"],
        ),
        (
            (
                "DELETE FROM areas WHERE position = 1 AND content = "
                "(SELECT sha256 FROM revisions WHERE id = 3)"
            ),
            ["areas of revision 3"],
        ),
        ("UPDATE originals SET bytes = x'00'", ["original "]),
        ("SELECT 1", []),
    ],
)
def test_a_change_behind_the_triggers_is_found(path, statement, found):
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        triggers = dict(connection.execute(query).fetchall())
    run(path, *(f"DROP TRIGGER {name}" for name in triggers), statement, *triggers.values())
    reported = findings(path)
    assert len(found) == len(reported)
    assert all(any(line.startswith(one) for line in reported) for one in found)


def test_a_trigger_that_is_gone_is_found(path):
    run(path, "DROP TRIGGER revisions_no_update")
    assert ["trigger revisions_no_update: has been removed: rows could have been altered"] == (
        findings(path)
    )


def test_a_table_that_is_gone_is_found(path):
    run(path, "DROP TABLE areas")
    with Store.open(path, built_in=()) as store:
        assert "store: the tables areas are missing" == str(store.verify()[0])


@pytest.mark.parametrize(
    "text", [b"Corrected map", b"Basil", b"square2024-01-01", b"the original bytes", b"on paper"]
)
def test_one_byte_changed_in_the_file_is_found(path, text):
    raw = bytearray(path.read_bytes())
    at = raw.index(text)
    for position in (at, at + len(text) - 1):
        changed = raw.copy()
        changed[position] ^= 1
        path.write_bytes(changed)
        assert findings(path)
    path.write_bytes(raw)
    assert [] == findings(path)


def test_one_byte_changed_in_a_geometry_is_found(path):
    with closing(sqlite3.connect(path)) as connection:
        geometries = [row[0] for row in connection.execute("SELECT geometry FROM areas")]
    raw = bytearray(path.read_bytes())
    for geometry in geometries:
        changed = raw.copy()
        changed[raw.index(geometry) + len(geometry) // 2] ^= 128
        path.write_bytes(changed)
        assert any(line.startswith("areas of revision") for line in findings(path))


def test_areas_that_no_revision_names_are_found(path):
    name = sha256().hexdigest()
    run(path, f"INSERT INTO contents VALUES ('{name}', 0)")  # noqa: S608
    assert ["areas of no revision: they were never published (content e3b0c44298fc…)"] == (
        findings(path)
    )


def test_the_hashes_can_be_recomputed_from_the_document(path):
    """The recipe of docs/store.md, written again without our code."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        before = "0" * 64
        for row in connection.execute("SELECT * FROM revisions ORDER BY id"):
            fields = dict(row)
            fields["recorded_at"] = row["recorded_at"].replace(" ", "T") + "+00:00"
            assert before == row["previous_hash"]
            del fields["hash"]
            text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            before = sha256(text.encode()).hexdigest()
            assert before == row["hash"]
        for name in [row["sha256"] for row in connection.execute("SELECT sha256 FROM contents")]:
            parts = b""
            for area in connection.execute(
                "SELECT party, status, basis, source, geometry FROM areas "
                "WHERE content = ? ORDER BY position",
                [name],
            ):
                for value in area:
                    raw = value.encode() if isinstance(value, str) else value
                    parts += len(raw).to_bytes(8, "big") + raw
            assert name == sha256(parts).hexdigest()


# --- opening -------------------------------------------------------------------------------------


def test_the_store_lies_where_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "of the environment.sqlite"))
    assert tmp_path / "of the environment.sqlite" == location()
    assert tmp_path / "given.sqlite" == location(tmp_path / "given.sqlite")
    assert tmp_path / "by address.sqlite" == location(f"sqlite:///{tmp_path}/by address.sqlite")
    monkeypatch.setenv(VARIABLE, "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("sys.platform", "linux")
    assert tmp_path / "data" / "lines-of-control" / "store.sqlite" == location()


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        ("linux", ".local/share/lines-of-control"),
        ("darwin", "Library/Application Support/lines-of-control"),
        ("win32", "AppData/Local/lines-of-control"),
    ],
)
def test_each_system_has_its_folder_for_data(monkeypatch, platform, expected):
    for name in (VARIABLE, "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", platform)
    assert Path.home() / expected / "store.sqlite" == location()


@pytest.mark.parametrize(
    ("where", "message"),
    [
        (
            "mysql://a:secret@host/maps",
            (
                'The store is to be "mysql://a:***@host/maps"; this version keeps it in one '
                "SQLite file or on a PostgreSQL server: give a path, sqlite:///path, or "
                "postgresql://user@host/database."
            ),
        ),
        (
            "sqlite://",
            (
                'The store is to be "sqlite://"; this version keeps it in one SQLite file or on a '
                "PostgreSQL server: give a path, sqlite:///path, or "
                "postgresql://user@host/database."
            ),
        ),
        ("://", '"://" is no address of a store; give a path.'),
    ],
)
def test_an_address_that_cannot_be_opened_is_refused(where, message):
    with pytest.raises(StoreError) as caught:
        location(where)
    assert message == str(caught.value)


@pytest.mark.parametrize("name", ["my maps", "ü?&#%20'\";", "file:x", "خرائط"])
def test_a_path_may_have_any_name(tmp_path, name):
    path = tmp_path / name / f"{name}.sqlite"
    with empty_store(path) as store:
        publish(store, FIRST)
    assert [f"{name}.sqlite"] == [file.name for file in path.parent.iterdir()]
    with empty_store(path) as store:
        assert 1 == store.version("square")


def test_a_file_that_is_meant_to_stay_as_it_is_is_left_alone(path):
    path.chmod(0o444)
    with pytest.raises(StoreError) as caught:
        Store.open(path)
    assert (
        f"The store {path} may not be written; allow it (chmod u+w), or name another file in "
        f"LINES_OF_CONTROL_STORE or with --store." == str(caught.value)
    )


def test_a_folder_is_no_store(tmp_path):
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path)
    assert f"The store {tmp_path} is a folder; name a file in it." == str(caught.value)


def test_a_folder_that_cannot_be_made_is_named(path):
    with pytest.raises(StoreError) as caught:
        Store.open(path / "store.sqlite")
    assert (
        f"The folder of the store {path}/store.sqlite cannot be made: File exists. Make it, "
        f"or name another file in LINES_OF_CONTROL_STORE or with --store." == str(caught.value)
    )


def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Not a database. " * 100)
    with pytest.raises(ForeignStore) as caught:
        Store.open(path)
    assert (
        f"The file {path} is no store: it is not an SQLite database. Restore a backup "
        f"(docs/store.md), or name another file in LINES_OF_CONTROL_STORE or with --store."
        == str(caught.value)
    )
    assert "Not a database. " * 100 == path.read_text()


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "recipes.sqlite"
    run(path, "CREATE TABLE recipes (name)")
    with pytest.raises(ForeignStore) as caught:
        Store.open(path)
    assert (
        f"The file {path} is no store of Lines of Control: it has the tables recipes. "
        f"Name another file." == str(caught.value)
    )
    with closing(sqlite3.connect(path)) as connection:
        assert [("recipes",)] == connection.execute("SELECT name FROM sqlite_master").fetchall()


def test_a_store_of_a_newer_version_is_refused(path):
    run(path, "INSERT INTO migrations VALUES ('many_theatres', '2030-01-01 00:00:00.000000')")
    with pytest.raises(ForeignStore) as caught:
        Store.open(path)
    assert (
        f"The store {path} was written by a newer version of Lines of Control "
        f'(step "many_theatres"). Install that version, or restore an older backup.'
        == str(caught.value)
    )


def test_a_file_cut_in_half_is_refused(path):
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])
    with pytest.raises(StoreDamaged) as caught, Store.open(path, built_in=()) as store:
        store.timeline("square")
    assert str(caught.value) == (
        f"The store {path} is damaged (database disk image is malformed). "
        f"Restore a backup: docs/store.md says how."
    )


def test_areas_that_cannot_be_read_are_no_crash(path):
    run(path, "DROP TRIGGER areas_no_update", "UPDATE areas SET geometry = x'0102'")
    with Store.open(path, built_in=()) as store, pytest.raises(StoreDamaged) as caught:
        store.timeline("square")
    assert str(caught.value).startswith("Areas in the store cannot be read (")
    assert "Run `python -m geodata verify`" in str(caught.value)


def test_the_tables_can_be_made_in_postgresql():
    for table in METADATA.sorted_tables:
        statement = str(CreateTable(table).compile(dialect=postgresql.dialect()))
        assert f"CREATE TABLE {table.name}" in statement
    statement = str(CreateTable(METADATA.tables["areas"]).compile(dialect=postgresql.dialect()))
    assert "geometry BYTEA NOT NULL" in statement
