"""Uploaded maps: the drafts in uploaded files before any check, and the problems of the files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from geodata.draft import Draft, PropertyMapping
from geodata.ingest.checked_day import CheckedDay
from geodata.ingest.drawing import read_drawn
from geodata.ingest.preview import with_mapping
from geodata.problems import Problem, Severity
from geodata.reading import Limits, fingerprint, read
from geodata.reading.reader import Reading
from geodata.theatre import Theatre

Original = tuple[str, bytes]
"""Original file: its name and its bytes."""


@dataclass(frozen=True, eq=False)
class UploadedMaps:
    """Drafts of files in the order of time, the original file of each, problems of the files."""

    drafts: tuple[Draft, ...]
    originals: tuple[Original, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def shapes(self) -> tuple[str, ...]:
        """Fingerprint of each draft: those of the same shape have the same properties."""
        return tuple(fingerprint(draft) for draft in self.drafts)

    def with_mappings(self, mappings: Mapping[str, PropertyMapping]) -> "UploadedMaps":
        """Copy with a property mapping applied to the drafts of each shape."""
        maps = [
            (mapped, original)
            for draft, original, shape in zip(self.drafts, self.originals, self.shapes, strict=True)
            for mapped in (with_mapping(draft, mappings[shape]) if shape in mappings else [draft])
        ]
        return replace(self, **_in_time(maps))

    def problems_with(self, day: CheckedDay) -> tuple[Problem, ...]:
        """Problems of a day and of its file, and errors of the other files; worst first."""
        file_problems = [
            problem
            for problem in self.problems
            if problem.severity is Severity.ERROR or concerns(problem, day.draft)
        ]
        problems = [*file_problems, *day.report.problems]
        return tuple(sorted(problems, key=lambda problem: problem.severity.rank))

    def errors_of(self, day: CheckedDay) -> tuple[Problem, ...]:
        """Errors that forbid publishing a day."""
        return errors_of(day, self.problems)


def read_maps(
    files: Sequence[Original], limits: Limits | None = None, drawn_in: Theatre | None = None
) -> UploadedMaps:
    """Read the maps in files; bad content is reported as problems, never raised.

    Lists of place reports become areas, if `drawn_in` is given.

    Raises
    ------
    TheatreError
        `drawn_in` is a theatre without a frame for areas.
    """

    def reading(name: str, content: bytes) -> Reading:
        if drawn_in is not None:
            return read_drawn(content, name, drawn_in, limits=limits)
        return read(content, name, limits)

    readings = [(file, reading(*file)) for file in files]
    problems = tuple(problem for _, result in readings for problem in result.problems)
    maps = [(draft, file) for file, result in readings for draft in result.drafts]
    return UploadedMaps(problems=problems, **_in_time(maps))


def _in_time(maps: Sequence[tuple[Draft, Original]]) -> dict[str, Any]:
    """Sort drafts by time, as fields of `UploadedMaps`."""
    in_time = sorted(maps, key=lambda pair: (pair[0].effective_date or date.min, pair[0].file))
    return {
        "drafts": tuple(draft for draft, _ in in_time),
        "originals": tuple(file for _, file in in_time),
    }


def concerns(problem: Problem, draft: Draft) -> bool:
    """Whether a problem of a file concerns a map in it: of an archive, only that of a member."""
    file = problem.where.file
    return file is None or draft.file == file or draft.file.startswith(f"{file}/")


def errors_of(day: CheckedDay, file_problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Errors that forbid publishing a day: those of the file it is in, and its own."""
    errors = (problem for problem in file_problems if problem.severity is Severity.ERROR)
    return tuple(error for error in errors if concerns(error, day.draft)) + day.report.errors
