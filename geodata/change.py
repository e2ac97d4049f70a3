"""This module knows what changes between two maps: ground that another party holds afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.control import ControlSnapshot, figures
from geodata.measure import area_km2, areas_km2
from geodata.places import Place
from geodata.terms import Basis, Status

LEAST_KM2: Final = 0.001
LEAST_WIDTH_DEG: Final = 1e-5
"""A smaller piece, or one narrower than this (a metre), is where a border was drawn anew."""
_SNAP_DEG: Final = 1e-7
_NOTHING: Final = shapely.MultiPolygon()
Key = tuple[str, Status, Basis]


@dataclass(frozen=True, eq=False)
class Change:
    """Ground (WGS 84) that one party held before and another holds after; None is nobody."""

    before: str | None
    after: str | None
    basis: Basis
    ground: BaseGeometry
    km2: float


@dataclass(frozen=True)
class Total:
    """Ground of one party, status and basis before and after, in km²."""

    party: str
    status: Status
    basis: Basis
    before_km2: float
    after_km2: float

    @property
    def delta_km2(self) -> float:
        """What was won, negative if lost, in km²."""
        return self.after_km2 - self.before_km2


@dataclass(frozen=True)
class Handover:
    """A place that lies in the ground of another party afterwards; None is nobody."""

    place: Place
    before: str | None
    after: str | None


def changes(before: ControlSnapshot | None, after: ControlSnapshot | None) -> tuple[Change, ...]:
    """Ground that changed hands, by who lost and who won it, largest first; None is an empty map.

    Assessed and claimed ground are compared each with its own kind, pieces that are only
    borders drawn anew left out.
    """
    found = [
        change
        for basis in Basis
        for change in _between(_ground(before, basis), _ground(after, basis), basis)
    ]
    return tuple(sorted(found, key=lambda one: -one.km2))


def totals(before: ControlSnapshot | None, after: ControlSnapshot | None) -> tuple[Total, ...]:
    """Ground per party, status and basis in km² on both maps, who holds most of it first."""
    old, new = _figures(before), _figures(after)
    rows = [Total(*key, old.get(key, 0.0), new.get(key, 0.0)) for key in {**new, **old}]
    return tuple(sorted(rows, key=lambda row: (-max(row.before_km2, row.after_km2), row.party)))


def handovers(
    before: ControlSnapshot | None, after: ControlSnapshot | None, places: Iterable[Place]
) -> tuple[Handover, ...]:
    """The places that lie in another party's assessed ground afterwards, in the order given."""
    places = list(places)
    rows = zip(places, _holders(before, places), _holders(after, places), strict=True)
    return tuple(Handover(place, old, new) for place, old, new in rows if old != new)


def _ground(snapshot: ControlSnapshot | None, basis: Basis) -> dict[str, BaseGeometry]:
    if snapshot is None:
        return {}
    areas = snapshot.areas[snapshot.areas["basis"] == basis]
    return {
        str(party): shapely.union_all(group.geometry.to_numpy(), grid_size=_SNAP_DEG)
        for party, group in areas.groupby("party", sort=True)
    }


def _between(
    before: Mapping[str, BaseGeometry], after: Mapping[str, BaseGeometry], basis: Basis
) -> Iterable[Change]:
    everything = [shapely.union_all(list(side.values())) for side in (before, after)]
    pairs: list[tuple[str | None, str | None, BaseGeometry]] = [
        (old, new, shapely.intersection(before[old], after[new], grid_size=_SNAP_DEG))
        for old, new in product(before, after)
        if old != new and before[old].intersects(after[new])
    ]
    pairs += [
        (old, None, shapely.difference(ground, everything[1], grid_size=_SNAP_DEG))
        for old, ground in before.items()
    ]
    pairs += [
        (None, new, shapely.difference(ground, everything[0], grid_size=_SNAP_DEG))
        for new, ground in after.items()
    ]
    for old, new, shape in pairs:
        ground = _large_parts(shape)
        if not ground.is_empty:
            yield Change(old, new, basis, ground, area_km2(ground))


def _large_parts(shape: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shape)
    parts = parts[(shapely.get_dimensions(parts) == 2) & ~shapely.is_empty(parts)]
    if not len(parts):
        return _NOTHING
    width_deg = 2 * shapely.area(parts) / shapely.length(parts)
    moved = (areas_km2(parts) >= LEAST_KM2) & (width_deg >= LEAST_WIDTH_DEG)
    return shapely.MultiPolygon(list(parts[moved]))


def _figures(snapshot: ControlSnapshot | None) -> dict[Key, float]:
    if snapshot is None:
        return {}
    return {(row.party, row.status, row.basis): row.km2 for row in figures(snapshot)}


def _holders(snapshot: ControlSnapshot | None, places: list[Place]) -> list[str | None]:
    holders: list[str | None] = [None] * len(places)
    if snapshot is None or not places:
        return holders
    areas = snapshot.areas[snapshot.areas["basis"] == Basis.ASSESSED]
    points = shapely.points(np.array([(place.lon, place.lat) for place in places]))
    found, held = shapely.STRtree(areas.geometry.to_numpy()).query(points, predicate="intersects")
    for at, area in zip(found, held, strict=True):
        holders[at] = str(areas["party"].iloc[area])
    return holders
