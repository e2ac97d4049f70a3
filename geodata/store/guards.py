"""Triggers that refuse to change published rows, and the check that they are there.

Both databases refuse the same, each in its own words.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import Connection, text

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


_EVENTS: Final = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
_CATALOGUE: Final = (
    "SELECT tgname, concat_ws(' ', relname, tgtype, tgenabled, prosrc) "
    "FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
    "JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal AND tgqual IS NULL"
)
_GUARDS: Final = {
    "sqlite": (_sqlite(), "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"),
    "postgresql": (_postgresql(), _CATALOGUE),
}
"""Expected triggers, and the query for the present ones."""
