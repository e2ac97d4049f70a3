"""Drawing of areas from a list of place reports, on request."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np
import shapely

from geodata.draft import Draft, PropertyMapping
from geodata.errors import TessellationError, TheatreError
from geodata.problems import Problem
from geodata.reading import Limits, areas_from_reports, read, reports_from_csv
from geodata.reading.derived import SCHEMA
from geodata.reading.place_reports import PlaceReport
from geodata.reading.reader import Reading
from geodata.tessellation import Frame, read_frames
from geodata.theatre import Theatre

DRAWN: Final = SCHEMA
"""Schema of a draft whose areas were drawn."""
REPORTS: Final = "reports-not-areas"
"""Code of the problem of a file that holds place reports and no areas."""
_UNKNOWN: Final = "reports-none"


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
