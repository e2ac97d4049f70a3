"""This module knows how a revision is added: all of it in one transaction, or nothing.

Every function here is called inside a transaction that holds the write lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from geodata.errors import PublicationError, StaleBase
from geodata.store import content, revisions
from geodata.store.revisions import GENESIS, Kind, Publication, Revision, seal
from geodata.store.schema import REVISIONS
from geodata.store.times import STEP, in_utc


@dataclass(frozen=True)
class Entry:
    """A revision before it has a number: what is in force from a day on, who says so, and why."""

    theatre: str
    effective_date: date
    recorded_by: str
    note: str
    kind: Kind
    sha256: str | None = None
    restores: int | None = None
    original: str | None = None
    original_name: str | None = None


def check(given: Publication) -> None:
    """Refuses what lacks a name, a reason, or speaks of two days.

    Raises
    ------
    PublicationError
        The message says what is missing.
    """
    for found, what in ((given.recorded_by, "who publishes it"), (given.note, "a note, why")):
        if not found.strip():
            raise PublicationError(f"{given.effective_date} lacks {what}; say it, and publish.")
    if given.snapshot is not None and given.snapshot.effective_date != given.effective_date:
        raise PublicationError(
            f"The areas are dated {given.snapshot.effective_date}, to be published for "
            f"{given.effective_date}; give one day for both."
        )


def check_all(given: Sequence[Publication]) -> None:
    """Refuses what cannot be published together, before anything is written.

    Raises
    ------
    PublicationError
        The message says what is missing, or which previews do not belong together.
    """
    if not given:
        raise PublicationError("There is nothing to publish; name a day.")
    for one in given:
        check(one)
    for theatre, bases in _bases(given).items():
        if len(bases) > 1:
            raise PublicationError(
                f"Days of {theatre} are to be published together that were previewed against "
                f"different revisions ({', '.join(map(str, sorted(bases)))}): make the preview "
                f"of all of them again."
            )


def _bases(given: Sequence[Publication]) -> dict[str, set[int]]:
    bases: dict[str, set[int]] = {}
    for one in given:
        bases.setdefault(one.theatre, set()).add(one.against or 0)
    return bases


def publish_many(
    connection: Connection,
    given: Sequence[Publication],
    areas: Sequence[content.Content | None],
    now: datetime,
) -> tuple[Revision, ...]:
    """What was asked for, added in its order; `areas` are those of each publication, packed.

    Raises
    ------
    StaleBase
        Another revision was published after the preview was made.
    PublicationError
        A day is withdrawn that has nothing in force.
    """
    for theatre, bases in _bases(given).items():
        for against in bases:
            check_base(connection, theatre, against)
    pairs = zip(given, areas, strict=True)
    return tuple(_published(connection, one, packed, now) for one, packed in pairs)


def _published(
    connection: Connection, given: Publication, areas: content.Content | None, now: datetime
) -> Revision:
    """A first publication, a correction or a withdrawal."""
    before = revisions.of_day(connection, given.theatre, given.effective_date)
    if areas is None and (before is None or before.sha256 is None):
        raise PublicationError(
            f"{given.theatre} has nothing in force dated {given.effective_date} that could be "
            f"withdrawn; see `python -m geodata history`."
        )
    kind = Kind.PUBLISHED if before is None else Kind.CORRECTION
    entry = Entry(
        given.theatre,
        given.effective_date,
        given.recorded_by.strip(),
        given.note.strip(),
        kind if areas else Kind.WITHDRAWAL,
        content.keep(connection, areas) if areas else None,
    )
    if given.original is not None:
        name, raw = given.original
        kept = content.keep_original(connection, raw)
        entry = replace(entry, original=kept, original_name=name)
    return append(connection, entry, before, now)


def roll_back(
    connection: Connection, given: Publication, restored: Revision, now: datetime
) -> Revision:
    """An older revision in force again, as a new one.

    Raises
    ------
    StaleBase
        Another revision was published after the preview was made.
    PublicationError
        What the older revision says is in force already.
    """
    check_base(connection, restored.theatre, given.against)
    before = revisions.of_day(connection, restored.theatre, restored.effective_date)
    if before is not None and before.sha256 == restored.sha256:
        raise PublicationError(
            f"What revision {restored.id} says of {restored.effective_date} is in force already, "
            f"by {before}."
        )
    entry = Entry(
        restored.theatre,
        restored.effective_date,
        given.recorded_by.strip(),
        given.note.strip(),
        Kind.ROLLBACK,
        restored.sha256,
        restores=restored.id,
    )
    return append(connection, entry, before, now)


def append(
    connection: Connection, entry: Entry, before: Revision | None, now: datetime
) -> Revision:
    """The entry as the next link of the chain, after `before` on its day.

    Instants only run forward, also when the machine's clock does not: otherwise a new revision
    could change what was known before it.
    """
    last = revisions.newest(connection)
    fields = vars(entry) | {
        "id": 1 if last is None else last.id + 1,
        "recorded_at": in_utc(now) if last is None else max(in_utc(now), last.recorded_at + STEP),
        "corrects": None if before is None else before.id,
        "previous_hash": GENESIS if last is None else last.hash,
    }
    fields["hash"] = seal(fields)
    connection.execute(insert(REVISIONS).values(fields))
    return Revision(**fields)


def check_base(connection: Connection, theatre: str, against: int | None) -> None:
    """Refuses a preview that was made against another revision than the newest.

    Raises
    ------
    StaleBase
        It names what was published meanwhile.
    """
    base, head = against or 0, revisions.head(connection, theatre)
    if base == head:
        return
    if base > head:
        raise StaleBase(
            f"The preview was made against revision {base}, which {theatre} does not have (its "
            f"newest is {head}): is this another store? Make the preview again.",
            head,
        )
    query = select(REVISIONS).where(revisions.known(theatre), REVISIONS.c.id > base)
    newer = revisions.fetch(connection, query.order_by(REVISIONS.c.id.desc()))
    more = f" and {len(newer) - 3} more" if len(newer) > 3 else ""
    raise StaleBase(
        f"Since the preview was made, against {f'revision {base}' if base else 'an empty store'}, "
        f"this was published: {'; '.join(map(str, newer[:3]))}{more}. Make the preview again.",
        head,
    )
