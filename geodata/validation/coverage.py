"""Coverage: ground that two parties hold at once, and ground that none holds.

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
from geodata.terms import Basis
from geodata.topology.arcs import Booleans, Integers
from geodata.validation.classification import Classification, Key
from geodata.validation.context import CheckContext
from geodata.validation.kinds import problem_of
from geodata.validation.matching import SAME_M, snapped
from geodata.validation.rings import CELLS, Geometries, in_degrees
from geodata.validation.shape import NARROW_M, areas_only, mean_width_m

ROUNDING_M: Final = 0.05
"""Overlaps and gaps that are narrower come from rounding to the grid."""
MAPPED: Final = 0.9
"""Share of the theatre from which on a file is taken to cover all of it."""
MAX_COVERAGE_POINTS: Final = 100_000
"""Points of areas with mismatched borders up to which every misfit is worked out."""
MISSING_M: Final = 250.0
MISSING_KM2: Final = 1.0


@dataclass(frozen=True, eq=False)
class Coverage:
    """Areas whose party is known, and whether their borders match exactly.

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
        """Whether the coverage has no area at all."""
        return not (len(self.parts) or self.claimed)

    def ground(self) -> dict[Key, BaseGeometry]:
        """Ground of each party, status and basis; borders must match exactly."""
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


def coverage_of(shapes: Geometries, classifications: Sequence[Classification]) -> Coverage:
    """Coverage of all features whose party, status and basis are known."""
    held = [
        None if shape.is_empty else classification.key
        for shape, classification in zip(shapes, classifications, strict=True)
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
        {key: _united(shapes[positions]) for key, positions in claimed.items()},
        bool(shapely.coverage_is_valid(parts)),
    )


def _united(shapes: Geometries) -> BaseGeometry:
    """Unite the areas of a claim, on the grid."""
    if len(shapes) == 1:
        return areas_only(shapes[0])
    return areas_only(shapely.union_all(shapes, grid_size=1.0))


def check_coverage(context: CheckContext, coverage: Coverage) -> list[Problem]:
    """Overlaps, gaps and borders that do not match, each with its km² and its outline."""
    problems: list[Problem] = []
    wrong = np.zeros(len(coverage.parts), dtype=bool) if coverage.exact else flagged(coverage)
    if _points(coverage.parts[wrong]) > MAX_COVERAGE_POINTS:
        coverage, wrong, problems = _summarised(context, coverage, wrong)
    overlaps = _overlaps(coverage, wrong) if wrong.any() else []
    gaps = _gaps(context, coverage, wrong)
    wide = [misfit for misfit in overlaps if misfit.width_m >= NARROW_M]
    problems += _wide(context, wide)
    problems += _wide(context, [misfit for misfit in gaps if misfit.width_m >= NARROW_M])
    narrow = [misfit for misfit in [*overlaps, *gaps] if ROUNDING_M <= misfit.width_m < NARROW_M]
    problems += _mismatches(context, narrow)
    rounding = [misfit for misfit in gaps if misfit.width_m < ROUNDING_M]
    if (not coverage.exact or rounding) and not problems:
        problems.append(problem_of("border-points", context.where()))
    return problems


