"""This module knows what a day of a file is held against: what was in force until it, and on it."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from geodata.control import ControlSnapshot
from geodata.errors import DateError
from geodata.store import Store
from geodata.theatre import Theatre

Before = Callable[[date], ControlSnapshot | None]
"""Gives what was in force until a day, or on it; None where nothing is known of that day."""


def nothing_before(day: date) -> ControlSnapshot | None:
    """Nothing was in force before any day; leaps are not looked for."""


def in_force_in(store: Store, theatre: Theatre) -> Before:
    """What a store has in force on a day: what a publication for that day would take the place of.

    A preview compares with it; plausibility compares with `before_in`.
    """

    def in_force(day: date) -> ControlSnapshot | None:
        try:
            return store.as_of(theatre.folder.name, day).snapshot
        except DateError:
            return None

    return in_force


def before_in(store: Store, theatre: Theatre) -> Before:
    """What a store has in force until a day."""
    in_force = in_force_in(store, theatre)

    def before(day: date) -> ControlSnapshot | None:
        return None if day == date.min else in_force(day - timedelta(days=1))

    return before


def latest_before(
    day: date | None, before: Before, snapshots: Iterable[ControlSnapshot | None]
) -> ControlSnapshot | None:
    """What is in force until a day once these snapshots hold too; None for an unknown day."""
    if day is None:
        return None
    known = [one for one in (*snapshots, before(day)) if one is not None]
    earlier = [one for one in known if one.effective_date < day]
    return max(earlier, key=lambda one: one.effective_date, default=None)
