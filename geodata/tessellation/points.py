"""Free points of the mesh, and the mesh size at each position."""

import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely import Polygon

from geodata.tessellation.grid import (
    KM_PER_DEG,
    AffinePlane,
    FloatArray,
    IntArray,
    distances,
    geocentric_km,
    to_lonlat,
    to_units,
)

# Size in km: the lesser of a share of the distance to the second nearest place,
# and a slope from the nearest one; so it is fine among villages and coarse in the desert.
SHARE_OF_SECOND, AT_PLACE_KM, SLOPE = 0.28, 0.9, 0.3
MIN_SIZE_KM, MAX_SIZE_KM = 0.4, 6.0
CLEAR_OF_EDGE, CLEAR_OF_PLACE = 0.55, 0.5  # times the mesh size
JITTER = 0.45  # share of a cell; on a regular grid borders would show its directions


class MeshSize:
    """Size of the mesh in km at any position, from a tree of the places (earth-centred km)."""

    def __init__(self, places: cKDTree) -> None:
        self._places = places

    def km_at(self, lonlat: FloatArray) -> FloatArray:
        """Size of the mesh in km at positions in lon, lat, WGS 84 degrees."""
        nearest, second = distances(self._places, geocentric_km(lonlat), 2).T
        size = np.minimum(SHARE_OF_SECOND * second, AT_PLACE_KM + SLOPE * nearest)
        return np.asarray(np.clip(size, MIN_SIZE_KM, MAX_SIZE_KM))


def free_points(
    outline: Polygon, plane: AffinePlane, size: MeshSize, constrained: IntArray, places: IntArray
) -> IntArray:
    """Points clear of constrained edges (pairs of ends) and places, all in grid units."""
    points = to_units(_cell_centres(outline, plane, size))
    points = points[shapely.contains_xy(outline, *to_lonlat(points).T)]
    xy, h = plane.km(to_lonlat(points)), size.km_at(to_lonlat(points))
    along = np.linspace(0, 1, 5)[:, None, None]
    samples = constrained[:, 0] + along * (constrained[:, 1] - constrained[:, 0])
    to_edge = distances(cKDTree(plane.km(to_lonlat(samples.reshape(-1, 2)))), xy)
    to_place = distances(cKDTree(plane.km(to_lonlat(places))), xy)
    return points[(to_edge > CLEAR_OF_EDGE * h) & (to_place > CLEAR_OF_PLACE * h)]


def _cell_centres(outline: Polygon, plane: AffinePlane, size: MeshSize) -> FloatArray:
    """Jittered centres of quadtree cells, split until each is as fine as the mesh there."""
    west, south, east, north = outline.bounds
    side = 2 * MAX_SIZE_KM / KM_PER_DEG
    columns = np.arange(int((east - west) * plane.cos_lat / side) + 1)
    column, row = (
        axis.ravel() for axis in np.meshgrid(columns, np.arange(int((north - south) / side) + 1))
    )
    centres: list[FloatArray] = []
    level = 0
    while len(column):
        step = np.array([side / plane.cos_lat, side])
        centre = np.column_stack([column + 0.5, row + 0.5]) * step + [west, south]
        done = size.km_at(centre) >= 0.8 * side * KM_PER_DEG
        shift = np.column_stack([_hashed(column, row, level, salt) for salt in (1, 2)])
        centres.append((centre + shift * step * JITTER)[done])
        column, row = 2 * column[~done], 2 * row[~done]
        column = np.concatenate([column, column + 1, column, column + 1])
        row = np.concatenate([row, row, row + 1, row + 1])
        side, level = side / 2, level + 1
    return np.vstack(centres)


def _hashed(column: IntArray, row: IntArray, level: int, salt: int) -> FloatArray:
    """Hash of each cell: a number in [-0.5, 0.5), the same on every machine."""
    bits = (
        column.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        ^ row.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F)
        ^ np.uint64(level * 7919 + salt * 104729)
    )
    bits ^= bits >> np.uint64(29)
    bits *= np.uint64(0xBF58476D1CE4E5B9)
    bits ^= bits >> np.uint64(32)
    return (bits >> np.uint64(11)).astype(np.float64) / 2.0**53 - 0.5
