"""Checks of a draft: all problems at once, none raised.

Positions are fixed in thought before shapes are looked at, and so on: the report lists at once all
problems that would remain.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.control import ControlSnapshot
from geodata.draft import Draft, PropertyMapping
from geodata.problems import Fact, Problem, Report, Severity
from geodata.terms import WGS84, read_holder
from geodata.theatre import Theatre
from geodata.validation.classification import Classification, sources_of
from geodata.validation.context import CheckContext
from geodata.validation.coverage import Coverage, check_coverage, coverage_of
from geodata.validation.dates import effective_day
from geodata.validation.kinds import problem_of
from geodata.validation.matching import BorderOptions, matched
from geodata.validation.plausibility import check_plausibility
from geodata.validation.reviewing import Review, review
from geodata.validation.rings import in_degrees
from geodata.validation.wording import check_texts

MAX_PER_CODE = 500
Progress = Callable[[str], None]


def no_progress(*_: object) -> None:
    """Report no progress."""


def check(
    draft: Draft,
    theatre: Theatre,
    effective_date: date | None = None,
    mapping: PropertyMapping | None = None,
    before: ControlSnapshot | None = None,
    *,
    progress: Progress = no_progress,
) -> Report:
    """Check a draft: all problems, worst first, and the snapshot if no error is left.

    Parameters
    ----------
    draft
        The features as read.
    theatre
        Theatre whose parties, ground, places and reports the draft is checked against.
    effective_date
        Day of the draft; None: as the file says.
    mapping
        Property mapping; None: as recognised, or our own names.
    before
        Snapshot in force until then; None: no leap is looked for.
    progress
        Called with the name of each stage as it begins: features, coverage, plausibility.
    """
    context = CheckContext(draft, theatre, effective_date, mapping, before)
    progress("features")
    day, problems = effective_day(context)
    seen = review(context)
    problems = [*problems, *seen.problems, *check_texts(context)]
    if seen.shapes is None:
        return _report(context, problems, seen)
    progress("coverage")
    coverage = coverage_of(seen.shapes, seen.classifications)
    problems += check_coverage(context, coverage)
    if coverage.is_empty and not _has_errors(problems):
        problems.append(problem_of("no-areas", context.where()))
    if day is None or coverage.is_empty or _has_errors(problems):
        return _report(context, problems, seen)
    progress("plausibility")
    if not coverage.exact:
        options = BorderOptions(match=True, settle=None, fill=False)
        coverage = coverage_of(
            matched(seen.shapes, seen.classifications, options), seen.classifications
        )
    if not coverage.exact:
        facts: dict[str, Fact] = {"parts": len(coverage.parts), "looked": 0}
        return _report(
            context, [*problems, problem_of("borders-unchecked", context.where(), facts)], seen
        )
    snapshot = _snapshot(day, coverage, seen.classifications)
    problems += check_plausibility(context, snapshot)
    return _report(context, problems, seen, snapshot)


def _has_errors(problems: Sequence[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def _snapshot(
    day: date, coverage: Coverage, classifications: Sequence[Classification]
) -> ControlSnapshot:
    sources = sources_of(classifications)
    ground = coverage.ground()
    keys = list(ground)
    columns: dict[str, Any] = {
        "party": pd.Series([read_holder(key[0]).party for key in keys], dtype=object),
        "status": [key[1].value for key in keys],
        "basis": [key[2].value for key in keys],
        "source": [sources.get(key, "") for key in keys],
    }
    between = [key[3] or None for key in keys]
    if any(between):
        columns["between"] = pd.Series(between, dtype=object)
    areas = in_degrees(np.array(list(ground.values()), dtype=object))
    single = shapely.get_num_geometries(areas) == 1
    areas[single] = shapely.get_geometry(areas[single], 0)
    return ControlSnapshot(day, gpd.GeoDataFrame(columns, geometry=areas, crs=WGS84))


def _report(
    context: CheckContext,
    problems: Sequence[Problem],
    seen: Review,
    snapshot: ControlSnapshot | None = None,
) -> Report:
    counts = {severity.value: 0 for severity in Severity}
    for problem in problems:
        counts[problem.severity.value] += 1
    summary: dict[str, Fact] = {"features": context.size, **counts}
    if seen.shapes is not None:
        summary["parties"] = len(
            {classification.party for classification in seen.classifications} - {None}
        )
        summary["km2"] = seen.km2(np.ones(context.size, dtype=bool))
    return Report(_limited(context, problems), summary, None if counts["error"] else snapshot)


def _limited(context: CheckContext, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Sort problems, worst first; of each code no more than a person would look at."""
    counts: dict[str, int] = {}
    reported = []
    for problem in sorted(problems, key=lambda problem: problem.severity.rank):
        counts[problem.code] = counts.get(problem.code, 0) + 1
        if counts[problem.code] <= MAX_PER_CODE:
            reported.append(problem)
    for code, count in counts.items():
        if count > MAX_PER_CODE:
            facts: dict[str, Fact] = {"code": code, "more": count - MAX_PER_CODE}
            reported.append(problem_of("more-of-the-same", context.where(), facts))
    return tuple(reported)
