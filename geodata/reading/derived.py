"""Areas of control of a day, derived from a list of place reports."""

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
from geodata.terms import CONTESTED_CODE, Basis, Status
from geodata.tessellation import (
    Frame,
    Holding,
    ReportedPlace,
    Tessellation,
    build_tessellation,
    tessellate,
)
from geodata.tessellation.frame import MAX_OUTSIDE_KM
from geodata.tessellation.reports import MIN_DISTANCE_KM

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
    """Areas of a day that agree with every report up to it, as a draft with our own names.

    Takes seconds for a new list of places. Reports far outside the frame, at the place of
    another, or without a party are left out and reported. None if no area can be made.
    """
    findings = Findings(file)
    held = _in_force(reports, day, party_values or {})
    usable = _apart(_inside(held, frame, findings), findings)
    known = [report for report in usable if report.party and report.party != CONTESTED_CODE]
    if not known:
        findings.error("reports-none", reports=len(reports), day=str(day))
        return None, findings.problems()
    try:
        tessellation = _tessellation(usable, frame, findings)
        areas = tessellate(tessellation, _holdings(usable, known)).polygons()
    except TessellationError as error:
        findings.error("reports-not-tessellated", reason=str(error)[:300])
        return None, findings.problems()
    features = tuple(
        DraftFeature(index, None, party or Status.CONTESTED.value, _properties(party), shape)
        for index, (party, shape) in enumerate(areas.items())
    )
    findings.note("reports-tessellated", reports=len(usable), day=str(day))
    draft = Draft(file, day, None, features, SCHEMA, PropertyMapping())
    return draft, findings.problems()


def _properties(party: str | None) -> dict[str, object]:
    status = Status.CONTROLLED if party else Status.CONTESTED
    basis = Basis.ASSESSED.value
    return {"party": party, "status": status.value, "basis": basis, "source": SOURCE}


def _in_force(
    reports: Sequence[PlaceReport], day: date, party_values: Mapping[str, str]
) -> list[PlaceReport]:
    """The last report on each place up to a day; contested ground keeps its holder's name."""
    last: dict[str, PlaceReport] = {}
    for report in reports:
        if report.day is not None and report.day > day:
            continue
        party = party_values.get(report.party, report.party)
        before = last.get(report.place_id)
        if report.contested and not party and before is not None:
            party = before.party
        last[report.place_id] = PlaceReport(
            report.place_id, report.name, report.lon, report.lat, report.day, party,
            report.contested or party == CONTESTED_CODE, report.rank, report.line,
        )  # fmt: skip
    return list(last.values())


def _inside(reports: Sequence[PlaceReport], frame: Frame, findings: Findings) -> list[PlaceReport]:
    # A little nearer than the tessellation refuses, whose plane differs by a few metres.
    near = frame.outline.buffer((MAX_OUTSIDE_KM - 1.5) / _KM_PER_DEGREE)
    near_frame = []
    for report in reports:
        if near.contains(Point(report.lon, report.lat)):
            near_frame.append(report)
        else:
            findings.warning("report-outside", line=report.line, name=report.name[:80])
    return near_frame


def _apart(reports: Sequence[PlaceReport], findings: Findings) -> list[PlaceReport]:
    """Keep the last report where several places stand within a few metres."""
    cell = 2 * MIN_DISTANCE_KM / _KM_PER_DEGREE
    taken: dict[tuple[int, int], PlaceReport] = {}
    for report in reports:
        across, up = int(report.lon // cell), int(report.lat // cell)
        around = [(across + x, up + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        for spot in around:
            if spot in taken:
                replaced = taken.pop(spot)
                findings.warning("report-twice", line=replaced.line, name=replaced.name[:80])
        taken[across, up] = report
    return list(taken.values())


def _tessellation(reports: Sequence[PlaceReport], frame: Frame, findings: Findings) -> Tessellation:
    places = [
        ReportedPlace(report.place_id, report.lon, report.lat, report.rank) for report in reports
    ]
    try:
        return build_tessellation(places, frame)
    except TessellationError:
        if not frame.barriers:
            raise
        tessellation = build_tessellation(places, Frame(frame.outline))
        findings.warning("barriers-left-out", barriers=", ".join(frame.barriers)[:200])
        return tessellation


def _holdings(reports: Sequence[PlaceReport], known: Sequence[PlaceReport]) -> dict[str, Holding]:
    """Holding of each place; without a known party, that of the nearest place that has one."""
    spots = np.array([[report.lon, report.lat] for report in known])

    def holder(report: PlaceReport) -> str:
        if report.party and report.party != CONTESTED_CODE:
            return report.party
        return known[int(np.argmin(((spots - [report.lon, report.lat]) ** 2).sum(axis=1)))].party

    return {report.place_id: Holding(holder(report), report.contested) for report in reports}
