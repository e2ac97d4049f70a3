"""Days of a file: checked against the snapshot in force, and fixed with consent."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from geodata.control import ControlSnapshot
from geodata.draft import Draft, PropertyMapping
from geodata.errors import DateError
from geodata.problems import Report
from geodata.store import Store
from geodata.theatre import Theatre
from geodata.validation import Fixed, Rule, check, fix
from geodata.validation.checking import Progress, no_progress
from geodata.validation.choice import AppliedFix, PartyPair, merged
from geodata.validation.context import CheckContext
from geodata.validation.dates import effective_day

Fixes = Collection[str | tuple[str, int]] | None
"""Codes of fixes, each for all features, or with a feature's index for one; None is all."""
Rules = Mapping[PartyPair, Rule | None]
"""Rules for ground that two parties (codes sorted) hold."""
_MAX_ROUNDS: Final = 3
"""A fix may bring hidden problems to light; after these rounds the rest is for a person."""
Before = Callable[[date], ControlSnapshot | None]
"""Callable that returns the snapshot in force until a day, or on it; None if there is none."""


@dataclass(frozen=True, eq=False)
class CheckedDay:
    """Day of a file: its draft, its report and the fixes made so far.

    `chosen_date` and `mapping` are a person's choices, `before` is the snapshot until then.
    """

    draft: Draft
    report: Report
    chosen_date: date | None = None
    mapping: PropertyMapping | None = None
    before: ControlSnapshot | None = None
    applied_fixes: tuple[AppliedFix, ...] = ()

    @property
    def effective_date(self) -> date | None:
        """Day from which the areas hold; None if it is unknown."""
        if self.report.snapshot is not None:
            return self.report.snapshot.effective_date
        return self.chosen_date or self.draft.effective_date


def day_of(
    draft: Draft, theatre: Theatre, effective_date: date | None, mapping: PropertyMapping | None
) -> date | None:
    """Effective day of a draft: as chosen, of the file, else of its features."""
    day = effective_date or draft.effective_date
    return day or effective_day(CheckContext(draft, theatre, None, mapping))[0]


def check_day(
    draft: Draft,
    theatre: Theatre,
    chosen_date: date | None = None,
    mapping: PropertyMapping | None = None,
    before: ControlSnapshot | None = None,
    *,
    progress: Progress = no_progress,
) -> CheckedDay:
    """Check a draft as it was read; for the arguments see `geodata.validation.check`."""
    report = check(draft, theatre, chosen_date, mapping, before, progress=progress)
    return CheckedDay(draft, report, chosen_date, mapping, before)


def fix_day(
    day: CheckedDay,
    theatre: Theatre,
    fixes: Fixes = None,
    rule: Rule = Rule.CONTESTED,
    *,
    rules: Rules | None = None,
    progress: Progress = no_progress,
) -> CheckedDay:
    """Make the fixes that were agreed to (None: all), of those that a problem of the day names.

    The day is checked after each round, and fixed again as long as a fix makes way for another.
    """
    for _ in range(_MAX_ROUNDS):
        wanted = _wanted(day.report, fixes)
        if not wanted:
            break
        progress("fixing")
        fixed = _fixed(day, wanted, theatre, rule, rules)
        if not fixed.applied_fixes:
            break
        report = check(
            fixed.draft, theatre, day.chosen_date, day.mapping, day.before, progress=progress
        )
        day = replace(
            day,
            draft=fixed.draft,
            report=report,
            applied_fixes=merged((*day.applied_fixes, *fixed.applied_fixes)),
        )
    return day


def available_fixes(
    day: CheckedDay, theatre: Theatre, rules: Rules | None = None
) -> dict[str, AppliedFix | None]:
    """Fixes that the problems of a day name, by code, and what each would change.

    None stands for a fix that has nothing to do before another was made.
    """
    codes = sorted(_wanted(day.report, None), key=str)
    if not codes:
        return {}
    applied_fixes = {
        applied.fix: applied
        for applied in _fixed(day, codes, theatre, Rule.CONTESTED, rules).applied_fixes
    }
    return {str(code): applied_fixes.get(str(code)) for code in codes}


def _fixed(
    day: CheckedDay,
    wanted: Collection[str | tuple[str, int]],
    theatre: Theatre,
    rule: Rule,
    rules: Rules | None,
) -> Fixed:
    return fix(
        day.draft,
        wanted,
        theatre,
        effective_date=day.chosen_date,
        mapping=day.mapping,
        rule=rule,
        rules=rules,
    )


def _wanted(report: Report, fixes: Fixes) -> set[str | tuple[str, int]]:
    applicable = {problem.fix for problem in report.problems if problem.fix is not None}
    if fixes is None:
        return set(applicable)
    return {code for code in fixes if (code if isinstance(code, str) else code[0]) in applicable}


def nothing_before(day: date) -> ControlSnapshot | None:
    """Return no snapshot before any day; leaps are not looked for."""


def in_force_in(store: Store, theatre: Theatre) -> Before:
    """Lookup of the snapshot in force in a store on a day, which a publication would replace.

    A preview compares with it; plausibility compares with `before_in`.
    """

    def in_force(day: date) -> ControlSnapshot | None:
        try:
            return store.as_of(theatre.folder.name, day).snapshot
        except DateError:
            return None

    return in_force


def before_in(store: Store, theatre: Theatre) -> Before:
    """Lookup of the snapshot in force in a store until a day."""
    in_force = in_force_in(store, theatre)

    def before(day: date) -> ControlSnapshot | None:
        return None if day == date.min else in_force(day - timedelta(days=1))

    return before


def latest_before(
    day: date | None, before: Before, snapshots: Iterable[ControlSnapshot | None]
) -> ControlSnapshot | None:
    """Snapshot in force until a day if these snapshots hold too; None for an unknown day."""
    if day is None:
        return None
    known = [snapshot for snapshot in (*snapshots, before(day)) if snapshot is not None]
    earlier = [snapshot for snapshot in known if snapshot.effective_date < day]
    return max(earlier, key=lambda snapshot: snapshot.effective_date, default=None)
