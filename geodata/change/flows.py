"""Flows between two maps: ground that another party holds afterwards, in all or by governorate.

Ground in lon, lat (WGS 84), areas in km² on the ellipsoid. Contested ground has a holder like any
other, one without a party; None is no holder: ground that is on only one of the two maps.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final, TypeVar

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.change.overlay import (
    MIN_AREA_KM2,
    Grounds,
    intersection,
    large_parts,
    moved,
    polygons,
    union,
)
from geodata.control import ControlSnapshot, figures
from geodata.errors import TheatreError, TopologyError
from geodata.measure import area_km2, areas_km2
from geodata.terms import Basis, Holder, Status, by_code
from geodata.theatre import Theatre, read_json
from geodata.topology import Topology

_NOISE_KM2: Final = 1e-6
"""A square metre in all: what the arithmetic of an overlay leaves, not even a sliver."""
FigureKey = tuple[str | None, Status, Basis]
HolderPair = tuple[Holder | None, Holder | None]
"""The holder before and the holder after."""
ELSEWHERE: Final = ""
"""Key of ground that lies in no governorate."""
_OBJECT: Final = "governorates"
_ANY_DAY: Final = date(2000, 1, 1)
_ZERO_KM2: Final = 1e-9
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, eq=False)
class Flow:
    """Ground (WGS 84) that passed from a holder to another; None is no holder."""

    before: Holder | None
    after: Holder | None
    basis: Basis
    ground: BaseGeometry
    km2: float

    def __invert__(self) -> "Flow":
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True)
class PartyChange:
    """Ground of a party before and after, gained and lost between, in km².

    `party` is None for contested ground.
    """

    party: str | None
    status: Status
    before_km2: float
    after_km2: float
    gained_km2: float
    lost_km2: float

    @property
    def holder(self) -> Holder:
        """The party, or the holder of contested ground."""
        return Holder(self.party, self.status)

    @property
    def delta_km2(self) -> float:
        """Ground after less ground before, in km²; it equals gained less lost."""
        return self.after_km2 - self.before_km2


@dataclass(frozen=True, eq=False)
class Change:
    """Difference between two maps; `flows` has all of it, slivers too, largest first.

    `claimed`: whether claimed ground is counted besides assessed ground; each is compared with
    its own kind.
    """

    before: ControlSnapshot | None
    after: ControlSnapshot | None
    flows: tuple[Flow, ...]
    claimed: bool = True

    def __invert__(self) -> "Change":
        """Reverse the change: from the later map back to the earlier."""
        return Change(self.after, self.before, tuple(~flow for flow in self.flows), self.claimed)

    @property
    def assessed(self) -> "Change":
        """The same change of assessed ground alone."""
        flows = tuple(flow for flow in self.flows if flow.basis is Basis.ASSESSED)
        return Change(self.before, self.after, flows, claimed=False)

    def flows_shown(self, min_km2: float = MIN_AREA_KM2) -> tuple[Flow, ...]:
        """Flows without pieces that are too small or narrow to be shown, largest first.

        Only `ground` is without them: `km2` stays that of the whole flow, so that sums agree.
        """
        shown = (replace(flow, ground=large_parts(flow.ground, min_km2)) for flow in self.flows)
        return tuple(flow for flow in shown if not flow.ground.is_empty)

    @cached_property
    def parties(self) -> tuple[PartyChange, ...]:
        """Changes of all parties on either map, by the most ground held."""
        old, new = (_km2(side, self.claimed) for side in (self.before, self.after))
        return party_changes(old, new, self.matrix)

    @cached_property
    def matrix(self) -> Mapping[HolderPair, float]:
        """Area in km² by the party that lost it and the party that gained it."""
        return _matrix(self.flows)

    @cached_property
    def held(self) -> dict[Holder, BaseGeometry]:
        """Ground that each holder has on both maps."""
        parts: dict[Holder, list[BaseGeometry]] = {}
        for basis in self.bases:
            old, new = (grounds(side, basis) for side in (self.before, self.after))
            for holder in sorted(old.keys() & new.keys()):
                parts.setdefault(holder, []).append(intersection(old[holder], new[holder]))
        return {holder: union(grounds) for holder, grounds in parts.items()}

    def gained(self, holder: Holder) -> BaseGeometry:
        """Ground that a party holds after and did not hold before."""
        return union(flow.ground for flow in self.flows if flow.after == holder)

    def lost(self, holder: Holder) -> BaseGeometry:
        """Ground that a party held before and does not hold after."""
        return union(flow.ground for flow in self.flows if flow.before == holder)

    @property
    def days(self) -> int:
        """Days from the earlier effective date to the later; negative if they are reversed."""
        if self.before is None or self.after is None:
            return 0
        return (self.after.effective_date - self.before.effective_date).days

    def km2_per_day(self, holder: Holder) -> float | None:
        """Ground gained less ground lost by a party, in km² per day; None unless days pass."""
        net = sum(
            flow.km2 * ((flow.after == holder) - (flow.before == holder)) for flow in self.flows
        )
        return net / self.days if self.days > 0 else None

    @property
    def bases(self) -> tuple[Basis, ...]:
        """Bases of the ground that is counted: assessed, or assessed and claimed."""
        return tuple(Basis) if self.claimed else (Basis.ASSESSED,)


@dataclass(frozen=True)
class Total:
    """Ground of a party, status and basis before and after, in km²."""

    party: str | None
    status: Status
    basis: Basis
    before_km2: float
    after_km2: float

    @property
    def delta_km2(self) -> float:
        """Ground gained, negative if lost, in km²."""
        return self.after_km2 - self.before_km2


def compare(
    before: ControlSnapshot | None, after: ControlSnapshot | None, *, claimed: bool = True
) -> Change:
    """Compare two maps; None is an empty map.

    Nothing is rounded or left out: gained less lost is the difference of areas for every party.
    """
    flows = [
        Flow(old, new, basis, ground, km2)
        for basis in (tuple(Basis) if claimed else (Basis.ASSESSED,))
        for old, new, ground in moved(grounds(before, basis), grounds(after, basis))
        if (km2 := area_km2(ground)) >= _NOISE_KM2
    ]
    return Change(before, after, tuple(sorted(flows, key=lambda flow: -flow.km2)), claimed)


def totals(before: ControlSnapshot | None, after: ControlSnapshot | None) -> tuple[Total, ...]:
    """Ground per party, status and basis in km² on both maps, largest first."""
    old, new = _figures(before), _figures(after)
    rows = [Total(*key, old.get(key, 0.0), new.get(key, 0.0)) for key in {**new, **old}]
    return tuple(sorted(rows, key=_largest_first))


def _largest_first(row: Total | PartyChange) -> tuple[float, tuple[bool, str]]:
    return -max(row.before_km2, row.after_km2), by_code(row.party)


def grounds(snapshot: ControlSnapshot | None, basis: Basis) -> Grounds:
    """Ground on a map by its holder; nothing on an empty map."""
    if snapshot is None:
        return {}
    areas = snapshot.areas
    parts: dict[Holder, list[BaseGeometry]] = {}
    for holder, its_basis, shape in zip(
        snapshot.holders, areas["basis"], areas.geometry, strict=True
    ):
        if its_basis == basis:
            parts.setdefault(holder, []).append(shape)
    return {holder: union(shapes) for holder, shapes in parts.items()}


def _matrix(flows: Iterable[Flow]) -> dict[HolderPair, float]:
    matrix: dict[HolderPair, float] = {}
    for flow in flows:
        pair = (flow.before, flow.after)
        matrix[pair] = matrix.get(pair, 0.0) + flow.km2
    return matrix


def party_changes(
    old: Mapping[Holder, float], new: Mapping[Holder, float], matrix: Mapping[HolderPair, float]
) -> tuple[PartyChange, ...]:
    """Changes of parties, largest first, from km² before, after, and lost and gained."""
    rows = [
        PartyChange(
            holder.party,
            holder.status,
            old.get(holder, 0.0),
            new.get(holder, 0.0),
            sum(km2 for (_, winner), km2 in matrix.items() if winner == holder),
            sum(km2 for (loser, _), km2 in matrix.items() if loser == holder),
        )
        for holder in old.keys() | new.keys()
    ]
    return tuple(sorted(rows, key=_largest_first))


def _km2(snapshot: ControlSnapshot | None, claimed: bool) -> dict[Holder, float]:
    """Ground per holder in km², as `figures` gives it."""
    km2: dict[Holder, float] = {}
    for (party, status, basis), value in _figures(snapshot).items():
        if claimed or basis is Basis.ASSESSED:
            holder = Holder(party, status)
            km2[holder] = km2.get(holder, 0.0) + value
    return km2


def _figures(snapshot: ControlSnapshot | None) -> dict[FigureKey, float]:
    if snapshot is None:
        return {}
    return {(row.party, row.status, row.basis): row.km2 for row in figures(snapshot)}


def governorates(theatre: Theatre) -> dict[str, BaseGeometry]:
    """Polygons (WGS 84) of the governorates in a theatre's base map, by English name.

    The names are those that places have, and the keys of `governorates` in `theatre.json`. A base
    map without governorates has none.

    Raises
    ------
    TheatreError
        The base map is missing or damaged.
    """
    document = read_json(theatre.base_map)
    try:
        nodes = document["objects"].get(_OBJECT, {"geometries": []})["geometries"]
        # The reader of areas of control reads them, with the name in the place of the party.
        named = [
            {**node, "properties": {"party": node["properties"]["name"]["en"]}} for node in nodes
        ]
        shapes = {_ANY_DAY.isoformat(): {"type": "GeometryCollection", "geometries": named}}
        areas = Topology.from_topojson({**document, "objects": shapes}).areas(_ANY_DAY)
    except (AttributeError, KeyError, TypeError, TopologyError) as error:
        raise TheatreError(
            f"The governorates in {theatre.folder.name}/{theatre.base_map.name} cannot be read: "
            f"{error}. Restore the file from the project."
        ) from error
    return dict(zip(areas["party"], areas.geometry, strict=True))


def by_governorate(
    change: Change, governorates: Mapping[str, BaseGeometry]
) -> dict[str, tuple[PartyChange, ...]]:
    """Change of every party in each governorate; ground outside them has the key "".

    Only governorates in which a party holds or held ground; all keys together are the whole
    change. They are taken to be a coverage, as a base map's are: none overlaps another.
    """
    old, new = (_cut(_held(side, change), governorates) for side in (change.before, change.after))
    flows = (((flow.before, flow.after), flow.ground) for flow in change.flows)
    moved = _cut(flows, governorates)
    return {
        name: party_changes(old.get(name, {}), new.get(name, {}), moved.get(name, {}))
        for name in (*governorates, ELSEWHERE)
        if old.get(name) or new.get(name)
    }


def _held(
    snapshot: ControlSnapshot | None, change: Change
) -> Iterator[tuple[Holder, BaseGeometry]]:
    for basis in change.bases:
        yield from grounds(snapshot, basis).items()


def _cut(
    shapes: Iterable[tuple[_Key, BaseGeometry]], governorates: Mapping[str, BaseGeometry]
) -> dict[str, dict[_Key, float]]:
    """Area of shapes in km² by governorate and key."""
    keys, grounds = [], []
    for key, shape in shapes:
        parts = polygons(shape)
        keys += [key] * len(parts)
        grounds += list(parts)
    if not grounds:
        return {}
    parts = np.array(grounds, dtype=object)
    names, cuts = list(governorates), np.array(list(governorates.values()), dtype=object)
    part, cut = shapely.STRtree(cuts).query(parts, predicate="intersects")
    pieces, inside = parts[part], np.zeros(len(part), dtype=bool)
    for n, governorate in enumerate(cuts):
        shapely.prepare(governorate)
        inside[cut == n] = shapely.covers(governorate, pieces[cut == n])
    pieces[~inside] = shapely.intersection(pieces[~inside], cuts[cut[~inside]])
    km2 = areas_km2(pieces)
    elsewhere = areas_km2(parts) - np.bincount(part, km2, len(parts))
    rows = [(names[c], keys[p], size) for p, c, size in zip(part, cut, km2, strict=True)]
    rows += [(ELSEWHERE, key, size) for key, size in zip(keys, elsewhere, strict=True)]
    sums: dict[str, dict[_Key, float]] = {}
    for name, key, size in rows:
        if abs(size) > _ZERO_KM2:
            sums.setdefault(name, {})[key] = sums.get(name, {}).get(key, 0.0) + float(size)
    return sums
