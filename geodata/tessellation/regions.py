"""This module knows sheets: the pieces into which barriers divide the land.

Reports act only inside their own sheet. A piece without a report joins a neighbour, so that no
wall runs where nothing is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely import LineString, Polygon

from geodata.tessellation.grid import (
    GRID_DEG,
    BoolArray,
    FloatArray,
    IntArray,
    Plane,
    to_lonlat,
    to_units,
)


@dataclass(frozen=True, eq=False)
class Sheets:
    """Faces between outline and barriers, the sheet of each face, and the walls between sheets.

    `walls`: (N, 2, 2) start and end of every piece of wall, in grid units.
    """

    faces: tuple[Polygon, ...]
    sheet_of_face: IntArray
    walls: IntArray

    def of_points(self, lonlat: FloatArray) -> IntArray:
        """Sheet at each point, -1 outside the outline."""
        found = np.full(len(lonlat), -1, dtype=np.int64)
        for face, sheet in zip(self.faces, self.sheet_of_face, strict=True):
            found[shapely.contains_xy(face, *lonlat.T)] = sheet
        return found


def cut_into_sheets(
    outline: Polygon, barriers: Mapping[str, LineString], plane: Plane, lonlat: FloatArray
) -> Sheets:
    """Sheets of the outline; `lonlat` are the places, of which each sheet holds at least one."""
    lines = shapely.union_all([outline.boundary, *barriers.values()])
    noded = shapely.set_precision(lines, GRID_DEG)
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    faces = [face for face in pieces if outline.contains(face.representative_point())]
    edges, owners = _edges(faces)
    held = np.array([bool(shapely.contains_xy(face, *lonlat.T).any()) for face in faces])
    sheet = _join_unheld(edges, owners, held, plane)
    left, right = owners.T
    wall = (right < 0) | (sheet[left] != sheet[right])
    return Sheets(tuple(faces), sheet, edges[wall])


def _edges(faces: list[Polygon]) -> tuple[IntArray, IntArray]:
    """Every edge of the faces once, in grid units, with the one (then -1) or two faces at it."""
    found: dict[tuple[tuple[int, int], tuple[int, int]], list[int]] = {}
    for number, face in enumerate(faces):
        for ring in (face.exterior, *face.interiors):
            points = [(int(x), int(y)) for x, y in to_units(ring.coords)]
            for a, b in pairwise(points):
                found.setdefault((min(a, b), max(a, b)), []).append(number)
    keys = sorted(found)
    owners = [(found[key] + [-1])[:2] for key in keys]
    return np.array(keys, dtype=np.int64), np.array(owners, dtype=np.int64)


def _join_unheld(edges: IntArray, owners: IntArray, held: BoolArray, plane: Plane) -> IntArray:
    """Sheet of each face, once each face without a report has joined its longest neighbour."""
    sheet = np.arange(len(held))
    length = np.hypot(*np.diff(plane.km(to_lonlat(edges)), axis=1)[:, 0].T)
    inner = owners[:, 1] >= 0
    pair, length = owners[inner], length[inner]
    while True:
        lost = np.flatnonzero(~np.isin(sheet, sheet[held]))
        if not len(lost):
            return np.unique(sheet, return_inverse=True)[1].astype(np.int64)
        one = sheet[lost[0]]
        a, b = sheet[pair].T
        touching = (a == one) ^ (b == one)
        other = np.where(a == one, b, a)[touching]
        into = int(np.bincount(other, length[touching], len(sheet)).argmax())
        sheet[sheet == one] = into
