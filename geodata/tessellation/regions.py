"""Regions: the pieces into which barriers divide the land.

Reports act only inside their own region. A piece without a report joins a neighbour, so that no
barrier divides ground where nothing is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely import LineString, Polygon

from geodata.tessellation.grid import (
    GRID_DEG,
    AffinePlane,
    BoolArray,
    FloatArray,
    IntArray,
    to_lonlat,
    to_units,
)


@dataclass(frozen=True, eq=False)
class Regions:
    """Faces between outline and barriers, the region of each face, and the edges between regions.

    `constrained_edges`: (N, 2, 2) start and end of every piece of outline and of every piece of
    barrier that parts two regions, in grid units.
    """

    faces: tuple[Polygon, ...]
    region_of_face: IntArray
    constrained_edges: IntArray

    def at_points(self, lonlat: FloatArray) -> IntArray:
        """Region at each point, -1 outside the outline."""
        regions = np.full(len(lonlat), -1, dtype=np.int64)
        for face, region in zip(self.faces, self.region_of_face, strict=True):
            regions[shapely.contains_xy(face, *lonlat.T)] = region
        return regions


def cut_into_regions(
    outline: Polygon, barriers: Mapping[str, LineString], plane: AffinePlane, lonlat: FloatArray
) -> Regions:
    """Regions of the outline; `lonlat` are the places, of which each region holds at least one."""
    lines = shapely.union_all([outline.boundary, *barriers.values()])
    noded = shapely.set_precision(lines, GRID_DEG)
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    faces = [face for face in pieces if outline.contains(face.representative_point())]
    edges, owners = _edges(faces)
    held = np.array([bool(shapely.contains_xy(face, *lonlat.T).any()) for face in faces])
    region = _join_unheld(edges, owners, held, plane)
    left, right = owners.T
    constrained = (right < 0) | (region[left] != region[right])
    return Regions(tuple(faces), region, edges[constrained])


def _edges(faces: list[Polygon]) -> tuple[IntArray, IntArray]:
    """Edges of the faces, each once, in grid units, and the two faces at each (-1: outside)."""
    faces_at: dict[tuple[tuple[int, int], tuple[int, int]], list[int]] = {}
    for number, face in enumerate(faces):
        for ring in (face.exterior, *face.interiors):
            points = [(int(x), int(y)) for x, y in to_units(ring.coords)]
            for a, b in pairwise(points):
                faces_at.setdefault((min(a, b), max(a, b)), []).append(number)

    keys = sorted(faces_at)
    owners = [(faces_at[key] + [-1])[:2] for key in keys]
    return np.array(keys, dtype=np.int64), np.array(owners, dtype=np.int64)


def _join_unheld(
    edges: IntArray, owners: IntArray, held: BoolArray, plane: AffinePlane
) -> IntArray:
    """Region of each face, once each face without a report has joined its longest neighbour."""
    region = np.arange(len(held))
    length = np.hypot(*np.diff(plane.km(to_lonlat(edges)), axis=1)[:, 0].T)
    inner = owners[:, 1] >= 0
    pair, length = owners[inner], length[inner]
    while True:
        lost = np.flatnonzero(~np.isin(region, region[held]))
        if not len(lost):
            return np.unique(region, return_inverse=True)[1].astype(np.int64)
        unheld = region[lost[0]]
        a, b = region[pair].T
        touching = (a == unheld) ^ (b == unheld)
        neighbour = np.where(a == unheld, b, a)[touching]
        longest = int(np.bincount(neighbour, length[touching], len(region)).argmax())
        region[region == unheld] = longest
