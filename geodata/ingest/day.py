"""This module knows one day of a file: what is wrong with it, what was cured, what would help."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from geodata.control import ControlSnapshot
from geodata.draft import Draft, PropertyMapping
from geodata.problems import Report
from geodata.theatre import Theatre
from geodata.validation import Repaired, Rule, check, repair
from geodata.validation.choice import Pair
from geodata.validation.context import Case
from geodata.validation.dates import effective_day
from geodata.validation.fixes.step import Step

Repairs = Collection[str | tuple[str, int]] | None
"""Codes of repairs, each for all features, or with a feature's index for one; None is all."""
Rules = Mapping[Pair, Rule | None]
"""Who keeps ground that two parties (codes sorted) hold."""
Tell = Callable[[str], None]
"""Is told each stage as it begins: repairing, features, coverage, plausibility."""
_ROUNDS: Final = 3
"""A cure may bring to light what was hidden; after so many rounds the rest is for a person."""


@dataclass(frozen=True, eq=False)
class Day:
    """One day of a file: what came in, what is wrong with it, what was cured.

    `asked_date` and `mapping` are what a person said, `before` is what was in force until then.
    """

    draft: Draft
    report: Report
    asked_date: date | None = None
    mapping: PropertyMapping | None = None
    before: ControlSnapshot | None = None
    steps: tuple[Step, ...] = ()

    @property
    def effective_date(self) -> date | None:
        """The day from which the areas hold; None if nobody has said it."""
        if self.report.snapshot is not None:
            return self.report.snapshot.effective_date
        return self.asked_date or self.draft.effective_date


def _silent(stage: str) -> None:
    """Tell nobody."""


def day_of(
    draft: Draft, theatre: Theatre, asked: date | None, mapping: PropertyMapping | None
) -> date | None:
    """The day a draft is for; its features are only asked where nobody else says it."""
    day = asked or draft.effective_date
    return day or effective_day(Case(draft, theatre, None, mapping))[0]


def examined(
    draft: Draft,
    theatre: Theatre,
    asked_date: date | None = None,
    mapping: PropertyMapping | None = None,
    before: ControlSnapshot | None = None,
    *,
    tell: Tell = _silent,
) -> Day:
    """A draft checked as it came in; for the arguments see `geodata.validation.check`."""
    report = check(draft, theatre, asked_date, mapping, before, progress=tell)
    return Day(draft, report, asked_date, mapping, before)


def cured(
    day: Day,
    theatre: Theatre,
    repairs: Repairs = None,
    rule: Rule = Rule.CONTESTED,
    *,
    rules: Rules | None = None,
    tell: Tell = _silent,
) -> Day:
    """A day with the repairs that somebody agreed to, of those that a problem asks for.

    It is checked after each round, and repaired again as long as one cure brings work for another.
    """
    for _ in range(_ROUNDS):
        wanted = _wanted(day.report, repairs)
        if not wanted:
            break
        tell("repairing")
        made = _made(day, wanted, theatre, rule, rules)
        if not made.steps:
            break
        report = check(made.draft, theatre, day.asked_date, day.mapping, day.before, progress=tell)
        day = replace(day, draft=made.draft, report=report, steps=_joined(day.steps, made.steps))
    return day


def offers(day: Day, theatre: Theatre, rules: Rules | None = None) -> dict[str, Step | None]:
    """The repairs that problems of a day ask for, by code, and what each would change.

    None is said of a repair that has nothing to do before another was made.
    """
    codes = sorted(_wanted(day.report, None), key=str)
    if not codes:
        return {}
    steps = {one.repair: one for one in _made(day, codes, theatre, Rule.CONTESTED, rules).steps}
    return {str(code): steps.get(str(code)) for code in codes}


def _made(
    day: Day,
    wanted: Collection[str | tuple[str, int]],
    theatre: Theatre,
    rule: Rule,
    rules: Rules | None,
) -> Repaired:
    return repair(
        day.draft,
        wanted,
        theatre,
        effective_date=day.asked_date,
        mapping=day.mapping,
        rule=rule,
        rules=rules,
    )


def _wanted(report: Report, repairs: Repairs) -> set[str | tuple[str, int]]:
    asked = {one.repair for one in report.problems if one.repair is not None}
    if repairs is None:
        return set(asked)
    return {one for one in repairs if (one if isinstance(one, str) else one[0]) in asked}


def _joined(before: Sequence[Step], made: Sequence[Step]) -> tuple[Step, ...]:
    """Each repair once, also if it took several rounds."""
    steps = {one.repair: one for one in before}
    for one in made:
        first = steps.get(one.repair, one)
        features = max(first.features, one.features)
        steps[one.repair] = replace(one, features=features, before_km2=first.before_km2)
    return tuple(steps.values())
