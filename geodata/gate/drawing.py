"""This module knows how a list of place reports is read as areas, where somebody asks for that."""

from datetime import date
from typing import Final

from geodata.draft import PropertyMapping
from geodata.errors import TessellationError, TheatreError
from geodata.reading import Limits, areas_from_reports, read, reports_from_csv
from geodata.reading.reader import Reading
from geodata.reading.woven import SCHEMA
from geodata.tessellation import read_frame
from geodata.theatre import Theatre

DRAWN: Final = SCHEMA
"""The shape of a draft whose areas were drawn."""
_REPORTS: Final = "reports-not-areas"


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
    if not any(one.code == _REPORTS for one in reading.problems):
        return reading
    try:
        frame = read_frame(theatre.frame)
    except TessellationError as error:
        raise TheatreError(f"No areas can be drawn in {theatre.folder.name}: {error}") from error
    reports, found = reports_from_csv(content, name, limits, theatre.places)
    days = {day} if day else {one.day for one in reports if one.day is not None}
    values = mapping.party_values if mapping else {}
    drafts = []
    for each in sorted(days):
        draft, problems = areas_from_reports(reports, frame, each, values, name)
        found += problems
        drafts += [draft] if draft else []
    return Reading(tuple(drafts), found)
