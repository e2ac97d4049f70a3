"""Tables of a day that go with its pictures into a press kit: areas, fronts, places, events."""

from geodata import tables as named
from geodata.tables import Provenance, Table
from layers.exports.order import Order


def tables(order: Order) -> dict[str, Table]:
    """The tables of a day by the name of their file."""
    record, edition = order.record, order.edition
    provenance = Provenance(record.theatre, edition.version or None, edition.known_on)
    days = [record.daily_statistics(order.effective_date)]
    return {
        "control": named.areas(provenance, days),
        "front": named.fronts(provenance, days),
        "places": named.places(provenance, order.day, record.reports_on(order.day)),
        "events": named.events(provenance, order.day, order.day),
    }