def _summarised(
    context: CheckContext, coverage: Coverage, wrong: Booleans
) -> tuple[Coverage, Booleans, list[Problem]]:
    """Summarise more misfits than can be worked out singly.

    Near points are merged; the misfits that remain are worked out up to the limit.
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
    problems = [problem_of("border-mismatch", context.where(), facts)]
    left = np.zeros(len(parts), dtype=bool) if after.exact else flagged(after)
    sizes = np.cumsum(np.where(left, shapely.get_num_coordinates(parts), 0))
    if len(sizes) and sizes[-1] > MAX_COVERAGE_POINTS:
        looked = left & (sizes <= MAX_COVERAGE_POINTS)
        facts = {"parts": int(left.sum()), "looked": int(looked.sum())}
        problems.append(problem_of("borders-unchecked", context.where(), facts))
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
    wrong_parts = np.flatnonzero(wrong)
    shapely.prepare(parts[wrong_parts])
    first, second = shapely.STRtree(parts).query(parts[wrong_parts], predicate="intersects")
    first = wrong_parts[first]
    # Ground that lies whole under a misfit has a good border of its own: it is no misfit itself.
    meet = (owner[first] < owner[second]) | (~wrong[second] & (owner[first] != owner[second]))
    first, second = first[meet], second[meet]
    meet = ~shapely.touches(parts[first], parts[second])
    first, second = first[meet], second[meet]
    shared, pair = shapely.get_parts(
        shapely.intersection(parts[first], parts[second]), return_index=True
    )
    shared, inner = shapely.get_parts(shared, return_index=True)
    pair = pair[inner]
    solid = (shapely.get_type_id(shared) == 3) & (shapely.area(shared) >= 1)
    shared, pair = shared[solid], pair[solid]
    widths = mean_width_m(in_degrees(shared))
    return [
        Misfit((keys[owner[first[p]]], keys[owner[second[p]]]), polygon, float(width))
        for polygon, p, width in zip(shared, pair, widths, strict=True)
    ]


def _gaps(context: CheckContext, coverage: Coverage, wrong: Booleans) -> list[Misfit]:
    if coverage.is_empty:
        return []
    ground = _all_ground(coverage, wrong)
    edge: list[BaseGeometry] = []
    gaps = list(_enclosed(ground))
    outline = context.ground.outline
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


def _all_ground(coverage: Coverage, wrong: Booleans) -> BaseGeometry:
    """Unite all ground."""
    whole = shapely.coverage_union_all(coverage.parts[~wrong])
    pieces = [whole, *coverage.parts[wrong], *coverage.claimed.values()]
    return areas_only(whole if len(pieces) == 1 else shapely.union_all(pieces))


def _enclosed(ground: BaseGeometry) -> Geometries:
    """Ground without a holder, enclosed by ground that is held."""
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


def _wide(context: CheckContext, misfits: Sequence[Misfit]) -> list[Problem]:
    """Report each overlap or gap as a problem, the largest first."""
    shapes = in_degrees(np.array([misfit.polygon for misfit in misfits], dtype=object))
    sizes = areas_km2(shapes)
    problems = []
    for i in np.argsort(-sizes, kind="stable"):
        pair = misfits[i].pair
        facts: dict[str, Fact] = {"km2": float(sizes[i])}
        where = context.where(None, _middle(shapes[i]), shapes[i])
        if pair:
            facts |= {"a": pair[0][0], "b": pair[1][0]}
        problem = problem_of("overlap" if pair else "gap", where, facts)
        # Only a person can decide which neighbour should have ground at the edge of the map.
        problems.append(problem if misfits[i].enclosed else replace(problem, fix=None))
    return problems


def _mismatches(context: CheckContext, narrow: Sequence[Misfit]) -> list[Problem]:
    """Report narrow overlaps and gaps: a problem for each two parties, one for all gaps."""
    by_pair: dict[tuple[str, str], list[Misfit]] = {}
    for misfit in narrow:
        pair = (misfit.pair[0][0], misfit.pair[1][0]) if misfit.pair else ("", "")
        by_pair.setdefault(pair, []).append(misfit)
    problems = []
    for (a, b), misfits in sorted(by_pair.items()):
        shapes = in_degrees(np.array([misfit.polygon for misfit in misfits], dtype=object))
        facts: dict[str, Fact] = {
            "places": len(misfits),
            "width_m": max(misfit.width_m for misfit in misfits),
            "km2": float(areas_km2(shapes).sum()),
            "between": f"{a}, {b}" if a else "–",
        }
        where = context.where(None, _middle(shapes[0]), shapely.MultiPolygon(list(shapes)))
        problems.append(problem_of("border-mismatch", where, facts))
    return problems


def _middle(polygon: BaseGeometry) -> tuple[float, float]:
    """Point in a polygon."""
    point = shapely.get_coordinates(shapely.point_on_surface(polygon))
    return (float(point[0, 0]), float(point[0, 1])) if len(point) else (float("nan"),) * 2
