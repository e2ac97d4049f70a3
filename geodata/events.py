"""Events with day, place, text and source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from geodata.terms import Confidence


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
