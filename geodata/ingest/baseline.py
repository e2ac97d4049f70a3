"""Baseline of a day: the snapshot in force until it, or on it."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from geodata.control import ControlSnapshot
from geodata.errors import DateError
from geodata.store import Store
from geodata.theatre import Theatre

Before = Callable[[date], ControlSnapshot | None]
"""Callable that returns the snapshot in force until a day, or on it; None if there is none."""


def nothing_before(day: date) -> ControlSnapshot | None:
    """Return no snapshot before any day; leaps are not looked for."""


def in_force_in(store: Store, theatre: Theatre) -> Before:
    """Lookup of the snapshot in force in a store on a day, which a publication would replace.

    A preview compares with it; plausibility compares with `before_in`.
    """

    def in_force(day: date) -> ControlSnapshot | None:
        try:
            return store.as_of(theatre.folder.name, day).snapshot
        except DateError:
            return None

    return in_force


def before_in(store: Store, theatre: Theatre) -> Before:
    """Lookup of the snapshot in force in a store until a day."""
    in_force = in_force_in(store, theatre)

    def before(day: date) -> ControlSnapshot | None:
        return None if day == date.min else in_force(day - timedelta(days=1))

    return before


def latest_before(
    day: date | None, before: Before, snapshots: Iterable[ControlSnapshot | None]
) -> ControlSnapshot | None:
    """Snapshot in force until a day if these snapshots hold too; None for an unknown day."""
    if day is None:
        return None
    known = [snapshot for snapshot in (*snapshots, before(day)) if snapshot is not None]
    earlier = [snapshot for snapshot in known if snapshot.effective_date < day]
    return max(earlier, key=lambda snapshot: snapshot.effective_date, default=None)
