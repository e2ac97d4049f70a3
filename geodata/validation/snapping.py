"""Snapping of near points: copies of the same point in neighbours, less than 2 m apart."""

from typing import Final

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from geodata.topology.arcs import Floats, Integers
from geodata.validation.rings import CELLS, Geometries
from geodata.validation.shape import cleaned

SAME_M: Final = 2.0
"""Distance below which points of neighbours are merged."""
_CELL_M: Final = 111_319.5 / CELLS
_MAX_PAIRS: Final = 20_000_000


def snapped(shapes: Geometries) -> Geometries:
    """Snap near points of shapes on the grid to each other; no point moves by 2 m or more."""
    points = shapely.get_coordinates(shapes)
    places, place_of_point = np.unique(points, axis=0, return_inverse=True)
    moved = places[_leaders(places)]
    result: Geometries = shapely.set_coordinates(shapes.copy(), moved[place_of_point.ravel()])
    return cleaned(result)


def _leaders(places: Floats) -> Integers:
    """Index of the place that each place is merged into."""
    alone = np.arange(len(places))
    if not len(places):
        return alone
    lat = np.radians(places[:, 1] / CELLS)
    metres = np.stack([places[:, 0] * np.cos(lat.mean()), places[:, 1]], axis=1) * _CELL_M
    tree = cKDTree(metres)
    sample = metres[:: max(1, len(places) // 1_000)]
    if (
        np.mean(tree.query_ball_point(sample, SAME_M, return_length=True)) * len(places)
        > _MAX_PAIRS
    ):
        return alone
    pairs = tree.query_pairs(SAME_M, output_type="ndarray")
    graph = coo_array((np.ones(len(pairs), dtype=bool), pairs.T), shape=(len(places),) * 2)
    _, group = connected_components(graph, directed=False)
    first = np.full(group.max() + 1, len(places), dtype=np.int64)
    np.minimum.at(first, group, alone)
    leader = first[group]
    # A chain of near points may be long: those too far from its head stay where they are.
    near = np.hypot(*(metres - metres[leader]).T) < SAME_M
    return np.where(near, leader, alone)
