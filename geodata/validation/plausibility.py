"""Plausibility of a day, after the day before and by the place reports."""

from itertools import compress
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.control import ControlSnapshot
from geodata.measure import areas_km2
from geodata.places import Report, in_force
from geodata.problems import Fact, Problem
from geodata.terms import Basis, Confidence, Holder, written
from geodata.topology.arcs import Floats
from geodata.validation.context import CheckContext
from geodata.validation.kinds import problem_of
from geodata.validation.shape import in_metres

JUMP_KM2: Final = 1_000.0
JUMP_SHARE: Final = 0.25
JITTER_M: Final = 100.0
JITTER_SHARE: Final = 0.5
MIN_POINTS: Final = 50


def check_plausibility(context: CheckContext, snapshot: ControlSnapshot) -> list[Problem]:
    """Check for jumps, flips, jitter and wrong holders, which only a person can judge."""
    problems = _assertions(context, snapshot)
    if context.before is None or context.before.effective_date > snapshot.effective_date:
        return problems
    before = context.before
    return [
        *problems,
        *_jumps(context, before, snapshot),
        *_flips(context, before, snapshot),
        *_jitter(context, before, snapshot),
    ]


def holders(snapshot: ControlSnapshot, points: Floats) -> list[Holder | None]:
    """Holder of the assessed ground on which each point (lon, lat) lies, None outside all of it."""
    assessed = (snapshot.areas["basis"] == Basis.ASSESSED).to_numpy()
    areas, known = snapshot.areas[assessed], list(compress(snapshot.holders, assessed))
    tree = shapely.STRtree(areas.geometry.to_numpy())
    point, area = tree.query(shapely.points(points), predicate="intersects")
    held: list[Holder | None] = [None] * len(points)
    for point_index, owner in zip(point.tolist(), area.tolist(), strict=True):
        held[point_index] = known[owner]
    return held


def _jumps(context: CheckContext, before: ControlSnapshot, after: ControlSnapshot) -> list[Problem]:
    earlier, now = _km2(before), _km2(after)
    problems = []
    for holder in sorted(earlier.keys() | now.keys()):
        old, new = earlier.get(holder, 0.0), now.get(holder, 0.0)
        if abs(new - old) >= JUMP_KM2 and abs(new - old) > JUMP_SHARE * max(old, new):
            facts: dict[str, Fact] = {"party": written(holder), "before_km2": old, "after_km2": new}
            facts["date"] = str(before.effective_date)
            problems.append(problem_of("area-jump", context.where(), facts))
    return problems


def _km2(snapshot: ControlSnapshot) -> dict[Holder, float]:
    sums: dict[Holder, float] = {}
    km2 = areas_km2(snapshot.areas.geometry.to_numpy()).tolist()
    for holder, area_km2 in zip(snapshot.holders, km2, strict=True):
        sums[holder] = sums.get(holder, 0.0) + area_km2
    return sums


def _flips(context: CheckContext, before: ControlSnapshot, after: ControlSnapshot) -> list[Problem]:
    """Report places that changed hands without a place report or event in between."""
    places = [place for place in context.theatre.places if place.labelled]
    points = np.array([(place.lon, place.lat) for place in places]).reshape(-1, 2)
    reported = {
        report.place_id
        for report in context.theatre.reports
        if not report.baseline
        and before.effective_date < report.effective_date <= after.effective_date
    }
    reported |= {
        event.place_id
        for event in context.theatre.events
        if event.place_id and before.effective_date < event.event_date <= after.effective_date
    }
    problems = []
    hands = zip(places, holders(before, points), holders(after, points), strict=True)
    for place, old, new in hands:
        if old is not None and new is not None and old != new and place.place_id not in reported:
            facts = {"place": place.name["en"], "before": written(old), "after": written(new)}
            problems.append(
                problem_of("place-flips", context.where(None, (place.lon, place.lat)), facts)
            )
    return problems


def _jitter(
    context: CheckContext, before: ControlSnapshot, after: ControlSnapshot
) -> list[Problem]:
    """Report borders that moved by metres almost everywhere, as redrawing by hand does."""
    known, points = _points(before), _points(after)
    fresh = ~np.isin(points, known)
    if not len(known) or len(points) < MIN_POINTS or fresh.mean() < JITTER_SHARE:
        return []
    some = points[fresh][:: max(1, int(fresh.sum()) // 5_000)]
    moved, middle = np.stack([some.real, some.imag], axis=1), float(points.real.mean())
    metres = shapely.transform(_border(before), lambda some: in_metres(some, middle))
    shapely.prepare(metres)
    off = np.asarray(shapely.distance(metres, shapely.points(in_metres(moved, middle))))
    close = off < JITTER_M
    if close.mean() * fresh.mean() < JITTER_SHARE or not (off[close] > 0.5).any():
        return []
    facts = {"share": float(fresh.mean() * 100), "metres": float(np.median(off[close]))}
    return [problem_of("border-jitter", context.where(), facts)]


def _points(snapshot: ControlSnapshot) -> NDArray[np.complex128]:
    """Distinct points of the borders as complex numbers: lon + i·lat."""
    points = shapely.get_coordinates(snapshot.areas.geometry.to_numpy())
    return np.unique(points[:, 0] + 1j * points[:, 1])


def _border(snapshot: ControlSnapshot) -> BaseGeometry:
    return shapely.union_all(shapely.boundary(snapshot.areas.geometry.to_numpy()))


def _assertions(context: CheckContext, snapshot: ControlSnapshot) -> list[Problem]:
    """Report places that lie on the ground of another party than is certain for this day."""
    day = snapshot.effective_date
    certain = [
        (place_id, report.holder)
        for place_id, report in in_force(context.theatre.reports, day).items()
        if _certain(report)
    ]
    certain += [
        (assertion.place_id, Holder(assertion.party))
        for assertion in context.theatre.assertions
        if assertion.from_day <= day <= assertion.to_day
    ]
    places = {place.place_id: place for place in context.theatre.places if place.labelled}
    known = [(places[place_id], holder) for place_id, holder in certain if place_id in places]
    points = np.array([(place.lon, place.lat) for place, _ in known]).reshape(-1, 2)
    problems = []
    for (place, expected), holder in zip(known, holders(snapshot, points), strict=True):
        if holder is not None and holder != expected:
            facts = {
                "place": place.name["en"],
                "expected": written(expected),
                "found": written(holder),
            }
            where = context.where(None, (place.lon, place.lat))
            problems.append(problem_of("assertion-failed", where, facts))
    return problems


def _certain(report: Report) -> bool:
    return report.confidence is Confidence.HIGH and not report.default_rule and not report.contested
