"""This module knows how what the gate found is told: as JSON, and as lines for people."""

from collections.abc import Sequence
from typing import Any

from geodata.ingest.day import Day
from geodata.ingest.examination import Examination
from geodata.problems import Problem, Severity, quotable, sentence


def as_json(problem: Problem, language: str = "en") -> dict[str, Any]:
    """A problem ready for JSON; `feature` counts from 0, `line` from 1; lon, lat in degrees."""
    where = problem.where
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": where.file,
        "feature": where.feature,
        "name": where.name,
        "line": where.line,
        "lon": where.lon_deg,
        "lat": where.lat_deg,
        "facts": dict(problem.facts),
        "sentence": sentence(problem, language),
        "repair": problem.repair,
    }


def as_line(problem: Problem, language: str = "en") -> str:
    """A problem as one line: what, which feature, where on the map, in words, and its cure."""
    where = problem.where
    feature = [] if where.feature is None else [f"feature {where.feature}"]
    if where.name:
        feature.append(f'"{quotable(where.name)}"')
    if where.line is not None:
        feature.append(f"(line {where.line})")
    lonlat = "" if where.lon_deg is None else f"{where.lon_deg:.5f} {where.lat_deg:.5f}"
    cure = f"repair: {problem.repair}" if problem.repair else ""
    parts = (
        f"{problem.severity} {problem.code}",
        " ".join(feature),
        lonlat,
        sentence(problem, language),
        cure,
    )
    return " · ".join(part for part in parts if part)


def counted(problems: Sequence[Problem]) -> str:
    """How many errors, warnings and notes there are."""
    found = {one: sum(p.severity is one for p in problems) for one in Severity}
    told = [f"{n} {one.value}{'s' * (n != 1)}" for one, n in found.items() if n]
    return ", ".join(told) or "no problem"


def told(examination: Examination, language: str = "en") -> dict[str, Any]:
    """A file, its days, their problems and repairs, ready for JSON."""
    return {
        "file": examination.name,
        "problems": [as_json(one, language) for one in examination.file_problems],
        "days": [_day(day, language) for day in examination.days],
    }


def _day(day: Day, language: str) -> dict[str, Any]:
    return {
        "file": day.draft.file,
        "effective_date": day.effective_date and day.effective_date.isoformat(),
        "summary": dict(day.report.summary),
        "problems": [as_json(one, language) for one in day.report.problems],
        "repairs": [vars(step) for step in day.steps],
    }


def lines(examination: Examination, language: str = "en") -> list[str]:
    """The same for people: a heading for each day, under it a line for each problem."""
    found = []
    if examination.file_problems or not examination.days:
        found.append(f"{examination.name}: {counted(examination.file_problems)}")
        found += [f"  {as_line(one, language)}" for one in examination.file_problems]
    for day in examination.days:
        when = day.effective_date or "no day"
        found.append(f"{day.draft.file}, {when}: {counted(day.report.problems)}")
        found += [f"  {as_line(one, language)}" for one in day.report.problems]
        found += [
            f"  repaired {step.repair} · features {step.features} · "
            f"{step.before_km2:,.1f} km² before, {step.after_km2:,.1f} km² after"
            for step in day.steps
        ]
    return found
