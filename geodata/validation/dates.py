"""This module knows the day a draft is for, and what is wrong with the days it names."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from geodata.draft import value_at
from geodata.problems import Fact, Problem
from geodata.reading.dates import day_of
from geodata.theatre import Theatre
from geodata.validation.context import Case
from geodata.validation.kinds import found


def effective_day(case: Case) -> tuple[date | None, list[Problem]]:
    """The day from which the draft holds, and the problems of its dates."""
    written = [_written(case, i) for i in range(case.size)]
    told = {day for day, _ in written if day is not None}
    day = case.effective_date or case.draft.effective_date
    problems = [] if day else _unreadable(case, written)
    if day is None and len(told) == 1:
        day = told.pop()
    problems += _reversed(case, written)
    if day is None:
        if not problems:
            facts = {"dates": ", ".join(map(str, sorted(told)[:8])) or "–"}
            problems.append(found("date-missing", case.where(), facts))
        return None, problems
    differing = [i for i, (own, _) in enumerate(written) if own not in (None, day)]
    if differing:
        where = case.where(differing[0] if len(differing) == 1 else None)
        other = str(written[differing[0]][0])
        told_facts: dict[str, Fact] = {"features": len(differing), "found": other, "date": str(day)}
        problems.append(found("date-differs", where, told_facts))
    if day > today(case.theatre):
        problems.append(found("date-future", case.where(), {"date": str(day)}))
    return day, problems


def today(theatre: Theatre) -> date:
    """The day it is now in the theatre."""
    try:
        return datetime.now(ZoneInfo(theatre.time_zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return datetime.now(UTC).date() + timedelta(days=1)


def _written(case: Case, feature: int) -> tuple[date | None, date | None]:
    one = case.draft.features[feature]
    return day_of(value_at(one.properties, case.says.date)), day_of(
        value_at(one.properties, case.says.valid_to)
    )


def _unreadable(case: Case, written: list[tuple[date | None, date | None]]) -> list[Problem]:
    problems = []
    for i, (day, _) in enumerate(written):
        value = value_at(case.draft.features[i].properties, case.says.date)
        if day is None and value not in (None, ""):
            problems.append(found("date-unreadable", case.where(i), {"found": str(value)[:80]}))
    return problems


def _reversed(case: Case, written: list[tuple[date | None, date | None]]) -> list[Problem]:
    return [
        found("date-reversed", case.where(i), {"from": str(begin), "to": str(end)})
        for i, (begin, end) in enumerate(written)
        if begin is not None and end is not None and end < begin
    ]
