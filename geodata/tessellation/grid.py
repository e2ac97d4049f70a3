"""Coordinates of the tessellation: the grid of 1e-5 degrees and a local plane in km.

Every coordinate that leaves the package is a grid point (1.1 m). Grid points are integers inside,
so that equal borders are equal bytes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

GRID_DEG = 1e-5
UNITS_PER_DEG = 100_000
KM_PER_DEG = 111.2

_SEMI_MAJOR_KM = 6378.137
_ECCENTRICITY_2 = 0.00669437999014


def to_units(lonlat: npt.ArrayLike) -> IntArray:
    """Convert lon, lat in WGS 84 degrees to the nearest grid units (integers, 1e-5 degrees)."""
    return np.rint(np.asarray(lonlat, dtype=np.float64) * UNITS_PER_DEG).astype(np.int64)


def to_lonlat(units: npt.ArrayLike) -> FloatArray:
    """Convert grid units to lon, lat in WGS 84 degrees."""
    return np.asarray(units, dtype=np.float64) / UNITS_PER_DEG


def distances(tree: cKDTree, points: FloatArray, nearest: int = 1) -> FloatArray:
    """Distances from points to the `nearest` closest points of a tree, in its unit."""
    return np.asarray(tree.query(points, k=nearest)[0], dtype=np.float64)


def geocentric_km(lonlat: FloatArray) -> FloatArray:
    """Earth-centred x, y, z in km of lon, lat on the WGS 84 ellipsoid: (N, 2) to (N, 3).

    Straight lines there order distances as geodesics do.
    """
    lon, lat = np.radians(lonlat).T
    normal = _SEMI_MAJOR_KM / np.sqrt(1 - _ECCENTRICITY_2 * np.sin(lat) ** 2)
    flat = normal * np.cos(lat)
    return np.column_stack(
        [flat * np.cos(lon), flat * np.sin(lon), normal * (1 - _ECCENTRICITY_2) * np.sin(lat)]
    )


@dataclass(frozen=True)
class AffinePlane:
    """AffinePlane in km that is affine in lon, lat, so that straight stays straight."""

    cos_lat: float

    @classmethod
    def at_latitude(cls, lat: float) -> "AffinePlane":
        """AffinePlane true to scale at a latitude in degrees."""
        return cls(round(float(np.cos(np.radians(lat))), 6))

    def km(self, lonlat: npt.ArrayLike) -> FloatArray:
        """Convert lon, lat in WGS 84 degrees to x, y in km."""
        return np.asarray(lonlat, dtype=np.float64) * [self.cos_lat * KM_PER_DEG, KM_PER_DEG]

    def lonlat(self, km: npt.ArrayLike) -> FloatArray:
        """Convert x, y in km to lon, lat in WGS 84 degrees."""
        return np.asarray(km, dtype=np.float64) / [self.cos_lat * KM_PER_DEG, KM_PER_DEG]


def near_segment(
    start: IntArray, end: IntArray, share: float = 0.5, slack: int | None = None
) -> IntArray:
    """Grid point that lies on a segment to within millimetres, about `share` of the way along.

    The rounded point lies up to 0.5 m beside the segment, which changes the area; among the grid
    points within `slack` units along it (at most a fifth of its length) another fits far better.
    """
    delta = end - start
    axis = int(abs(delta[1]) > abs(delta[0]))
    length = int(abs(delta[axis]))
    slack = length // 5 if slack is None else min(slack, length // 5)
    middle = round(share * length)
    steps = np.arange(max(middle - slack, 1), min(middle + slack, length - 1) + 1, dtype=np.int64)
    if not len(steps):
        return start
    across = np.rint(steps * delta[1 - axis] / max(length, 1)).astype(np.int64)
    miss = np.abs(steps * delta[1 - axis] - across * length)
    best = int(np.lexsort((np.abs(steps - middle), miss))[0])
    point = start.copy()
    point[axis] += np.sign(delta[axis]) * steps[best]
    point[1 - axis] += across[best]
    return point
