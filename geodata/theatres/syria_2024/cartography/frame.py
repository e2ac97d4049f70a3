"""Frame of the theatre: its outline, barriers and zones."""

from collections.abc import Mapping
from typing import Any

import geopandas
import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.theatres.syria_2024.cartography import rivers, sources

GRID_DEG = 1e-5
DECIMALS = 5
AL_TANF = (38.6181, 33.5066)
AL_TANF_RADIUS_M = 55_000.0
AL_TANF_POINTS = 180
# From its gorge in Turkey to al-Qaim in Iraq; between them the bed has side arms to avoid.
EUPHRATES_STATIONS = (
    (38.0, 36.957),
    (38.177, 35.947),
    (41.0, 34.43),
    (42.0, 34.419),
)
EUPHRATES_EAST_DEG = 41.3

Feature = dict[str, Any]


def build() -> list[Feature]:
    """Build the features of the frame on a grid of 1e-5 degrees; crossings are shared vertices."""
    boundaries = sources.natural_earth("admin_0_boundary_lines_land")
    golan = golan_heights()
    line_a = _line(boundaries, "Ceasefire Lines 1974")
    line_b = _line(boundaries, "UNDOF")
    outline = syria_with(golan)
    outline, euphrates = join(outline, euphrates_line())
    outline, tanf = join(outline, tanf_circle())
    outline, line_a = join(outline, line_a)
    outline, line_b = join(outline, line_b)
    return [
        _feature("outline", "syria", outline),
        _feature("barrier", "euphrates", euphrates),
        _feature("barrier", "tanf", tanf),
        _feature("barrier", "line_1974", line_a),
        _feature("line", "line_1974_b", line_b),
        _feature("zone", "golan", _face(outline, [line_a], Point(35.75, 33.0))),
        _feature("zone", "un_zone", _face(outline, [line_a, line_b], Point(35.86, 33.14))),
        _feature("zone", "tanf_zone", _face(outline, [tanf], Point(*AL_TANF))),
    ]


def golan_heights() -> Polygon:
    """Golan Heights west of the 1974 line, lon/lat.

    Natural Earth gives them to Israel by default and to no country in the German point of view.
    """
    countries = sources.natural_earth("admin_0_countries")
    israel = countries.loc[countries["ADM0_A3"] == "ISR", "geometry"].iloc[0]
    countries_without = sources.natural_earth_without_golan().cx[33:38, 31:35].union_all()
    return _largest(shapely.difference(israel, countries_without))


def syria_with(golan: Polygon) -> Polygon:
    """Syria and the Golan as one polygon on the grid, islets left out."""
    countries = sources.natural_earth("admin_0_countries")
    syria = countries.loc[countries["ADM0_A3"] == "SYR", "geometry"].iloc[0]
    whole = shapely.set_precision(shapely.union_all([syria, golan], grid_size=1e-6), GRID_DEG)
    return Polygon(_largest(whole).exterior)


def euphrates_line() -> LineString:
    """Euphrates from Turkey into Iraq, smoothed, a little longer than the country."""
    pieces = list(sources.gshhg_rivers(37.5, 34.0, 42.5, 37.5))
    raw = rivers.trace(pieces, EUPHRATES_STATIONS)
    return LineString(rivers.smooth(raw[raw[:, 0] < EUPHRATES_EAST_DEG]))


def tanf_circle() -> LineString:
    """Geodesic circle of 55 km round al-Tanf as a closed line, lon/lat."""
    bearings = np.linspace(0.0, 360.0, AL_TANF_POINTS, endpoint=False)
    ring = [Geod(ellps="WGS84").fwd(*AL_TANF, b, AL_TANF_RADIUS_M)[:2] for b in bearings]
    return LineString([*ring, ring[0]])


def join(outline: Polygon, line: LineString) -> tuple[Polygon, LineString]:
    """Insert crossings as common vertices on the grid into both, so that noding is exact."""
    line = _on_grid(line)
    crossings = [
        _grid_point(point)
        for point in shapely.get_parts(shapely.intersection(outline.exterior, line))
        if point.geom_type == "Point"
    ]
    ring, joined = shapely.get_coordinates(outline.exterior), shapely.get_coordinates(line)
    for crossing in crossings:
        ring, joined = _insert(ring, crossing), _insert(joined, crossing)
    return Polygon(ring), LineString(joined)


def _insert(points: sources.Points, new: sources.Points) -> sources.Points:
    if (points == new).all(axis=1).any():
        return points
    segments = shapely.linestrings(np.stack([points[:-1], points[1:]], axis=1))
    nearest = int(shapely.distance(segments, Point(new)).argmin())
    return np.insert(points, nearest + 1, new, axis=0)


def _face(outline: Polygon, lines: list[LineString], inside: Point) -> Polygon:
    noded = shapely.union_all([outline.exterior, *lines], grid_size=GRID_DEG)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    face: Polygon = next(face for face in faces if face.contains(inside))
    return face


def _line(boundaries: geopandas.GeoDataFrame, name: str) -> LineString:
    line: LineString = boundaries.loc[boundaries["NAME"] == name, "geometry"].iloc[0]
    return line


def _largest(geometry: BaseGeometry) -> Polygon:
    largest: Polygon = max(shapely.get_parts(geometry), key=lambda part: part.area)
    return largest


def _grid_point(point: Point) -> sources.Points:
    return np.round(np.array([point.x, point.y]), DECIMALS)


def _on_grid(line: LineString) -> LineString:
    points = np.round(shapely.get_coordinates(line), DECIMALS)
    keep = np.r_[True, (np.diff(points, axis=0) != 0).any(axis=1)]
    return LineString(points[keep])


def _feature(kind: str, name: str, geometry: Polygon | LineString) -> Feature:
    rounded = shapely.transform(geometry, lambda points: np.round(points, DECIMALS))
    return {
        "type": "Feature",
        "properties": {"kind": kind, "name": name},
        "geometry": shapely.geometry.mapping(rounded),
    }


def geometry(features: list[Feature], name: str) -> BaseGeometry:
    """Geometry of the feature with this name."""
    feature: Mapping[str, Any] = next(f for f in features if f["properties"]["name"] == name)
    return shapely.geometry.shape(feature["geometry"])


def outline(features: list[Feature]) -> Polygon:
    """Outline of the theatre."""
    return Polygon(features[0]["geometry"]["coordinates"][0])
