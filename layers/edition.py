"""Edition of a store's map that a drawing shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from geodata.store import RevisionKind, Store
from geodata.store.times import written


@dataclass(frozen=True)
class Edition:
    """Publication that a drawing shows: what was known at an instant, and days since corrected.

    `known_on` is written for people, empty for what is known now; `corrected` holds ISO days;
    `version` is the newest revision in it, 0 for a map that no store has published.
    """

    known_on: str = ""
    corrected: tuple[str, ...] = ()
    version: int = 0


NEWEST: Final = Edition()


def edition_of(store: Store, theatre: str, known_on: datetime | None = None) -> Edition:
    """Return the edition in force in a store, or the one known at an instant."""
    version = store.version(theatre, known_on)
    return edition_at(store, theatre, version, known_on)


def edition_at(
    store: Store, theatre: str, version: int, known_on: datetime | None = None
) -> Edition:
    """Return the edition up to a revision, without what was published after it."""
    history = [revision for revision in store.history(theatre) if revision.id <= version]
    corrected = {
        revision.effective_date.isoformat()
        for revision in history
        if revision.kind is not RevisionKind.PUBLISHED
    }
    return Edition(written(known_on) if known_on else "", tuple(sorted(corrected)), version)
