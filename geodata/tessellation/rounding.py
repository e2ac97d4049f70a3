"""Rounding of the corners of a border inside the triangles that they touch.

Each corner becomes a quadratic Bézier curve from mid-segment to mid-segment, drawn in until its
chord crosses the same mesh edge as the corner; so no border can touch another or pass a place.
"""

from dataclasses import dataclass

import numpy as np

from geodata.tessellation.borders import Chain, Crossings
from geodata.tessellation.grid import BoolArray, FloatArray, IntArray, to_lonlat, to_units
from geodata.tessellation.tessellation import Tessellation

MIN_CHORD_SHARE = 0.04  # a chord crosses its mesh edge between 4 % and 96 % of its length
SAGITTA_KM = 0.03  # flatter corners than this get the two ends of their curve only
_TINY = 1e-15


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
