"""This module knows which publication a drawing of a store's map shows."""

from datetime import datetime

from geodata.store import RevisionKind, Store
from geodata.store.times import written
from layers.scene import Edition


def edition_of(store: Store, theatre: str, known_on: datetime | None = None) -> Edition:
    """What is in force in a store, or was known at an instant: its newest revision, and the days
    that had been corrected by then.
    """
    version = store.version(theatre, known_on)
    return edition_at(store, theatre, version, known_on)


def edition_at(
    store: Store, theatre: str, version: int, known_on: datetime | None = None
) -> Edition:
    """The same up to a revision, whatever has been published after it."""
    history = [one for one in store.history(theatre) if one.id <= version]
    corrected = {
        one.effective_date.isoformat() for one in history if one.kind is not RevisionKind.PUBLISHED
    }
    return Edition(written(known_on) if known_on else "", tuple(sorted(corrected)), version)
