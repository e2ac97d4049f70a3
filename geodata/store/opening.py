"""This module knows how a record comes from the store: its theatre, and what was published."""

from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from geodata.record import Record, delivered
from geodata.store.seed import seed_of
from geodata.store.store import Store
from geodata.theatre import BUILT_IN, Theatre, load


def open_record(
    theatre: str = BUILT_IN,
    known_on: datetime | None = None,
    store: Store | str | Path | None = None,
) -> Record:
    """The record of a theatre, as it is or as it was known on an instant.

    `store`: an open one, or where it lies (see `Store.open`).

    Raises
    ------
    GeodataError
        The theatre is unknown, the store cannot be read, or nothing had been published yet.
    """
    found = load(theatre)
    with nullcontext(store) if isinstance(store, Store) else Store.open(store) as opened:
        prepare(opened, found)
        opened.check_known(theatre, known_on)
        return Record(found, opened.topology(theatre, known_on))


def prepare(store: Store, theatre: Theatre) -> None:
    """The areas in the theatre's folder published, if that has not been done yet.

    A folder without them is a theatre all the same once somebody has published.
    """
    name = theatre.folder.name
    if not theatre.control.exists() and store.version(name):
        return
    if not theatre.control.exists() or not store.has_original(seed_of(theatre.folder).sha256):
        delivered(theatre)
        store.sow(seed_of(theatre.folder))
