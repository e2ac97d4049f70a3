"""This module knows how a list of place reports becomes areas of control of a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np
from shapely import Point

from geodata.draft import Draft, DraftFeature, PropertyMapping
from geodata.errors import TessellationError
from geodata.problems import Problem
from geodata.reading.findings import Findings
from geodata.reading.place_reports import PlaceReport
from geodata.terms import CONTESTED, Basis, Status
from geodata.tessellation import Frame, Holding, Loom, ReportedPlace, build, weave
from geodata.tessellation.frame import FARTHEST_OUTSIDE_KM
from geodata.tessellation.reports import LEAST_DISTANCE_KM

SOURCE: Final = "derived from place reports"
SCHEMA: Final = "woven_reports"
_KM_PER_DEGREE: Final = 111.2


def areas_from_reports(
    reports: Sequence[PlaceReport],
    frame: Frame,
    day: date,
    party_values: Mapping[str, str] | None = None,
    file: str = "",
) -> tuple[Draft | None, tuple[Problem, ...]]:
    """The areas of a day that agree with every report up to it, as a draft with our own names.

    Takes seconds for a new list of places. Reports far outside the frame, at the place of
    another, or without a party are left out and said so. None if no area can be made.
    """
    findings = Findings(file)
    held = _in_force(reports, day, party_values or {})
    usable = _apart(_inside(held, frame, findings), findings)
    known = [one for one in usable if one.party and one.party != CONTESTED]
    if not known:
        findings.error("reports-none", reports=len(reports), day=str(day))
        return None, findings.problems()
    try:
        loom = _loom(usable, frame, findings)
        areas = weave(loom, _holdings(usable, known)).polygons()
    except TessellationError as error:
        findings.error("reports-not-woven", reason=str(error)[:300])
        return None, findings.problems()
    features = tuple(
        DraftFeature(index, None, code, _properties(code), shape)
        for index, (code, shape) in enumerate(areas.items())
    )
    findings.note("reports-woven", reports=len(usable), day=str(day))
    draft = Draft(file, day, None, features, SCHEMA, PropertyMapping())
    return draft, findings.problems()


def _properties(code: str) -> dict[str, object]:
    status = Status.CONTESTED if code == CONTESTED else Status.CONTROLLED
    basis = Basis.ASSESSED.value
    return {"party": code, "status": status.value, "basis": basis, "source": SOURCE}


def _in_force(
    reports: Sequence[PlaceReport], day: date, party_values: Mapping[str, str]
) -> list[PlaceReport]:
    """The last report on each place up to a day; contested ground keeps its holder's name."""
    last: dict[str, PlaceReport] = {}
    for one in reports:
        if one.day is not None and one.day > day:
            continue
        party = party_values.get(one.party, one.party)
        before = last.get(one.place_id)
        if one.contested and not party and before is not None:
            party = before.party
        last[one.place_id] = PlaceReport(
            one.place_id, one.name, one.lon, one.lat, one.day, party,
            one.contested or party == CONTESTED, one.rank, one.line,
        )  # fmt: skip
    return list(last.values())


def _inside(reports: Sequence[PlaceReport], frame: Frame, findings: Findings) -> list[PlaceReport]:
    # A little nearer than the loom refuses, whose plane differs by a few metres.
    near = frame.outline.buffer((FARTHEST_OUTSIDE_KM - 1.5) / _KM_PER_DEGREE)
    kept = []
    for one in reports:
        if near.contains(Point(one.lon, one.lat)):
            kept.append(one)
        else:
            findings.warning("report-outside", line=one.line, name=one.name[:80])
    return kept


def _apart(reports: Sequence[PlaceReport], findings: Findings) -> list[PlaceReport]:
    """One report where several places stand within a few metres: the last given."""
    cell = 2 * LEAST_DISTANCE_KM / _KM_PER_DEGREE
    taken: dict[tuple[int, int], PlaceReport] = {}
    for one in reports:
        across, up = int(one.lon // cell), int(one.lat // cell)
        around = [(across + x, up + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        for spot in around:
            if spot in taken:
                other = taken.pop(spot)
                findings.warning("report-twice", line=other.line, name=other.name[:80])
        taken[across, up] = one
    return list(taken.values())


def _loom(reports: Sequence[PlaceReport], frame: Frame, findings: Findings) -> Loom:
    places = [ReportedPlace(one.place_id, one.lon, one.lat, one.rank) for one in reports]
    try:
        return build(places, frame)
    except TessellationError:
        if not frame.barriers:
            raise
        loom = build(places, Frame(frame.outline))
        findings.warning("barriers-left-out", barriers=", ".join(frame.barriers)[:200])
        return loom


def _holdings(reports: Sequence[PlaceReport], known: Sequence[PlaceReport]) -> dict[str, Holding]:
    """Who holds each place; where nobody said, whoever holds the nearest place that is known."""
    spots = np.array([[one.lon, one.lat] for one in known])

    def holder(one: PlaceReport) -> str:
        if one.party and one.party != CONTESTED:
            return one.party
        return known[int(np.argmin(((spots - [one.lon, one.lat]) ** 2).sum(axis=1)))].party

    return {one.place_id: Holding(holder(one), one.contested) for one in reports}
