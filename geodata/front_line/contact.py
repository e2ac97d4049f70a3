"""Lines of contact between parties: their place, movement and width, and forward edges.

A front is derived from the areas of one snapshot and never drawn by hand. It lies where two areas
have the same segments of border, one on each side. A country's border or a coast has ground on one
side only and is never a front.

For movement, two days are cut into the same arcs, so that a standing stretch is the same arc on
both: nothing is compared within a tolerance.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from geodata.control import ControlSnapshot
from geodata.errors import UnknownName
from geodata.measure import LocalPlane, length_km
from geodata.terms import PartyPair, Status, pair_order, party_pair
from geodata.topology import Topology
from geodata.topology.arcs import Integers

ON_BORDER_DEG: Final = 2e-5
"""An edge nearer to a border than this (2 m) runs along it: files round to 1e-5 degrees."""
# Placeholder days: two revisions of the same day can be compared as well.
_BEFORE: Final = date(2000, 1, 1)
_AFTER: Final = date(2000, 1, 2)
_ContactArcs = tuple[Mapping[PartyPair, Integers], Mapping[PartyPair, Integers]]
Floats = NDArray[np.float64]
_STEP_KM: Final = 0.1
"""Distance between the points at which the width is measured."""


@dataclass(frozen=True, eq=False)
class FrontLine:
    """Front on its effective date; `geometry` is in lon, lat (WGS 84).

    `between`: the codes of two parties, sorted, the second None where the ground beyond is
    contested; or the code of a single party for its forward edge.
    `length_km`: geodesic, on the line as it is, not simplified.
    """

    effective_date: date
    between: tuple[str | None, ...]
    geometry: MultiLineString
    length_km: float


def line_of_contact(snapshot: ControlSnapshot, a: str | None, b: str | None) -> FrontLine:
    """Line of contact of two parties; empty and 0 km where they do not meet.

    Parameters
    ----------
    snapshot
        Areas whose shared borders match exactly, point by point.
    a, b
        Codes of two parties in any order; None in place of one is contested ground.
    """
    topology = Topology.from_snapshots([snapshot])
    day = snapshot.effective_date
    return front(day, party_pair(a, b), topology.contact(day, a, b))


def lines_of_contact(snapshot: ControlSnapshot) -> list[FrontLine]:
    """Lines of contact of all pairs of parties that meet, contested ground too, by their codes."""
    topology = Topology.from_snapshots([snapshot])
    day = snapshot.effective_date
    return [front(day, pair, line) for pair, line in topology.contacts(day).items()]


def forward_edge(
    snapshot: ControlSnapshot, party: str, border: BaseGeometry | None = None
) -> FrontLine:
    """Forward edge of a party: the limit of its control, against other and unmapped ground.

    Parameters
    ----------
    snapshot
        Areas whose shared borders match exactly.
    party
        Code of the party.
    border
        Country borders and coasts (lon, lat, WGS 84), which are never a front. Without them the
        edge towards unmapped ground is left out: it could be a country's border.

    Raises
    ------
    UnknownName
        The party holds no ground in this snapshot.
    """
    if party not in snapshot.parties:
        raise UnknownName("party with ground on this day", party, snapshot.parties)
    return _edge(Topology.from_snapshots([snapshot]), snapshot.effective_date, party, border)


def forward_edges(snapshot: ControlSnapshot, border: BaseGeometry | None = None) -> list[FrontLine]:
    """Forward edges of all parties that hold ground, by code; contested ground has none.

    As `forward_edge`; the two edges of a contested zone are those of the parties on its sides.
    """
    topology = Topology.from_snapshots([snapshot])
    day = snapshot.effective_date
    return [_edge(topology, day, party, border) for party in snapshot.parties]


def _edge(topology: Topology, day: date, party: str, border: BaseGeometry | None) -> FrontLine:
    contacts = [arcs for pair, arcs in topology.contact_arcs(day).items() if party in pair]
    lines = list(topology.arcs.lines(np.unique(np.concatenate(contacts))).geoms) if contacts else []
    if border is not None:
        open_edge = topology.arcs.lines(topology.open_arcs(day, party))
        lines += _off_border(open_edge, border)
    return front(day, (party,), MultiLineString(lines))


def contact_lengths_km(topology: Topology) -> dict[date, dict[PartyPair, float]]:
    """Geodesic length in km of every line of contact on every date, each arc measured once."""
    arc_km = np.array([length_km(LineString(arc)) for arc in topology.arcs])
    return {
        day: {pair: float(arc_km[arcs].sum()) for pair, arcs in topology.contact_arcs(day).items()}
        for day in topology.dates
    }


def front(day: date, between: tuple[str | None, ...], line: BaseGeometry) -> FrontLine:
    """Join pieces of line (lon, lat) to a front, and measure it."""
    merged = shapely.line_merge(line)
    parts = [part for part in shapely.get_parts(merged) if isinstance(part, LineString)]
    geometry = MultiLineString(parts)
    return FrontLine(day, between, geometry, length_km(geometry))


def _off_border(edge: MultiLineString, border: BaseGeometry) -> list[LineString]:
    """Segments of an edge that do not run along a border."""
    # By parts: the index of a whole geometry does not tell where a part ends.
    points, line = shapely.get_coordinates(shapely.get_parts(edge), return_index=True)
    inside = line[1:] == line[:-1]
    begin, end = points[:-1][inside], points[1:][inside]
    outline = border.boundary if border.geom_type in ("Polygon", "MultiPolygon") else border
    shapely.prepare(outline)
    on_border = np.all(
        [
            shapely.dwithin(shapely.points(place), outline, ON_BORDER_DEG)
            for place in (begin, (begin + end) / 2, end)
        ],
        axis=0,
    )
    pairs = zip(begin[~on_border], end[~on_border], strict=True)
    return [LineString([here, there]) for here, there in pairs]


@dataclass(frozen=True, eq=False)
class FrontChange:
    """Line of contact of two parties (codes sorted) on two days, in three parts.

    `new`: part of it only after, `abandoned`: only before, `standing`: on both.
    """

    between: PartyPair
    new: FrontLine
    abandoned: FrontLine
    standing: FrontLine

    def __invert__(self) -> "FrontChange":
        """Reverse the change: from the later day back to the earlier."""
        return FrontChange(self.between, self.abandoned, self.new, self.standing)


def front_change(
    before: ControlSnapshot, after: ControlSnapshot, a: str | None, b: str | None
) -> FrontChange:
    """New, abandoned and standing stretches of the line of contact of two parties."""
    topology, contacts = _topology(before, after)
    return _change(topology, contacts, party_pair(a, b), before, after)


def front_changes(before: ControlSnapshot, after: ControlSnapshot) -> dict[PartyPair, FrontChange]:
    """Stretches of all pairs of parties that meet on either day, by their codes (sorted)."""
    topology, contacts = _topology(before, after)
    pairs = sorted(contacts[0].keys() | contacts[1].keys(), key=pair_order)
    return {pair: _change(topology, contacts, pair, before, after) for pair in pairs}


def _topology(before: ControlSnapshot, after: ControlSnapshot) -> tuple[Topology, _ContactArcs]:
    topology = Topology.from_snapshots(
        [replace(before, effective_date=_BEFORE), replace(after, effective_date=_AFTER)]
    )
    return topology, (topology.contact_arcs(_BEFORE), topology.contact_arcs(_AFTER))


def _change(
    topology: Topology,
    contacts: _ContactArcs,
    pair: PartyPair,
    before: ControlSnapshot,
    after: ControlSnapshot,
) -> FrontChange:
    nothing = np.empty(0, dtype=np.int64)
    old, new = (arcs.get(pair, nothing) for arcs in contacts)
    return FrontChange(
        pair,
        *(
            front(snapshot.effective_date, pair, topology.arcs.lines(arcs))
            for snapshot, arcs in (
                (after, np.setdiff1d(new, old)),
                (before, np.setdiff1d(old, new)),
                (after, np.intersect1d(old, new)),
            )
        ),
    )


@dataclass(frozen=True)
class Width:
    """Width in km of the contested ground between two forward edges.

    Mean and maximum over all points of both edges of the distance to the other edge.
    """

    mean_km: float
    max_km: float


def contested_width_km(snapshot: ControlSnapshot, a: str, b: str) -> Width | None:
    """Width in km of the contested ground between two parties; None if there is none.

    Every piece of contested ground that has both parties on its border counts.
    """
    zones = _zones(snapshot)
    edges = _edges(snapshot, zones)
    sides = [
        (edges[a, n], edges[b, n]) for n in range(len(zones)) if (a, n) in edges and (b, n) in edges
    ]
    if not sides:
        return None
    both_ways = (*sides, *((there, here) for here, there in sides))
    samples = [_distances(here, there) for here, there in both_ways]
    away_km, weights = (np.concatenate(parts) for parts in zip(*samples, strict=True))
    return Width(float(np.average(away_km, weights=weights)), float(away_km.max()))


def _zones(snapshot: ControlSnapshot) -> NDArray[np.object_]:
    contested = snapshot.areas["status"] == Status.CONTESTED
    zones: NDArray[np.object_] = shapely.get_parts(snapshot.areas.geometry[contested].to_numpy())
    return zones


def _edges(
    snapshot: ControlSnapshot, zones: NDArray[np.object_]
) -> dict[tuple[str, int], FrontLine]:
    """Lines of contact of every party with every zone, by code and number of the zone."""
    held = snapshot.areas[snapshot.areas["status"] != Status.CONTESTED]
    # A zone has a name that no code has, so that each is a party of its own.
    names = [f"\0{n}" for n in range(len(zones))]
    areas = gpd.GeoDataFrame(
        {
            "party": [*held["party"], *names],
            "status": Status.CONTROLLED.value,
            "basis": [*held["basis"], *("assessed" for _ in names)],
            "source": "",
        },
        geometry=[*held.geometry, *zones],
        crs=snapshot.areas.crs,
    )
    return {
        (party, int(zone[1:])): line
        for line in lines_of_contact(replace(snapshot, areas=areas))
        for zone, party in [line.between]
        if zone and party and zone.startswith("\0") and not party.startswith("\0")
    }


def _distances(edge: FrontLine, other: FrontLine) -> tuple[Floats, Floats]:
    """Distances in km of points along an edge from another, and the length that each stands for.

    The points are the middles and ends of short steps; an end has no length, but may be farthest.
    """
    middle = shapely.centroid(edge.geometry)
    plane = LocalPlane(middle.x, middle.y)
    line, beyond = plane.km(edge.geometry), plane.km(other.geometry)
    ends, part = shapely.get_coordinates(
        shapely.segmentize(shapely.get_parts(line), _STEP_KM), return_index=True
    )
    inside = part[1:] == part[:-1]
    begin, end = ends[:-1][inside], ends[1:][inside]
    points = np.concatenate([(begin + end) / 2, ends])
    weights = np.concatenate([np.hypot(*(end - begin).T), np.zeros(len(ends))])
    away_km: Floats = np.asarray(shapely.distance(shapely.points(points), beyond))
    return away_km, weights
