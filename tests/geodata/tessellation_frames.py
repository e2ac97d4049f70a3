"""Frames that can be drawn on paper, about 50 km wide, and what must hold for any partition."""

from itertools import pairwise

import shapely
from shapely import LineString, Point, Polygon

from geodata.tessellation import Frame, Holding, ReportedPlace, build_tessellation, tessellate

SQUARE = Polygon([(40.0, 35.0), (40.6, 35.0), (40.6, 35.5), (40.0, 35.5)])
RIVER = LineString([(40.3, 34.9), (40.32, 35.1), (40.28, 35.3), (40.3, 35.6)])
METRE_DEG = 1e-5


def places(*points, rank=2):
    """Places p0, p1, … at these positions."""
    return [ReportedPlace(f"p{i}", lon, lat, rank) for i, (lon, lat) in enumerate(points)]


def holdings(*parties):
    """Who holds p0, p1, …; `A!` means contested, held by A before."""
    return {
        f"p{i}": Holding(party.rstrip("!"), party.endswith("!")) for i, party in enumerate(parties)
    }


def divided(points, parties, frame=None):
    """Tessellation and areas of places at these points under these parties."""
    tessellation = build_tessellation(places(*points), frame or Frame(SQUARE))
    return tessellation, tessellate(tessellation, holdings(*parties))


def segments(partition, inner=False):
    """Undirected segments of all arcs (or of those between two areas), each with its two codes."""
    found = {}
    for arc in partition.arcs:
        if inner and None in (arc.left, arc.right):
            continue
        points = [tuple(point) for point in arc.lonlat.tolist()]
        for a, b in pairwise(points):
            found[min(a, b), max(a, b)] = frozenset((arc.left, arc.right))
    return found


def boundary(areas):
    """Points on the outer edge of all areas together."""
    union = shapely.coverage_union_all(list(areas.values()))
    return {tuple(point) for point in shapely.get_coordinates(union.boundary).tolist()}


def code_at(areas, lon, lat):
    """Code of the area at a point, None outside."""
    return next((code for code, area in areas.items() if area.contains(Point(lon, lat))), None)
