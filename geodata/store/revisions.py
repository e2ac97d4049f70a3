"""Revisions: publications with editor, instant and note, each sealed to the one before.

The hash of a revision covers all its fields and the hash of the one before, so that nothing can be
changed, removed or put between without every later hash being wrong.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, select

from geodata.control import ControlSnapshot
from geodata.errors import UnknownName
from geodata.store.schema import REVISIONS
from geodata.store.times import Instant, in_utc, written

GENESIS: Final = "0" * 64
"""Hash before the first revision."""


class RevisionKind(StrEnum):
    """Relation of a revision to those before it."""

    PUBLISHED = "published"
    CORRECTION = "correction"
    ROLLBACK = "rollback"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True)
class Revision:
    """Published revision; never changed, never removed.

    `sha256` names the areas, None where nothing is in force; `corrects` is the revision of the same
    day before it, `restores` the revision that a rollback brings back; `original` names the
    uploaded file.
    """

    id: int
    theatre: str
    effective_date: date
    recorded_at: datetime
    recorded_by: str
    note: str
    kind: RevisionKind
    sha256: str | None
    corrects: int | None
    restores: int | None
    original: str | None
    original_name: str | None
    previous_hash: str
    hash: str

    def __str__(self) -> str:
        return (
            f"revision {self.id} ({self.kind} of {self.effective_date} by {self.recorded_by}, "
            f'{written(self.recorded_at)}: "{self.note}")'
        )


@dataclass(frozen=True, eq=False)
class Publication:
    """Publication of a day, before it is a revision.

    `snapshot`: None withdraws the day; `original`: name and bytes of the uploaded file;
    `against`: the newest revision of the theatre (`Store.version`) when the preview was made,
    None or 0 if there was none.
    """

    theatre: str
    effective_date: date
    snapshot: ControlSnapshot | None
    recorded_by: str
    note: str
    original: tuple[str, bytes] | None = None
    against: int | None = None


def seal(fields: Mapping[str, Any]) -> str:
    """Hash of a revision: SHA-256 of its other fields as JSON, keys sorted, no spaces."""
    sealed_fields = {key: _plain(value) for key, value in fields.items() if key != "hash"}
    text = json.dumps(sealed_fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return in_utc(value).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def sealed(revision: Revision) -> bool:
    """Whether the hash of a revision is that of its fields."""
    return seal(asdict(revision)) == revision.hash


def _revision(row: Mapping[Any, Any]) -> Revision:
    return Revision(**{**row, "kind": RevisionKind(row["kind"])})


def fetch(connection: Connection, query: Select[Any]) -> list[Revision]:
    """Fetch the revisions of a query."""
    return [_revision(row) for row in connection.execute(query).mappings()]


def newest(connection: Connection) -> Revision | None:
    """Last link of the chain, of any theatre."""
    last = fetch(connection, select(REVISIONS).order_by(REVISIONS.c.id.desc()).limit(1))
    return last[0] if last else None


def by_id(connection: Connection, number: int) -> Revision:
    """Revision by its number.

    Raises
    ------
    UnknownName
        There is none with this number.
    """
    revisions = fetch(connection, select(REVISIONS).where(REVISIONS.c.id == number))
    if not revisions:
        last = newest(connection)
        known = [] if last is None else [f"1 to {last.id}"]
        raise UnknownName("revision", str(number), known)
    return revisions[0]


def known(theatre: str, known_on: datetime | None = None) -> ColumnElement[bool]:
    """Condition: of a theatre, and recorded by an instant."""
    mine = REVISIONS.c.theatre == theatre
    if known_on is None:
        return mine
    return and_(mine, REVISIONS.c.recorded_at <= in_utc(known_on))


def head(connection: Connection, theatre: str, known_on: datetime | None = None) -> int:
    """Number of the newest revision of a theatre, 0 if there is none."""
    query = select(REVISIONS.c.id).where(known(theatre, known_on))
    newest_first = query.order_by(REVISIONS.c.recorded_at.desc()).limit(1)
    return connection.scalar(newest_first) or 0


def of_day(connection: Connection, theatre: str, day: date) -> Revision | None:
    """Newest revision of an effective date."""
    query = select(REVISIONS).where(known(theatre), REVISIONS.c.effective_date == day)
    last = fetch(connection, query.order_by(REVISIONS.c.id.desc()).limit(1))
    return last[0] if last else None


def in_force(
    connection: Connection, theatre: str, known_on: datetime | None = None
) -> list[Revision]:
    """Newest revisions of all effective dates that have not been withdrawn, by date."""
    return fetch(connection, _in_force(select(REVISIONS), theatre, known_on))


def contents(
    connection: Connection, theatre: str, known_on: datetime | None = None
) -> dict[date, str]:
    """Names of the areas that are in force from each effective date on, by date."""
    query = select(REVISIONS.c.effective_date, REVISIONS.c.sha256)
    rows = connection.execute(_in_force(query, theatre, known_on))
    return {row.effective_date: row.sha256 for row in rows}


def _in_force(query: Select[Any], theatre: str, known_on: datetime | None) -> Select[Any]:
    latest = (
        select(func.max(REVISIONS.c.id))
        .where(known(theatre, known_on))
        .group_by(REVISIONS.c.effective_date)
    )
    newest = query.where(REVISIONS.c.id.in_(latest), REVISIONS.c.sha256.is_not(None))
    return newest.order_by(REVISIONS.c.effective_date)


def as_of(
    connection: Connection, theatre: str, day: date, known_on: datetime | None = None
) -> Revision | None:
    """Revision in force on a day, None before the first.

    The query walks back from the day, so that it costs the same however long the history is.
    """
    query = _AS_OF[known_on is not None]
    values = {"theatre": theatre, "day": day} | ({"known_on": known_on} if known_on else {})
    row = connection.execute(query, values).mappings().first()
    return _revision(row) if row else None


def _as_of(at_an_instant: bool) -> Select[Any]:
    later = REVISIONS.alias("later")
    replaced = select(later.c.id).where(
        later.c.theatre == REVISIONS.c.theatre,
        later.c.effective_date == REVISIONS.c.effective_date,
        later.c.id > REVISIONS.c.id,
    )
    query = select(REVISIONS).where(
        REVISIONS.c.theatre == bindparam("theatre"),
        REVISIONS.c.effective_date <= bindparam("day"),
        REVISIONS.c.sha256.is_not(None),
    )
    if at_an_instant:
        replaced = replaced.where(later.c.recorded_at <= bindparam("known_on", type_=Instant))
        query = query.where(REVISIONS.c.recorded_at <= bindparam("known_on", type_=Instant))
    query = query.where(~replaced.exists())
    return query.order_by(REVISIONS.c.effective_date.desc()).limit(1)


_AS_OF: Final = (_as_of(False), _as_of(True))
"""Built once: building the query takes longer than its answer, and a map asks it for each day."""
