"""Overlay of two maps: ground that leaves a holder and comes to another.

Ground is a polygon in lon, lat (WGS 84). None is no holder: ground that a map does not have.
"""

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.measure import areas_km2
from geodata.terms import Holder

NOTHING: Final = shapely.MultiPolygon()
MIN_AREA_KM2: Final = 0.001
MIN_WIDTH_DEG: Final = 1e-5
"""A smaller or narrower piece (1e-5 degrees are a metre) is where a border was drawn anew."""
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Grounds = Mapping[Holder, BaseGeometry]
MovedGround = tuple[Holder | None, Holder | None, shapely.MultiPolygon]


def polygons(shape: BaseGeometry) -> NDArray[np.object_]:
    """Polygons in a geometry; points and lines, which an overlay may leave, are no ground."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    chosen: NDArray[np.object_] = parts[
        (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(parts)
    ]
    return chosen


def ground(shape: BaseGeometry) -> shapely.MultiPolygon:
    """Polygons of a geometry as a MultiPolygon."""
    return shapely.MultiPolygon(list(polygons(shape)))


def large_parts(shape: BaseGeometry, min_km2: float = MIN_AREA_KM2) -> shapely.MultiPolygon:
    """Polygons of a geometry that are no slivers: neither too small nor too narrow."""
    parts = polygons(shape)
    if not len(parts):
        return NOTHING
    width_deg = 2 * shapely.area(parts) / shapely.length(parts)
    large = (areas_km2(parts) >= min_km2) & (width_deg >= MIN_WIDTH_DEG)
    return shapely.MultiPolygon(list(parts[large]))


def union(shapes: Iterable[BaseGeometry]) -> BaseGeometry:
    """Union of shapes, without the borders between them."""
    shapes = [shape for shape in shapes if not shape.is_empty]
    if len(shapes) < 2:
        return shapes[0] if shapes else NOTHING
    return shapely.union_all(shapes)


def intersection(a: BaseGeometry, b: BaseGeometry) -> BaseGeometry:
    """Ground that two shapes have in common."""
    if shapely.equals_exact(a, b):
        return a
    return ground(shapely.intersection(a, b))


def moved(before: Grounds, after: Grounds) -> list[MovedGround]:
    """Ground by the party that lost it and the party that gained it, each square metre once.

    Only the borders that differ are overlaid: they cut the map into faces, and each face has one
    holder before and one after. Where grounds overlap, because a border was drawn twice, a face has
    several; then what is lost goes to the gaining parties in the order of their codes, and the rest
    comes from no holder, or goes to none.
    """
    faces = _faces(before, after)
    if not len(faces):
        return []
    inside = shapely.point_on_surface(faces)
    parts: dict[tuple[Holder | None, Holder | None], list[BaseGeometry]] = {}
    for face, old, new in zip(
        faces, _holders(inside, before), _holders(inside, after), strict=True
    ):
        for pair in zip_longest(sorted(old - new), sorted(new - old)):
            parts.setdefault(pair, []).append(face)
    return [(*pair, ground(shapely.union_all(pieces))) for pair, pieces in parts.items()]


def _faces(before: Grounds, after: Grounds) -> NDArray[np.object_]:
    """Faces between all borders that are not the same on both maps.

    The edge of ground that a party lost or gained lies on exactly one of its two borders, so no
    other border is needed, and no such face is on both sides of an edge.
    """
    codes = sorted(before.keys() | after.keys())
    edges = np.concatenate([_edges(side, codes) for side in (before, after)])
    first, count = _seen(edges)
    differing = edges[np.sort(first[count == 1]), 1:]
    # The holders on both sides have an edge in common, each in its own direction.
    (west, south), (east, north) = differing[:, :2].T, differing[:, 2:].T
    backwards = (west > east) | ((west == east) & (south > north))
    first, _ = _seen(np.where(backwards[:, None], differing[:, [2, 3, 0, 1]], differing))
    lines = _chained(differing[np.sort(first)])
    return shapely.get_parts(shapely.polygonize([shapely.union_all(lines)]))


def _seen(rows: Floats) -> tuple[Integers, Integers]:
    """First position and count of every distinct row."""
    rows = np.ascontiguousarray(rows)
    if not len(rows):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    whole = rows.view(f"V{rows.itemsize * rows.shape[1]}").ravel()
    _, first, count = np.unique(whole, return_index=True, return_counts=True)
    return first, count


def _chained(edges: Floats) -> NDArray[np.object_]:
    """Lines of edges of which each begins where the one before it ends: fewer to overlay."""
    if not len(edges):
        return np.empty(0, dtype=object)
    begins = np.append(True, (edges[1:, :2] != edges[:-1, 2:]).any(axis=1))
    line = np.cumsum(begins) - 1
    # Each edge gives its end, and the first of a line its beginning too.
    points = np.concatenate([edges[begins, :2], edges[:, 2:]])
    line_of_point = np.concatenate([line[begins], line])
    order = np.argsort(line_of_point, kind="stable")
    return np.asarray(shapely.linestrings(points[order], indices=line_of_point[order]))


def _edges(side: Grounds, codes: list[Holder]) -> Floats:
    """Edges of grounds, ground to the left: number of the holder, lon, lat, lon, lat."""
    shapes = shapely.orient_polygons(np.array(list(side.values()), dtype=object))
    holders = np.array([codes.index(code) for code in side], dtype=np.float64)
    parts, of_shape = shapely.get_parts(shapes, return_index=True)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    points, of_point = shapely.get_coordinates(rings, return_index=True)
    inside = of_point[1:] == of_point[:-1]
    holder = holders[of_shape[of_part[of_point[:-1][inside]]]]
    # Adding nothing: minus zero has other bytes than zero.
    return np.column_stack([holder, points[:-1][inside], points[1:][inside]]) + 0.0


def _holders(points: NDArray[np.object_], side: Grounds) -> list[set[Holder]]:
    """Holders of the ground on which each point lies."""
    holders: list[set[Holder]] = [set() for _ in points]
    codes = list(side)
    # The areas are the query, so that they are prepared; the other way round is ten times slower.
    areas = np.array(list(side.values()), dtype=object)
    hits = shapely.STRtree(points).query(areas, predicate="intersects")
    for area, point in zip(*hits, strict=True):
        holders[point].add(codes[area])
    return holders
