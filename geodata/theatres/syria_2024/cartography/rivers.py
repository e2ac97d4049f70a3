"""Rivers traced through pieces of line, and smoothed."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from geodata.errors import TheatreError
from geodata.theatres.syria_2024.cartography.sources import Points

GAP_DEG = 0.02  # Pieces that end nearer than this to each other belong together.
GAP_COST = 5.0  # A leap over a gap counts five times its length, so real water is preferred.


def trace(pieces: Sequence[Points], stations: Sequence[tuple[float, float]]) -> Points:
    """Trace the shortest path along the pieces that passes the stations in their order, lon/lat."""
    points = np.vstack(pieces)
    graph = _graph(pieces, points)
    tree = cKDTree(points)
    path: list[int] = []
    for start, goal in pairwise(int(tree.query(station)[1]) for station in stations):
        leg = _shortest(graph, start, goal)
        path += leg[1:] if path else leg
    return _drop_repeats(points[path])


def _graph(pieces: Sequence[Points], points: Points) -> coo_array:
    """Graph of the points; neighbours within a piece are joined, ends also to any other piece."""
    ends = np.cumsum([len(piece) for piece in pieces])
    starts = np.r_[0, ends[:-1]]
    piece_of = np.repeat(np.arange(len(pieces)), [len(piece) for piece in pieces])
    inner = np.setdiff1d(np.arange(len(points) - 1), ends - 1)
    tree = cKDTree(points)
    leaps = [
        (int(end), near)
        for end in np.r_[starts, ends - 1]
        for near in tree.query_ball_point(points[end], GAP_DEG)
        if piece_of[near] != piece_of[end]
    ]
    from_end, to_near = np.array(sorted({(min(leap), max(leap)) for leap in leaps})).T
    rows, cols = np.r_[inner, from_end], np.r_[inner + 1, to_near]
    length = np.hypot(*(points[rows] - points[cols]).T) + 1e-9
    length[len(inner) :] *= GAP_COST
    return coo_array((length, (rows, cols)), shape=(len(points), len(points)))


def _shortest(graph: coo_array, start: int, goal: int) -> list[int]:
    before = dijkstra(graph.tocsr(), False, [start], return_predecessors=True)[1][0]
    path = [goal]
    while path[-1] != start:
        if before[path[-1]] < 0:
            raise TheatreError(
                f"No way along the river pieces leads from node {start} to node {goal}; "
                "expected gaps below 0.02 degrees. Move the stations or raise GAP_DEG."
            )
        path.append(int(before[path[-1]]))
    return path[::-1]


def _drop_repeats(points: Points, nearer_than_deg: float = 1e-3) -> Points:
    step = np.hypot(*np.diff(points, axis=0).T)
    return points[np.r_[True, step > nearer_than_deg]]


def smooth(points: Points, rounds: int = 2, sagitta_deg: float = 3e-4) -> Points:
    """Cut the corners of a line (Chaikin), ends kept, points that add less than 30 m left out."""
    for _ in range(rounds):
        cut = np.empty((2 * len(points) - 2, 2))
        cut[0::2] = 0.75 * points[:-1] + 0.25 * points[1:]
        cut[1::2] = 0.25 * points[:-1] + 0.75 * points[1:]
        points = np.vstack([points[:1], cut, points[-1:]])
    return shapely.get_coordinates(shapely.simplify(shapely.LineString(points), sagitta_deg))
