"""Uploaded maps: the drafts in uploaded files before any check, and the problems of the files.

Areas are drawn from a list of place reports on request.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np
import shapely

from geodata.draft import Draft, PropertyMapping
from geodata.errors import TessellationError, TheatreError
from geodata.ingest.checked_day import CheckedDay
from geodata.ingest.preview import with_mapping
from geodata.problems import Problem, Severity
from geodata.reading import Limits, areas_from_reports, fingerprint, read, reports_from_csv
from geodata.reading.derived import SCHEMA
from geodata.reading.place_reports import PlaceReport
from geodata.reading.reader import Reading
from geodata.tessellation import Frame, read_frames
from geodata.theatre import Theatre

Original = tuple[str, bytes]
"""Original file: its name and its bytes."""
DRAWN: Final = SCHEMA
"""Schema of a draft whose areas were drawn."""
REPORTS: Final = "reports-not-areas"
"""Code of the problem of a file that holds place reports and no areas."""
_UNKNOWN: Final = "reports-none"


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


def read_drawn(
    content: bytes,
    name: str,
    theatre: Theatre,
    day: date | None = None,
    mapping: PropertyMapping | None = None,
    *,
    limits: Limits | None = None,
) -> Reading:
    """Read a file; a list of place reports becomes areas of a day, or of every day it has.

    Raises
    ------
    TheatreError
        The theatre has no frame in which areas could be drawn.
    """
    reading = read(content, name, limits)
    if not any(problem.code == REPORTS for problem in reading.problems):
        return reading
    try:
        frames = read_frames(theatre.frame)
    except TessellationError as error:
        raise TheatreError(f"No areas can be drawn in {theatre.folder.name}: {error}") from error
    reports, problems = reports_from_csv(content, name, limits, theatre.places)
    days = {day} if day else {report.day for report in reports if report.day is not None}
    values = mapping.party_values if mapping else {}
    drafts = []
    for report_day in sorted(days):
        draft, day_problems = _areas(reports, frames, report_day, values, name)
        problems += day_problems
        drafts += [draft] if draft else []
    return Reading(tuple(drafts), problems)


def _areas(
    reports: Sequence[PlaceReport],
    frames: Sequence[Frame],
    day: date,
    values: Mapping[str, str],
    name: str,
) -> tuple[Draft | None, tuple[Problem, ...]]:
    """Areas of a day on every land; a land without any report stays unmapped."""
    lands = zip(frames, _by_land(reports, frames), strict=True)
    results = [
        areas_from_reports(land_reports, frame, day, values, name)
        for frame, land_reports in lands
        if land_reports
    ]
    drafts = [draft for draft, _ in results if draft is not None]
    problems = tuple(
        problem
        for draft, land_problems in results
        for problem in land_problems
        if draft is not None or not drafts or problem.code != _UNKNOWN
    )
    if not drafts:
        return None, problems
    features = [feature for draft in drafts for feature in draft.features]
    numbered = tuple(replace(feature, index=index) for index, feature in enumerate(features))
    return replace(drafts[0], features=numbered), problems


def _by_land(
    reports: Sequence[PlaceReport], frames: Sequence[Frame]
) -> list[Sequence[PlaceReport]]:
    """Reports of each land: those that lie in it, or nearer to it than to any other."""
    if len(frames) == 1:
        return [reports]
    points = shapely.points([(report.lon, report.lat) for report in reports])
    far = np.stack([shapely.distance(frame.outline, points) for frame in frames])
    nearest = far.argmin(axis=0)
    return [
        [report for report, land in zip(reports, nearest, strict=True) if land == i]
        for i in range(len(frames))
    ]
