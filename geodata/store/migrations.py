"""Migrations of the store: named steps to its tables, each taken once, in order.

A step never changes once released; a new table comes as another step.
"""

from collections.abc import Callable, Iterable
from typing import Final

from sqlalchemy import Connection, insert, inspect, select

from geodata.errors import ForeignStore
from geodata.store.schema import AREAS, FIRST, MAPPINGS, METADATA, MIGRATIONS, guards_of
from geodata.store.times import now

Step = Callable[[Connection], None]


def first_tables(connection: Connection) -> None:
    """Create revisions, areas, originals."""
    METADATA.create_all(connection, tables=[METADATA.tables[name] for name in FIRST])


def append_only(connection: Connection) -> None:
    """Create the triggers that refuse to change or remove rows."""
    _guard(connection, FIRST)


def saved_mappings(connection: Connection) -> None:
    """Create the saved property mappings."""
    MAPPINGS.create(connection)
    _guard(connection, [MAPPINGS.name])


def contested_between(connection: Connection) -> None:
    """Who contests an area, beside what was written of it before."""
    column = AREAS.c.contested_between
    # A new store has it already: the first step makes the table as it is today.
    if column.name not in (known["name"] for known in inspect(connection).get_columns(AREAS.name)):
        kind = column.type.compile(connection.dialect)
        connection.exec_driver_sql(f"ALTER TABLE {AREAS.name} ADD COLUMN {column.name} {kind}")


def _guard(connection: Connection, tables: Iterable[str]) -> None:
    for trigger in guards_of(connection.dialect.name, tables):
        for statement in trigger.statements:
            connection.exec_driver_sql(statement)


STEPS: Final[dict[str, Step]] = {
    step.__name__: step for step in (first_tables, append_only, saved_mappings, contested_between)
}


def pending(connection: Connection) -> list[str]:
    """Names of the steps that this store has not taken; read only.

    Raises
    ------
    ForeignStore
        The database has tables of another program, or steps that this version does not know.
    """
    # PostGIS brings a table of its own.
    tables = set(inspect(connection).get_table_names()) - {"spatial_ref_sys"}
    if not tables:
        return list(STEPS)
    if MIGRATIONS.name not in tables:
        kind = "file" if connection.dialect.name == "sqlite" else "database"
        raise ForeignStore(
            f"The {kind} {connection.engine.url.database} is no store of Lines of Control: it has "
            f"the tables {', '.join(sorted(tables)[:4])}. Name another {kind}."
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
    """Take a step, unless another process has taken it meanwhile."""
    if name in pending(connection):
        STEPS[name](connection)
        connection.execute(insert(MIGRATIONS).values(name=name, applied_at=now()))
