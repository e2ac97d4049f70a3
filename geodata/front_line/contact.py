"""This module knows where two parties meet, and how far one party's control reaches.

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
from geodata.terms import CONTESTED
from geodata.topology import Topology

Pair = tuple[str, str]

ON_BORDER_DEG: Final = 2e-5
"""An edge nearer to a border than this (2 m) runs along it: files round to 1e-5 degrees."""


@dataclass(frozen=True, eq=False)
class FrontLine:
    """A front on the day it is effective; `geometry` is in lon, lat (WGS 84).

    `between` holds the codes of two parties, sorted, or of one party for its forward edge.
    `length_km` is geodesic, on the line as it is, not simplified.
    """

    effective_date: date
    between: tuple[str, ...]
    geometry: MultiLineString
    length_km: float


def line_of_contact(snapshot: ControlSnapshot, a: str, b: str) -> FrontLine:
    """Where the areas of two parties meet; empty and 0 km where they do not.

    Parameters
    ----------
    snapshot
        Areas whose shared borders match exactly; a border that only one of the two has a point
        on is no match there.
    a, b
        Codes of two parties in any order; `CONTESTED` is the code of contested ground.
    """
    topology = Topology.from_snapshots([snapshot])
    day = snapshot.effective_date
    return front(day, tuple(sorted((a, b))), topology.contact(day, a, b))


def lines_of_contact(snapshot: ControlSnapshot) -> list[FrontLine]:
    """The line of contact of every two parties that meet, contested ground too, by their codes."""
    topology = Topology.from_snapshots([snapshot])
    day = snapshot.effective_date
    return [front(day, pair, line) for pair, line in topology.contacts(day).items()]


def forward_edge(
    snapshot: ControlSnapshot, party: str, border: BaseGeometry | None = None
) -> FrontLine:
    """The outer limit of one party's control, against others, contested and unmapped ground.

    Parameters
    ----------
    snapshot
        Areas whose shared borders match exactly.
    party
        The code of the party.
    border
        Country borders and coasts (lon, lat, WGS 84), which are never a front. Without them the
        edge towards unmapped ground is left out, for nothing tells it from a country's border.

    Raises
    ------
    UnknownName
        The party holds no ground in this snapshot.
    """
    if party not in snapshot.parties:
        raise UnknownName("party with ground on this day", party, snapshot.parties)
    return _edge(Topology.from_snapshots([snapshot]), snapshot.effective_date, party, border)


def forward_edges(snapshot: ControlSnapshot, border: BaseGeometry | None = None) -> list[FrontLine]:
    """The forward edge of every party that holds ground, by code; contested ground has none.

    As `forward_edge`; the two edges of a contested zone are those of the parties on its sides.
    """
    topology = Topology.from_snapshots([snapshot])
    parties = [party for party in snapshot.parties if party != CONTESTED]
    return [_edge(topology, snapshot.effective_date, party, border) for party in parties]


def _edge(topology: Topology, day: date, party: str, border: BaseGeometry | None) -> FrontLine:
    met = [arcs for pair, arcs in topology.contact_arcs(day).items() if party in pair]
    lines = list(topology.arcs.lines(np.unique(np.concatenate(met))).geoms) if met else []
    if border is not None:
        open_edge = topology.arcs.lines(topology.open_arcs(day, party))
        lines += _off_border(open_edge, border)
    return front(day, (party,), MultiLineString(lines))


def contact_lengths_km(topology: Topology) -> dict[date, dict[Pair, float]]:
    """Geodesic km of every line of contact (sorted codes) on every date, in one pass."""
    arc_km = np.array([length_km(LineString(arc)) for arc in topology.arcs])
    return {
        day: {
            pair: float(arc_km[names].sum()) for pair, names in topology.contact_arcs(day).items()
        }
        for day in topology.dates
    }


def front(day: date, between: tuple[str, ...], line: BaseGeometry) -> FrontLine:
    """A front made of pieces of line (lon, lat), joined where they meet, and its length."""
    merged = shapely.line_merge(line)
    parts = [part for part in shapely.get_parts(merged) if isinstance(part, LineString)]
    geometry = MultiLineString(parts)
    return FrontLine(day, between, geometry, length_km(geometry))


def _off_border(edge: MultiLineString, border: BaseGeometry) -> list[LineString]:
    """The segments of an edge that do not run along a border."""
    # The parts, for the index of one geometry would not tell where one ends and the next begins.
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
