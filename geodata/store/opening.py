"""Opening of records and trends from the store, with measurements cached.

Measurements are derived from published areas and prove nothing: they stand outside the chain of
hashes, and without their table the next query is only slower.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import orjson
from sqlalchemy import (
    URL,
    Column,
    Connection,
    MetaData,
    String,
    Table,
    Text,
    insert,
    inspect,
    select,
)

from geodata.control import summed
from geodata.daily_statistics import Measures, daily_statistics, measure
from geodata.errors import StoreError
from geodata.places import Place
from geodata.record import Record, Trends, delivered
from geodata.store import content, revisions
from geodata.store.bootstrap import areas_in
from geodata.store.engine import Database
from geodata.store.store import Store
from geodata.terms import Basis, Status
from geodata.theatre import BUILT_IN, Theatre, load
from geodata.topology import Topology

METHOD: Final = 3
"""Version of the measurements: raised whenever the same areas would give other numbers."""

FIGURES: Final = Table(
    "figures",
    MetaData(),
    Column("content", String(64), primary_key=True),
    Column("method", String(100), primary_key=True),
    # Stores that exist call it "told".
    Column("told", Text, key="measures", nullable=False),
)
"""By content and method, in metadata of its own: no part of the published tables."""


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


@dataclass(frozen=True)
class MeasureCache:
    """Measurements of the days of a theatre; missing ones are measured and stored, once.

    As it is, or as it was known on an instant. `keep_open`: connections stay for the next query.
    """

    database: Database
    theatre: str
    known_on: datetime | None = None
    keep_open: bool = True

    def __call__(self, topology: Topology, places: Iterable[Place]) -> dict[date, Measures]:
        """Measurements of the days of a topology that the store has in force."""
        return self._measures(places, topology)

    def without_topology(self, places: Iterable[Place]) -> dict[date, Measures]:
        """Measurements of every day in force; only areas not yet measured are read."""
        return self._measures(places, None)

    def _measures(self, places: Iterable[Place], topology: Topology | None) -> dict[date, Measures]:
        method = method_of(places := list(places))
        try:
            with self.database.reading() as connection:
                contents = revisions.contents(connection, self.theatre, self.known_on)
                if topology is not None:
                    contents = {day: contents[day] for day in topology.dates}
                known = _stored(connection, contents.values(), method)
                new = {name: day for day, name in contents.items() if name not in known}
                missing = self._topology(connection, set(new.values()), topology)
            if new:
                measured = measure(missing, places)
                known |= (added := {name: measured[day] for name, day in new.items()})
                # Where nothing can be written, the next query measures again.
                with suppress(StoreError), self.database.writing() as connection:
                    _add(connection, added, method)
        finally:
            if not self.keep_open:
                self.database.close()
        return {day: known[name] for day, name in contents.items()}

    def _topology(
        self, connection: Connection, days: Set[date], topology: Topology | None
    ) -> Topology:
        """Topology of these days only."""
        if topology is not None:
            chosen = {day: shapes for day, shapes in topology.dates.items() if day in days}
            return Topology(topology.arcs, chosen, topology.grid_deg)
        heads = revisions.in_force(connection, self.theatre, self.known_on) if days else []
        wanted = [revision for revision in heads if revision.effective_date in days]
        return Topology.from_snapshots(content.snapshots(connection, wanted))


def method_of(places: Sequence[Place]) -> str:
    """Key of the method: version of the measurements, and hash of the positions of the places."""
    positions = sorted((p.place_id, p.lon, p.lat) for p in places if p.labelled)
    return f"{METHOD} {sha256(orjson.dumps(positions)).hexdigest()[:16]}"


def _stored(connection: Connection, names: Collection[str], method: str) -> dict[str, Measures]:
    """Stored measurements, by the name of the areas."""
    rows = _rows(connection, names, method, FIGURES.c.measures)
    return {name: _read(text) for name, text in rows}


def _rows(
    connection: Connection, names: Collection[str], method: str, *columns: Column[Any]
) -> Iterator[Any]:
    if not inspect(connection).has_table(FIGURES.name):
        return
    query = select(FIGURES.c.content, *columns).where(FIGURES.c.method == method)
    for batch in _batches(sorted(set(names))):
        yield from connection.execute(query.where(FIGURES.c.content.in_(batch)))


def _add(connection: Connection, added: Mapping[str, Measures], method: str) -> None:
    FIGURES.create(connection, checkfirst=True)
    # Another process may have measured them meanwhile.
    present = {row.content for row in _rows(connection, added, method)}
    rows = [
        {"content": name, "method": method, "measures": _written(measures)}
        for name, measures in added.items()
        if name not in present
    ]
    if rows:
        connection.execute(insert(FIGURES), rows)


def _batches(names: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """Batches of names: a database limits the number of values in a query."""
    return (names[begin : begin + size] for begin in range(0, len(names), size))


def _written(measures: Measures) -> str:
    areas = [(row.party, row.status, row.basis, row.km2) for row in measures.areas]
    fronts = [(*pair, km) for pair, km in measures.fronts_km.items()]
    return orjson.dumps({"areas": areas, "fronts": fronts, "holders": measures.holders}).decode()


def _read(text: str) -> Measures:
    fields = orjson.loads(text)
    return Measures(
        summed(((p, Status(s), Basis(b)), km2) for p, s, b, km2 in fields["areas"]),
        {(a, b): km for a, b, km in fields["fronts"]},
        fields["holders"],
    )
