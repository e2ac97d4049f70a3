"""This module knows how a list of place reports is read as areas, where somebody asks for that."""

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
"""The shape of a draft whose areas were drawn."""
REPORTS: Final = "reports-not-areas"
"""The problem of a file that holds place reports and no areas."""
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
    """A file read; a list of place reports becomes areas of a day, or of every day it has.

    Raises
    ------
    TheatreError
        The theatre has no frame in which areas could be drawn.
    """
    reading = read(content, name, limits)
    if not any(one.code == REPORTS for one in reading.problems):
        return reading
    try:
        frames = read_frames(theatre.frame)
    except TessellationError as error:
        raise TheatreError(f"No areas can be drawn in {theatre.folder.name}: {error}") from error
    reports, found = reports_from_csv(content, name, limits, theatre.places)
    days = {day} if day else {one.day for one in reports if one.day is not None}
    values = mapping.party_values if mapping else {}
    drafts = []
    for each in sorted(days):
        draft, problems = _areas(reports, frames, each, values, name)
        found += problems
        drafts += [draft] if draft else []
    return Reading(tuple(drafts), found)


def _areas(
    reports: Sequence[PlaceReport],
    frames: Sequence[Frame],
    day: date,
    values: Mapping[str, str],
    name: str,
) -> tuple[Draft | None, tuple[Problem, ...]]:
    """The areas of a day on every land; one of which nothing is known stays unmapped."""
    lands = zip(frames, _by_land(reports, frames), strict=True)
    made = [areas_from_reports(own, frame, day, values, name) for frame, own in lands if own]
    drafts = [draft for draft, _ in made if draft is not None]
    problems = tuple(
        one
        for draft, found in made
        for one in found
        if draft is not None or not drafts or one.code != _UNKNOWN
    )
    if not drafts:
        return None, problems
    features = [one for draft in drafts for one in draft.features]
    numbered = tuple(replace(one, index=index) for index, one in enumerate(features))
    return replace(drafts[0], features=numbered), problems


def _by_land(
    reports: Sequence[PlaceReport], frames: Sequence[Frame]
) -> list[Sequence[PlaceReport]]:
    """The reports of each land: those that lie in it, or nearer to it than to any other."""
    if len(frames) == 1:
        return [reports]
    points = shapely.points([(one.lon, one.lat) for one in reports])
    far = np.stack([shapely.distance(frame.outline, points) for frame in frames])
    nearest = far.argmin(axis=0)
    return [
        [one for one, land in zip(reports, nearest, strict=True) if land == i]
        for i in range(len(frames))
    ]
