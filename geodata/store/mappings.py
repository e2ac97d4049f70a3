"""This module knows the mappings that people saved: what the properties of a shape of file mean."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from geodata.errors import PublicationError, UnknownName
from geodata.reading import SavedMapping, from_json, to_json
from geodata.store.engine import Database
from geodata.store.schema import MAPPINGS
from geodata.store.times import now

LONGEST_NAME = 80


@dataclass(frozen=True)
class KeptMapping:
    """A mapping that somebody saved, who, and when."""

    saved: SavedMapping
    recorded_by: str
    recorded_at: datetime


def keep(database: Database, theatre: str, saved: SavedMapping, recorded_by: str) -> None:
    """A mapping saved under its name; of several with one name the newest counts, none is lost.

    Raises
    ------
    PublicationError
        It has no name, or too long a one.
    """
    name = " ".join(saved.name.split())
    if not name or len(name) > LONGEST_NAME:
        raise PublicationError(
            f"A mapping is saved under a name of 1 to {LONGEST_NAME} characters; this has "
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


def kept(database: Database, theatre: str) -> tuple[KeptMapping, ...]:
    """The newest mapping of each name, the one saved last at the end."""
    newest = (
        select(func.max(MAPPINGS.c.id))
        .where(MAPPINGS.c.theatre == theatre)
        .group_by(MAPPINGS.c.name)
    )
    query = select(MAPPINGS).where(MAPPINGS.c.id.in_(newest)).order_by(MAPPINGS.c.id)
    with database.reading() as connection:
        rows = connection.execute(query).all()
    return tuple(KeptMapping(from_json(one.json), one.recorded_by, one.recorded_at) for one in rows)


def named(database: Database, theatre: str, name: str) -> SavedMapping:
    """The mapping saved under a name.

    Raises
    ------
    UnknownName
        There is none; the message names those there are.
    """
    found = {one.saved.name: one.saved for one in kept(database, theatre)}
    if name not in found:
        raise UnknownName("saved mapping", name, found)
    return found[name]
