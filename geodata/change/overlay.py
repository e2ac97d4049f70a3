"""This module knows overlays: which ground leaves one holder and comes to another.

Ground is a polygon in lon, lat (WGS 84). Whoever holds it is named by a code; None is nobody.
"""

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.measure import areas_km2

NOTHING: Final = shapely.MultiPolygon()
LEAST_KM2: Final = 0.001
LEAST_WIDTH_DEG: Final = 1e-5
"""A smaller piece, or one narrower than this (a metre), is where a border was drawn anew."""
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Grounds = Mapping[str, BaseGeometry]
Moved = tuple[str | None, str | None, shapely.MultiPolygon]


def polygons(shape: BaseGeometry) -> NDArray[np.object_]:
    """The polygons in a geometry; points and lines, which an overlay may leave, are no ground."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    chosen: NDArray[np.object_] = parts[
        (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(parts)
    ]
    return chosen


def ground(shape: BaseGeometry) -> shapely.MultiPolygon:
    """Only the polygons of a geometry, as one."""
    return shapely.MultiPolygon(list(polygons(shape)))


def large_parts(shape: BaseGeometry, least_km2: float = LEAST_KM2) -> shapely.MultiPolygon:
    """The polygons of a geometry that are no slivers: neither too small nor too narrow."""
    parts = polygons(shape)
    if not len(parts):
        return NOTHING
    width_deg = 2 * shapely.area(parts) / shapely.length(parts)
    large = (areas_km2(parts) >= least_km2) & (width_deg >= LEAST_WIDTH_DEG)
    return shapely.MultiPolygon(list(parts[large]))


def together(shapes: Iterable[BaseGeometry]) -> BaseGeometry:
    """Shapes as one, borders between them gone."""
    shapes = [one for one in shapes if not one.is_empty]
    if len(shapes) < 2:
        return shapes[0] if shapes else NOTHING
    return shapely.union_all(shapes)


def common(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    """The ground that two shapes have in common."""
    if shapely.equals_exact(one, other):
        return one
    return shapely.MultiPolygon(list(polygons(shapely.intersection(one, other))))


def moved(before: Grounds, after: Grounds) -> list[Moved]:
    """Ground by who lost and who won it; every square metre lost or won is in it exactly once.

    Only the borders that differ are overlaid: they cut the map into faces, and each face has one
    holder before and one after. Where grounds overlap, because a border was drawn twice, a face has
    several; then what is lost goes to those who win in the order of their codes, and the rest comes
    from nobody, or goes to nobody.
    """
    faces = _faces(before, after)
    if not len(faces):
        return []
    inside = shapely.point_on_surface(faces)
    found: dict[tuple[str | None, str | None], list[BaseGeometry]] = {}
    for face, old, new in zip(
        faces, _holders(inside, before), _holders(inside, after), strict=True
    ):
        for pair in zip_longest(sorted(old - new), sorted(new - old)):
            found.setdefault(pair, []).append(face)
    return [(old, new, ground(shapely.union_all(parts))) for (old, new), parts in found.items()]


def _faces(before: Grounds, after: Grounds) -> NDArray[np.object_]:
    """The faces between all borders that are not the same on both maps.

    The edge of what a party lost or won lies on exactly one of its two borders, so no other border
    is needed, and no such face is on both sides of an edge.
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
    """Of every distinct row: where it comes first, and how often."""
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
    of = np.concatenate([line[begins], line])
    in_order = np.argsort(of, kind="stable")
    return np.asarray(shapely.linestrings(points[in_order], indices=of[in_order]))


def _edges(side: Grounds, codes: list[str]) -> Floats:
    """The edges of grounds, ground to the left: the holder's number, lon, lat, lon, lat."""
    shapes = shapely.orient_polygons(np.array(list(side.values()), dtype=object))
    holders = np.array([codes.index(code) for code in side], dtype=np.float64)
    parts, of_shape = shapely.get_parts(shapes, return_index=True)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    points, of_point = shapely.get_coordinates(rings, return_index=True)
    inside = of_point[1:] == of_point[:-1]
    holder = holders[of_shape[of_part[of_point[:-1][inside]]]]
    # Adding nothing: minus zero has other bytes than zero.
    return np.column_stack([holder, points[:-1][inside], points[1:][inside]]) + 0.0


def _holders(points: NDArray[np.object_], side: Grounds) -> list[set[str]]:
    """Who holds the ground on which each point lies."""
    holders: list[set[str]] = [set() for _ in points]
    codes = list(side)
    # Asked with the areas, which are then prepared; the other way round takes ten times as long.
    areas = np.array(list(side.values()), dtype=object)
    for code, at in zip(*shapely.STRtree(points).query(areas, predicate="intersects"), strict=True):
        holders[at].add(codes[code])
    return holders
