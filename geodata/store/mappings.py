"""Saved property mappings: the meaning of the properties of files of a shape."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from geodata.errors import PublicationError, UnknownName
from geodata.reading import SavedMapping, from_json, to_json
from geodata.store.engine import Database
from geodata.store.schema import MAPPINGS
from geodata.store.times import now

MAX_NAME_LENGTH = 80


@dataclass(frozen=True)
class StoredMapping:
    """Saved mapping, its editor, and its instant."""

    saved: SavedMapping
    recorded_by: str
    recorded_at: datetime


def save(database: Database, theatre: str, saved: SavedMapping, recorded_by: str) -> None:
    """Save a mapping under its name; the newest of a name counts, older ones are kept.

    Raises
    ------
    PublicationError
        It has no name, or one longer than `MAX_NAME_LENGTH`.
    """
    name = " ".join(saved.name.split())
    if not name or len(name) > MAX_NAME_LENGTH:
        raise PublicationError(
            f"A mapping is saved under a name of 1 to {MAX_NAME_LENGTH} characters; this has "
            f"{len(name)}. Choose another name."
        )
    saved = SavedMapping(name, saved.fingerprint, saved.mapping)
    with database.writing() as connection:
        row = {
            "id": (connection.scalar(select(func.max(MAPPINGS.c.id))) or 0) + 1,
            "theatre": theatre,
            "name": name,
            "fingerprint": saved.fingerprint,
            "json": to_json(saved),
            "recorded_by": recorded_by,
            "recorded_at": now(),
        }
        connection.execute(insert(MAPPINGS).values(row))


def stored(database: Database, theatre: str) -> tuple[StoredMapping, ...]:
    """Newest mapping of each name, in the order of their instants."""
    newest = (
        select(func.max(MAPPINGS.c.id))
        .where(MAPPINGS.c.theatre == theatre)
        .group_by(MAPPINGS.c.name)
    )
    query = select(MAPPINGS).where(MAPPINGS.c.id.in_(newest)).order_by(MAPPINGS.c.id)
    with database.reading() as connection:
        rows = connection.execute(query).all()
    return tuple(
        StoredMapping(from_json(row.json), row.recorded_by, row.recorded_at) for row in rows
    )


def by_name(database: Database, theatre: str, name: str) -> SavedMapping:
    """Mapping saved under a name.

    Raises
    ------
    UnknownName
        There is none; the message names those there are.
    """
    mappings = {mapping.saved.name: mapping.saved for mapping in stored(database, theatre)}
    if name not in mappings:
        raise UnknownName("saved mapping", name, mappings)
    return mappings[name]
