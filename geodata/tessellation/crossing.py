"""This module knows where borders cross the mesh: nodes on edges and the segments between them.

Nodes are numbered: mesh vertices, then one for each edge, then one hub for each triangle.
"""

from dataclasses import dataclass

import numpy as np

from geodata.tessellation.field import Field
from geodata.tessellation.grid import BoolArray, FloatArray, IntArray
from geodata.tessellation.prepared import NOWHERE, EdgeTable, Loom

CLOSEST_SHARE = 0.12  # a border crosses an edge between 12 % and 88 % of its length
_STEPS = 32


@dataclass(frozen=True, eq=False)
class Crossings:
    """Segments of the borders of one day, and where the nodes on free edges start from.

    `segments`: rows of (from node, to node, code to the left, code to the right), -1 outside.
    `on_line`: whether each segment runs along outline or barrier.
    `crossed`: the free edges that a border crosses, at the shares `start_share`.
    """

    segments: IntArray
    on_line: BoolArray
    crossed: IntArray
    start_share: FloatArray


def crossings(loom: Loom, field: Field) -> Crossings:
    """All pieces of border of one day."""
    edges, label = loom.edges, field.label
    left, right = _codes(edges.left, label), _codes(edges.right, label)
    # Where both sides of a wall agree, the border passes it as if it were any edge.
    free = (left == right).all(axis=1)
    crossed = np.flatnonzero(free & (left[:, 0] != left[:, 1]))
    inner = _in_triangles(loom, label)
    lines = _along_lines(edges, left, right, len(loom.mesh.vertices))
    return Crossings(
        segments=np.vstack([inner, lines]),
        on_line=np.arange(len(inner) + len(lines)) >= len(inner),
        crossed=crossed,
        start_share=_start_shares(edges, field, crossed),
    )


def _codes(corners: IntArray, label: IntArray) -> IntArray:
    """Code at both ends of each edge side, -1 where the side is outside."""
    return np.where(corners >= 0, label[corners], NOWHERE)


def _in_triangles(loom: Loom, label: IntArray) -> IntArray:
    """One segment in a triangle of two codes, three to a hub in one of three."""
    code = label[loom.mesh.corner]
    vertices = len(loom.mesh.vertices)
    node = vertices + loom.edges.of_triangle
    differs = code != code[:, [1, 2, 0]]
    sides = differs.sum(1)
    two, three = np.flatnonzero(sides == 2), np.flatnonzero(sides == 3)
    # The odd corner is the one before which and after which the code changes.
    odd = (differs[two] & differs[two][:, [2, 0, 1]]).argmax(1)
    after, before = (odd + 1) % 3, (odd + 2) % 3
    segments = [
        np.column_stack([node[two, odd], node[two, before], code[two, odd], code[two, after]])
    ]
    hub = vertices + len(loom.edges.low) + three
    segments += [
        np.column_stack([node[three, k], hub, code[three, k], code[three, (k + 1) % 3]])
        for k in range(3)
    ]
    return np.vstack(segments)


def _along_lines(edges: EdgeTable, left: IntArray, right: IntArray, vertices: int) -> IntArray:
    """Halves of outline and wall edges, from end to station, that part two codes."""
    station = vertices + np.arange(len(edges.low))
    first = np.column_stack([edges.low, station, left[:, 0], right[:, 0]])
    second = np.column_stack([station, edges.high, left[:, 1], right[:, 1]])
    halves = np.stack([first, second], axis=1)[edges.is_line].reshape(-1, 4)
    return np.asarray(halves[halves[:, 2] != halves[:, 3]])


def _start_shares(edges: EdgeTable, field: Field, crossed: IntArray) -> FloatArray:
    """Share of each crossed edge, from low to high, at which the two influences are equal."""
    shares = []
    for corners in (edges.left[crossed], edges.right[crossed]):
        low, high = field.influence[corners[:, 0]], field.influence[corners[:, 1]]
        a, b = field.label[corners].T
        row = np.arange(len(crossed))
        lead_low, lead_high = low[row, a] - low[row, b], high[row, b] - high[row, a]
        share = lead_low / np.maximum(lead_low + lead_high, 1e-12)
        shares.append(np.clip(np.rint(_STEPS * share) / _STEPS, CLOSEST_SHARE, 1 - CLOSEST_SHARE))
    return np.asarray((shares[0] + shares[1]) / 2)
