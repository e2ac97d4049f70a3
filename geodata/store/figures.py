"""Cached measurements of the store, so that no map is measured twice.

They are derived from published areas and prove nothing: they stand outside the chain of hashes,
and without their table the next query is only slower.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

import orjson
from sqlalchemy import Column, Connection, MetaData, String, Table, Text, insert, inspect, select

from geodata.control import summed
from geodata.daily_statistics import Measures, measure
from geodata.errors import StoreError
from geodata.places import Place
from geodata.store import content, revisions
from geodata.store.engine import Database
from geodata.terms import Basis, Status
from geodata.topology import Topology

METHOD: Final = 3
"""Version of the measurements: raised whenever the same areas would give other numbers."""

FIGURES: Final = Table(
    "figures",
    MetaData(),
    Column("content", String(64), primary_key=True),
    Column("method", String(100), primary_key=True),
    Column("told", Text, nullable=False),
)
"""By content and method, in metadata of its own: no part of the published tables."""


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
    return {name: _read(text) for name, text in _rows(connection, names, method, FIGURES.c.told)}


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
        {"content": name, "method": method, "told": _written(measures)}
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
