"""Checks of positions: numbers, rings, axes, units, decimals."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.problems import Fact, Problem
from geodata.topology.arcs import Booleans, Floats, Integers
from geodata.validation.contents import Content
from geodata.validation.context import CheckContext
from geodata.validation.ground import Placement, known_crs
from geodata.validation.kinds import problem_of
from geodata.validation.rings import Rings

MIN_POINTS: Final = 50
"""Positions that a file must have before its coarseness is reported."""


def check_contents(context: CheckContext, read: Sequence[Content]) -> list[Problem]:
    """Check for geometries that are no polygons, cannot be read, or have heights."""
    problems = []
    for i, content in enumerate(read):
        if content.broken:
            problems.append(
                problem_of("geometry-unreadable", context.where(i), {"found": content.broken})
            )
        if content.unreadable:
            facts = {"positions": content.unreadable}
            problems.append(problem_of("position-unreadable", context.where(i), facts))
        if content.others:
            problems.append(problem_of("not-an-area", context.where(i), {"parts": content.others}))
        if content.empty:
            problems.append(problem_of("empty-geometry", context.where(i)))
    heights = np.array([content.heights > 0 for content in read], dtype=bool)
    facts = {"positions": sum(content.heights for content in read)}
    problems += context.counted("heights", heights, facts)
    collections = np.array([content.collections > 0 for content in read], dtype=bool)
    return problems + context.counted("collection", collections)


def check_rings(context: CheckContext, rings: Rings) -> list[Problem]:
    """Check for rings that are open or too short."""
    short = too_short(rings)
    sizes, owner, first = rings.ring_sizes, rings.feature_of_ring, rings.first
    problems = []
    for ring in np.flatnonzero(short):
        facts = {"positions": int(sizes[ring])}
        where = context.where(int(owner[ring]), _lonlat(first[ring]))
        problems.append(problem_of("too-few-positions", where, facts))
    is_open = ~rings.is_closed & ~short if len(short) else short
    for ring in np.flatnonzero(is_open):
        where = context.where(int(owner[ring]), _lonlat(first[ring]))
        problems.append(problem_of("unclosed-ring", where))
    repeats = np.bincount(rings.feature_of_point[rings.repeats()], minlength=context.size)
    facts = {"positions": int(repeats.sum())}
    return problems + context.counted("duplicate-positions", repeats > 0, facts)


def too_short(rings: Rings) -> Booleans:
    """Rings that, closed and without repeats, have fewer than four positions."""
    sizes = (
        rings.ring_sizes
        - np.add.reduceat(
            np.append(rings.repeats(), False), rings.ring_offsets[:-1], dtype=np.int64
        )
        if len(rings.ring_sizes)
        else rings.ring_sizes
    )
    short: Booleans = sizes + ~rings.is_closed < 4
    return short


def check_placement(context: CheckContext, how: Placement, placed: Rings) -> list[Problem]:
    """Check axes, units, range and theatre; `placed` are the rings in degrees."""
    problems = _by_feature(context, "axes-swapped", how.swapped, placed)
    if how.crs and how.projected.any():
        problems.append(problem_of("other-crs", context.where(), {"crs": how.crs}))
    elif known_crs(context.draft.crs):
        facts = {"crs": context.draft.crs or ""}
        problems.append(problem_of("crs-contradicts", context.where(), facts))
    beyond = out_of_range(placed, context.size)
    for i in np.flatnonzero(beyond):
        problems.append(_out_of_range(context, int(i), placed))
    in_range = placed.of_features(~beyond)
    leaps = _features_with(in_range, _leaps(in_range), context.size)
    problems += [problem_of("antimeridian", context.where(int(i))) for i in np.flatnonzero(leaps)]
    return problems + _check_theatre(context, in_range)


def out_of_range(placed: Rings, features: int) -> Booleans:
    """Features with a position that is not on earth."""
    points = placed.points
    wrong = np.asarray(~(np.abs(points) <= (180, 90)).all(axis=1))
    return _features_with(placed, wrong, features)


def check_precision(context: CheckContext, placed: Rings) -> list[Problem]:
    """Check for more decimals than a centimetre needs, or too few for a hundred metres."""
    points = placed.points
    finer = np.asarray((np.abs(points * 1e7 - np.rint(points * 1e7)) > 1e-4).any(axis=1))
    facts = {"positions": int(finer.sum())}
    problems = context.counted(
        "precision-surplus", _features_with(placed, finer, context.size), facts
    )
    coarse = (np.abs(points * 1e3 - np.rint(points * 1e3)) < 1e-7).all(axis=1)
    if len(points) >= MIN_POINTS and coarse.mean() > 0.5:
        coarse_facts: dict[str, Fact] = {
            "positions": int(coarse.sum()),
            "share": float(coarse.mean() * 100),
        }
        problems.append(problem_of("precision-coarse", context.where(), coarse_facts))
    return problems


def check_winding(context: CheckContext, closed: Rings) -> list[Problem]:
    """Check for outer rings that run clockwise and holes that do not: only a note."""
    against = (closed.doubled_areas() > 0) != closed.outer
    wrong = np.bincount(closed.feature_of_ring[against], minlength=context.size) > 0
    return context.counted("winding", wrong, {"rings": int(against.sum())})


def _check_theatre(context: CheckContext, placed: Rings) -> list[Problem]:
    if not len(placed.points):
        return []
    box = context.ground.box
    shapely.prepare(box)
    inside = _features_with(placed, _touching(placed, box), context.size)
    present = np.bincount(placed.feature_of_polygon, minlength=context.size) > 0
    outside = present & ~inside
    if not outside.any():
        return []
    if not (present & inside).any():
        middle = _lonlat(placed.points.mean(axis=0))
        facts = {"lon": round(middle[0], 2), "lat": round(middle[1], 2)}
        return [problem_of("wrong-theatre", context.where(None, middle), facts)]
    return _by_feature(context, "outside-theatre", outside, placed, together=False)


def _touching(placed: Rings, box: BaseGeometry) -> Booleans:
    """For each point, whether its ring's bounding box meets the theatre's."""
    west, south, east, north = box.bounds
    starts = placed.ring_offsets[:-1]
    low = np.minimum.reduceat(placed.points, starts)
    high = np.maximum.reduceat(placed.points, starts)
    meets = (low <= (east, north)).all(axis=1) & (high >= (west, south)).all(axis=1)
    return np.repeat(meets, placed.ring_sizes)


def _by_feature(
    context: CheckContext, code: str, features: Booleans, placed: Rings, together: bool = True
) -> list[Problem]:
    """Report a problem for each feature, or a single one if (almost) all features have it."""
    which = np.flatnonzero(features)
    if together and len(which) > 1 and len(which) >= 0.9 * context.size:
        return context.counted(code, features)
    if not len(which):
        return []
    starts = placed.first
    first = {
        int(placed.feature_of_polygon[p]): starts[placed.polygon_offsets[p]]
        for p in range(len(placed.feature_of_polygon) - 1, -1, -1)
    }
    facts = {"features": 1}
    return [problem_of(code, context.where(int(i), _lonlat(first[int(i)])), facts) for i in which]


def _out_of_range(context: CheckContext, feature: int, placed: Rings) -> Problem:
    points = placed.of_feature(feature).points
    lon, lat = points[~(np.abs(points) <= (180, 90)).all(axis=1)][0]
    return problem_of(
        "out-of-range", context.where(feature), {"lon": float(lon), "lat": float(lat)}
    )


def _leaps(placed: Rings) -> Booleans:
    """For each point, whether the edge that ends in it passes the 180th meridian."""
    leap = np.zeros(len(placed.points), dtype=bool)
    leap[1:] = np.abs(np.diff(placed.points[:, 0])) > 180
    leap[placed.ring_offsets[:-1]] = False
    return leap


def _features_with(rings: Rings, points: Booleans, features: int) -> Booleans:
    owners: Integers = rings.feature_of_point[points]
    with_it: Booleans = np.bincount(owners, minlength=features) > 0
    return with_it


def _lonlat(point: Floats) -> tuple[float, float]:
    return float(point[0]), float(point[1])
