"""Lengths, areas and bearings on the WGS 84 ellipsoid, in kilometres, square kilometres, degrees.

Edges of GeoJSON are straight in longitude and latitude (RFC 7946 §3.1.1), geodesic areas assume
geodesic edges: areas are therefore measured on edges cut to at most `MAX_EDGE_DEG`.
"""

from typing import Final

import pyproj
import shapely
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
