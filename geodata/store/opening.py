"""This module knows how a record comes from the store: its theatre, and what was published."""

from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from geodata.daily_statistics import daily_statistics
from geodata.errors import StoreError
from geodata.record import Record, delivered
from geodata.store.bootstrap import seed_of
from geodata.store.figures import Remembering
from geodata.store.store import Store
from geodata.theatre import BUILT_IN, Theatre, load
from geodata.trends import Trends


def open_record(
    theatre: str = BUILT_IN,
    known_on: datetime | None = None,
    store: Store | str | Path | URL | None = None,
) -> Record:
    """The record of a theatre, as it is or as it was known on an instant.

    `store`: an open one, or where it lies (see `Store.open`).

    Raises
    ------
    GeodataError
        The theatre is unknown, the store cannot be read, or nothing had been published yet.
    """
    found = load(theatre)
    with _open(store) as opened:
        prepare(opened, found)
        opened.check_known(theatre, known_on)
        version = opened.version(theatre, known_on)
        if not version:
            return Record(found, opened.topology(theatre, known_on))
        # As of this revision, also if somebody publishes before the figures are asked for.
        instant = opened.revision(version).recorded_at
        lasting = isinstance(store, Store)
        measures = Remembering(opened.database, theatre, instant, lasting=lasting)
        return Record(found, opened.topology(theatre, instant), measures)


def open_trends(
    theatre: str = BUILT_IN,
    known_on: datetime | None = None,
    store: Store | str | Path | URL | None = None,
) -> Trends:
    """The figures of all days of a theatre, as `trends(open_record(…))`, but sooner.

    Only areas that nobody has measured are read.

    Raises
    ------
    GeodataError
        The theatre is unknown, the store cannot be read, or nothing had been published yet.
    """
    found = load(theatre)
    with _open(store) as opened:
        prepare(opened, found)
        opened.check_known(theatre, known_on)
        measures = Remembering(opened.database, theatre, known_on).without_topology(found.places)
        return Trends(daily_statistics(found, measures))


def remember(store: Store, theatre: Theatre) -> None:
    """Measures what was published and not measured yet, so that who asks next need not wait.

    Where it cannot be kept nothing is lost: it is measured when somebody asks.
    """
    with suppress(StoreError):
        Remembering(store.database, theatre.folder.name).without_topology(theatre.places)


def _open(store: Store | str | Path | URL | None) -> AbstractContextManager[Store]:
    return nullcontext(store) if isinstance(store, Store) else Store.open(store)


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
