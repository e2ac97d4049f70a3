"""This module knows whether a day is believable: after the day before, and by what was reported."""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.control import ControlSnapshot
from geodata.measure import areas_km2
from geodata.places import Report, in_force
from geodata.problems import Fact, Problem
from geodata.terms import CONTESTED, Basis, Confidence
from geodata.topology.arcs import Floats
from geodata.validation.context import Case
from geodata.validation.kinds import found
from geodata.validation.shape import in_metres

JUMP_KM2: Final = 1_000.0
JUMP_SHARE: Final = 0.25
JITTER_M: Final = 100.0
JITTER_SHARE: Final = 0.5
FEWEST: Final = 50


def check_plausibility(case: Case, snapshot: ControlSnapshot) -> list[Problem]:
    """What only a person can judge: jumps, flips, jitter, and places in the wrong hands."""
    problems = _assertions(case, snapshot)
    if case.before is None or case.before.effective_date > snapshot.effective_date:
        return problems
    before = case.before
    return [
        *problems,
        *_jumps(case, before, snapshot),
        *_flips(case, before, snapshot),
        *_jitter(case, before, snapshot),
    ]


def holders(snapshot: ControlSnapshot, points: Floats) -> list[str | None]:
    """The party on whose assessed ground each point (lon, lat) lies; None where on nobody's."""
    areas = snapshot.areas[snapshot.areas["basis"] == Basis.ASSESSED]
    codes = list(areas["party"])
    tree = shapely.STRtree(areas.geometry.to_numpy())
    point, area = tree.query(shapely.points(points), predicate="intersects")
    held: list[str | None] = [None] * len(points)
    for at, owner in zip(point.tolist(), area.tolist(), strict=True):
        held[at] = codes[owner]
    return held


def _jumps(case: Case, before: ControlSnapshot, after: ControlSnapshot) -> list[Problem]:
    earlier, now = _km2(before), _km2(after)
    problems = []
    for party in sorted(earlier.keys() | now.keys()):
        old, new = earlier.get(party, 0.0), now.get(party, 0.0)
        if abs(new - old) >= JUMP_KM2 and abs(new - old) > JUMP_SHARE * max(old, new):
            facts: dict[str, Fact] = {"party": party, "before_km2": old, "after_km2": new}
            facts["date"] = str(before.effective_date)
            problems.append(found("area-jump", case.where(), facts))
    return problems


def _km2(snapshot: ControlSnapshot) -> dict[str, float]:
    sums: dict[str, float] = {}
    km2 = areas_km2(snapshot.areas.geometry.to_numpy()).tolist()
    for party, area_km2 in zip(snapshot.areas["party"], km2, strict=True):
        sums[party] = sums.get(party, 0.0) + area_km2
    return sums


def _flips(case: Case, before: ControlSnapshot, after: ControlSnapshot) -> list[Problem]:
    """Places that changed hands although nothing was reported of them in between."""
    places = [place for place in case.theatre.places if place.labelled]
    points = np.array([(place.lon, place.lat) for place in places]).reshape(-1, 2)
    told = {
        report.place_id
        for report in case.theatre.reports
        if not report.baseline
        and before.effective_date < report.effective_date <= after.effective_date
    }
    told |= {
        event.place_id
        for event in case.theatre.events
        if event.place_id and before.effective_date < event.event_date <= after.effective_date
    }
    problems = []
    hands = zip(places, holders(before, points), holders(after, points), strict=True)
    for place, old, new in hands:
        if old is not None and new is not None and old != new and place.place_id not in told:
            facts = {"place": place.name["en"], "before": old, "after": new}
            problems.append(found("place-flips", case.where(None, (place.lon, place.lat)), facts))
    return problems


def _jitter(case: Case, before: ControlSnapshot, after: ControlSnapshot) -> list[Problem]:
    """Borders that have moved by metres almost everywhere, as redrawing by hand does."""
    known, points = _points(before), _points(after)
    fresh = ~np.isin(points, known)
    if not len(known) or len(points) < FEWEST or fresh.mean() < JITTER_SHARE:
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
    return [found("border-jitter", case.where(), facts)]


def _points(snapshot: ControlSnapshot) -> NDArray[np.complex128]:
    """Every point of a border once, as one number each: lon + i·lat."""
    points = shapely.get_coordinates(snapshot.areas.geometry.to_numpy())
    return np.unique(points[:, 0] + 1j * points[:, 1])


def _border(snapshot: ControlSnapshot) -> BaseGeometry:
    return shapely.union_all(shapely.boundary(snapshot.areas.geometry.to_numpy()))


def _assertions(case: Case, snapshot: ControlSnapshot) -> list[Problem]:
    """Places that lie on the ground of another party than is certain for this day."""
    day = snapshot.effective_date
    certain = [
        (place_id, report.party)
        for place_id, report in in_force(case.theatre.reports, day).items()
        if _certain(report)
    ]
    certain += [
        (assertion.place_id, assertion.party)
        for assertion in case.theatre.assertions
        if assertion.from_day <= day <= assertion.to_day
    ]
    places = {place.place_id: place for place in case.theatre.places if place.labelled}
    asked = [(places[place_id], party) for place_id, party in certain if place_id in places]
    points = np.array([(place.lon, place.lat) for place, _ in asked]).reshape(-1, 2)
    problems = []
    for (place, party), holder in zip(asked, holders(snapshot, points), strict=True):
        if holder not in (None, party):
            facts = {"place": place.name["en"], "expected": party, "found": str(holder)}
            where = case.where(None, (place.lon, place.lat))
            problems.append(found("assertion-failed", where, facts))
    return problems


def _certain(report: Report) -> bool:
    return (
        report.confidence is Confidence.HIGH
        and not report.default_rule
        and report.party != CONTESTED
    )
