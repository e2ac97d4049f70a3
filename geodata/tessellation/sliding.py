"""This module knows how borders are straightened: each node slides along the edge it lies on."""

import numpy as np

from geodata.tessellation.crossing import CLOSEST_SHARE, Crossings
from geodata.tessellation.grid import FloatArray, IntArray, to_lonlat
from geodata.tessellation.prepared import Loom

ROUNDS = 12
PULL = 0.6
# The anchor keeps small rings from shrinking and lets a disturbance die out along the border;
# the rounding makes it die to exactly nothing, so that quiet borders stay identical.
ANCHOR = 0.06
_STEPS = 256


def positions_km(loom: Loom, found: Crossings) -> FloatArray:
    """x, y in km of all nodes of one day after sliding (NaN for nodes that no border uses)."""
    mesh, edges = loom.mesh, loom.edges
    vertices, count = len(mesh.vertices), len(edges.low)
    at = np.full((vertices + count + len(mesh.triangles), 2), np.nan)
    at[:vertices] = loom.plane.km(mesh.lonlat)
    lines = np.flatnonzero(edges.is_line)
    at[vertices + lines] = loom.plane.km(to_lonlat(edges.station[lines]))
    nodes, start = vertices + found.crossed, at[edges.low[found.crossed]]
    along = at[edges.high[found.crossed]] - start
    share = found.start_share
    at[nodes] = start + share[:, None] * along
    beside = _neighbours(found.segments, len(at))
    hubs = np.unique(found.segments[found.segments[:, 1] >= vertices + count, 1])
    for _ in range(ROUNDS):
        at[hubs] = at[beside[hubs]].mean(1)
        middle = (at[beside[nodes, 0]] + at[beside[nodes, 1]]) / 2
        nearest = ((middle - start) * along).sum(1) / (along**2).sum(1)
        pulled = (1 - PULL - ANCHOR) * share + PULL * nearest + ANCHOR * found.start_share
        share = np.rint(_STEPS * np.clip(pulled, CLOSEST_SHARE, 1 - CLOSEST_SHARE)) / _STEPS
        at[nodes] = start + share[:, None] * along
    at[hubs] = at[beside[hubs]].mean(1)
    return at


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
