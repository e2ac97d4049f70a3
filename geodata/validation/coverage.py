"""This module knows the coverage: ground that two parties hold at once, and ground that none does.

Everything here lies on the grid, in whole cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.measure import areas_km2
from geodata.problems import Fact, Problem
from geodata.terms import Basis, Status
from geodata.topology.arcs import Booleans, Integers
from geodata.validation.classification import Meaning
from geodata.validation.context import Case
from geodata.validation.kinds import found
from geodata.validation.rings import CELLS, Geometries, in_degrees
from geodata.validation.shape import NARROW_M, areas_only, mean_width_m
from geodata.validation.snapping import SAME_M, snapped

Key = tuple[str, Status, Basis]

ROUNDING_M: Final = 0.05
"""Overlaps and gaps that are narrower come from rounding to the grid."""
MAPPED: Final = 0.9
"""Share of the theatre from which on a file is taken to mean all of it."""
MOST_POINTS: Final = 100_000
"""Points of areas with wrong borders up to which every misfit is worked out."""
MISSING_M: Final = 250.0
MISSING_KM2: Final = 1.0


@dataclass(frozen=True, eq=False)
class Coverage:
    """The areas that say whose they are, and whether their borders match exactly.

    `parts` are the polygons of assessed ground, `part_key` numbers their party, status and basis
    in `keys`; `claimed` is ground by key, which may lie over any other.
    """

    keys: Sequence[Key]
    parts: Geometries
    part_key: Integers
    claimed: Mapping[Key, BaseGeometry]
    exact: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is no area at all."""
        return not (len(self.parts) or self.claimed)

    def ground(self) -> dict[Key, BaseGeometry]:
        """The ground of each party, status and basis; borders must match exactly."""
        assessed = {
            key: areas_only(shapely.coverage_union_all(self.parts[self.part_key == i]))
            for i, key in enumerate(self.keys)
        }
        return dict(sorted((assessed | dict(self.claimed)).items()))


@dataclass(frozen=True, eq=False)
class Misfit:
    """Ground that two keys hold, or that none holds (`pair` is None)."""

    pair: tuple[Key, Key] | None
    polygon: BaseGeometry
    width_m: float
    enclosed: bool = True


def coverage_of(shapes: Geometries, meanings: Sequence[Meaning]) -> Coverage:
    """The areas of all features that say whose they are."""
    held = [
        None if shape.is_empty else one.key for shape, one in zip(shapes, meanings, strict=True)
    ]
    keys = sorted({key for key in held if key is not None and key[2] is Basis.ASSESSED})
    number = {key: i for i, key in enumerate(keys)}
    of_feature = np.array([-1 if key is None else number.get(key, -1) for key in held], dtype=int)
    parts, owner = shapely.get_parts(shapes[of_feature >= 0], return_index=True)
    claimed: dict[Key, list[int]] = {}
    for i, key in enumerate(held):
        if key is not None and key[2] is not Basis.ASSESSED:
            claimed.setdefault(key, []).append(i)
    return Coverage(
        keys,
        parts,
        of_feature[of_feature >= 0][owner],
        {key: _united(shapes[at]) for key, at in claimed.items()},
        bool(shapely.coverage_is_valid(parts)),
    )


def _united(shapes: Geometries) -> BaseGeometry:
    """Areas of one claim as one, on the grid."""
    if len(shapes) == 1:
        return areas_only(shapes[0])
    return areas_only(shapely.union_all(shapes, grid_size=1.0))


def check_coverage(case: Case, coverage: Coverage) -> list[Problem]:
    """Overlaps, gaps and borders that do not match, each with its km² and its outline."""
    problems: list[Problem] = []
    wrong = np.zeros(len(coverage.parts), dtype=bool) if coverage.exact else flagged(coverage)
    if _points(coverage.parts[wrong]) > MOST_POINTS:
        coverage, wrong, problems = _at_a_glance(case, coverage, wrong)
    overlaps = _overlaps(coverage, wrong) if wrong.any() else []
    gaps = _gaps(case, coverage, wrong)
    wide = [one for one in overlaps if one.width_m >= NARROW_M]
    problems += _wide(case, wide)
    problems += _wide(case, [one for one in gaps if one.width_m >= NARROW_M])
    narrow = [one for one in [*overlaps, *gaps] if ROUNDING_M <= one.width_m < NARROW_M]
    problems += _mismatches(case, narrow)
    rounding = [one for one in gaps if one.width_m < ROUNDING_M]
    if (not coverage.exact or rounding) and not problems:
        problems.append(found("border-points", case.where()))
    return problems


def _at_a_glance(
    case: Case, coverage: Coverage, wrong: Booleans
) -> tuple[Coverage, Booleans, list[Problem]]:
    """What can be told of more misfits than can be looked at one by one.

    Near points are taken for one; what is left is looked at as far as it goes.
    """
    old = coverage.parts[wrong]
    new = snapped(old)
    parts = coverage.parts.copy()
    parts[wrong] = new
    parts, again = shapely.get_parts(parts, return_index=True)
    after = replace(
        coverage, parts=parts, part_key=coverage.part_key[again],
        exact=bool(shapely.coverage_is_valid(parts)),
    )  # fmt: skip
    off = np.abs(areas_km2(in_degrees(old)) - areas_km2(in_degrees(new)))
    facts: dict[str, Fact] = {
        "places": len(old), "width_m": SAME_M, "km2": float(off.sum()), "between": "–",
    }  # fmt: skip
    problems = [found("border-mismatch", case.where(), facts)]
    left = np.zeros(len(parts), dtype=bool) if after.exact else flagged(after)
    sizes = np.cumsum(np.where(left, shapely.get_num_coordinates(parts), 0))
    if len(sizes) and sizes[-1] > MOST_POINTS:
        looked = left & (sizes <= MOST_POINTS)
        facts = {"parts": int(left.sum()), "looked": int(looked.sum())}
        problems.append(found("borders-unchecked", case.where(), facts))
        left = looked
        after = replace(after, parts=parts[left], part_key=after.part_key[left])
        left = np.ones(len(after.parts), dtype=bool)
    return after, left, problems


