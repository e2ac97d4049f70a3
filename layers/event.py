"""This layer is what happened: events by day and place, with sources."""

from geodata.theatre import Theatre
from layers.scene import Layer


def event_layer(theatre: Theatre) -> Layer:
    """All events of a theatre with the names of their categories."""
    events = [
        {
            "date": event.event_date.isoformat(),
            "place_id": event.place_id,
            "place": event.place,
            "lon": event.lon,
            "lat": event.lat,
            "category": event.category,
            "text": dict(event.text),
            "confidence": event.confidence.value,
            "source": event.source,
        }
        for event in theatre.events
    ]
    return Layer("events", {"events": events, "categories": theatre.event_categories})
