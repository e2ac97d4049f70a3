"""Tables of the store, and the triggers that refuse to change published rows.

Content is named by its SHA-256, so a rollback points to areas that are already there. Both
databases refuse the same, each in its own words. `docs/store.md` explains the tables.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from geodata.store.times import Instant

METADATA: Final = MetaData()
_SHA256: Final = 64

MIGRATIONS: Final = Table(
    "migrations",
    METADATA,
    Column("name", String(100), primary_key=True),
    Column("applied_at", Instant, nullable=False),
)

CONTENTS: Final = Table(
    "contents",
    METADATA,
    Column("sha256", String(_SHA256), primary_key=True),
    Column("areas", Integer, nullable=False),
)

AREAS: Final = Table(
    "areas",
    METADATA,
    Column("content", ForeignKey("contents.sha256"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("party", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("geometry", LargeBinary, nullable=False),
    Column("contested_between", Text),
)

ORIGINALS: Final = Table(
    "originals",
    METADATA,
    Column("sha256", String(_SHA256), primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)

MAPPINGS: Final = Table(
    "mappings",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("theatre", String(100), nullable=False),
    Column("name", Text, nullable=False),
    Column("fingerprint", String(16), nullable=False),
    Column("json", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Index("mappings_by_name", "theatre", "name", "id"),
)

REVISIONS: Final = Table(
    "revisions",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("theatre", String(100), nullable=False),
    Column("effective_date", Date, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("sha256", ForeignKey("contents.sha256")),
    Column("corrects", ForeignKey("revisions.id")),
    Column("restores", ForeignKey("revisions.id")),
    Column("original", ForeignKey("originals.sha256")),
    Column("original_name", Text),
    Column("previous_hash", String(_SHA256), nullable=False),
    Column("hash", String(_SHA256), nullable=False),
    CheckConstraint("kind in ('published', 'correction', 'rollback', 'withdrawal')"),
    Index("revisions_by_date", "theatre", "effective_date", "id"),
    Index("revisions_by_time", "theatre", "recorded_at", "id"),
    Index("revisions_by_content", "sha256"),
)

FIRST: Final = ("migrations", "contents", "areas", "originals", "revisions")
"""Tables of the first version."""


_KEYS: Final = {
    "migrations": ("name",),
    "contents": ("sha256",),
    "areas": ("content", "position"),
    "originals": ("sha256",),
    "revisions": ("id",),
    "mappings": ("id",),
}
_SEALED: Final = "EXISTS (SELECT 1 FROM revisions WHERE sha256 = NEW.content)"
_SEALED_MESSAGE: Final = "append-only: this content is published and complete"
_LAST: Final = "(SELECT {} FROM revisions ORDER BY id DESC LIMIT 1)"
_FOLLOWS: Final = (
    f"NEW.id <> coalesce({_LAST.format('id')}, 0) + 1 "
    f"OR NEW.previous_hash <> coalesce({_LAST.format('hash')}, NEW.previous_hash) "
    f"OR NEW.recorded_at <= coalesce({_LAST.format('recorded_at')}, '{{}}')"
)
_FOLLOWS_MESSAGE: Final = "append-only: this revision does not follow the last one"
_EVENTS: Final = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
_CATALOGUE: Final = (
    "SELECT tgname, concat_ws(' ', relname, tgtype, tgenabled, prosrc) "
    "FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
    "JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal AND tgqual IS NULL"
)


class Trigger(NamedTuple):
    """Trigger: its table, the statements that make it, its definition in the catalogue."""

    name: str
    table: str
    statements: tuple[str, ...]
    definition: str


def guards_of(dialect: str, tables: Iterable[str]) -> list[Trigger]:
    """Triggers of tables in a database, `sqlite` or `postgresql`."""
    expected, _ = _GUARDS[dialect]
    return [trigger for table in tables for trigger in expected if trigger.table == table]


def altered(connection: Connection) -> dict[str, str]:
    """Find the triggers that were changed or removed: name, and what happened to it."""
    expected, query = _GUARDS[connection.dialect.name]
    there = {row[0]: row[1] for row in connection.execute(text(query))}
    return {
        trigger.name: "has been changed" if trigger.name in there else "has been removed"
        for trigger in expected
        if there.get(trigger.name) != trigger.definition
    }


def _sqlite() -> list[Trigger]:
    """Triggers of SQLite.

    INSERT OR REPLACE removes a row without asking the DELETE trigger: an INSERT that would replace
    something is therefore refused as well.
    """
    triggers = []
    for table, key in _KEYS.items():
        for event in ("UPDATE", "DELETE"):
            message = f"append-only: {event} on {table} is refused"
            triggers.append(_in_sqlite(f"{table}_no_{event.lower()}", event, table, "", message))
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - our own names
        message = f"append-only: {table} has this row already"
        triggers.append(_in_sqlite(f"{table}_no_replace", "INSERT", table, there, message))
    triggers.append(_in_sqlite("areas_sealed", "INSERT", "areas", _SEALED, _SEALED_MESSAGE))
    follows = _FOLLOWS.format("")
    triggers.append(
        _in_sqlite("revisions_follow", "INSERT", "revisions", follows, _FOLLOWS_MESSAGE)
    )
    return triggers


def _in_sqlite(name: str, event: str, table: str, condition: str, message: str) -> Trigger:
    when = f" WHEN {condition}" if condition else ""
    body = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    statement = f"CREATE TRIGGER {name} BEFORE {event} ON {table}{when} {body}"
    return Trigger(name, table, (statement,), statement)


def _postgresql() -> list[Trigger]:
    """Triggers of PostgreSQL, where only an UPDATE can replace a row."""
    triggers = []
    for table in _KEYS:
        for event in ("UPDATE", "DELETE", "TRUNCATE"):
            message = f"append-only: {event} on {table} is refused"
            triggers.append(
                _in_postgresql(f"{table}_no_{event.lower()}", event, table, "true", message)
            )
    triggers.append(_in_postgresql("areas_sealed", "INSERT", "areas", _SEALED, _SEALED_MESSAGE))
    follows = _FOLLOWS.format("-infinity")
    triggers.append(
        _in_postgresql("revisions_follow", "INSERT", "revisions", follows, _FOLLOWS_MESSAGE)
    )
    return triggers


def _in_postgresql(name: str, event: str, table: str, condition: str, message: str) -> Trigger:
    each = "ROW" if event == "INSERT" else "STATEMENT"
    body = f"BEGIN IF {condition} THEN RAISE EXCEPTION '{message}'; END IF; RETURN NEW; END"
    when = f"BEFORE {event} ON {table} FOR EACH {each}"
    statements = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
        f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()",
    )
    # As the catalogue has it: 1 for each row, 2 before, and the event.
    kind = (each == "ROW") + 2 + _EVENTS[event]
    return Trigger(name, table, statements, f"{table} {kind} O {body}")


_GUARDS: Final = {
    "sqlite": (_sqlite(), "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"),
    "postgresql": (_postgresql(), _CATALOGUE),
}
"""Expected triggers, and the query for the present ones."""
