"""Lines of contact between parties, and the forward edge of a party's control.

A front is derived from the areas of one snapshot and never drawn by hand. It lies where two areas
have the same segments of border, one on each side. A country's border or a coast has ground on one
side only and is never a front.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import shapely
from shapely import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from geodata.control import ControlSnapshot
from geodata.errors import UnknownName
from geodata.measure import length_km
from geodata.terms import PartyPair, party_pair
from geodata.topology import Topology

ON_BORDER_DEG: Final = 2e-5
"""An edge nearer to a border than this (2 m) runs along it: files round to 1e-5 degrees."""


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
