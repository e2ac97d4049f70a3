"""This module knows how the built-in theatres become the first revisions of a store.

A newer version of the project may bring better areas. What it brought before and nobody has
touched since is then corrected, by new revisions like any other.
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
from geodata.store.revisions import Kind, Revision
from geodata.topology import Topology

SEEDER: Final = "the project"
"""Who published what comes with the project."""
_FILE: Final = "control.topojson"


@dataclass(frozen=True)
class Seed:
    """The file of areas of a built-in theatre."""

    theatre: str
    raw: bytes

    @property
    def sha256(self) -> str:
        """The name of its bytes."""
        return sha256(self.raw).hexdigest()


def seeds() -> list[Seed]:
    """What the first revisions come from: the built-in theatre."""
    folder = theatres.FOLDER / theatres.BUILT_IN
    return [seed_of(folder)] if (folder / _FILE).exists() else []


def seed_of(folder: Path) -> Seed:
    """The areas that come in the folder of a theatre."""
    return Seed(folder.name, (folder / _FILE).read_bytes())


def sow(connection: Connection, seed: Seed, now: datetime) -> None:
    """The areas of a built-in theatre published, unless this very file has been already."""
    if content.has_original(connection, seed.sha256):
        return
    kept = content.keep_original(connection, seed.raw)
    packed = _packed(seed)
    days = {one.effective_date for one in revisions.in_force(connection, seed.theatre)}
    for day in sorted(days | packed.keys()):
        before = revisions.of_day(connection, seed.theatre, day)
        areas = packed.get(day)
        if not _untouched(before) or (before and before.sha256) == (areas and areas.sha256):
            continue
        kind, note = _WORDS[before is not None, areas is not None]
        name = content.keep(connection, areas) if areas else None
        entry = Entry(
            seed.theatre, day, SEEDER, note, kind, name, original=kept, original_name=_FILE
        )
        append(connection, entry, before, now)


def _packed(seed: Seed) -> dict[date, content.Content]:
    try:
        document = json.loads(seed.raw)
    except ValueError as error:
        raise TheatreError(
            f"{seed.theatre}/{_FILE} cannot be read: {error}. Restore it from the project."
        ) from error
    topology = Topology.from_topojson(document)
    return {one.effective_date: content.packed(one) for one in topology.timeline()}


def _untouched(before: Revision | None) -> bool:
    """Whether nobody but the project has said anything of a day."""
    return before is None or before.recorded_by == SEEDER


_WORDS: Final[Mapping[tuple[bool, bool], tuple[Kind, str]]] = {
    (False, True): (Kind.PUBLISHED, "Comes with the project"),
    (True, True): (Kind.CORRECTION, "A newer version of the project"),
    (True, False): (Kind.WITHDRAWAL, "A newer version of the project does not have this day"),
}
