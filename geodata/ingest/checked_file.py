"""Files read, mapped, checked day by day, and fixed with consent."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from geodata.draft import Draft, PropertyMapping
from geodata.errors import DateError
from geodata.ingest.checked_day import (
    Before,
    CheckedDay,
    Fixes,
    check_day,
    day_of,
    fix_day,
    latest_before,
    nothing_before,
)
from geodata.ingest.files import File, files_in
from geodata.ingest.preview import with_mapping
from geodata.ingest.uploaded_maps import DRAWN, errors_of, read_drawn
from geodata.problems import Problem, Report, Severity
from geodata.reading import Limits, read
from geodata.theatre import Theatre
from geodata.validation import Rule
from geodata.validation.checking import no_progress

Progress = Callable[[int, int, str], None]
"""Called with how many days are done, of how many, and the stage that begins."""


@dataclass(frozen=True, eq=False)
class CheckedFile:
    """File with its days in the order of time, and the problems of the file as a whole."""

    name: str
    content: bytes
    theatre: Theatre
    days: tuple[CheckedDay, ...]
    file_problems: tuple[Problem, ...]

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Draft of each day."""
        return tuple(day.draft for day in self.days)

    @property
    def reports(self) -> tuple[Report, ...]:
        """Report of each day."""
        return tuple(day.report for day in self.days)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Problems of the file, then of each day."""
        return self.file_problems + tuple(
            problem for day in self.days for problem in day.report.problems
        )

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Errors: the problems that forbid publishing."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    def errors_of(self, day: CheckedDay) -> tuple[Problem, ...]:
        """Errors that forbid publishing a day: its own, and those of the file it is in."""
        return errors_of(day, self.file_problems)


def check_file(
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
    progress: Progress = no_progress,
) -> CheckedFile:
    """Read and check a file, day by day; bad content is reported, never raised.

    Parameters
    ----------
    content, name
        Bytes of the file, or of an archive, and its name.
    theatre
        Theatre in which the file should lie, and its parties.
    effective_date
        Day of the file; of a file with several days only this day is taken.
    mapping
        Property mapping; None: as recognised, or our own names.
    before
        Lookup of the snapshot in force until a day; see `before_in`. In a file with several days
        each is compared with the day before it.
    known
        Days that are left out.
    draw_areas
        Whether a list of place reports is to become areas, drawn between the places.
    limits, progress
        Limits of the file; callback for progress.

    Raises
    ------
    DateError
        The file has several days, and `effective_date` is not among them.
    """
    if draw_areas:
        reading = read_drawn(content, name, theatre, effective_date, mapping, limits=limits)
    else:
        reading = read(content, name, limits)
    # Drawn areas have our own property names, not those of the file.
    mapping = None if any(draft.schema == DRAWN for draft in reading.drafts) else mapping
    mapped = [with_mapping(draft, mapping) if mapping else [draft] for draft in reading.drafts]
    drafts = [
        (draft, day)
        for draft in _chosen(
            [draft for mapped_drafts in mapped for draft in mapped_drafts], name, effective_date
        )
        if (day := day_of(draft, theatre, effective_date, mapping)) not in known
    ]
    days: list[CheckedDay] = []
    for done, (draft, day) in enumerate(drafts):
        earlier = latest_before(day, before, [checked.report.snapshot for checked in days])

        def stage(what: str, done: int = done) -> None:
            progress(done, len(drafts), what)

        days.append(check_day(draft, theatre, effective_date, mapping, earlier, progress=stage))
    progress(len(drafts), len(drafts), "")
    return CheckedFile(name, content, theatre, tuple(days), reading.problems)


def _chosen(drafts: Sequence[Draft], name: str, day: date | None) -> Sequence[Draft]:
    if day is None or len(drafts) < 2:
        return drafts
    chosen = [draft for draft in drafts if draft.effective_date == day]
    if not chosen:
        days = ", ".join(str(draft.effective_date) for draft in drafts[:8])
        raise DateError(
            f"{name} has {len(drafts)} days ({days}{' …' if len(drafts) > 8 else ''}), but not "
            f"{day}; name one of them, or none to take all."
        )
    return chosen


def check_files(
    paths: Sequence[Path],
    theatre: Theatre,
    effective_date: date | None = None,
    mapping: PropertyMapping | None = None,
    *,
    before: Before = nothing_before,
    draw_areas: bool = False,
    progress: Progress = no_progress,
) -> Iterator[CheckedFile]:
    """Check each file of a list of files and folders by itself, in turn; see `check_file`.

    Raises
    ------
    UnreadableFile
        A file or folder cannot be opened.
    """
    for content, name in map(File.read, files_in(paths)):
        yield check_file(
            content,
            name,
            theatre,
            effective_date,
            mapping,
            before=before,
            draw_areas=draw_areas,
            progress=progress,
        )


def fix_file(
    checked_file: CheckedFile, fixes: Fixes = None, rule: Rule = Rule.CONTESTED
) -> CheckedFile:
    """Make the fixes that were agreed to (None: all) on all days, and check again.

    Of these only the fixes that a problem names are made.
    """
    theatre = checked_file.theatre
    days = tuple(fix_day(day, theatre, fixes, rule) for day in checked_file.days)
    return replace(checked_file, days=days)
