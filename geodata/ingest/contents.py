"""This module knows what files hold before anything is checked: maps of days, and their faults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from geodata.draft import Draft, PropertyMapping
from geodata.ingest.day import Day
from geodata.ingest.drawing import read_drawn
from geodata.ingest.preview import meant
from geodata.problems import Problem, Severity
from geodata.reading import Limits, fingerprint, read
from geodata.reading.reader import Reading
from geodata.theatre import Theatre

Original = tuple[str, bytes]
"""A file as it came in: its name and its bytes."""
_ORDER: Final = {one: at for at, one in enumerate(Severity)}


@dataclass(frozen=True, eq=False)
class Contents:
    """The maps in files, in the order of time; for each the file it came in; faults of files."""

    drafts: tuple[Draft, ...]
    originals: tuple[Original, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def shapes(self) -> tuple[str, ...]:
        """The fingerprint of each map: those of one shape have the same properties."""
        return tuple(fingerprint(one) for one in self.drafts)

    def read_as(self, meanings: Mapping[str, PropertyMapping]) -> "Contents":
        """The same, the properties of each shape read as somebody said."""
        maps = [
            (one, original)
            for draft, original, shape in zip(self.drafts, self.originals, self.shapes, strict=True)
            for one in (meant(draft, meanings[shape]) if shape in meanings else [draft])
        ]
        return replace(self, **_in_time(maps))

    def problems_with(self, day: Day) -> tuple[Problem, ...]:
        """Problems of a day and of its file, and errors of the other files; worst first."""
        told = [
            one
            for one in self.problems
            if one.severity is Severity.ERROR or concerns(one, day.draft)
        ]
        return tuple(sorted([*told, *day.report.problems], key=lambda one: _ORDER[one.severity]))

    def errors_of(self, day: Day) -> tuple[Problem, ...]:
        """What forbids publishing a day."""
        return errors_of(day, self.problems)


def contents(
    files: Sequence[Original], limits: Limits | None = None, drawn_in: Theatre | None = None
) -> Contents:
    """The maps in one or several files; bad content is told as problems, never raised.

    Lists of place reports become areas, if a theatre is given in which to draw them.

    Raises
    ------
    TheatreError
        Areas are to be drawn in a theatre that has no frame for them.
    """

    def reading(name: str, content: bytes) -> Reading:
        if drawn_in is not None:
            return read_drawn(content, name, drawn_in, limits=limits)
        return read(content, name, limits)

    found = [(file, reading(*file)) for file in files]
    problems = tuple(problem for _, one in found for problem in one.problems)
    maps = [(draft, file) for file, one in found for draft in one.drafts]
    return Contents(problems=problems, **_in_time(maps))


def _in_time(maps: Sequence[tuple[Draft, Original]]) -> dict[str, Any]:
    """Maps in the order of time as fields of `Contents`."""
    in_time = sorted(maps, key=lambda pair: (pair[0].effective_date or date.min, pair[0].file))
    return {
        "drafts": tuple(one for one, _ in in_time),
        "originals": tuple(file for _, file in in_time),
    }


def concerns(problem: Problem, draft: Draft) -> bool:
    """Whether a problem of a file concerns a map in it: of an archive, only that of a member."""
    file = problem.where.file
    return file is None or draft.file == file or draft.file.startswith(f"{file}/")


def errors_of(day: Day, file_problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems that forbid publishing a day: those of the file it is in, and its own."""
    mine = [one for one in file_problems if concerns(one, day.draft)]
    return tuple(one for one in mine if one.severity is Severity.ERROR) + day.report.errors
