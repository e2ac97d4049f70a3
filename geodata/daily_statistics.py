"""Daily statistics: ground held, lengths of lines of contact, changes of control of places.

Measurements of a map alone (`Measures`) never change, so a store keeps them beside the map.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import ne
from typing import Final

import shapely

from geodata.change import control_change_reports
from geodata.control import AreaFigure, summed
from geodata.front_line import contact_lengths_km
from geodata.places import Place
from geodata.terms import Basis, PartyPair, pair_order
from geodata.theatre import Theatre
from geodata.topology import Topology
from geodata.topology.arcs import ArcShape, Polygon
from geodata.topology.shapes import assemble, shapes_km2

CONTESTED_LINE: Final = "(contested)"
"""What stands for contested ground among the holders of places; no code has brackets."""
_BATCH: Final = 100
"""Areas assembled at a time: all days of a long war would take gigabytes."""


@dataclass(frozen=True)
class Measures:
    """Measurements of a map alone.

    `areas` in km², largest first; `fronts_km`: geodesic km of the line of contact of each two
    parties (codes sorted), longest first; `holders`: a line for each named place, in the order of
    their ids: the party on whose assessed ground it lies, `CONTESTED_LINE`, or empty
    where the map has no ground.
    """

    areas: tuple[AreaFigure, ...]
    fronts_km: Mapping[PartyPair, float]
    holders: str


@dataclass(frozen=True)
class DailyStatistics:
    """Statistics of an effective date.

    `areas` in km², largest first; `fronts_km`: geodesic km for each two parties that meet, longest
    first; `control_changes`: number of places under another party than on the date before.
    """

    effective_date: date
    areas: tuple[AreaFigure, ...]
    fronts_km: Mapping[PartyPair, float]
    control_changes: int


def measure(topology: Topology, places: Iterable[Place]) -> dict[date, Measures]:
    """Measure each day by itself; every arc and every area is measured once."""
    days = list(topology.dates)
    shapes = [shape for day in days for shape in topology.dates[day]]
    km2 = iter(shapes_km2(topology.arcs, shapes).tolist())
    fronts = contact_lengths_km(topology)
    places = sorted((p for p in places if p.labelled), key=lambda place: place.place_id)
    inside = _inside(topology, places)
    return {
        day: Measures(
            summed(((s.party, s.status, s.basis), next(km2)) for s in topology.dates[day]),
            dict(sorted(fronts[day].items(), key=lambda item: (-item[1], pair_order(item[0])))),
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
                held[place] = CONTESTED_LINE if shape.party is None else shape.party
    return "\n".join(held)


def daily_statistics(
    theatre: Theatre, measures: Mapping[date, Measures]
) -> tuple[DailyStatistics, ...]:
    """Statistics of days in the order of time.

    Changes of control are counted by the place reports since the day before; where there are none,
    by the areas on which the places lie.
    """
    report_dates = {report.effective_date for report in theatre.reports if not report.baseline}
    days = sorted(measures)
    return tuple(
        DailyStatistics(
            day,
            measures[day].areas,
            measures[day].fronts_km,
            _count_changes(theatre, report_dates, (before, day), measures) if before else 0,
        )
        for before, day in zip([None, *days], days, strict=False)
    )


def _count_changes(
    theatre: Theatre,
    report_dates: Collection[date],
    between: tuple[date, date],
    measures: Mapping[date, Measures],
) -> int:
    before, day = between
    if any(before < reported <= day for reported in report_dates):
        return len(control_change_reports(theatre, before, day))
    old, new = measures[before].holders, measures[day].holders
    # Mostly nothing changed, and two texts are compared at once.
    return 0 if old == new else sum(map(ne, old.split("\n"), new.split("\n")))


def _inside(topology: Topology, places: Sequence[Place]) -> dict[tuple[Polygon, ...], list[int]]:
    """Positions of the places on each assessed area, which many days may share."""
    all_shapes = (shape for shapes in topology.dates.values() for shape in shapes)
    areas: dict[tuple[Polygon, ...], ArcShape] = {}
    if places:
        areas = {s.polygons: s for s in all_shapes if s.basis is Basis.ASSESSED}
    names = list(areas)
    inside: dict[tuple[Polygon, ...], list[int]] = {}
    for begin in range(0, len(names), _BATCH):
        batch = names[begin : begin + _BATCH]
        geometry = assemble(topology.arcs, [areas[name] for name in batch])
        tree = shapely.STRtree(shapely.points([(place.lon, place.lat) for place in places]))
        for area, place in zip(*tree.query(geometry, predicate="intersects"), strict=True):
            inside.setdefault(batch[area], []).append(int(place))
    return inside
