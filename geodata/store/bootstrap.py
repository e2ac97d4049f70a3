"""Bootstrap of a store: the areas of the built-in theatres as its first revisions.

A newer version of the project may bring better areas. Days that the project brought before and no
editor has changed since are then corrected, by new revisions like any other.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from geodata import theatre as theatres
from geodata.errors import TheatreError
from geodata.store import content, revisions
from geodata.store.publish import Entry, append
from geodata.store.revisions import Revision, RevisionKind
from geodata.topology import Topology

PROJECT: Final = "the project"
"""Name under which the areas in the project are published."""
_FILE: Final = "control.topojson"


@dataclass(frozen=True)
class BuiltInAreas:
    """File of the areas of a built-in theatre."""

    theatre: str
    raw: bytes

    @property
    def sha256(self) -> str:
        """Hash of its bytes."""
        return sha256(self.raw).hexdigest()


def built_in_areas() -> list[BuiltInAreas]:
    """Areas of the built-in theatres, the source of the first revisions."""
    folder = theatres.FOLDER / theatres.BUILT_IN
    return [areas_in(folder)] if (folder / _FILE).exists() else []


def areas_in(folder: Path) -> BuiltInAreas:
    """Areas in the folder of a theatre."""
    return BuiltInAreas(folder.name, (folder / _FILE).read_bytes())


def bootstrap(connection: Connection, source: BuiltInAreas, now: datetime) -> None:
    """Publish the areas of a built-in theatre, unless this very file has been already."""
    if is_bootstrapped(connection, source):
        return
    original = content.add_original(connection, source.raw)
    packed = _packed(source)
    days = {revision.effective_date for revision in revisions.in_force(connection, source.theatre)}
    for day in sorted(days | packed.keys()):
        before = revisions.of_day(connection, source.theatre, day)
        areas = packed.get(day)
        if not _untouched(before) or (before and before.sha256) == (areas and areas.sha256):
            continue
        kind, note = _WORDS[before is not None, areas is not None]
        name = content.add(connection, areas) if areas else None
        entry = Entry(
            source.theatre, day, PROJECT, note, kind, name, original=original, original_name=_FILE
        )
        append(connection, entry, before, now)


def is_bootstrapped(connection: Connection, source: BuiltInAreas) -> bool:
    """Whether this very file has been published in its theatre.

    A copy of it in another theatre has the same hash, and is another theatre's business.
    """
    stored = content.has_original(connection, source.sha256)
    return stored and revisions.head(connection, source.theatre) > 0


def _packed(source: BuiltInAreas) -> dict[date, content.Content]:
    try:
        document = json.loads(source.raw)
    except ValueError as error:
        raise TheatreError(
            f"{source.theatre}/{_FILE} cannot be read: {error}. Restore it from the project."
        ) from error
    topology = Topology.from_topojson(document)
    return {snapshot.effective_date: content.packed(snapshot) for snapshot in topology.timeline()}


def _untouched(before: Revision | None) -> bool:
    """Whether a day has no revision but the project's own."""
    return before is None or before.recorded_by == PROJECT


_WORDS: Final[Mapping[tuple[bool, bool], tuple[RevisionKind, str]]] = {
    (False, True): (RevisionKind.PUBLISHED, "Comes with the project"),
    (True, True): (RevisionKind.CORRECTION, "A newer version of the project"),
    (True, False): (
        RevisionKind.WITHDRAWAL,
        "A newer version of the project does not have this day",
    ),
}
