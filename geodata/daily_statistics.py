"""This module knows what is measured of a day: ground held, lines of contact, places handed over.

What one map says by itself (`Measures`) never changes, so a store keeps it beside the map.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import ne
from typing import Final

import shapely

from geodata.change import handover_reports
from geodata.control import AreaFigure, summed
from geodata.front_line import contact_lengths_km
from geodata.places import Place
from geodata.terms import Basis
from geodata.theatre import Theatre
from geodata.topology import Topology
from geodata.topology.arcs import ArcShape, Polygon
from geodata.topology.shapes import assemble, shapes_km2

Pair = tuple[str, str]
_AT_ONCE: Final = 100
"""So many areas are put together at once: all days of a long war would take gigabytes."""


@dataclass(frozen=True)
class Measures:
    """What is measured of one map alone.

    `areas` in km², largest first; `fronts_km`: geodesic km of the line of contact of each two
    parties (codes sorted), longest first; `holders`: a line for each named place, in the order of
    their ids: the party on whose assessed ground it lies, empty where on nobody's.
    """

    areas: tuple[AreaFigure, ...]
    fronts_km: Mapping[Pair, float]
    holders: str


@dataclass(frozen=True)
class DayFigures:
    """The figures of an effective date.

    `areas` in km², largest first; `fronts_km`: geodesic km for each two parties that meet, longest
    first; `handed_over`: how many places were under another party on the effective date before.
    """

    effective_date: date
    areas: tuple[AreaFigure, ...]
    fronts_km: Mapping[Pair, float]
    handed_over: int


def measure(topology: Topology, places: Iterable[Place]) -> dict[date, Measures]:
    """What is measured of each day by itself; every arc and every area is measured once."""
    days = list(topology.dates)
    shapes = [shape for day in days for shape in topology.dates[day]]
    km2 = iter(shapes_km2(topology.arcs, shapes).tolist())
    fronts = contact_lengths_km(topology)
    places = sorted((one for one in places if one.labelled), key=lambda one: one.place_id)
    inside = _inside(topology, places)
    return {
        day: Measures(
            summed(((s.party, s.status, s.basis), next(km2)) for s in topology.dates[day]),
            dict(sorted(fronts[day].items(), key=lambda item: (-item[1], item[0]))),
            _holders(topology.dates[day], inside, len(places)),
        )
        for day in days
    }


def _holders(
    shapes: Sequence[ArcShape], inside: Mapping[tuple[Polygon, ...], Sequence[int]], places: int
) -> str:
    held = [""] * places
    for shape in shapes:
        if shape.basis is Basis.ASSESSED:
            for place in inside.get(shape.polygons, ()):
                held[place] = shape.party
    return "\n".join(held)


def in_turn(theatre: Theatre, measures: Mapping[date, Measures]) -> tuple[DayFigures, ...]:
    """The figures of days in the order of time.

    Places handed over are counted by the place reports since the day before; where there are none,
    by the areas that they lie on.
    """
    told = {report.effective_date for report in theatre.reports if not report.baseline}
    days = sorted(measures)
    return tuple(
        DayFigures(
            day,
            measures[day].areas,
            measures[day].fronts_km,
            _handed_over(theatre, told, (before, day), measures) if before else 0,
        )
        for before, day in zip([None, *days], days, strict=False)
    )


@dataclass(frozen=True)
class _Of:
    theatre: Theatre


def _handed_over(
    theatre: Theatre,
    told: Collection[date],
    between: tuple[date, date],
    measures: Mapping[date, Measures],
) -> int:
    before, day = between
    if any(before < one <= day for one in told):
        return len(handover_reports(_Of(theatre), before, day))
    old, new = measures[before].holders, measures[day].holders
    # Mostly nothing changed, and two texts are compared at once.
    return 0 if old == new else sum(map(ne, old.split("\n"), new.split("\n")))


def _inside(topology: Topology, places: Sequence[Place]) -> dict[tuple[Polygon, ...], list[int]]:
    """The positions of the places on each assessed area, which many days may have."""
    every = (shape for shapes in topology.dates.values() for shape in shapes)
    areas: dict[tuple[Polygon, ...], ArcShape] = {}
    if places:
        areas = {s.polygons: s for s in every if s.basis is Basis.ASSESSED}
    names = list(areas)
    inside: dict[tuple[Polygon, ...], list[int]] = {}
    for begin in range(0, len(names), _AT_ONCE):
        some = names[begin : begin + _AT_ONCE]
        geometry = assemble(topology.arcs, [areas[name] for name in some])
        tree = shapely.STRtree(shapely.points([(place.lon, place.lat) for place in places]))
        for area, place in zip(*tree.query(geometry, predicate="intersects"), strict=True):
            inside.setdefault(some[area], []).append(int(place))
    return inside
