"""This module knows how a draft is checked: everything at once, nothing thrown.

What is wrong with positions is cured in thought before shapes are looked at, and so on: the report
says at once all that would remain.
"""

from collections.abc import Callable, Sequence
from datetime import date

import geopandas as gpd
import numpy as np
import shapely

from geodata.control import ControlSnapshot
from geodata.draft import Draft, PropertyMapping
from geodata.problems import Fact, Problem, Report, Severity
from geodata.terms import WGS84
from geodata.theatre import Theatre
from geodata.validation.borders import Wish
from geodata.validation.classification import Meaning, sources_of
from geodata.validation.context import Case
from geodata.validation.coverage import Coverage, check_coverage, coverage_of
from geodata.validation.dates import effective_day
from geodata.validation.kinds import found
from geodata.validation.matching import matched
from geodata.validation.plausibility import check_plausibility
from geodata.validation.reviewing import Review, review
from geodata.validation.rings import in_degrees
from geodata.validation.wording import check_texts

ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
MOST_OF_A_KIND = 500
Progress = Callable[[str], None]


def _silent(stage: str) -> None:
    """Tell nobody."""


def check(
    draft: Draft,
    theatre: Theatre,
    effective_date: date | None = None,
    mapping: PropertyMapping | None = None,
    before: ControlSnapshot | None = None,
    *,
    progress: Progress = _silent,
) -> Report:
    """All problems of a draft, worst first, and what could be published if no error is left.

    Parameters
    ----------
    draft
        What came in.
    theatre
        Its parties, ground, places and reports are what the draft is held against.
    effective_date
        The day it is for; None: as the file says.
    mapping
        Which property says what; None: as recognised, or our own names.
    before
        What was in force until then; None: nothing, and no leap is looked for.
    progress
        Is told the name of each stage as it begins: features, coverage, plausibility.
    """
    case = Case(draft, theatre, effective_date, mapping, before)
    progress("features")
    day, problems = effective_day(case)
    seen = review(case)
    problems = [*problems, *seen.problems, *check_texts(case)]
    if seen.shapes is None:
        return _report(case, problems, seen)
    progress("coverage")
    coverage = coverage_of(seen.shapes, seen.meanings)
    problems += check_coverage(case, coverage)
    if coverage.is_empty and not any(one.severity is Severity.ERROR for one in problems):
        problems.append(found("no-areas", case.where()))
    if day is None or coverage.is_empty or any(one.severity is Severity.ERROR for one in problems):
        return _report(case, problems, seen)
    progress("plausibility")
    if not coverage.exact:
        wish = Wish(match=True, settle=None, fill=False)
        coverage = coverage_of(matched(seen.shapes, seen.meanings, wish), seen.meanings)
    if not coverage.exact:
        facts: dict[str, Fact] = {"parts": len(coverage.parts), "looked": 0}
        return _report(case, [*problems, found("borders-unchecked", case.where(), facts)], seen)
    snapshot = _snapshot(day, coverage, seen.meanings)
    problems += check_plausibility(case, snapshot)
    return _report(case, problems, seen, snapshot)


def _snapshot(day: date, coverage: Coverage, meant: Sequence[Meaning]) -> ControlSnapshot:
    sources = sources_of(meant)
    ground = coverage.ground()
    keys = list(ground)
    columns = {
        "party": [key[0] for key in keys],
        "status": [key[1].value for key in keys],
        "basis": [key[2].value for key in keys],
        "source": [sources.get(key, "") for key in keys],
    }
    areas = in_degrees(np.array(list(ground.values()), dtype=object))
    single = shapely.get_num_geometries(areas) == 1
    areas[single] = shapely.get_geometry(areas[single], 0)
    return ControlSnapshot(day, gpd.GeoDataFrame(columns, geometry=areas, crs=WGS84))


def _report(
    case: Case, problems: Sequence[Problem], seen: Review, snapshot: ControlSnapshot | None = None
) -> Report:
    counts = {severity.value: 0 for severity in Severity}
    for one in problems:
        counts[one.severity.value] += 1
    summary: dict[str, Fact] = {"features": case.size, **counts}
    if seen.shapes is not None:
        summary["parties"] = len({one.party for one in seen.meanings} - {None})
        summary["km2"] = seen.km2(np.ones(case.size, dtype=bool))
    return Report(_told(case, problems), summary, None if counts["error"] else snapshot)


def _told(case: Case, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems, worst first; of each kind no more than a person would look at."""
    told: dict[str, int] = {}
    kept = []
    for one in sorted(problems, key=lambda one: ORDER[one.severity]):
        told[one.code] = told.get(one.code, 0) + 1
        if told[one.code] <= MOST_OF_A_KIND:
            kept.append(one)
    for code, count in told.items():
        if count > MOST_OF_A_KIND:
            facts: dict[str, Fact] = {"code": code, "more": count - MOST_OF_A_KIND}
            kept.append(found("more-of-the-same", case.where(), facts))
    return tuple(kept)
