"""This module knows the triggers that refuse to change what was published, and who removed one.

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
_SEALED_SAYS: Final = "append-only: this content is published and complete"
_LAST: Final = "(SELECT {} FROM revisions ORDER BY id DESC LIMIT 1)"
_FOLLOWS: Final = (
    f"NEW.id <> coalesce({_LAST.format('id')}, 0) + 1 "
    f"OR NEW.previous_hash <> coalesce({_LAST.format('hash')}, NEW.previous_hash) "
    f"OR NEW.recorded_at <= coalesce({_LAST.format('recorded_at')}, '{{}}')"
)
_FOLLOWS_SAYS: Final = "append-only: this revision does not follow the last one"


class Trigger(NamedTuple):
    """A trigger: its table, the statements that make it, what the database then says of it."""

    name: str
    table: str
    statements: tuple[str, ...]
    told: str


def guards_of(dialect: str, tables: Iterable[str]) -> list[Trigger]:
    """The triggers of tables in a database, `sqlite` or `postgresql`."""
    return [one for table in tables for one in _GUARDS[dialect][0] if one.table == table]


def altered(connection: Connection) -> dict[str, str]:
    """The triggers that are not as they were made, and what happened to them."""
    expected, asked = _GUARDS[connection.dialect.name]
    there = {row[0]: row[1] for row in connection.execute(text(asked))}
    return {
        one.name: "has been changed" if one.name in there else "has been removed"
        for one in expected
        if there.get(one.name) != one.told
    }


def _sqlite() -> list[Trigger]:
    """The triggers of SQLite.

    INSERT OR REPLACE removes a row without asking the DELETE trigger: an INSERT that would replace
    something is therefore refused as well.
    """
    made = []
    for table, key in _KEYS.items():
        for event in ("UPDATE", "DELETE"):
            says = f"append-only: {event} on {table} is refused"
            made.append(_in_sqlite(f"{table}_no_{event.lower()}", event, table, "", says))
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - our own names
        says = f"append-only: {table} has this row already"
        made.append(_in_sqlite(f"{table}_no_replace", "INSERT", table, there, says))
    made.append(_in_sqlite("areas_sealed", "INSERT", "areas", _SEALED, _SEALED_SAYS))
    follows = _FOLLOWS.format("")
    made.append(_in_sqlite("revisions_follow", "INSERT", "revisions", follows, _FOLLOWS_SAYS))
    return made


def _in_sqlite(name: str, event: str, table: str, condition: str, says: str) -> Trigger:
    when = f" WHEN {condition}" if condition else ""
    body = f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
    made = f"CREATE TRIGGER {name} BEFORE {event} ON {table}{when} {body}"
    return Trigger(name, table, (made,), made)


def _postgresql() -> list[Trigger]:
    """The triggers of PostgreSQL, where only an UPDATE can replace a row."""
    made = []
    for table in _KEYS:
        for event in ("UPDATE", "DELETE", "TRUNCATE"):
            says = f"append-only: {event} on {table} is refused"
            made.append(_in_postgresql(f"{table}_no_{event.lower()}", event, table, "true", says))
    made.append(_in_postgresql("areas_sealed", "INSERT", "areas", _SEALED, _SEALED_SAYS))
    follows = _FOLLOWS.format("-infinity")
    made.append(_in_postgresql("revisions_follow", "INSERT", "revisions", follows, _FOLLOWS_SAYS))
    return made


def _in_postgresql(name: str, event: str, table: str, condition: str, says: str) -> Trigger:
    each = "ROW" if event == "INSERT" else "STATEMENT"
    body = f"BEGIN IF {condition} THEN RAISE EXCEPTION '{says}'; END IF; RETURN NEW; END"
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
"""The triggers, and the question which of them are there."""
