"""This module knows the tables of a day that go with a picture: ground, front, places, events."""

from collections.abc import Sequence
from typing import Final

from geodata.figure_table import Cell, FigureTable, about
from layers.exports.order import Order
from layers.locale.text import day_in_words, of, say


def tables(order: Order) -> dict[str, FigureTable]:
    """The tables of a day by the name of their file."""
    return {name: make(order) for name, make in _TABLES.items()}


def _control(order: Order) -> FigureTable:
    names = {one.code: of(one.name, order.language) for one in order.record.theatre.parties}
    rows = [
        (order.effective, r.party, names.get(r.party, r.party), r.status.value, r.basis.value,
         r.km2, r.share)
        for r in order.record.figures(order.effective)
    ]  # fmt: skip
    columns = ("effective_date", "party", "name", "status", "basis", "km2", "share")
    return _table(order, "control", columns, rows)


def _front(order: Order) -> FigureTable:
    lengths = order.record.contact_km(order.effective)
    rows = [(order.effective, a, b, km) for (a, b), km in lengths.items()]
    return _table(order, "front", ("effective_date", "a", "b", "km"), rows)


def _places(order: Order) -> FigureTable:
    names = {one.place_id: one for one in order.record.theatre.places}
    rows = [
        (one.effective_date, one.place_id, of(names[one.place_id].name, order.language),
         names[one.place_id].lon, names[one.place_id].lat, one.before, one.party,
         one.confidence.value, str(one.default_rule).lower(), one.source)
        for one in order.record.reports_on(order.day)
    ]  # fmt: skip
    columns = (
        "date", "place_id", "name", "lon", "lat", "before", "after", "confidence",
        "default_rule", "source",
    )  # fmt: skip
    return _table(order, "places", columns, rows)


def _events(order: Order) -> FigureTable:
    rows = [
        (one.event_date, one.place, one.lon, one.lat, one.category, of(one.text, order.language),
         one.confidence.value, one.source)
        for one in order.record.events_on(order.day)
    ]  # fmt: skip
    columns = ("date", "place", "lon", "lat", "category", "text", "confidence", "source")
    return _table(order, "events", columns, rows)


def _table(
    order: Order, name: str, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]]
) -> FigureTable:
    """A table under a title of ours, with its header."""
    said = about(
        order.record.theatre,
        say(order.language, f"press_method_{name}"),
        (order.day,),
        revision=order.edition.version or None,
        known_on=order.edition.known_on,
        language=order.language,
    )
    title = say(order.language, f"press_table_{name}", day=day_in_words(order.day, order.language))
    return FigureTable(title, tuple(columns), tuple(rows), said)


_TABLES: Final = {"control": _control, "front": _front, "places": _places, "events": _events}
