"""Place reports: which party held which town, from which day, and where it is.

A list of towns is not a map of areas; `areas_from_reports` makes one, by tessellation of a frame.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from geodata.places import Place
from geodata.reading.dates import day_of, writes_day_first
from geodata.reading.findings import Findings
from geodata.reading.table_text import TableRow, TextTable
from geodata.terms import Status

_LON: Final = ("lon", "lng", "long", "longitude", "x", "lon_deg", "point_x")
_LAT: Final = ("lat", "latitude", "y", "lat_deg", "point_y")
_BOTH: Final = ("lat long / mgrs grid", "lat long", "lat, long", "latlong", "coordinates", "latlng")
_NAME: Final = (
    "name", "name_en", "place", "town", "location", "community", "label", "village",
)  # fmt: skip
_ID: Final = ("place_id", "id", "pcode", "code")
_PARTY: Final = (
    "party", "to", "controlled by", "controlled_by", "control", "controller", "faction", "actor",
    "side", "owner", "group",
)  # fmt: skip
_BEFORE: Final = ("from", "before", "controlled by (previous)", "previous", "held_by_before")
_DATE: Final = ("date", "effective_date", "event_date", "valid_from", "as_of", "updated", "day")
_STATUS: Final = ("status", "state", "contested")
_RANK: Final = ("rank",)
_NUMBERS: Final = re.compile(r"(-?\d+(?:[.,]\d+)?)[°\s,;]+(-?\d+(?:[.,]\d+)?)")
_HISTORY: Final = re.compile(r"([A-Z][a-z]{2,8} \d{1,2}, \d{4}|\d{4}-\d{2}-\d{2})\s*;\s*([^,;]+)")
_CONTESTED: Final = frozenset({"contested", "disputed", "true", "yes", "1", "متنازع عليه"})
CARTER: Final = ("controlled by", "controlled by (previous)")


@dataclass(frozen=True)
class PlaceReport:
    """Report that a place is held by a party from a day on, as written; lon, lat in WGS 84 degrees.

    Without a day it holds from the start; contested ground keeps the party that held it before.
    """

    place_id: str
    name: str
    lon: float
    lat: float
    day: date | None
    party: str
    contested: bool
    rank: int
    line: int


def is_place_reports(columns: Sequence[str]) -> bool:
    """Whether a table with these columns gives places, their positions and the party of each."""
    names = {name.lower() for name in columns}
    placed = (names & set(_LON) and names & set(_LAT)) or names & set(_BOTH)
    return bool(placed and names & set(_PARTY))


def reports_of(
    table: TextTable, findings: Findings, places: Sequence[Place] = ()
) -> tuple[PlaceReport, ...]:
    """Reports of a table; missing positions come from the theatre's places, by id."""
    use = _Columns(table, {place.place_id: place for place in places})
    if not use.party:
        findings.error("column-missing", column="party", line=1, found=", ".join(table.columns))
        return ()
    reports = [report for row in table.rows for report in _reports(row, use, findings)]
    return tuple(sorted(reports, key=lambda report: report.day or date.min))


class _Columns:
    """Columns of a table by what they hold."""

    def __init__(self, table: TextTable, places: Mapping[str, Place]) -> None:
        named = {name.lower(): name for name in reversed(table.columns)}

        def pick(wanted: Sequence[str]) -> str:
            return next((named[column] for column in wanted if column in named), "")

        self.places = places
        self.lon, self.lat, self.both = pick(_LON), pick(_LAT), pick(_BOTH)
        self.name, self.id, self.rank = pick(_NAME), pick(_ID), pick(_RANK)
        self.party, self.before = pick(_PARTY), pick(_BEFORE)
        self.status, self.date = pick(_STATUS), pick(_DATE)
        self.carter = named.keys() >= set(CARTER)
        self.day_first = writes_day_first([row.cells.get(self.date, "") for row in table.rows])


def _reports(row: TableRow, use: _Columns, findings: Findings) -> Iterator[PlaceReport]:
    cells = row.cells
    name = cells.get(use.name, "") or cells.get(use.id, "")
    lon_lat = position(cells, use)
    if lon_lat is None:
        written_position = (
            cells.get(use.both) or f"{cells.get(use.lon, '')} {cells.get(use.lat, '')}".strip()
        )
        findings.error(
            "row-position", line=row.line, name=name[:80], found=written_position[:80] or "–"
        )
        return
    written = cells.get(use.date, "")
    day = day_of(written, use.day_first)
    if written and day is None:
        findings.error("row-date", line=row.line, name=name[:80], found=written[:80])
        return
    identifier = cells.get(use.id, "") or f"{name}@{lon_lat[0]:.4f},{lon_lat[1]:.4f}"
    rank = int(cells[use.rank]) if cells.get(use.rank, "") in ("0", "1", "2", "3") else 2
    party, before = cells.get(use.party, ""), cells.get(use.before, "")
    contested = party.lower() in _CONTESTED or cells.get(use.status, "").lower() in _CONTESTED
    if contested and party.lower() in _CONTESTED:
        party = "" if use.carter else before

    def report(when: date | None, whom: str, disputed: bool) -> PlaceReport:
        return PlaceReport(identifier, name, *lon_lat, when, whom, disputed, rank, row.line)

    if use.carter:
        history = [(day_of(match[1]), match[2].strip()) for match in _HISTORY.finditer(before)]
        yield from (report(when, whom, whom.lower() in _CONTESTED) for when, whom in history)
        # The list is of what was before, so what holds now holds from its last day at least.
        day = day or max((when for when, _ in history if when), default=None)
    yield report(day, party, contested)


def position(cells: Mapping[str, str], use: _Columns) -> tuple[float, float] | None:
    """Longitude and latitude of a row; a column with both puts the latitude first."""
    if use.both and (match := _NUMBERS.search(cells.get(use.both, ""))):
        return _on_earth(match[2], match[1])
    if cells.get(use.lon) or cells.get(use.lat):
        return _on_earth(cells.get(use.lon, ""), cells.get(use.lat, ""))
    place = use.places.get(cells.get(use.id, ""))
    return (place.lon, place.lat) if place else None


def _on_earth(lon_text: str, lat_text: str) -> tuple[float, float] | None:
    try:
        lon, lat = (float(text.replace(",", ".")) for text in (lon_text, lat_text))
    except ValueError:
        return None
    return (lon, lat) if -180 <= lon <= 180 and -90 <= lat <= 90 else None


def status_of(report: PlaceReport) -> str:
    """The status that a report gives its place."""
    return (Status.CONTESTED if report.contested else Status.CONTROLLED).value
