"""This module knows the repairs of shapes: made valid, rid of slivers."""

from dataclasses import replace

import numpy as np
import shapely

from geodata.draft import Draft
from geodata.topology.arcs import Booleans
from geodata.validation.choice import Choice
from geodata.validation.context import Case
from geodata.validation.fixes.step import Step
from geodata.validation.reviewing import Review, review
from geodata.validation.rings import Geometries, in_degrees
from geodata.validation.shape import NARROW_M, mean_width_m

CODES = ("make-valid", "remove-slivers")


def cure(case: Case, choice: Choice) -> tuple[Draft, list[Step]]:
    """The draft with the chosen repairs of shapes."""
    if not choice.any(*CODES):
        return case.draft, []
    seen = review(case)
    if seen.shapes is None:
        return case.draft, []
    steps = []
    invalid = seen.invalid & seen.as_found & choice.features(case, "make-valid")
    if invalid.any():
        before = _km2_as_found(seen, invalid)
        steps.append(Step("make-valid", int(invalid.sum()), before, seen.km2(invalid)))
    whole = seen.as_found & (invalid | ~seen.invalid)
    shapes, trimmed = _without_slivers(seen.shapes, whole & choice.features(case, "remove-slivers"))
    if trimmed.any():
        after = replace(seen, shapes=shapes).km2(trimmed)
        steps.append(Step("remove-slivers", int(trimmed.sum()), seen.km2(trimmed), after))
    return with_shapes(case.draft, shapes, invalid | trimmed), steps


def with_shapes(draft: Draft, shapes: Geometries, changed: Booleans) -> Draft:
    """A draft with the shapes of some features (on the grid) in place of what they had."""
    degrees = shapely.orient_polygons(in_degrees(shapes))
    features = [
        replace(one, geometry=None if degrees[i].is_empty else degrees[i]) if changed[i] else one
        for i, one in enumerate(draft.features)
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


def _km2_as_found(seen: Review, invalid: Booleans) -> float:
    """Area of invalid features as it was measured when they were found."""
    facts = [one.facts for one in seen.problems if one.repair == "make-valid"]
    return float(sum(float(one["before_km2"]) for one in facts)) if invalid.any() else 0.0
