"""Effective day of a draft, and the problems of the days that it names."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from geodata.draft import value_at
from geodata.problems import Fact, Problem
from geodata.reading.dates import day_of
from geodata.theatre import Theatre
from geodata.validation.context import CheckContext
from geodata.validation.kinds import problem_of


def effective_day(context: CheckContext) -> tuple[date | None, list[Problem]]:
    """Effective day of a draft, and the problems of its dates."""
    written = [_written(context, i) for i in range(context.size)]
    days = {day for day, _ in written if day is not None}
    day = context.effective_date or context.draft.effective_date
    problems = [] if day else _unreadable(context, written)
    if day is None and len(days) == 1:
        day = days.pop()
    problems += _reversed(context, written)
    if day is None:
        if not problems:
            listed = ", ".join(map(str, sorted(days)[:8])) or "–"
            problems.append(problem_of("date-missing", context.where(), {"dates": listed}))
        return None, problems
    differing = [i for i, (own, _) in enumerate(written) if own not in (None, day)]
    if differing:
        where = context.where(differing[0] if len(differing) == 1 else None)
        other_day = str(written[differing[0]][0])
        facts: dict[str, Fact] = {
            "features": len(differing),
            "found": other_day,
            "date": str(day),
        }
        problems.append(problem_of("date-differs", where, facts))
    if day > today(context.theatre):
        problems.append(problem_of("date-future", context.where(), {"date": str(day)}))
    return day, problems


def today(theatre: Theatre) -> date:
    """Today's date in the theatre."""
    try:
        return datetime.now(ZoneInfo(theatre.time_zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return datetime.now(UTC).date() + timedelta(days=1)


def _written(context: CheckContext, feature: int) -> tuple[date | None, date | None]:
    properties, mapping = context.draft.features[feature].properties, context.property_mapping
    begin, end = value_at(properties, mapping.date), value_at(properties, mapping.valid_to)
    return day_of(begin), day_of(end)


def _unreadable(
    context: CheckContext, written: list[tuple[date | None, date | None]]
) -> list[Problem]:
    problems = []
    for i, (day, _) in enumerate(written):
        value = value_at(context.draft.features[i].properties, context.property_mapping.date)
        if day is None and value not in (None, ""):
            problems.append(
                problem_of("date-unreadable", context.where(i), {"found": str(value)[:80]})
            )
    return problems


def _reversed(
    context: CheckContext, written: list[tuple[date | None, date | None]]
) -> list[Problem]:
    return [
        problem_of("date-reversed", context.where(i), {"from": str(begin), "to": str(end)})
        for i, (begin, end) in enumerate(written)
        if begin is not None and end is not None and end < begin
    ]
