"""This module knows what a file comes to: read, mapped, checked, and cured with consent."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from geodata.draft import Draft, PropertyMapping
from geodata.errors import DateError
from geodata.ingest.baseline import Before, latest_before, nothing_before
from geodata.ingest.contents import errors_of
from geodata.ingest.day import Day, Repairs, cured, day_of, examined
from geodata.ingest.drawing import DRAWN, read_drawn
from geodata.ingest.files import File, files_in
from geodata.ingest.preview import meant
from geodata.problems import Problem, Report, Severity
from geodata.reading import Limits, read
from geodata.theatre import Theatre
from geodata.validation import Rule

Progress = Callable[[int, int, str], None]
"""Is told how many days are done, of how many, and what is being done."""


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
        return errors_of(day, self.file_problems)


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
    # What was drawn has our own names, whatever the file's are.
    mapping = None if any(one.schema == DRAWN for one in reading.drafts) else mapping
    read_as = [meant(one, mapping) if mapping else [one] for one in reading.drafts]
    drafts = [
        (draft, day)
        for draft in _chosen([one for each in read_as for one in each], name, effective_date)
        if (day := day_of(draft, theatre, effective_date, mapping)) not in known
    ]
    days: list[Day] = []
    for at, (draft, day) in enumerate(drafts):
        earlier = latest_before(day, before, [one.report.snapshot for one in days])

        def stage(what: str, at: int = at) -> None:
            progress(at, len(drafts), what)

        days.append(examined(draft, theatre, effective_date, mapping, earlier, tell=stage))
    progress(len(drafts), len(drafts), "")
    return Examination(name, content, theatre, tuple(days), reading.problems)


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
    examination: Examination, repairs: Repairs = None, rule: Rule = Rule.CONTESTED
) -> Examination:
    """The same with repairs that somebody agreed to (None: to all), checked again.

    Of what was agreed to only those are made that a problem asks for.
    """
    theatre = examination.theatre
    days = tuple(cured(day, theatre, repairs, rule) for day in examination.days)
    return replace(examination, days=days)
