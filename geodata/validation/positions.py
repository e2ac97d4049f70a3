"""This module knows what can be wrong with positions: numbers, rings, axes, units, decimals."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.problems import Fact, Problem
from geodata.topology.arcs import Booleans, Floats, Integers
from geodata.validation.contents import Content
from geodata.validation.context import Case
from geodata.validation.ground import Placement, known_crs
from geodata.validation.kinds import found
from geodata.validation.rings import Rings

FEWEST: Final = 50
"""Positions a file must have before their coarseness says something about its making."""


def check_contents(case: Case, read: Sequence[Content]) -> list[Problem]:
    """What is not a polygon, cannot be read, or has numbers too many."""
    problems = []
    for i, one in enumerate(read):
        if one.broken:
            problems.append(found("geometry-unreadable", case.where(i), {"found": one.broken}))
        if one.unreadable:
            facts = {"positions": one.unreadable}
            problems.append(found("position-unreadable", case.where(i), facts))
        if one.others:
            problems.append(found("not-an-area", case.where(i), {"parts": one.others}))
        if one.empty:
            problems.append(found("empty-geometry", case.where(i)))
    heights = np.array([one.heights > 0 for one in read], dtype=bool)
    facts = {"positions": sum(one.heights for one in read)}
    problems += case.counted("heights", heights, facts)
    collections = np.array([one.collections > 0 for one in read], dtype=bool)
    return problems + case.counted("collection", collections)


def check_rings(case: Case, rings: Rings) -> list[Problem]:
    """Rings that are open or too short."""
    short = too_short(rings)
    sizes, owner, first = rings.ring_sizes, rings.feature_of_ring, rings.first
    problems = []
    for ring in np.flatnonzero(short):
        facts = {"positions": int(sizes[ring])}
        where = case.where(int(owner[ring]), _lonlat(first[ring]))
        problems.append(found("too-few-positions", where, facts))
    is_open = ~rings.is_closed & ~short if len(short) else short
    for ring in np.flatnonzero(is_open):
        where = case.where(int(owner[ring]), _lonlat(first[ring]))
        problems.append(found("unclosed-ring", where))
    repeats = np.bincount(rings.feature_of_point[rings.repeats()], minlength=case.size)
    facts = {"positions": int(repeats.sum())}
    return problems + case.counted("duplicate-positions", repeats > 0, facts)


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


def check_placement(case: Case, how: Placement, placed: Rings) -> list[Problem]:
    """Axes, units, degrees out of range, another theatre; `placed` is what they are taken for."""
    problems = _by_feature(case, "axes-swapped", how.swapped, placed)
    if how.crs and how.projected.any():
        problems.append(found("other-crs", case.where(), {"crs": how.crs}))
    elif known_crs(case.draft.crs):
        facts = {"crs": case.draft.crs or ""}
        problems.append(found("crs-contradicts", case.where(), facts))
    beyond = out_of_range(placed, case.size)
    for i in np.flatnonzero(beyond):
        problems.append(_out_of_range(case, int(i), placed))
    kept = placed.of_features(~beyond)
    leaps = _features_with(kept, _leaps(kept), case.size)
    problems += [found("antimeridian", case.where(int(i))) for i in np.flatnonzero(leaps)]
    return problems + _check_theatre(case, kept)


def out_of_range(placed: Rings, features: int) -> Booleans:
    """Features with a position that is no place on earth."""
    points = placed.points
    wrong = np.asarray(~(np.abs(points) <= (180, 90)).all(axis=1))
    return _features_with(placed, wrong, features)


def check_precision(case: Case, placed: Rings) -> list[Problem]:
    """More decimals than a centimetre needs, or so few that borders are off by a hundred metres."""
    points = placed.points
    finer = np.asarray((np.abs(points * 1e7 - np.rint(points * 1e7)) > 1e-4).any(axis=1))
    facts = {"positions": int(finer.sum())}
    problems = case.counted("precision-surplus", _features_with(placed, finer, case.size), facts)
    coarse = (np.abs(points * 1e3 - np.rint(points * 1e3)) < 1e-7).all(axis=1)
    if len(points) >= FEWEST and coarse.mean() > 0.5:
        told: dict[str, Fact] = {
            "positions": int(coarse.sum()),
            "share": float(coarse.mean() * 100),
        }
        problems.append(found("precision-coarse", case.where(), told))
    return problems


def check_winding(case: Case, closed: Rings) -> list[Problem]:
    """Outer rings that run clockwise, holes that do not: never a reason to refuse."""
    against = (closed.doubled_areas() > 0) != closed.outer
    wrong = np.bincount(closed.feature_of_ring[against], minlength=case.size) > 0
    return case.counted("winding", wrong, {"rings": int(against.sum())})


def _check_theatre(case: Case, placed: Rings) -> list[Problem]:
    if not len(placed.points):
        return []
    box = case.ground.box
    shapely.prepare(box)
    inside = _features_with(placed, _touching(placed, box), case.size)
    present = np.bincount(placed.feature_of_polygon, minlength=case.size) > 0
    outside = present & ~inside
    if not outside.any():
        return []
    if not (present & inside).any():
        middle = _lonlat(placed.points.mean(axis=0))
        facts = {"lon": round(middle[0], 2), "lat": round(middle[1], 2)}
        return [found("wrong-theatre", case.where(None, middle), facts)]
    return _by_feature(case, "outside-theatre", outside, placed, together=False)


def _touching(placed: Rings, box: BaseGeometry) -> Booleans:
    """For each point, whether its ring's bounding box meets the theatre's."""
    west, south, east, north = box.bounds
    starts = placed.ring_offsets[:-1]
    low = np.minimum.reduceat(placed.points, starts)
    high = np.maximum.reduceat(placed.points, starts)
    meets = (low <= (east, north)).all(axis=1) & (high >= (west, south)).all(axis=1)
    return np.repeat(meets, placed.ring_sizes)


def _by_feature(
    case: Case, code: str, features: Booleans, placed: Rings, together: bool = True
) -> list[Problem]:
    """A problem for each feature, or a single one if (almost) all features have it."""
    which = np.flatnonzero(features)
    if together and len(which) > 1 and len(which) >= 0.9 * case.size:
        return case.counted(code, features)
    if not len(which):
        return []
    starts = placed.first
    first = {
        int(placed.feature_of_polygon[p]): starts[placed.polygon_offsets[p]]
        for p in range(len(placed.feature_of_polygon) - 1, -1, -1)
    }
    facts = {"features": 1}
    return [found(code, case.where(int(i), _lonlat(first[int(i)])), facts) for i in which]


def _out_of_range(case: Case, feature: int, placed: Rings) -> Problem:
    points = placed.of_feature(feature).points
    lon, lat = points[~(np.abs(points) <= (180, 90)).all(axis=1)][0]
    return found("out-of-range", case.where(feature), {"lon": float(lon), "lat": float(lat)})


def _leaps(placed: Rings) -> Booleans:
    """For each point, whether the way to it from the one before passes the 180th meridian."""
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
