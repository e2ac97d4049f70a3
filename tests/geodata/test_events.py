"""Events by day."""

from datetime import date

from geodata.places import events_on
from geodata.terms import Confidence
from geodata.theatre import load
from tests.square import FOUGHT, write_square


def test_an_event_keeps_what_its_row_says(tmp_path):
    (event,) = load(folder=write_square(tmp_path / "square")).events
    assert ("e1", FOUGHT, "ne", "Northeast") == (
        event.event_id, event.event_date, event.place_id, event.place,
    )  # fmt: skip
    assert (37.5, 36.5) == (event.lon, event.lat)
    assert {"en": "Fighting in the town.", "ar": "قتال في البلدة."} == dict(event.text)
    assert ("battle", Confidence.MEDIUM, "a paper") == (
        event.category, event.confidence, event.source,
    )  # fmt: skip


def test_a_day_gives_its_events_in_the_order_of_the_file(syria):
    found = events_on(syria.events, date(2024, 11, 30))
    ids = [event.event_id for event in found]
    assert ids == [e.event_id for e in syria.events if e.event_date == date(2024, 11, 30)]
    assert len(ids) > 5
    assert () == events_on(syria.events, date(2023, 1, 1))


def test_every_day_of_the_theatre_together_gives_every_event_once(syria):
    days = {event.event_date for event in syria.events}
    assert len(syria.events) == sum(len(events_on(syria.events, day)) for day in days)
