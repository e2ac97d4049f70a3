"""Lengths, areas and bearings on the WGS 84 ellipsoid, in kilometres, square kilometres, degrees.

Edges of GeoJSON are straight in longitude and latitude (RFC 7946 §3.1.1), geodesic areas assume
geodesic edges: areas are therefore measured on edges cut to at most `MAX_EDGE_DEG`.
"""

from typing import Final

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

MAX_EDGE_DEG: Final = 0.02
_ELLIPSOID: Final = pyproj.Geod(ellps="WGS84")


def area_km2(geometry: BaseGeometry) -> float:
    """Area of polygons in km² on the WGS 84 ellipsoid, edges straight in longitude and latitude.

    Method: Karney (2013), as in GeographicLib; holes are subtracted.
    """
    if geometry.is_empty:
        return 0.0
    # A copy: segmentize hands an unchanged geometry back as the same object.
    cut = shapely.orient_polygons(shapely.segmentize(geometry, MAX_EDGE_DEG))
    area_m2, _ = _ELLIPSOID.geometry_area_perimeter(cut)
    return abs(float(area_m2)) / 1e6


def areas_km2(geometries: NDArray[np.object_]) -> NDArray[np.float64]:
    """Areas of many polygons in km² on the WGS 84 ellipsoid, at once; as `area_km2`, to 1e-6.

    Method: planar area in the ellipsoid's own cylindrical equal-area coordinates.
    """
    parts, of_geometry = shapely.get_parts(geometries, return_index=True)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    # Rings, not polygons: of a polygon, segmentize works out all crossings first.
    points, of_point = shapely.get_coordinates(
        shapely.segmentize(rings, MAX_EDGE_DEG), return_index=True
    )
    x, y = _equal_area_km(points).T
    x, y = x - x.mean() if len(x) else x, y - y.mean() if len(y) else y
    cross = np.append(x[:-1] * y[1:] - x[1:] * y[:-1], 0.0)
    cross[:-1][of_point[1:] != of_point[:-1]] = 0.0
    km2 = np.abs(np.bincount(of_point, weights=cross, minlength=len(rings))) / 2
    hole = np.append(False, of_part[1:] == of_part[:-1])[: len(rings)]
    owner = of_geometry[of_part]
    signed = np.where(hole, -km2, km2)
    return np.bincount(owner, signed, len(geometries)).astype(np.float64)


def _equal_area_km(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lon, lat as coordinates in km whose planar areas are those on the ellipsoid."""
    flattening = _ELLIPSOID.es
    eccentricity = np.sqrt(flattening)
    sine = np.sin(np.radians(points[:, 1]))
    north = (1 - flattening) * (
        sine / (1 - flattening * sine**2) + np.arctanh(eccentricity * sine) / eccentricity
    )
    radius_km = _ELLIPSOID.a / 1e3
    return np.stack([np.radians(points[:, 0]) * radius_km, north * radius_km / 2], axis=1)


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
    """The point (lon, lat) at a geodesic distance in metres from a point, on a bearing."""
    to_lon, to_lat, _ = _ELLIPSOID.fwd(lon, lat, bearing_deg, metres)
    return float(to_lon), float(to_lat)
