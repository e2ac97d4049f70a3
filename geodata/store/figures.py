"""This module knows the figures that a store remembers, so that no map is measured twice.

They follow from what was published and prove nothing: they stand outside the chain of hashes, and
whoever drops their table only makes the next question slower.
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

METHOD: Final = 2
"""Raised whenever the same areas would give other numbers than before."""

FIGURES: Final = Table(
    "figures",
    MetaData(),
    Column("content", String(64), primary_key=True),
    Column("method", String(100), primary_key=True),
    Column("told", Text, nullable=False),
)
"""By content and method; of tables of its own, for it is no part of what was published."""


@dataclass(frozen=True)
class Remembering:
    """What is measured of days of a theatre: what nobody has measured yet is measured now, once.

    As it is, or as it was known on an instant. `lasting`: connections are kept for the next time.
    """

    database: Database
    theatre: str
    known_on: datetime | None = None
    lasting: bool = True

    def __call__(self, topology: Topology, places: Iterable[Place]) -> dict[date, Measures]:
        """Of the days of a topology, which is what the store has in force."""
        return self._measures(places, topology)

    def without_topology(self, places: Iterable[Place]) -> dict[date, Measures]:
        """Of every day in force; only areas that nobody has measured are read."""
        return self._measures(places, None)

    def _measures(self, places: Iterable[Place], topology: Topology | None) -> dict[date, Measures]:
        method = method_of(places := list(places))
        try:
            with self.database.reading() as connection:
                contents = revisions.contents(connection, self.theatre, self.known_on)
                if topology is not None:
                    contents = {day: contents[day] for day in topology.dates}
                known = _kept(connection, contents.values(), method)
                new = {name: day for day, name in contents.items() if name not in known}
                missing = self._topology(connection, set(new.values()), topology)
            if new:
                found = measure(missing, places)
                known |= (made := {name: found[day] for name, day in new.items()})
                # Where nothing can be written, the next question measures again.
                with suppress(StoreError), self.database.writing() as connection:
                    _keep(connection, made, method)
        finally:
            if not self.lasting:
                self.database.close()
        return {day: known[name] for day, name in contents.items()}

    def _topology(
        self, connection: Connection, days: Set[date], topology: Topology | None
    ) -> Topology:
        """Only these days as shared arcs."""
        if topology is not None:
            chosen = {day: shapes for day, shapes in topology.dates.items() if day in days}
            return Topology(topology.arcs, chosen, topology.grid_deg)
        heads = revisions.in_force(connection, self.theatre, self.known_on) if days else []
        wanted = [one for one in heads if one.effective_date in days]
        return Topology.from_snapshots(content.snapshots(connection, wanted))


def method_of(places: Sequence[Place]) -> str:
    """What numbers depend on beside the areas: how they are measured, and where places stand."""
    stand = sorted((one.place_id, one.lon, one.lat) for one in places if one.labelled)
    return f"{METHOD} {sha256(orjson.dumps(stand)).hexdigest()[:16]}"


def _kept(connection: Connection, names: Collection[str], method: str) -> dict[str, Measures]:
    """Those that are remembered, by the name of the areas."""
    return {name: _read(told) for name, told in _rows(connection, names, method, FIGURES.c.told)}


def _rows(
    connection: Connection, names: Collection[str], method: str, *columns: Column[Any]
) -> Iterator[Any]:
    if not inspect(connection).has_table(FIGURES.name):
        return
    query = select(FIGURES.c.content, *columns).where(FIGURES.c.method == method)
    for some in _parts(sorted(set(names))):
        yield from connection.execute(query.where(FIGURES.c.content.in_(some)))


def _keep(connection: Connection, made: Mapping[str, Measures], method: str) -> None:
    FIGURES.create(connection, checkfirst=True)
    # Somebody else may have measured them meanwhile.
    there = {row.content for row in _rows(connection, made, method)}
    rows = [
        {"content": name, "method": method, "told": _written(one)}
        for name, one in made.items()
        if name not in there
    ]
    if rows:
        connection.execute(insert(FIGURES), rows)


def _parts(names: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """Some names at a time: a database takes only so many values in one question."""
    return (names[at : at + size] for at in range(0, len(names), size))


def _written(one: Measures) -> str:
    areas = [(row.party, row.status, row.basis, row.km2) for row in one.areas]
    fronts = [(*pair, km) for pair, km in one.fronts_km.items()]
    return orjson.dumps({"areas": areas, "fronts": fronts, "holders": one.holders}).decode()


def _read(told: str) -> Measures:
    found = orjson.loads(told)
    return Measures(
        summed(((p, Status(s), Basis(b)), km2) for p, s, b, km2 in found["areas"]),
        {(a, b): km for a, b, km in found["fronts"]},
        found["holders"],
    )
