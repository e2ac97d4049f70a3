"""Formatting of checked files: as JSON, and as lines of text."""

from collections.abc import Sequence
from typing import Any

from geodata.ingest.checked_day import CheckedDay
from geodata.ingest.checked_file import CheckedFile
from geodata.problems import Problem, Sentence, Severity, quotable


def problem_as_json(problem: Problem, sentence: Sentence) -> dict[str, Any]:
    """Problem ready for JSON; `feature` counts from 0, `line` from 1; lon, lat in degrees.

    `repair` is the old name of `fix`.
    """
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
        "sentence": sentence(problem),
        "fix": problem.fix,
        "repair": problem.fix,
    }


def problem_as_line(problem: Problem, sentence: Sentence) -> str:
    """Problem as a line: code, feature, place on the map, sentence, fix."""
    where = problem.where
    feature = [] if where.feature is None else [f"feature {where.feature}"]
    if where.name:
        feature.append(f'"{quotable(where.name)}"')
    if where.line is not None:
        feature.append(f"(line {where.line})")
    lonlat = "" if where.lon_deg is None else f"{where.lon_deg:.5f} {where.lat_deg:.5f}"
    fix = f"fix: {problem.fix}" if problem.fix else ""
    parts = (
        f"{problem.severity} {problem.code}",
        " ".join(feature),
        lonlat,
        sentence(problem),
        fix,
    )
    return " · ".join(part for part in parts if part)


def counted(problems: Sequence[Problem]) -> str:
    """Count of errors, warnings and notes, in words."""
    counts = {severity: sum(p.severity is severity for p in problems) for severity in Severity}
    parts = [f"{n} {severity.value}{'s' * (n != 1)}" for severity, n in counts.items() if n]
    return ", ".join(parts) or "no problem"


def file_as_json(checked_file: CheckedFile, sentence: Sentence) -> dict[str, Any]:
    """File, its days, their problems and fixes, ready for JSON; `repairs` is an old name."""
    return {
        "file": checked_file.name,
        "problems": [problem_as_json(problem, sentence) for problem in checked_file.file_problems],
        "days": [_day(day, sentence) for day in checked_file.days],
    }


def _day(day: CheckedDay, sentence: Sentence) -> dict[str, Any]:
    fixes = [vars(applied) for applied in day.applied_fixes]
    return {
        "file": day.draft.file,
        "effective_date": day.effective_date and day.effective_date.isoformat(),
        "summary": dict(day.report.summary),
        "problems": [problem_as_json(problem, sentence) for problem in day.report.problems],
        "fixes": fixes,
        "repairs": [{"repair": fix["fix"], **fix} for fix in fixes],
    }


def file_as_lines(checked_file: CheckedFile, sentence: Sentence) -> list[str]:
    """File as lines of text: a heading for each day, under it a line for each problem."""
    text_lines = []
    if checked_file.file_problems or not checked_file.days:
        text_lines.append(f"{checked_file.name}: {counted(checked_file.file_problems)}")
        text_lines += [
            f"  {problem_as_line(problem, sentence)}" for problem in checked_file.file_problems
        ]
    for day in checked_file.days:
        when = day.effective_date or "no day"
        text_lines.append(f"{day.draft.file}, {when}: {counted(day.report.problems)}")
        text_lines += [f"  {problem_as_line(problem, sentence)}" for problem in day.report.problems]
        text_lines += [
            f"  fixed {applied.fix} · features {applied.features} · "
            f"{applied.before_km2:,.1f} km² before, {applied.after_km2:,.1f} km² after"
            for applied in day.applied_fixes
        ]
    return text_lines
