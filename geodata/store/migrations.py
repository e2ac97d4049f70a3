"""This module knows how a store came to its tables: named steps, each taken once, in order.

A step never changes once released; what is new comes as another step.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, insert, inspect, select, text

from geodata.errors import ForeignStore
from geodata.store.schema import MAPPINGS, METADATA, MIGRATIONS
from geodata.store.times import now

Step = Callable[[Connection], None]


def first_tables(connection: Connection) -> None:
    """Revisions, areas, originals."""
    METADATA.create_all(connection, tables=[METADATA.tables[name] for name in _FIRST])


def append_only(connection: Connection) -> None:
    """Triggers that refuse to change or remove what was written."""
    _guard(connection, _triggers(_FIRST))


def saved_mappings(connection: Connection) -> None:
    """What people said of the properties of files, to be said again of the next."""
    MAPPINGS.create(connection)
    _guard(connection, _unchanged(MAPPINGS.name, ("id",)))


def _guard(connection: Connection, triggers: Mapping[str, str]) -> None:
    for statement in triggers.values():
        connection.execute(text(statement))


def _trigger(name: str, event: str, condition: str, says: str) -> tuple[str, str]:
    when = f" WHEN {condition}" if condition else ""
    return (
        name,
        f"CREATE TRIGGER {name} BEFORE {event}{when} BEGIN SELECT RAISE(ABORT, '{says}'); END",
    )


def _unchanged(table: str, key: Sequence[str]) -> dict[str, str]:
    """Triggers that let rows be added to a table, and nothing else be done.

    INSERT OR REPLACE removes a row without asking the DELETE trigger: an INSERT that would replace
    something is therefore refused as well.
    """
    guards = []
    for event in ("UPDATE", "DELETE"):
        says = f"append-only: {event} on {table} is refused"
        guards.append(_trigger(f"{table}_no_{event.lower()}", f"{event} ON {table}", "", says))
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - our own names
    says = f"append-only: {table} has this row already"
    guards.append(_trigger(f"{table}_no_replace", f"INSERT ON {table}", there, says))
    return dict(guards)


def _triggers(keys: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The statement of each trigger by its name."""
    guards = [guard for table, key in keys.items() for guard in _unchanged(table, key).items()]
    sealed = "EXISTS (SELECT 1 FROM revisions WHERE sha256 = NEW.content)"
    says = "append-only: this content is published and complete"
    guards.append(_trigger("areas_sealed", "INSERT ON areas", sealed, says))
    last = "(SELECT {} FROM revisions ORDER BY id DESC LIMIT 1)"
    follows = (
        f"NEW.id <> coalesce({last.format('id')}, 0) + 1 "
        f"OR NEW.previous_hash <> coalesce({last.format('hash')}, NEW.previous_hash) "
        f"OR NEW.recorded_at <= coalesce({last.format('recorded_at')}, '')"
    )
    says = "append-only: this revision does not follow the last one"
    guards.append(_trigger("revisions_follow", "INSERT ON revisions", follows, says))
    return dict(guards)


_FIRST: Final = {
    "migrations": ("name",),
    "contents": ("sha256",),
    "areas": ("content", "position"),
    "originals": ("sha256",),
    "revisions": ("id",),
}
TRIGGERS: Final = _triggers(_FIRST) | _unchanged(MAPPINGS.name, ("id",))
STEPS: Final[dict[str, Step]] = {
    step.__name__: step for step in (first_tables, append_only, saved_mappings)
}


def pending(connection: Connection) -> list[str]:
    """Names of the steps that this store has not taken; only reads.

    Raises
    ------
    ForeignStore
        The database has tables of another program, or steps that this version does not know.
    """
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return list(STEPS)
    if MIGRATIONS.name not in tables:
        raise ForeignStore(
            f"The file {connection.engine.url.database} is no store of Lines of Control: it has "
            f"the tables {', '.join(sorted(tables)[:4])}. Name another file."
        )
    taken = set(connection.scalars(select(MIGRATIONS.c.name)))
    unknown = sorted(taken - STEPS.keys())
    if unknown:
        raise ForeignStore(
            f"The store {connection.engine.url.database} was written by a newer version of Lines "
            f'of Control (step "{unknown[0]}"). Install that version, or restore an older backup.'
        )
    return [name for name in STEPS if name not in taken]


def take(connection: Connection, name: str) -> None:
    """One step, unless another process has taken it meanwhile."""
    if name in pending(connection):
        STEPS[name](connection)
        connection.execute(insert(MIGRATIONS).values(name=name, applied_at=now()))
