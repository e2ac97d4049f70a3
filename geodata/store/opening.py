"""Opening of records and trends from the store."""

from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from geodata.daily_statistics import daily_statistics
from geodata.errors import StoreError
from geodata.record import Record, delivered
from geodata.store.bootstrap import areas_in
from geodata.store.figures import MeasureCache
from geodata.store.store import Store
from geodata.theatre import BUILT_IN, Theatre, load
from geodata.trends import Trends


def open_record(
    theatre: str = BUILT_IN,
    known_on: datetime | None = None,
    store: Store | str | Path | URL | None = None,
) -> Record:
    """Open the record of a theatre, as it is or as it was known on an instant.

    `store`: an open one, or where it lies (see `Store.open`).

    Raises
    ------
    GeodataError
        The theatre is unknown, the store cannot be read, or nothing had been published yet.
    """
    opened_theatre = load(theatre)
    with _open(store) as opened:
        prepare(opened, opened_theatre)
        opened.check_known(theatre, known_on)
        version = opened.version(theatre, known_on)
        if not version:
            return Record(opened_theatre, opened.topology(theatre, known_on))
        # As of this revision, also if another is published before the figures are measured.
        instant = opened.revision(version).recorded_at
        keep_open = isinstance(store, Store)
        measures = MeasureCache(opened.database, theatre, instant, keep_open=keep_open)
        return Record(opened_theatre, opened.topology(theatre, instant), measures)


def open_trends(
    theatre: str = BUILT_IN,
    known_on: datetime | None = None,
    store: Store | str | Path | URL | None = None,
) -> Trends:
    """Open the trends of a theatre, as `trends(open_record(…))`, but sooner.

    Only areas that have not been measured are read.

    Raises
    ------
    GeodataError
        The theatre is unknown, the store cannot be read, or nothing had been published yet.
    """
    opened_theatre = load(theatre)
    with _open(store) as opened:
        prepare(opened, opened_theatre)
        opened.check_known(theatre, known_on)
        measures = MeasureCache(opened.database, theatre, known_on).without_topology(
            opened_theatre.places
        )
        return Trends(daily_statistics(opened_theatre, measures))


def update_measures(store: Store, theatre: Theatre) -> None:
    """Measure newly published areas, so that the next reader need not wait.

    Where they cannot be stored nothing is lost: they are measured by the next query.
    """
    with suppress(StoreError):
        MeasureCache(store.database, theatre.folder.name).without_topology(theatre.places)


def _open(store: Store | str | Path | URL | None) -> AbstractContextManager[Store]:
    return nullcontext(store) if isinstance(store, Store) else Store.open(store)


def prepare(store: Store, theatre: Theatre) -> None:
    """Publish the areas in the theatre's folder, if that has not been done yet.

    A folder without areas is a theatre all the same once a day has been published.
    """
    name = theatre.folder.name
    if not theatre.control.exists() and store.version(name):
        return
    if not theatre.control.exists() or not store.is_bootstrapped(areas_in(theatre.folder)):
        delivered(theatre)
        store.bootstrap(areas_in(theatre.folder))
