"""Review of a draft feature by feature: position, shape, classification.

Positions are fixed in thought before shapes are looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from geodata.measure import areas_km2
from geodata.problems import Problem
from geodata.topology.arcs import Booleans
from geodata.validation.classification import Classification, classify
from geodata.validation.contents import contents, rings_of
from geodata.validation.context import CheckContext
from geodata.validation.ground import placement
from geodata.validation.kinds import problem_of
from geodata.validation.positions import (
    check_contents,
    check_placement,
    check_precision,
    check_rings,
    check_winding,
    out_of_range,
    too_short,
)
from geodata.validation.rings import Geometries, Rings, in_degrees
from geodata.validation.shape import (
    MAX_OWN_CROSSINGS,
    check_parts,
    check_spikes,
    check_validity,
    tangled,
)

SUPERFLUOUS = frozenset({"empty-geometry", "outside-theatre"})


@dataclass(frozen=True, eq=False)
class Review:
    """Reviewed draft; arrays have one entry for each feature.

    `shapes` are valid and on the grid; None where they cannot be worked out. `unchanged` marks the
    features whose positions needed no fix: only their shapes may be written back. `repeated` marks
    features with the classification and the ground of an earlier feature.
    """

    shapes: Geometries | None
    classifications: Sequence[Classification]
    unchanged: Booleans
    invalid: Booleans
    repeated: Booleans
    superfluous: Booleans
    problems: Sequence[Problem]

    def km2(self, features: Booleans) -> float:
        """Area of some features in km²."""
        if self.shapes is None:
            return 0.0
        return float(areas_km2(in_degrees(self.shapes[features])).sum())


def review(context: CheckContext) -> Review:
    """Review the features of a draft one by one."""
    placed, unchanged, problems = _positions(context)
    classifications, wrong = classify(context)
    shapes, invalid, faults = _shapes(context, placed)
    repeated = _repeated(context, shapes, classifications)
    if shapes is not None:
        shapes[repeated] = shapely.MultiPolygon()
    problems = [*problems, *wrong, *faults, *context.counted("duplicate-feature", repeated)]
    indexes = {problem.where.feature for problem in problems if problem.code in SUPERFLUOUS}
    superfluous = [feature.index in indexes for feature in context.draft.features]
    return Review(
        shapes, classifications, unchanged, invalid, repeated,
        repeated | np.array(superfluous, dtype=bool), problems,
    )  # fmt: skip


def _positions(context: CheckContext) -> tuple[Rings, Booleans, list[Problem]]:
    """Rings closed and in degrees, the features that needed no fix, and the problems."""
    read = contents(context.draft.features)
    rings = rings_of(read)
    problems = [*check_contents(context, read), *check_rings(context, rings)]
    how = placement(rings, context.size, context.ground, context.draft.crs)
    unchanged = ~(how.swapped | how.projected)
    unchanged &= np.array(
        [not (content.broken or content.unreadable or content.others) for content in read], bool
    )
    placed = how.in_degrees(rings)
    if len(placed.points):
        problems += check_placement(context, how, placed)
        beyond = out_of_range(placed, context.size)
        faulty = too_short(rings) | ~rings.is_closed
        unchanged &= ~beyond & ~_owners(rings, faulty, context.size)
        placed = placed.of_features(~beyond)
    if len(placed.points):
        problems += check_precision(context, placed)
        placed = placed.without_rings(too_short(placed)).closed()
    if len(placed.points):
        problems += check_winding(context, placed)
    return placed, unchanged, problems


def _shapes(
    context: CheckContext, placed: Rings
) -> tuple[Geometries | None, Booleans, list[Problem]]:
    """Valid areas on the grid, the features that had to be made valid, and the problems."""
    rings = placed.on_grid()
    rings = rings.without_points(rings.repeats())
    if len(rings.points):
        rings = rings.without_rings(too_short(rings)).closed()
    nothing = np.zeros(context.size, dtype=bool)
    raw = rings.geometries(context.size)
    suspects = np.flatnonzero(~shapely.is_valid(raw))
    knots = [i for i in suspects if tangled(rings.of_feature(int(i)), MAX_OWN_CROSSINGS)]
    if knots or tangled(rings):
        facts = {"positions": len(rings.points)}
        where = context.where(int(knots[0]) if knots else None)
        return None, nothing, [problem_of("tangled", where, facts)]
    shapes, invalid, problems = check_validity(context, raw, suspects)
    return (
        shapes,
        invalid,
        [*problems, *check_spikes(context, placed), *check_parts(context, shapes)],
    )


def _repeated(
    context: CheckContext, shapes: Geometries | None, classifications: Sequence[Classification]
) -> Booleans:
    """Features with the classification and the ground of an earlier feature."""
    seen: set[tuple[object, bytes]] = set()
    again = np.zeros(context.size, dtype=bool)
    if shapes is None:
        return again
    for i, (shape, classification) in enumerate(zip(shapes, classifications, strict=True)):
        if not shape.is_empty:
            mark = (classification.key, shape.normalize().wkb)
            again[i] = mark in seen
            seen.add(mark)
    return again


def _owners(rings: Rings, which: Booleans, features: int) -> Booleans:
    owned: Booleans = np.bincount(rings.feature_of_ring[which], minlength=features) > 0
    return owned
