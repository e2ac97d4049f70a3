"""Partition of the land on one day: the arcs that neighbours share, and polygons of them.

Corners of borders are rounded inside the triangles that they touch: each becomes a quadratic Bézier
curve from mid-segment to mid-segment, drawn in until its chord crosses the same mesh edge as the
corner; so no border can touch another or pass a place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely import LineString, MultiPolygon

from geodata.errors import TessellationError
from geodata.terms import Holder, by_code
from geodata.tessellation.borders import (
    Chain,
    Crossings,
    find_crossings,
    join_chains,
    node_positions,
)
from geodata.tessellation.field import field_of
from geodata.tessellation.grid import BoolArray, FloatArray, IntArray, to_lonlat, to_units
from geodata.tessellation.reports import Holding, check_holdings
from geodata.tessellation.tessellation import NOWHERE, Tessellation

MIN_CHORD_SHARE = 0.04  # a chord crosses its mesh edge between 4 % and 96 % of its length
SAGITTA_KM = 0.03  # flatter corners than this get the two ends of their curve only
_TINY = 1e-15
AREA_TOLERANCE = 1e-8  # of the outline's area: points added to it lie on the grid, not quite on it


@dataclass(frozen=True, eq=False)
class Arc:
    """Piece of border: (N, 2) lon, lat in WGS 84 degrees, and the holder on either side.

    `left`, `right`: None outside the outline.
    """

    lonlat: FloatArray
    left: Holder | None
    right: Holder | None


@dataclass(frozen=True, eq=False)
class Partition:
    """Areas of one day, as the arcs between them. Each border is stored once."""

    arcs: tuple[Arc, ...]

    def polygons(self) -> dict[str | None, MultiPolygon]:
        """Area of each party in lon, lat, and under None what is contested; arcs unchanged."""
        left: dict[tuple[object, object], Holder | None] = {}
        for arc in self.arcs:
            points = [tuple(point) for point in arc.lonlat.tolist()]
            for a, b in pairwise(points):
                left[a, b], left[b, a] = arc.left, arc.right
        faces = shapely.get_parts(shapely.polygonize([LineString(arc.lonlat) for arc in self.arcs]))
        areas: dict[str | None, list[shapely.Polygon]] = {}
        for face in shapely.orient_polygons(faces):
            holder = left[face.exterior.coords[0], face.exterior.coords[1]]
            if holder is not None:
                areas.setdefault(holder.party, []).append(face)
        return {party: MultiPolygon(areas[party]) for party in sorted(areas, key=by_code)}


def tessellate(tessellation: Tessellation, holdings: Mapping[str, Holding]) -> Partition:
    """Divide the land among the parties on one day, by the holding of each place.

    Parameters
    ----------
    tessellation
        Made once from the places and the frame by `build_tessellation`.
    holdings
        By place id, one for each place of the tessellation.

    Returns
    -------
    Partition
        Arcs between areas that cover the outline exactly: every place lies in the area of its
        own party (in contested ground if contested), every part holds a place, coordinates are
        multiples of 1e-5 degrees. Equal input gives equal bytes.

    Raises
    ------
    TessellationError
        Holdings are missing or name places that the tessellation does not have.
    """
    check_holdings(tessellation.places, holdings)
    field = field_of(tessellation, holdings)
    crossings = find_crossings(tessellation, field)
    chains = join_chains(crossings.segments)
    nodes_km = node_positions(tessellation, crossings)
    lines = round_corners(tessellation, crossings, nodes_km, chains)
    names: dict[int, Holder | None] = {**dict(enumerate(field.holders)), NOWHERE: None}
    return Partition(
        tuple(
            Arc(line, names[chain.left], names[chain.right])
            for line, chain in zip(lines, chains, strict=True)
        )
    )


def check_partition(
    tessellation: Tessellation, holdings: Mapping[str, Holding], partition: Partition
) -> None:
    """Refuse a partition that does not keep the promises of the method.

    The areas cover the outline exactly, every report lies in its own area, every part holds one.

    Raises
    ------
    TessellationError
        A promise is broken: a fault of the method.
    """
    areas = partition.polygons()
    shapes = list(areas.values())
    if not all(shapely.is_valid(shapes)):
        raise _broken("an area is not valid")
    if not all(shapely.is_simple([LineString(arc.lonlat) for arc in partition.arcs])):
        raise _broken("a border crosses itself")
    if not shapely.coverage_is_valid(shapes):
        raise _broken("two areas overlap or do not share their border")
    total, expected = sum(shape.area for shape in shapes), tessellation.outline.area
    if abs(total / expected - 1) > AREA_TOLERANCE:
        raise _broken("the areas do not add up to the outline")
    for place, (lon, lat) in zip(tessellation.places, tessellation.positions, strict=True):
        holding = holdings[place.place_id]
        party = None if holding.contested else holding.party
        if party not in areas or not shapely.contains_xy(areas[party], lon, lat):
            name = party or "contested ground"
            raise _broken(f"place '{place.place_id}' does not lie in the area of {name}")
    for party, area in areas.items():
        for part in area.geoms:
            if not np.any(shapely.contains_xy(part, *tessellation.positions.T)):
                raise _broken(f"a part of {party or 'contested ground'} holds no report")


def _broken(promise: str) -> TessellationError:
    return TessellationError(
        f"The areas of control break a promise: {promise}. This is a fault of the method; "
        "please report it with the places, the frame and the holdings."
    )


def round_corners(
    tessellation: Tessellation, crossings: Crossings, nodes_km: FloatArray, chains: list[Chain]
) -> list[FloatArray]:
    """Lines of the chains, rounded at the nodes that slid: (N, 2) lon, lat on the grid.

    `nodes_km`: (N, 2) x, y of all nodes, as `borders.node_positions` gives them.
    """
    vertices = len(tessellation.mesh.vertices)
    slid = np.zeros(len(nodes_km), dtype=bool)
    slid[vertices + crossings.crossed] = True
    # Mesh points on a straight piece of outline or barrier are left out again; stations stay, so
    # that the outline is the same on every day.
    needless = np.zeros(len(nodes_km), dtype=bool)
    needless[:vertices] = ~tessellation.mesh.is_input
    return [
        _draw(tessellation, np.array(chain.nodes), nodes_km, slid, needless) for chain in chains
    ]


def _draw(
    tessellation: Tessellation,
    nodes: IntArray,
    nodes_km: FloatArray,
    slid: BoolArray,
    needless: BoolArray,
) -> FloatArray:
    closed = nodes[0] == nodes[-1]
    if closed:
        nodes = nodes[:-1]
    xy = nodes_km[nodes]
    smooth = slid[nodes]
    keep = ~needless[nodes]
    if closed:
        keep[0] = True
        beside = np.roll(xy, 1, axis=0), np.roll(xy, -1, axis=0)
    else:
        keep[[0, -1]] = True
        beside = np.vstack([xy[:1], xy[:-1]]), np.vstack([xy[1:], xy[-1:]])
    curves = _curves(tessellation, nodes, xy, beside, smooth)
    points = _sampled(xy, curves, np.where(smooth, curves.pieces + 1, keep.astype(np.int64)))
    units = to_units(tessellation.plane.lonlat(points))
    if closed:
        units = np.vstack([units, units[:1]])
    fresh = np.concatenate([[True], (np.diff(units, axis=0) != 0).any(axis=1)])
    return to_lonlat(units[fresh])


@dataclass(frozen=True, eq=False)
class _Curves:
    """Curve at each node: first and last point in km, and the number of its pieces."""

    first: FloatArray
    last: FloatArray
    pieces: IntArray


def _curves(
    tessellation: Tessellation,
    nodes: IntArray,
    xy: FloatArray,
    beside: tuple[FloatArray, FloatArray],
    smooth: BoolArray,
) -> _Curves:
    before, after = beside
    plane, edges, lonlat = tessellation.plane, tessellation.edges, tessellation.mesh.lonlat
    edge = np.where(smooth, nodes - len(lonlat), 0)
    start = plane.km(lonlat[edges.low[edge]])
    along = plane.km(lonlat[edges.high[edge]]) - start
    first, last = (before + xy) / 2, (xy + after) / 2
    chord, away = last - first, start - first
    crossed = -_cross(away, chord) / (_cross(along, chord) + _TINY)  # share of the edge, by chord
    corner = ((xy - start) * along).sum(1) / np.maximum((along**2).sum(1), _TINY)
    room = np.where(crossed > corner, 1 - MIN_CHORD_SHARE - corner, corner - MIN_CHORD_SHARE)
    size = np.clip(room / np.maximum(np.abs(crossed - corner), 1e-12), 0, 1)[:, None]
    first, last = xy + size * (first - xy), xy + size * (last - xy)
    sagitta = np.hypot(*((first + last) / 2 - xy).T) / 2
    return _Curves(first, last, 1 + (sagitta >= SAGITTA_KM) + (sagitta >= 8 * SAGITTA_KM))


def _cross(a: FloatArray, b: FloatArray) -> FloatArray:
    return np.asarray(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])


def _sampled(xy: FloatArray, curves: _Curves, counts: IntArray) -> FloatArray:
    """Sample points along the curves, `counts` at each node (1 = the node itself, 0 = none)."""
    node = np.repeat(np.arange(len(xy)), counts)
    step = np.arange(len(node)) - np.repeat(np.cumsum(counts) - counts, counts)
    share = (step / np.maximum(counts[node] - 1, 1))[:, None]
    bezier = (
        (1 - share) ** 2 * curves.first[node]
        + 2 * share * (1 - share) * xy[node]
        + share**2 * curves.last[node]
    )
    return np.asarray(np.where(counts[node][:, None] > 1, bezier, xy[node]))
