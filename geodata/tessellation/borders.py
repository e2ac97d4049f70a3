"""Borders of one day on the mesh: segments across it, straightened, joined to chains.

Nodes are numbered: mesh vertices, then one for each edge, then one hub for each triangle.
"""

from dataclasses import dataclass

import numpy as np

from geodata.tessellation.field import Field
from geodata.tessellation.grid import BoolArray, FloatArray, IntArray, to_lonlat
from geodata.tessellation.tessellation import NOWHERE, EdgeTable, Tessellation

MIN_CROSSING_SHARE = 0.12  # a border crosses an edge between 12 % and 88 % of its length
SLIDING_ROUNDS = 12
PULL = 0.6
# The anchor keeps small rings from shrinking and lets a disturbance die out along the border;
# the rounding makes it die to exactly nothing, so that quiet borders stay identical.
ANCHOR = 0.06
_START_STEPS = 32
_SLIDING_STEPS = 256

CodesBeside = tuple[int, int]  # the code to the left, the code to the right
Step = tuple[int, CodesBeside]  # the next node, and the codes on the way to it


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


def find_crossings(tessellation: Tessellation, field: Field) -> Crossings:
    """Segments of all borders of one day, before sliding."""
    edges, label = tessellation.edges, field.label
    left, right = _codes(edges.left, label), _codes(edges.right, label)
    # Where both sides of a barrier agree, the border crosses it as any other edge.
    free = (left == right).all(axis=1)
    crossed = np.flatnonzero(free & (left[:, 0] != left[:, 1]))
    inner = _in_triangles(tessellation, label)
    lines = _along_lines(edges, left, right, len(tessellation.mesh.vertices))
    return Crossings(
        segments=np.vstack([inner, lines]),
        on_line=np.arange(len(inner) + len(lines)) >= len(inner),
        crossed=crossed,
        start_share=_start_shares(edges, field, crossed),
    )


def _codes(corners: IntArray, label: IntArray) -> IntArray:
    """Code at both ends of each edge side, -1 where the side is outside."""
    return np.where(corners >= 0, label[corners], NOWHERE)


def _in_triangles(tessellation: Tessellation, label: IntArray) -> IntArray:
    """Segments inside triangles: one where two codes meet, three to a hub where three do."""
    code = label[tessellation.mesh.corner]
    vertices = len(tessellation.mesh.vertices)
    node = vertices + tessellation.edges.of_triangle
    differs = code != code[:, [1, 2, 0]]
    sides = differs.sum(1)
    two, three = np.flatnonzero(sides == 2), np.flatnonzero(sides == 3)
    # The odd corner differs from both others.
    odd = (differs[two] & differs[two][:, [2, 0, 1]]).argmax(1)
    after, before = (odd + 1) % 3, (odd + 2) % 3
    segments = [
        np.column_stack([node[two, odd], node[two, before], code[two, odd], code[two, after]])
    ]
    hub = vertices + len(tessellation.edges.low) + three
    segments += [
        np.column_stack([node[three, k], hub, code[three, k], code[three, (k + 1) % 3]])
        for k in range(3)
    ]
    return np.vstack(segments)


def _along_lines(edges: EdgeTable, left: IntArray, right: IntArray, vertices: int) -> IntArray:
    """Halves of outline and barrier edges, from end to station, that part two codes."""
    station = vertices + np.arange(len(edges.low))
    first = np.column_stack([edges.low, station, left[:, 0], right[:, 0]])
    second = np.column_stack([station, edges.high, left[:, 1], right[:, 1]])
    halves = np.stack([first, second], axis=1)[edges.is_constrained].reshape(-1, 4)
    return np.asarray(halves[halves[:, 2] != halves[:, 3]])


def _clipped(share: FloatArray) -> FloatArray:
    return np.asarray(np.clip(share, MIN_CROSSING_SHARE, 1 - MIN_CROSSING_SHARE))


def _start_shares(edges: EdgeTable, field: Field, crossed: IntArray) -> FloatArray:
    """Share of each crossed edge, from low to high, at which the two influences are equal."""
    shares = []
    for corners in (edges.left[crossed], edges.right[crossed]):
        low, high = field.influence[corners[:, 0]], field.influence[corners[:, 1]]
        a, b = field.label[corners].T
        row = np.arange(len(crossed))
        lead_low, lead_high = low[row, a] - low[row, b], high[row, b] - high[row, a]
        share = lead_low / np.maximum(lead_low + lead_high, 1e-12)
        shares.append(_clipped(np.rint(_START_STEPS * share) / _START_STEPS))
    return np.asarray((shares[0] + shares[1]) / 2)