def _points(shapes: Geometries) -> int:
    return int(shapely.get_num_coordinates(shapes).sum())


def flagged(coverage: Coverage, gap_cells: float = 0.0) -> Booleans:
    """Parts with a border that does not match a neighbour's."""
    edges = shapely.coverage_invalid_edges(coverage.parts, gap_cells)
    wrong: Booleans = ~shapely.is_empty(edges)
    return wrong


def _overlaps(coverage: Coverage, wrong: Booleans) -> list[Misfit]:
    parts, owner, keys = coverage.parts, coverage.part_key, coverage.keys
    at = np.flatnonzero(wrong)
    shapely.prepare(parts[at])
    one, other = shapely.STRtree(parts).query(parts[at], predicate="intersects")
    one = at[one]
    # Ground that lies whole under a misfit has a good border of its own: it is no misfit itself.
    meet = (owner[one] < owner[other]) | (~wrong[other] & (owner[one] != owner[other]))
    one, other = one[meet], other[meet]
    meet = ~shapely.touches(parts[one], parts[other])
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


def _gaps(case: Case, coverage: Coverage, wrong: Booleans) -> list[Misfit]:
    if coverage.is_empty:
        return []
    ground = _together(coverage, wrong)
    edge: list[BaseGeometry] = []
    gaps = list(_enclosed(ground))
    outline = case.ground.outline
    if outline is not None:
        cells = shapely.transform(outline, lambda points: np.rint(points * CELLS))
        cells = cells if cells.is_valid else shapely.make_valid(cells)
        missing = shapely.difference(cells, ground)
        gaps = [gap for gap in gaps if shapely.intersects(cells, gap)]
        if missing.area < (1 - MAPPED) * cells.area:
            edge = _large(shapely.difference(missing, shapely.union_all(gaps)))
    enclosed = [gap for gap in gaps if gap.area >= 1]
    shapes = np.array([*enclosed, *edge], dtype=object)
    widths = mean_width_m(in_degrees(shapes))
    return [
        Misfit(None, gap, float(width), i < len(enclosed))
        for i, (gap, width) in enumerate(zip(shapes, widths, strict=True))
    ]


def _together(coverage: Coverage, wrong: Booleans) -> BaseGeometry:
    """All ground as one."""
    whole = shapely.coverage_union_all(coverage.parts[~wrong])
    pieces = [whole, *coverage.parts[wrong], *coverage.claimed.values()]
    return areas_only(whole if len(pieces) == 1 else shapely.union_all(pieces))


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
    large = areas_km2(degrees[wide]) >= MISSING_KM2
    return list(parts[wide[large]])


def _wide(case: Case, misfits: Sequence[Misfit]) -> list[Problem]:
    """A problem for each overlap or gap, the largest first."""
    shapes = in_degrees(np.array([one.polygon for one in misfits], dtype=object))
    sizes = areas_km2(shapes)
    problems = []
    for i in np.argsort(-sizes, kind="stable"):
        pair = misfits[i].pair
        facts: dict[str, Fact] = {"km2": float(sizes[i])}
        where = case.where(None, _middle(shapes[i]), shapes[i])
        if pair:
            facts |= {"a": pair[0][0], "b": pair[1][0]}
        problem = found("overlap" if pair else "gap", where, facts)
        # Which neighbour should have ground at the edge of the map, only a person can say.
        problems.append(problem if misfits[i].enclosed else replace(problem, repair=None))
    return problems


def _mismatches(case: Case, narrow: Sequence[Misfit]) -> list[Problem]:
    """Narrow overlaps and gaps, one problem for each two parties, one for all gaps."""
    by_pair: dict[tuple[str, str], list[Misfit]] = {}
    for one in narrow:
        pair = (one.pair[0][0], one.pair[1][0]) if one.pair else ("", "")
        by_pair.setdefault(pair, []).append(one)
    problems = []
    for (a, b), misfits in sorted(by_pair.items()):
        shapes = in_degrees(np.array([one.polygon for one in misfits], dtype=object))
        facts: dict[str, Fact] = {
            "places": len(misfits),
            "width_m": max(one.width_m for one in misfits),
            "km2": float(areas_km2(shapes).sum()),
            "between": f"{a}, {b}" if a else "–",
        }
        where = case.where(None, _middle(shapes[0]), shapely.MultiPolygon(list(shapes)))
        problems.append(found("border-mismatch", where, facts))
    return problems


def _middle(polygon: BaseGeometry) -> tuple[float, float]:
    """A point in a polygon."""
    point = shapely.get_coordinates(shapely.point_on_surface(polygon))
    return (float(point[0, 0]), float(point[0, 1])) if len(point) else (float("nan"),) * 2
