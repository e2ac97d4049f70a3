"""This module knows what a file comes to: read, mapped, checked, and cured with consent."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from geodata.control import ControlSnapshot
from geodata.draft import Draft, PropertyMapping
from geodata.errors import DateError
from geodata.gate.drawing import DRAWN, read_drawn
from geodata.gate.files import File, files_in
from geodata.problems import Problem, Report, Severity
from geodata.reading import Limits, read
from geodata.store import Store
from geodata.theatre import Theatre
from geodata.validation import Rule, check, repair
from geodata.validation.case import Case
from geodata.validation.dates import effective_day
from geodata.validation.repairs.step import Step

Before = Callable[[date], ControlSnapshot | None]
"""Gives what was in force until a day."""
Progress = Callable[[int, int, str], None]
"""Is told how many days are done, of how many, and what is being done."""
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


@dataclass(frozen=True, eq=False)
class Examination:
    """A file, its days in the order of time, and the problems of the file as a whole."""

    name: str
    content: bytes
    theatre: Theatre
    days: tuple[Day, ...]
    file_problems: tuple[Problem, ...]

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """What came in, a draft for each day."""
        return tuple(day.draft for day in self.days)

    @property
    def reports(self) -> tuple[Report, ...]:
        """A report for each day."""
        return tuple(day.report for day in self.days)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems: of the file, then day by day."""
        return self.file_problems + tuple(one for day in self.days for one in day.report.problems)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that forbid publishing."""
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)

    def errors_of(self, day: Day) -> tuple[Problem, ...]:
        """The problems that forbid publishing one day: its own, and those of the file it is in."""
        files = (None, self.name, day.draft.file)
        mine = [one for one in self.file_problems if one.where.file in files]
        return tuple(one for one in mine if one.severity is Severity.ERROR) + day.report.errors


def nothing_before(day: date) -> ControlSnapshot | None:
    """Nothing was in force before any day; leaps are not looked for."""


def before_in(store: Store, theatre: Theatre) -> Before:
    """What a store has in force until a day."""

    def before(day: date) -> ControlSnapshot | None:
        try:
            return store.as_of(theatre.folder.name, day - timedelta(days=1)).snapshot
        except (DateError, OverflowError):
            return None

    return before


def silent(done: int, of: int, what: str) -> None:
    """Tell nobody."""


def examine(
    content: bytes,
    name: str,
    theatre: Theatre,
    effective_date: date | None = None,
    mapping: PropertyMapping | None = None,
    *,
    before: Before = nothing_before,
    known: Collection[date] = (),
    draw_areas: bool = False,
    limits: Limits | None = None,
    progress: Progress = silent,
) -> Examination:
    """A file read and checked, day by day; bad content is reported, never raised.

    Parameters
    ----------
    content, name
        The bytes of the file, or of an archive, and what it is called.
    theatre
        Where it should lie, and its parties.
    effective_date
        The day it is for; of a file with several days only this one is taken.
    mapping
        Which property says what; None: as recognised, or our own names.
    before
        Gives what was in force until a day; see `before_in`. In a file with several days each is
        held against the day before it.
    known
        Days that are left out.
    draw_areas
        Whether a list of place reports is to become areas, drawn between the places.
    limits, progress
        What a file may ask for; who is told how far it is.

    Raises
    ------
    DateError
        The file has several days, and the one that was asked for is not among them.
    """
    if draw_areas:
        reading = read_drawn(content, name, theatre, effective_date, mapping, limits=limits)
    else:
        reading = read(content, name, limits)
    drafts = [
        (draft, day)
        for draft in _chosen(reading.drafts, name, effective_date)
        if (day := _day_of(draft, theatre, effective_date, mapping)) not in known
    ]
    days: list[Day] = []
    for at, (draft, day) in enumerate(drafts):
        earlier = _earlier(before, days, day)

        def stage(what: str, at: int = at) -> None:
            progress(at, len(drafts), what)

        # What was drawn has our own names, whatever the file's are.
        said = None if draft.schema == DRAWN else mapping
        report = check(draft, theatre, effective_date, said, earlier, progress=stage)
        days.append(Day(draft, report, effective_date, said, earlier))
    progress(len(drafts), len(drafts), "")
    return Examination(name, content, theatre, tuple(days), reading.problems)


def _day_of(
    draft: Draft, theatre: Theatre, asked: date | None, mapping: PropertyMapping | None
) -> date | None:
    """The day a draft is for; its features are only asked where nobody else says it."""
    day = asked or draft.effective_date
    return day or effective_day(Case(draft, theatre, None, mapping))[0]


def _chosen(drafts: Sequence[Draft], name: str, day: date | None) -> Sequence[Draft]:
    if day is None or len(drafts) < 2:
        return drafts
    found = [one for one in drafts if one.effective_date == day]
    if not found:
        days = ", ".join(str(one.effective_date) for one in drafts[:8])
        raise DateError(
            f"{name} has {len(drafts)} days ({days}{' …' if len(drafts) > 8 else ''}), but not "
            f"{day}; name one of them, or none to take all."
        )
    return found


def _earlier(before: Before, days: Sequence[Day], day: date | None) -> ControlSnapshot | None:
    """What was in force until a day: from the same file, or as asked, whichever is later."""
    if day is None:
        return None
    told = [one.report.snapshot for one in days] + [before(day)]
    earlier = [one for one in told if one is not None and one.effective_date < day]
    return max(earlier, key=lambda one: one.effective_date, default=None)


def examine_many(
    paths: Sequence[Path],
    theatre: Theatre,
    effective_date: date | None = None,
    mapping: PropertyMapping | None = None,
    *,
    before: Before = nothing_before,
    draw_areas: bool = False,
    progress: Progress = silent,
) -> Iterator[Examination]:
    """Each file of a list of files and folders examined by itself, in turn; see `examine`.

    Raises
    ------
    UnreadableFile
        A file or folder cannot be opened.
    """
    for content, name in map(File.opened, files_in(paths)):
        yield examine(
            content,
            name,
            theatre,
            effective_date,
            mapping,
            before=before,
            draw_areas=draw_areas,
            progress=progress,
        )


def repaired(
    examination: Examination,
    repairs: Collection[str | tuple[str, int]] | None = None,
    rule: Rule = Rule.CONTESTED,
) -> Examination:
    """The same with repairs that somebody agreed to (None: to all), checked again.

    Of what was agreed to only those are made that a problem asks for.
    """
    days = tuple(_cured(day, examination.theatre, repairs, rule) for day in examination.days)
    return replace(examination, days=days)


def _cured(
    day: Day, theatre: Theatre, repairs: Collection[str | tuple[str, int]] | None, rule: Rule
) -> Day:
    for _ in range(_ROUNDS):
        wanted = _wanted(day.report, repairs)
        if not wanted:
            break
        said, mapping = day.asked_date, day.mapping
        made = repair(day.draft, wanted, theatre, effective_date=said, mapping=mapping, rule=rule)
        report = check(made.draft, theatre, said, mapping, day.before)
        day = replace(day, draft=made.draft, report=report, steps=(*day.steps, *made.steps))
        if not made.steps:
            break
    return day


def _wanted(
    report: Report, repairs: Collection[str | tuple[str, int]] | None
) -> set[str | tuple[str, int]]:
    asked = {one.repair for one in report.problems if one.repair is not None}
    if repairs is None:
        return set(asked)
    return {one for one in repairs if (one if isinstance(one, str) else one[0]) in asked}
