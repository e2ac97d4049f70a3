"""This module knows the coverage: ground that two parties hold at once, and ground that none does.

Everything here lies on the grid, in whole cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.measure import area_km2
from geodata.problems import Problem
from geodata.terms import Basis, Status
from geodata.topology.arcs import Integers
from geodata.validation.case import Case
from geodata.validation.kinds import found
from geodata.validation.meaning import Meaning
from geodata.validation.rings import CELLS, Geometries, in_degrees
from geodata.validation.shape import NARROW_M, areas_only, mean_width_m

Key = tuple[str, Status, Basis]

ROUNDING_M: Final = 0.05
"""Overlaps and gaps that are narrower come from rounding to the grid."""
MAPPED: Final = 0.9
"""Share of the theatre from which on a file is taken to mean all of it."""
MISSING_M: Final = 250.0
MISSING_KM2: Final = 1.0


@dataclass(frozen=True, eq=False)
class Coverage:
    """Ground by party, status and basis; `exact` says whether shared borders match exactly."""

    ground: Mapping[Key, BaseGeometry]
    exact: bool


@dataclass(frozen=True, eq=False)
class Misfit:
    """Ground that two keys hold, or that none holds (`pair` is None)."""

    pair: tuple[Key, Key] | None
    polygon: BaseGeometry
    width_m: float


def coverage_of(shapes: Geometries, meanings: Sequence[Meaning]) -> Coverage:
    """The ground of all features that say whose it is."""
    members: dict[Key, list[int]] = {}
    for i, meaning in enumerate(meanings):
        if meaning.key is not None and not shapes[i].is_empty:
            members.setdefault(meaning.key, []).append(i)
    ground = {key: dissolved(shapes[members[key]]) for key in sorted(members)}
    return Coverage(ground, bool(shapely.coverage_is_valid(_parts(ground)[0])))


def dissolved(shapes: Geometries) -> BaseGeometry:
    """Areas of one party as one, on the grid."""
    parts = shapely.get_parts(shapes)
    if len(parts) <= 1:
        return shapely.MultiPolygon(list(parts))
    if shapely.coverage_is_valid(parts):
        return areas_only(shapely.coverage_union_all(parts))
    return areas_only(shapely.union_all(parts, grid_size=1.0))


def check_coverage(case: Case, coverage: Coverage) -> list[Problem]:
    """Overlaps, gaps and borders that do not match, each with its km² and its outline."""
    overlaps = [] if coverage.exact else _overlaps(coverage.ground)
    gaps = _gaps(case, coverage)
    wide = [one for one in overlaps if one.width_m >= NARROW_M]
    problems = [_overlap(case, one) for one in wide]
    problems += [_gap(case, one) for one in gaps if one.width_m >= NARROW_M]
    narrow = [one for one in [*overlaps, *gaps] if ROUNDING_M <= one.width_m < NARROW_M]
    problems += _mismatches(case, narrow)
    rounding = [one for one in gaps if one.width_m < ROUNDING_M]
    if (not coverage.exact or rounding) and not wide and not narrow:
        problems.append(found("border-points", case.where()))
    return problems


def _parts(ground: Mapping[Key, BaseGeometry]) -> tuple[Geometries, Integers, list[Key]]:
    """Polygons of assessed ground, the position of the key of each, and these keys."""
    keys = [key for key in ground if key[2] is Basis.ASSESSED]
    shapes = np.array([ground[key] for key in keys], dtype=object)
    parts, owner = shapely.get_parts(shapes, return_index=True)
    return parts, owner, keys


def _overlaps(ground: Mapping[Key, BaseGeometry]) -> list[Misfit]:
    parts, owner, keys = _parts(ground)
    flagged = np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(parts)))
    parts, owner = parts[flagged], owner[flagged]
    shapely.prepare(parts)
    one, other = shapely.STRtree(parts).query(parts, predicate="intersects")
    meet = owner[one] < owner[other]
    one, other = one[meet], other[meet]
    shared, pair = shapely.get_parts(
        shapely.intersection(parts[one], parts[other]), return_index=True
    )
    shared, inner = shapely.get_parts(shared, return_index=True)
    pair = pair[inner]
    solid = (shapely.get_type_id(shared) == 3) & (shapely.area(shared) >= 1)
    shared, pair = shared[solid], pair[solid]
    widths = mean_width_m(in_degrees(shared))
    return [
        Misfit((keys[owner[one[p]]], keys[owner[other[p]]]), polygon, float(width))
        for polygon, p, width in zip(shared, pair, widths, strict=True)
    ]


def _gaps(case: Case, coverage: Coverage) -> list[Misfit]:
    if not coverage.ground:
        return []
    ground = _together(coverage)
    gaps = list(_enclosed(ground))
    outline = case.ground.outline
    if outline is not None:
        cells = shapely.transform(outline, lambda points: np.rint(points * CELLS))
        cells = cells if cells.is_valid else shapely.make_valid(cells)
        missing = shapely.difference(cells, ground)
        gaps = [gap for gap in gaps if shapely.intersects(cells, gap)]
        if missing.area < (1 - MAPPED) * cells.area:
            gaps += _large(shapely.difference(missing, shapely.union_all(gaps)))
    shapes = np.array([gap for gap in gaps if gap.area >= 1], dtype=object)
    widths = mean_width_m(in_degrees(shapes))
    return [Misfit(None, gap, float(width)) for gap, width in zip(shapes, widths, strict=True)]


def _together(coverage: Coverage) -> BaseGeometry:
    """All ground as one."""
    parts = _parts(coverage.ground)[0]
    claimed = [ground for key, ground in coverage.ground.items() if key[2] is not Basis.ASSESSED]
    if coverage.exact and len(parts):
        parts = np.array([shapely.coverage_union_all(parts)], dtype=object)
        if not claimed:
            return areas_only(parts[0])
    return areas_only(shapely.union_all([*parts, *claimed], grid_size=1.0))


def _enclosed(ground: BaseGeometry) -> Geometries:
    """Ground of nobody with ground of somebody all round."""
    parts = shapely.get_parts(ground)
    if not shapely.get_num_interior_rings(parts).any():
        return np.empty(0, dtype=object)
    filled = shapely.polygons(shapely.get_exterior_ring(parts))
    within = shapely.difference(shapely.union_all(filled), ground)
    return shapely.get_parts(areas_only(within))


def _large(missing: BaseGeometry) -> list[BaseGeometry]:
    parts = shapely.get_parts(areas_only(missing))
    degrees = in_degrees(parts)
    wide = np.flatnonzero(mean_width_m(degrees) >= MISSING_M)
    return [parts[i] for i in wide if area_km2(degrees[i]) >= MISSING_KM2]


def _overlap(case: Case, one: Misfit) -> Problem:
    assert one.pair is not None
    (a, _, _), (b, _, _) = one.pair
    outline = in_degrees(np.array([one.polygon]))[0]
    where = case.where(None, _middle(outline), outline)
    return found("overlap", where, {"a": a, "b": b, "km2": float(area_km2(outline))})


def _gap(case: Case, one: Misfit) -> Problem:
    outline = in_degrees(np.array([one.polygon]))[0]
    where = case.where(None, _middle(outline), outline)
    return found("gap", where, {"km2": float(area_km2(outline))})


def _mismatches(case: Case, narrow: Sequence[Misfit]) -> list[Problem]:
    """Narrow overlaps and gaps, one problem for each two parties, one for all gaps."""
    by_pair: dict[tuple[str, str], list[Misfit]] = {}
    for one in narrow:
        pair = (one.pair[0][0], one.pair[1][0]) if one.pair else ("", "")
        by_pair.setdefault(pair, []).append(one)
    problems = []
    for (a, b), misfits in sorted(by_pair.items()):
        shapes = in_degrees(np.array([one.polygon for one in misfits], dtype=object))
        outline = shapely.MultiPolygon(list(shapes))
        facts = {
            "places": len(misfits),
            "width_m": max(one.width_m for one in misfits),
            "km2": sum(area_km2(shape) for shape in shapes),
            "between": f"{a}, {b}" if a else "–",
        }
        where = case.where(None, _middle(shapes[0]), outline)
        problems.append(found("border-mismatch", where, facts))
    return problems


def _middle(polygon: BaseGeometry) -> tuple[float, float]:
    """A point in a polygon."""
    point = shapely.get_coordinates(shapely.point_on_surface(polygon))
    return (float(point[0, 0]), float(point[0, 1])) if len(point) else (float("nan"),) * 2