def node_positions(tessellation: Tessellation, crossings: Crossings) -> FloatArray:
    """Positions of all nodes of one day after sliding: (N, 2) x, y in km, NaN where unused.

    Each node on a free edge is pulled along its edge towards the middle of its neighbours.
    """
    mesh, edges = tessellation.mesh, tessellation.edges
    vertices, count = len(mesh.vertices), len(edges.low)
    xy = np.full((vertices + count + len(mesh.triangles), 2), np.nan)
    xy[:vertices] = tessellation.plane.km(mesh.lonlat)
    lines = np.flatnonzero(edges.is_constrained)
    xy[vertices + lines] = tessellation.plane.km(to_lonlat(edges.station[lines]))
    nodes, start = vertices + crossings.crossed, xy[edges.low[crossings.crossed]]
    along = xy[edges.high[crossings.crossed]] - start
    share = crossings.start_share
    xy[nodes] = start + share[:, None] * along
    beside = _neighbours(crossings.segments, len(xy))
    hubs = np.unique(crossings.segments[crossings.segments[:, 1] >= vertices + count, 1])
    for _ in range(SLIDING_ROUNDS):
        xy[hubs] = xy[beside[hubs]].mean(1)
        middle = (xy[beside[nodes, 0]] + xy[beside[nodes, 1]]) / 2
        nearest = ((middle - start) * along).sum(1) / (along**2).sum(1)
        pulled = (1 - PULL - ANCHOR) * share + PULL * nearest + ANCHOR * crossings.start_share
        share = np.rint(_SLIDING_STEPS * _clipped(pulled)) / _SLIDING_STEPS
        xy[nodes] = start + share[:, None] * along
    xy[hubs] = xy[beside[hubs]].mean(1)
    return xy


def _neighbours(segments: IntArray, nodes: int) -> IntArray:
    """Up to three nodes to which each node is joined, -1 where there are fewer."""
    ends = np.concatenate([segments[:, 0], segments[:, 1]])
    others = np.concatenate([segments[:, 1], segments[:, 0]])
    order = np.argsort(ends, kind="stable")
    ends, others = ends[order], others[order]
    first = np.searchsorted(ends, ends)
    place = np.arange(len(ends)) - first
    beside = np.full((nodes, 3), -1, dtype=np.int64)
    beside[ends[place < 3], place[place < 3]] = others[place < 3]
    return beside


@dataclass(frozen=True)
class Chain:
    """Nodes of one border in order, with the code to its left and to its right."""

    nodes: tuple[int, ...]
    left: int
    right: int


def join_chains(segments: IntArray) -> list[Chain]:
    """Chains of the segments of one day: open ones from their lowest node on, then rings.

    Chains end where three meet or where the two codes change.
    """
    ahead: dict[int, list[Step]] = {}
    for start, end, left, right in segments.tolist():
        ahead.setdefault(start, []).append((end, (left, right)))
        ahead.setdefault(end, []).append((start, (right, left)))
    joints = [node for node in sorted(ahead) if _is_joint(ahead[node])]
    walk = _Walk(ahead, set(joints))
    walked = [walk.along(node, step) for node in joints for step in ahead[node]]
    # What is left are rings; the lowest node of each comes first.
    walked += [walk.along(node, ahead[node][0]) for node in sorted(set(ahead) - walk.joints)]
    return [chain for chain in walked if chain is not None]


def _is_joint(steps: list[Step]) -> bool:
    """Whether chains end at a node with these steps away from it."""
    if len(steps) != 2:
        return True
    (_, (left, right)), (_, other) = steps
    return other != (right, left)


class _Walk:
    """A walk along chains that takes each segment once."""

    def __init__(self, ahead: dict[int, list[Step]], joints: set[int]) -> None:
        self._ahead = ahead
        self.joints = joints
        self._done: set[tuple[int, int]] = set()

    def along(self, start: int, step: Step) -> Chain | None:
        """Chain that leaves a node by a step, None if it was walked before."""
        node, (left, right) = step
        if (start, node) in self._done:
            return None
        nodes = [start]
        while True:
            self._done |= {(nodes[-1], node), (node, nodes[-1])}
            nodes.append(node)
            if node in self.joints or node == start:
                return Chain(tuple(nodes), left, right)
            first, second = self._ahead[node]
            node = second[0] if first[0] == nodes[-2] else first[0]
