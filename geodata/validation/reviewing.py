"""This module knows a draft feature by feature: where it lies, its shape, what it says.

What is wrong with positions is cured in thought before shapes are looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from geodata.measure import areas_km2
from geodata.problems import Problem
from geodata.topology.arcs import Booleans
from geodata.validation.classification import Meaning, meanings
from geodata.validation.contents import contents, rings_of
from geodata.validation.context import Case
from geodata.validation.ground import placement
from geodata.validation.kinds import found
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
    MOST_OF_ITS_OWN,
    check_parts,
    check_spikes,
    check_validity,
    tangled,
)

SUPERFLUOUS = frozenset({"empty-geometry", "outside-theatre"})


@dataclass(frozen=True, eq=False)
class Review:
    """A draft as it is meant; arrays have one entry for each feature.

    `shapes` are valid and on the grid; None where they cannot be worked out. `as_found` marks the
    features whose positions needed no cure: only their shapes may be written back. `repeated`
    marks those that say the same of the same ground as one before.
    """

    shapes: Geometries | None
    meanings: Sequence[Meaning]
    as_found: Booleans
    invalid: Booleans
    repeated: Booleans
    superfluous: Booleans
    problems: Sequence[Problem]

    def km2(self, features: Booleans) -> float:
        """Area of some features in km²."""
        if self.shapes is None:
            return 0.0
        return float(areas_km2(in_degrees(self.shapes[features])).sum())


def review(case: Case) -> Review:
    """What a draft means and what is wrong with its features one by one."""
    placed, as_found, problems = _positions(case)
    meant, wrong = meanings(case)
    shapes, invalid, faults = _shapes(case, placed)
    repeated = _repeated(case, shapes, meant)
    if shapes is not None:
        shapes[repeated] = shapely.MultiPolygon()
    problems = [*problems, *wrong, *faults, *case.counted("duplicate-feature", repeated)]
    gone = {one.where.feature for one in problems if one.code in SUPERFLUOUS}
    superfluous = [feature.index in gone for feature in case.draft.features]
    return Review(
        shapes, meant, as_found, invalid, repeated, repeated | np.array(superfluous, dtype=bool),
        problems,
    )  # fmt: skip


def _positions(case: Case) -> tuple[Rings, Booleans, list[Problem]]:
    """The rings as they are meant, closed, in degrees; which needed no cure; what is wrong."""
    read = contents(case.draft.features)
    rings = rings_of(read)
    problems = [*check_contents(case, read), *check_rings(case, rings)]
    how = placement(rings, case.size, case.ground, case.draft.crs)
    uncured = ~(how.swapped | how.projected)
    uncured &= np.array([not (one.broken or one.unreadable or one.others) for one in read], bool)
    placed = how.in_degrees(rings)
    if len(placed.points):
        problems += check_placement(case, how, placed)
        beyond = out_of_range(placed, case.size)
        faulty = too_short(rings) | ~rings.is_closed
        uncured &= ~beyond & ~_owners(rings, faulty, case.size)
        placed = placed.of_features(~beyond)
    if len(placed.points):
        problems += check_precision(case, placed)
        placed = placed.without_rings(too_short(placed)).closed()
    if len(placed.points):
        problems += check_winding(case, placed)
    return placed, uncured, problems


def _shapes(case: Case, placed: Rings) -> tuple[Geometries | None, Booleans, list[Problem]]:
    """Valid areas on the grid, and which of them had to be made so."""
    rings = placed.on_grid()
    rings = rings.without_points(rings.repeats())
    if len(rings.points):
        rings = rings.without_rings(too_short(rings)).closed()
    nothing = np.zeros(case.size, dtype=bool)
    raw = rings.geometries(case.size)
    suspects = np.flatnonzero(~shapely.is_valid(raw))
    knots = [i for i in suspects if tangled(rings.of_feature(int(i)), MOST_OF_ITS_OWN)]
    if knots or tangled(rings):
        facts = {"positions": len(rings.points)}
        where = case.where(int(knots[0]) if knots else None)
        return None, nothing, [found("tangled", where, facts)]
    shapes, invalid, problems = check_validity(case, raw, suspects)
    return shapes, invalid, [*problems, *check_spikes(case, placed), *check_parts(case, shapes)]


def _repeated(case: Case, shapes: Geometries | None, meant: Sequence[Meaning]) -> Booleans:
    """Features that say the same of the same ground as one before."""
    seen: set[tuple[object, bytes]] = set()
    again = np.zeros(case.size, dtype=bool)
    if shapes is None:
        return again
    for i, (shape, meaning) in enumerate(zip(shapes, meant, strict=True)):
        if not shape.is_empty:
            mark = (meaning.key, shape.normalize().wkb)
            again[i] = mark in seen
            seen.add(mark)
    return again


def _owners(rings: Rings, which: Booleans, features: int) -> Booleans:
    owned: Booleans = np.bincount(rings.feature_of_ring[which], minlength=features) > 0
    return owned
