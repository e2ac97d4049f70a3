"""A store of the square: what its tests publish, and a clock that they turn."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from geodata.control import ControlSnapshot
from geodata.store import Publication, Store
from tests.square import HELD, snapshot

WEST = {"A": ("sw", "nw"), "B": ("se", "ne")}
NORTH = {"A": ("nw", "ne"), "B": ("sw", "se")}
EAST = {"A": ("se", "ne"), "B": ("sw", "nw")}
NOON = datetime(2024, 12, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that goes one minute forward each time somebody looks."""

    def __init__(self, start: datetime = NOON) -> None:
        self.next = start

    def __call__(self) -> datetime:
        instant = self.next
        self.next += timedelta(minutes=1)
        return instant


def empty_store(path: Path, clock=None) -> Store:
    return Store.open(path, built_in=(), clock=clock or Clock())


def publication(day, held=None, *, by="Anna", note="Evening map", theatre="square", **other):
    areas = snapshot(day, held if held is not None else HELD[day])
    return Publication(theatre, day, areas, by, note, **other)


def withdrawal(day, *, by="Anna", note="Wrong source", against=None):
    return Publication("square", day, None, by, note, against=against)


def publish(store, day, held=None, **other):
    """Publish on top of whatever is there."""
    given = {"against": store.version("square")} | other
    return store.publish(publication(day, held, **given))


def withdraw(store, day, **other):
    return store.publish(withdrawal(day, against=store.version("square"), **other))


def rows(found: ControlSnapshot) -> list[tuple]:
    """Areas as values that can be compared: words, and the exact bytes of the geometry."""
    areas = found.areas
    words = zip(*(areas[name] for name in ("party", "status", "basis", "source")), strict=True)
    between = areas.get("between", [None] * len(areas))
    return [
        (*row, shape.wkb, pair)
        for row, shape, pair in zip(words, areas.geometry, between, strict=True)
    ]


def said(store, known_on=None) -> dict:
    """What the map says, or said: areas by effective date."""
    timeline = store.timeline("square", known_on)
    return {one.effective_date: rows(one) for one in timeline}
