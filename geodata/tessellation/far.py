"""Land far from every report, where control is not known: to be hatched."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from geodata.tessellation.frame import Frame, on_grid
from geodata.tessellation.grid import GRID_DEG
from geodata.tessellation.reports import ReportedPlace, check_places

SMOOTHING_SHARE = 0.15  # of the distance: the radius to which corners are rounded
_KM_PER_DEG_LAT = 110.95
_KM_PER_DEG_LON = 111.32  # at the equator


def far_from_reports(
    places: Sequence[ReportedPlace], frame: Frame, distance_km: float = 30.0
) -> MultiPolygon:
    """Land inside the outline farther than a distance in km from every place, lon, lat.

    The edge is rounded, and crumbs smaller than the rounding are left out.
    """
    check_places(places)
    plane = frame.plane
    positions = np.array([[place.lon, place.lat] for place in places])
    degrees = np.column_stack(
        [
            distance_km / (_KM_PER_DEG_LON * np.cos(np.radians(positions[:, 1]))),
            np.full(len(positions), distance_km / _KM_PER_DEG_LAT),
        ]
    )
    angle = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    circle = np.column_stack([np.cos(angle), np.sin(angle)])
    discs = shapely.polygons(positions[:, None, :] + degrees[:, None, :] * circle)
    outline = on_grid(frame.outline)
    # Rounded across the outline too, so that the edge meets it at its own angle.
    around = shapely.transform(outline, plane.km).buffer(distance_km)
    far = around.difference(shapely.transform(shapely.union_all(discs), plane.km))
    radius = SMOOTHING_SHARE * distance_km
    smooth = far.buffer(-radius).buffer(2 * radius).buffer(-radius).simplify(0.05)
    land = shapely.intersection(shapely.transform(smooth, plane.lonlat), outline)
    snapped = shapely.set_precision(land, GRID_DEG)
    min_area_deg2 = (radius / 111.2) ** 2
    parts = [
        part
        for part in shapely.get_parts(snapped)
        if isinstance(part, Polygon) and part.area > min_area_deg2
    ]
    return MultiPolygon(list(shapely.orient_polygons(parts)))
