"""Places, dated reports of the party that holds each of them, and events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from geodata.errors import UnknownName
from geodata.terms import Confidence, Holder, Status

UNLABELLED_KINDS: Final = frozenset({"anchor"})
"""Kinds that carry the method, not a settlement: never named on a map."""


@dataclass(frozen=True)
class Place:
    """Place to report on and to measure from; lon, lat in WGS 84 degrees.

    `rank` runs from 0 (major city) to 3 (village); `banks` states the side of a barrier on which
    the place lies where a drawn river is too coarse (+1 left of the line, −1 right).
    """

    place_id: str
    name: Mapping[str, str]
    lon: float
    lat: float
    kind: str
    rank: int
    governorate: str
    coord_source: str
    banks: Mapping[str, int] = field(default_factory=dict)

    @property
    def labelled(self) -> bool:
        """Whether the place may be named on a map."""
        return self.kind not in UNLABELLED_KINDS

    @property
    def is_major_city(self) -> bool:
        """Whether the place is of the highest rank."""
        return self.rank == 0

    @property
    def is_city(self) -> bool:
        """Whether the place is of one of the two highest ranks: its taking is news."""
        return self.rank <= 1


@dataclass(frozen=True)
class Report:
    """Report on a place: from a day on it is under a party, or contested.

    `before` is who held it until then, None where nothing is known of that.
    `default_rule` marks a place without a report of its own, which fell when the front passed it.
    """

    place_id: str
    effective_date: date
    before: Holder | None
    holder: Holder
    confidence: Confidence
    default_rule: bool
    baseline: bool
    source: str
    note: str

    @property
    def party(self) -> str | None:
        """The party that controls the place; None where it is contested."""
        return self.holder.party

    @property
    def contested(self) -> bool:
        """Whether the report says that no party controls the place."""
        return self.holder.status is Status.CONTESTED


def find(places: Iterable[Place], name: str) -> Place:
    """Find a place by its id, or by its name in any language, in upper or lower case.

    Raises
    ------
    UnknownName
        There is no such place; the message names the nearest spellings.
    """
    wanted = name.strip().casefold()
    places = list(places)
    for place in places:
        if place.place_id.casefold() == wanted:
            return place
    for place in sorted(places, key=lambda place: place.rank):
        if wanted in (text.casefold() for text in place.name.values()):
            return place
    raise UnknownName("place", name, [place.name["en"] for place in places if place.labelled])


def history(reports: Iterable[Report], place_id: str) -> tuple[Report, ...]:
    """Reports on a place, oldest first; those of one day in the order of the file."""
    mine = (report for report in reports if report.place_id == place_id)
    return tuple(sorted(mine, key=lambda report: report.effective_date))


def in_force(reports: Iterable[Report], day: date) -> dict[str, Report]:
    """Last report on each place up to a day, by place id."""
    latest: dict[str, Report] = {}
    for report in sorted(reports, key=lambda report: report.effective_date):
        if report.effective_date <= day:
            latest[report.place_id] = report
    return latest


@dataclass(frozen=True)
class Event:
    """Event: text by language, lon and lat in WGS 84 degrees."""

    event_id: str
    event_date: date
    place_id: str
    place: str
    lon: float
    lat: float
    category: str
    text: Mapping[str, str]
    confidence: Confidence
    source: str


def events_on(events: Iterable[Event], day: date) -> tuple[Event, ...]:
    """Events of a day, in the order of the file."""
    return tuple(event for event in events if event.event_date == day)
