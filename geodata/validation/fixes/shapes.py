"""Fixes of shapes: made valid, slivers removed."""

from dataclasses import replace

import numpy as np
import shapely

from geodata.draft import Draft
from geodata.topology.arcs import Booleans
from geodata.validation.choice import AppliedFix, Choice
from geodata.validation.context import CheckContext
from geodata.validation.reviewing import Review, review
from geodata.validation.rings import Geometries, in_degrees
from geodata.validation.shape import NARROW_M, mean_width_m

CODES = ("make-valid", "remove-slivers")


def fix(context: CheckContext, choice: Choice) -> tuple[Draft, list[AppliedFix]]:
    """Make the chosen fixes of shapes."""
    if not choice.has_any(*CODES):
        return context.draft, []
    seen = review(context)
    if seen.shapes is None:
        return context.draft, []
    applied_fixes = []
    invalid = seen.invalid & seen.unchanged & choice.features(context, "make-valid")
    if invalid.any():
        before = _km2_before(seen, invalid)
        applied_fixes.append(
            AppliedFix("make-valid", int(invalid.sum()), before, seen.km2(invalid))
        )
    whole = seen.unchanged & (invalid | ~seen.invalid)
    shapes, trimmed = _without_slivers(
        seen.shapes, whole & choice.features(context, "remove-slivers")
    )
    if trimmed.any():
        after = replace(seen, shapes=shapes).km2(trimmed)
        applied_fixes.append(
            AppliedFix("remove-slivers", int(trimmed.sum()), seen.km2(trimmed), after)
        )
    return with_shapes(context.draft, shapes, invalid | trimmed), applied_fixes


def with_shapes(draft: Draft, shapes: Geometries, changed: Booleans) -> Draft:
    """Draft with new shapes (on the grid) for the changed features."""
    degrees = shapely.orient_polygons(in_degrees(shapes))
    features = [
        replace(feature, geometry=None if degrees[i].is_empty else degrees[i])
        if changed[i]
        else feature
        for i, feature in enumerate(draft.features)
    ]
    return replace(draft, features=tuple(features))


def _without_slivers(shapes: Geometries, wanted: Booleans) -> tuple[Geometries, Booleans]:
    parts, owner = shapely.get_parts(shapes, return_index=True)
    thin = (mean_width_m(in_degrees(parts)) < NARROW_M) & wanted[owner]
    trimmed = np.bincount(owner[thin], minlength=len(shapes)) > 0
    result = shapes.copy()
    for i in np.flatnonzero(trimmed):
        result[i] = shapely.MultiPolygon(list(parts[(owner == i) & ~thin]))
    return result, trimmed


def _km2_before(seen: Review, invalid: Booleans) -> float:
    """Area of invalid features in km² as measured by the check."""
    facts = [problem.facts for problem in seen.problems if problem.fix == "make-valid"]
    return float(sum(float(measured["before_km2"]) for measured in facts)) if invalid.any() else 0.0
