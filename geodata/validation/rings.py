"""Rings of all features of a draft, as arrays, and the fixes of rings.

Points are numbers as found; no ring need be closed, no polygon valid. A fix makes new rings.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.topology.arcs import Booleans, Floats, Integers, offsets_of

CELLS: Final = 10_000_000
"""Grid cells per degree: seven decimals, 1 cm. What is checked and published lies on this grid."""
Geometries = NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Rings:
    """Rings as arrays: r is `points[ring_offsets[r]:…[r + 1]]`; polygons alike, outer ring first.

    Polygons stand in the order of their features; `feature_of_polygon` never falls.
    """

    points: Floats
    ring_offsets: Integers
    polygon_offsets: Integers
    feature_of_polygon: Integers

    @property
    def ring_sizes(self) -> Integers:
        """Number of points of each ring."""
        return np.diff(self.ring_offsets)

    @property
    def feature_of_ring(self) -> Integers:
        """The feature that each ring belongs to."""
        return np.repeat(self.feature_of_polygon, np.diff(self.polygon_offsets))

    @property
    def feature_of_point(self) -> Integers:
        """The feature that each point belongs to."""
        return np.repeat(self.feature_of_ring, self.ring_sizes)

    @property
    def outer(self) -> Booleans:
        """For each ring, whether it is the outer ring of its polygon."""
        first = np.zeros(len(self.ring_offsets) - 1, dtype=bool)
        first[self.polygon_offsets[:-1]] = True
        return first

    @property
    def first(self) -> Floats:
        """The first point of each ring; rings must not be empty."""
        return self.points[self.ring_offsets[:-1]]

    @property
    def is_closed(self) -> Booleans:
        """For each ring, whether it ends where it begins."""
        last: Booleans = (self.points[self.ring_offsets[1:] - 1] == self.first).all(axis=1)
        return last & (self.ring_sizes > 1)

    def moved(self, points: Floats) -> "Rings":
        """Rings with other coordinates."""
        return replace(self, points=points)

    def closed(self, which: Booleans | None = None) -> "Rings":
        """Rings closed, all or those marked: each ends where it begins."""
        is_open = ~self.is_closed
        if which is not None:
            is_open &= which
        if not is_open.any():
            return self
        points = np.insert(self.points, self.ring_offsets[1:][is_open], self.first[is_open], axis=0)
        return replace(self, points=points, ring_offsets=offsets_of(self.ring_sizes + is_open))

    def turned_round(self, which: Booleans) -> "Rings":
        """Rings with those marked running the other way."""
        sizes, begin = self.ring_sizes, self.ring_offsets[:-1]
        within = np.arange(len(self.points)) - np.repeat(begin, sizes)
        back = np.repeat(begin + sizes - 1, sizes) - within
        positions = np.where(np.repeat(which, sizes), back, np.arange(len(self.points)))
        return self.moved(self.points[positions])

    def repeats(self) -> Booleans:
        """For each point, whether it equals the point before it in its ring."""
        same = np.zeros(len(self.points), dtype=bool)
        same[1:] = (self.points[1:] == self.points[:-1]).all(axis=1)
        same[self.ring_offsets[:-1][self.ring_sizes > 0]] = False
        return same

    def without_points(self, drop: Booleans) -> "Rings":
        """Rings without some points."""
        if not drop.any():
            return self
        ring = np.repeat(np.arange(len(self.ring_sizes)), self.ring_sizes)
        sizes = np.bincount(ring[~drop], minlength=len(self.ring_sizes)).astype(np.int64)
        left = replace(self, points=self.points[~drop], ring_offsets=offsets_of(sizes))
        return left.without_rings(sizes == 0)

    def without_rings(self, drop: Booleans) -> "Rings":
        """Polygons without some rings; without its outer ring a polygon goes altogether."""
        if not drop.any():
            return self
        holes = np.diff(self.polygon_offsets)
        lost = drop[self.polygon_offsets[:-1]]
        drop = drop | np.repeat(lost, holes)
        polygon = np.repeat(np.arange(len(holes)), holes)
        counts = np.bincount(polygon[~drop], minlength=len(holes)).astype(np.int64)[~lost]
        sizes = self.ring_sizes
        points = self.points[~np.repeat(drop, sizes)]
        return Rings(
            points, offsets_of(sizes[~drop]), offsets_of(counts), self.feature_of_polygon[~lost]
        )

    def of_features(self, keep: Booleans) -> "Rings":
        """Rings of some features, by their position."""
        return self.without_rings(~keep[self.feature_of_ring])

    def of_feature(self, feature: int) -> "Rings":
        """Rings of a single feature, found without looking at the others."""
        first, last = np.searchsorted(self.feature_of_polygon, [feature, feature + 1])
        rings = self.polygon_offsets[first : last + 1]
        points = self.ring_offsets[rings[0] : rings[-1] + 1]
        return Rings(
            self.points[points[0] : points[-1]],
            points - points[0],
            rings - rings[0],
            self.feature_of_polygon[first:last],
        )

    def on_grid(self) -> "Rings":
        """Coordinates in whole cells of the grid."""
        return self.moved(np.rint(self.points * CELLS))

    def doubled_areas(self) -> Floats:
        """Twice the signed planar area of each closed ring, positive where it runs left about."""
        if not len(self.ring_sizes):
            return np.empty(0)
        x, y = (self.points - np.repeat(self.first, self.ring_sizes, axis=0)).T
        step = x * np.roll(y, -1) - np.roll(x, -1) * y
        step[self.ring_offsets[1:] - 1] = 0
        return np.add.reduceat(step, self.ring_offsets[:-1])

    def geometries(self, features: int) -> Geometries:
        """MultiPolygon of each feature by number, empty where a feature has no rings.

        Every ring must be closed and have at least four points.
        """
        counts = np.bincount(self.feature_of_polygon, minlength=features).astype(np.int64)
        offsets = (self.ring_offsets, self.polygon_offsets, offsets_of(counts))
        geometries: Geometries = shapely.from_ragged_array(
            shapely.GeometryType.MULTIPOLYGON, self.points, offsets
        )
        return geometries


def in_degrees(geometries: Geometries) -> Geometries:
    """Geometries on the grid, in lon, lat: the doubles nearest to seven decimals."""
    degrees: Geometries = shapely.transform(geometries, lambda points: np.rint(points) / CELLS)
    return degrees
