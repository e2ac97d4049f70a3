"""Snapshots for the tests of borders: figures to draw on paper, and random coverages."""

from datetime import date, timedelta

import geopandas as gpd
import numpy as np
import shapely
from shapely import LineString, MultiPolygon, box

from geodata.control import ControlSnapshot

DAY = date(2024, 11, 27)


def snapshot(areas: dict[str | None, shapely.Geometry], day: date = DAY) -> ControlSnapshot:
    """Areas of a day by party; None is contested ground."""
    frame = gpd.GeoDataFrame(
        {
            "party": list(areas),
            "status": ["controlled" if party else "contested" for party in areas],
            "basis": ["assessed"] * len(areas),
            "source": ["on paper"] * len(areas),
        },
        geometry=list(areas.values()),
        crs="EPSG:4326",
    )
    return ControlSnapshot(day, frame)


def rings(geometry: shapely.Geometry) -> list[list[list[tuple[float, float]]]]:
    """Polygons of rings of points, each ring begun at its lowest point, as it is walked."""
    parts = geometry.geoms if isinstance(geometry, MultiPolygon) else [geometry]
    return [[canonical(ring) for ring in (part.exterior, *part.interiors)] for part in parts]


def canonical(ring: shapely.LinearRing) -> list[tuple[float, float]]:
    points = list(ring.coords)[:-1]
    at = points.index(min(points))
    return points[at:] + points[:at]


def voronoi(random: np.random.Generator, sites: int, days: int) -> list[ControlSnapshot]:
    """Days of a random coverage: Voronoi cells in a box, given to parties anew, joined by party.

    A few cells change hands from one day to the next. On some days a party holds nothing.
    """
    cells = _cells(random, sites)
    owner = random.integers(0, 4, len(cells))
    series = []
    for day in range(days):
        owner[random.integers(0, len(cells), max(1, len(cells) // 6))] = random.integers(0, 4)
        areas = {
            "ABCD"[party]: shapely.coverage_union_all(cells[owner == party])
            for party in sorted(set(owner.tolist()))
        }
        series.append(snapshot(areas, DAY + timedelta(days=day)))
    return series


def _cells(random: np.random.Generator, sites: int) -> np.ndarray:
    """Cells of distinct sites, on a grid of 1e-6 degrees, without gap or overlap."""
    points = shapely.multipoints(random.uniform((36, 33), (40, 36), (sites, 2)))
    frame = box(36, 33, 40, 36)
    lines = shapely.voronoi_polygons(points, extend_to=frame, only_edges=True)
    inside = shapely.intersection(lines, frame)
    noded = shapely.union_all([inside, LineString(frame.exterior.coords)], grid_size=1e-6)
    cells = shapely.get_parts(shapely.polygonize([noded]))
    # The nearest doubles to six decimals, as a file has them.
    return shapely.transform(cells, lambda lonlat: np.round(lonlat, 6))
