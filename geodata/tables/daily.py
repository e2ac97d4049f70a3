"""Tables of one day or of many: areas, fronts, control changes, places reported, events.

`date` is the effective date of the map, or the day that a report or an event is about.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from geodata.control import AreaFigure
from geodata.daily_statistics import DailyStatistics
from geodata.front_line import FrontLine, Width
from geodata.places import Event, Place, Report
from geodata.tables.table import Provenance, Row, Table
from geodata.terms import Basis, Holder, PartyPair, Status, party_and_status, party_pair

AREAS: Final = ("date", "party", "status", "basis", "km2", "share")
FRONTS: Final = ("date", "party_a", "party_b", "km")
FORWARD_EDGES: Final = ("date", "party", "km")
CONTESTED_WIDTH: Final = ("date", "party_a", "party_b", "mean_km", "max_km")
CONTROL_CHANGES: Final = ("date", "places")
PLACES: Final = (
    "date", "place_id", "name", "governorate", "lon", "lat", "from_party", "from_status",
    "to_party", "to_status", "confidence", "default_rule", "source", "note",
)  # fmt: skip
EVENTS: Final = (
    "date", "event_id", "place_id", "place", "lon", "lat", "category", "text", "confidence",
    "source",
)  # fmt: skip

AREA_METHOD: Final = "area on the WGS 84 ellipsoid, edges straight in longitude and latitude"
LENGTH_METHOD: Final = (
    "geodesic length on the WGS 84 ellipsoid, on the line as it is, edges straight in longitude "
    "and latitude cut to 0.02°"
)
CONTROL_CHANGE_METHOD: Final = (
    "places under another party than on the effective date before: by the place reports since, "
    "where there are none by the area that the place lies on"
)
_WIDTH_METHOD: Final = (
    "distance on the WGS 84 ellipsoid from each edge of contested ground to the other"
)
REPORT_METHOD: Final = (
    "reports as their sources give them; a default rule is no report of its own; "
    "names of places in English"
)
_EVENT_METHOD: Final = "events as their sources give them, not measured; texts in English"
CASUALTIES: Final = "casualties"
"""The category of events with casualties."""


def areas(provenance: Provenance, days: Sequence[DailyStatistics]) -> Table:
    """Ground per day, party, status and basis: km², and the share (0–1) of all mapped ground."""
    rows = (_area_row(day.effective_date, area) for day in days for area in day.areas)
    return provenance.table(
        "areas", "Areas of control", AREAS, rows, method=AREA_METHOD, days=_dates(days)
    )


def contested_or_claimed(provenance: Provenance, days: Sequence[DailyStatistics]) -> Table:
    """The rows of `areas` whose ground is contested, or claimed by one side only."""
    rows = (
        _area_row(day.effective_date, area)
        for day in days
        for area in day.areas
        if area.status is Status.CONTESTED or area.basis is Basis.CLAIMED
    )
    title = "Contested or only claimed areas"
    return provenance.table(
        "contested_or_claimed", title, AREAS, rows, method=AREA_METHOD, days=_dates(days)
    )


def _area_row(day: date, area: AreaFigure) -> Row:
    return (
        day, area.party, area.status.value, area.basis.value, area.km2, area.share,
    )  # fmt: skip


def fronts(
    provenance: Provenance,
    days: Sequence[DailyStatistics],
    between: tuple[str | None, str | None] | None = None,
) -> Table:
    """Geodesic km of every line of contact per day, or of that between two parties only.

    `party_b` is empty where the area of a party meets contested ground; a pair that does not meet
    on a day has no row.
    """
    wanted = None if between is None else party_pair(*between)
    rows = (
        (day.effective_date, *pair, km)
        for day in days
        for pair, km in day.fronts_km.items()
        if wanted in (None, pair)
    )
    return provenance.table(
        "fronts", "Lines of contact", FRONTS, rows, method=LENGTH_METHOD, days=_dates(days)
    )


def forward_edges(provenance: Provenance, day: date, edges: Sequence[FrontLine]) -> Table:
    """Geodesic km of the outer limit of each party's control on a day."""
    rows = ((day, edge.between[0], edge.length_km) for edge in edges)
    return provenance.table(
        "forward_edges", "Forward edges", FORWARD_EDGES, rows, method=LENGTH_METHOD, days=[day]
    )


def contested_width(provenance: Provenance, day: date, widths: Mapping[PartyPair, Width]) -> Table:
    """Width in km of the contested ground between two parties on a day: mean, and largest."""
    rows = (
        (day, *party_pair(*pair), width.mean_km, width.max_km) for pair, width in widths.items()
    )
    return provenance.table(
        "contested_width",
        "Width of contested ground",
        CONTESTED_WIDTH,
        rows,
        method=_WIDTH_METHOD,
        days=[day],
    )


def control_changes(provenance: Provenance, days: Sequence[DailyStatistics]) -> Table:
    """How many named places came under another party per day."""
    return provenance.table(
        "control_changes",
        "Changes of control",
        CONTROL_CHANGES,
        ((day.effective_date, day.control_changes) for day in days),
        method=CONTROL_CHANGE_METHOD,
        days=_dates(days),
    )


def places(provenance: Provenance, day: date, reports: Sequence[Report]) -> Table:
    """The places reported on a day, in the order given."""
    by_id = {place.place_id: place for place in provenance.theatre.places}
    rows = (
        place_row(by_id[report.place_id], report.before, report.holder, report)
        for report in reports
    )
    return provenance.table(
        "places", "Places reported", PLACES, rows, method=REPORT_METHOD, days=[day]
    )


def place_row(
    place: Place, before: Holder | None, after: Holder | None, report: Report | None
) -> Row:
    """A row of `PLACES`; without a report nothing is known of day, confidence and source."""
    known: Row = (None, None, None, None)
    if report:
        known = (report.confidence.value, report.default_rule, report.source, report.note)
    return (
        report.effective_date if report else None, place.place_id, place.name["en"],
        place.governorate, place.lon, place.lat, *party_and_status(before),
        *party_and_status(after), *known,
    )  # fmt: skip


def events(provenance: Provenance, first: date, last: date) -> Table:
    """What happened from one day to another, with place, category, text, confidence, source."""
    happened = [event for event in provenance.theatre.events if first <= event.event_date <= last]
    days = [first] if first == last else [first, last]
    return _events("events", "Events", provenance, days, happened)


def casualties(provenance: Provenance) -> Table:
    """The events with casualties; their counts overlap and cannot be added up."""
    reported = [event for event in provenance.theatre.events if event.category == CASUALTIES]
    days = sorted({event.event_date for event in reported})
    return _events("casualties", "Reported casualties", provenance, days, reported)


def _events(
    name: str, title: str, provenance: Provenance, days: Sequence[date], happened: Iterable[Event]
) -> Table:
    rows = (
        (
            event.event_date, event.event_id, event.place_id, event.place, event.lon, event.lat,
            event.category, event.text["en"], event.confidence.value, event.source,
        )
        for event in happened
    )  # fmt: skip
    return provenance.table(name, title, EVENTS, rows, method=_EVENT_METHOD, days=days)


def _dates(days: Sequence[DailyStatistics]) -> list[date]:
    return [day.effective_date for day in days]
