"""This module knows overlays: which ground leaves one holder and comes to another.

Ground is a polygon in lon, lat (WGS 84). Whoever holds it is named by a code; None is nobody.
"""

from collections.abc import Iterable, Mapping
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
    if one.is_empty or other.is_empty or not one.intersects(other):
        return NOTHING
    return ground(shapely.intersection(one, other))


def without(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    """The ground of one shape that another does not have.

    Polygons that both have are left out beforehand: an overlay would walk them for nothing.
    """
    if one.is_empty or other.is_empty:
        return one
    mine, theirs = polygons(one), polygons(other)
    known = {shape.wkb for shape in shapely.normalize(theirs)}
    mine = mine[[shape.wkb not in known for shape in shapely.normalize(mine)]]
    if not len(mine):
        return NOTHING
    return ground(shapely.difference(shapely.MultiPolygon(list(mine)), other))


def moved(before: Grounds, after: Grounds) -> list[Moved]:
    """Ground by who lost and who won it; every square metre lost or won is in it exactly once.

    Where grounds overlap, because a border was drawn twice, what one loses is given to those who
    win it in the order of their codes; the rest comes from nobody, or goes to nobody.
    """
    codes = sorted(before.keys() | after.keys())
    pairs = {code: (before.get(code, NOTHING), after.get(code, NOTHING)) for code in codes}
    lost = {code: without(old, new) for code, (old, new) in pairs.items()}
    won = {code: without(new, old) for code, (old, new) in pairs.items()}
    found: list[Moved] = []
    # By pairs, not by who lost: so that reversed maps give reversed flows.
    for a, b in ((a, b) for at, a in enumerate(codes) for b in codes[at + 1 :]):
        for old, new in ((a, b), (b, a)):
            shape = common(lost[old], won[new])
            if shape.is_empty:
                continue
            found.append((old, new, ground(shape)))
            lost[old], won[new] = (
                ground(shapely.difference(rest, shape)) for rest in (lost[old], won[new])
            )
    found += [(old, None, ground(rest)) for old, rest in lost.items() if not rest.is_empty]
    found += [(None, new, ground(rest)) for new, rest in won.items() if not rest.is_empty]
    return found
