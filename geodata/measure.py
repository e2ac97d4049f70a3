"""Lengths, areas and bearings on the WGS 84 ellipsoid, in kilometres, square kilometres, degrees.

Edges of GeoJSON are straight in longitude and latitude (RFC 7946 §3.1.1). Areas are integrated
along such edges; geodesic lengths assume geodesic edges, and are therefore measured on edges cut to
at most `MAX_EDGE_DEG`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

MAX_EDGE_DEG: Final = 0.02
_ELLIPSOID: Final = pyproj.Geod(ellps="WGS84")
_RULE: Final = np.polynomial.legendre.leggauss(4)


def area_km2(geometry: BaseGeometry) -> float:
    """Area of polygons in km² on the WGS 84 ellipsoid, edges straight in longitude and latitude."""
    return float(areas_km2(np.array([geometry], dtype=object))[0])


def areas_km2(geometries: NDArray[np.object_]) -> NDArray[np.float64]:
    """Areas of many polygons in km² on the WGS 84 ellipsoid, at once; holes are subtracted.

    Method: the ground between an edge and the equator is an integral over its longitudes, which
    Gauss and Legendre's rule gives to about 1e-12 of the area, however long the edge. So a point
    more on a straight edge changes nothing, and parts of a shape add up to the whole.
    """
    parts, of_geometry = _polygons(geometries)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    points, of_ring = shapely.get_coordinates(rings, return_index=True)
    km2 = np.abs(swept_km2(points, np.searchsorted(of_ring, np.arange(len(rings) + 1))))
    hole = np.append(False, of_part[1:] == of_part[:-1])[: len(rings)]
    signed = np.where(hole, -km2, km2)
    return np.bincount(of_geometry[of_part], signed, len(geometries)).astype(np.float64)


def swept_km2(points: NDArray[np.float64], offsets: NDArray[np.int64]) -> NDArray[np.float64]:
    """Area between each line and the equator in km², by the method of `areas_km2`.

    The lines of a ring add up to its area, negative if the ring is counter-clockwise.

    Parameters
    ----------
    points, offsets
        Lon, lat of all lines in turn; offset of each line, and the end of the last.
    """
    lines = len(offsets) - 1
    east, north = np.diff(points[:, 0]), np.diff(points[:, 1])
    height = sum(
        weight / 2 * _equal_area(points[:-1, 1] + north * (node + 1) / 2)
        for node, weight in zip(*_RULE, strict=True)
    )
    of_point = np.repeat(np.arange(lines), np.diff(offsets))
    strip = np.where(of_point[1:] == of_point[:-1], np.radians(east) * height, 0.0)
    km2 = np.bincount(of_point[:-1], strip, lines) * (_ELLIPSOID.a / 1e3) ** 2 / 2
    return km2.astype(np.float64)


def _polygons(geometries: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Polygons in geometries, also in collections, and the index of the geometry of each."""
    parts, of_geometry = shapely.get_parts(geometries, return_index=True)
    inner, of_part = shapely.get_parts(parts, return_index=True)
    return inner, of_geometry[of_part].astype(np.int64)


def _equal_area(lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Twice the area between the equator and a latitude, per radian of longitude, over a²."""
    flattening = _ELLIPSOID.es
    eccentricity = np.sqrt(flattening)
    sine = np.sin(np.radians(lat))
    area: NDArray[np.float64] = (1 - flattening) * (
        sine / (1 - flattening * sine**2) + np.arctanh(eccentricity * sine) / eccentricity
    )

    return area


def length_km(geometry: BaseGeometry) -> float:
    """Geodesic length of lines in km on the WGS 84 ellipsoid, edges straight in degrees."""
    if geometry.is_empty:
        return 0.0
    return float(_ELLIPSOID.geometry_length(shapely.segmentize(geometry, MAX_EDGE_DEG))) / 1e3


def inverse(lon: float, lat: float, to_lon: float, to_lat: float) -> tuple[float, float]:
    """Geodesic distance in metres and initial bearing in degrees (0–360, clockwise from north)."""
    bearing_deg, _, metres = _ELLIPSOID.inv(lon, lat, to_lon, to_lat)
    return float(metres), float(bearing_deg) % 360.0


def destination(lon: float, lat: float, bearing_deg: float, metres: float) -> tuple[float, float]:
    """Point (lon, lat) at a geodesic distance in metres from a point, on a bearing in degrees."""
    to_lon, to_lat, _ = _ELLIPSOID.fwd(lon, lat, bearing_deg, metres)
    return float(to_lon), float(to_lat)


def circle(lon: float, lat: float, km: float, points: int = 180) -> NDArray[np.float64]:
    """Closed ring of points (lon, lat) at a geodesic distance in km from a point."""
    bearings = np.linspace(0.0, 360.0, points, endpoint=False)
    start = np.full(points, lon), np.full(points, lat)
    lons, lats, _ = _ELLIPSOID.fwd(*start, -bearings, np.full(points, km * 1e3))
    ring = np.column_stack([lons, lats])
    return np.concatenate([ring, ring[:1]])


@dataclass(frozen=True)
class LocalPlane:
    """Plane around a point (lon, lat) in km east and north (azimuthal equidistant, WGS 84).

    Distances from the point itself are geodesic; others are good near it.
    """

    lon: float
    lat: float

    def km(self, geometry: BaseGeometry) -> BaseGeometry:
        """Project a geometry in lon, lat into the plane; its edges are densified first."""
        return shapely.transform(shapely.segmentize(geometry, MAX_EDGE_DEG), self.km_of)

    def km_of(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Project points (lon, lat) to km east and north of the middle: (N, 2) to (N, 2)."""
        return self._projected(points) / 1e3

    def lonlat_of(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Convert points in km east and north of the middle to lon, lat: (N, 2) to (N, 2)."""
        return self._projected(points * 1e3, inverse=True)

    def _projected(
        self, points: NDArray[np.float64], *, inverse: bool = False
    ) -> NDArray[np.float64]:
        projection = pyproj.Proj(proj="aeqd", lon_0=self.lon, lat_0=self.lat, ellps="WGS84")
        # As lists: pyproj takes an array of a single number for a number, and older NumPy warns.
        x, y = points.T.tolist()
        return np.column_stack(projection(x, y, inverse=inverse))


def nearest(lon: float, lat: float, geometry: BaseGeometry) -> tuple[float, float]:
    """Point (lon, lat) of a geometry that is nearest to a point; the point itself if inside.

    Method: in a plane around the point, where all its distances are geodesic.
    """
    plane = LocalPlane(lon, lat)
    line = shapely.shortest_line(shapely.Point(0.0, 0.0), plane.km(geometry))
    to_lon, to_lat = plane.lonlat_of(shapely.get_coordinates(line)[1:])[0]
    return float(to_lon), float(to_lat)
