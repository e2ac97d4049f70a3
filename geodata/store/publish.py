"""Publication of revisions: all of it in a single transaction, or nothing.

Every function here is called inside a transaction that holds the write lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from geodata.errors import PublicationError, StaleBase
from geodata.store import content, revisions
from geodata.store.revisions import GENESIS, Publication, Revision, RevisionKind, seal
from geodata.store.schema import REVISIONS
from geodata.store.times import STEP, in_utc


@dataclass(frozen=True)
class Entry:
    """Revision before it has a number: content in force from a day on, its editor and note."""

    theatre: str
    effective_date: date
    recorded_by: str
    note: str
    kind: RevisionKind
    sha256: str | None = None
    restores: int | None = None
    original: str | None = None
    original_name: str | None = None


def check(publication: Publication) -> None:
    """Refuse a publication without a name or a note, or with two days.

    Raises
    ------
    PublicationError
        The message says what is missing.
    """
    day, snapshot = publication.effective_date, publication.snapshot
    for text, what in (
        (publication.recorded_by, "who publishes it"),
        (publication.note, "a note, why"),
    ):
        if not text.strip():
            raise PublicationError(f"{day} lacks {what}; say it, and publish.")
    if snapshot is not None and snapshot.effective_date != day:
        raise PublicationError(
            f"The areas are dated {snapshot.effective_date}, to be published for "
            f"{day}; give one day for both."
        )


def check_all(publications: Sequence[Publication]) -> None:
    """Refuse publications that cannot be published together, before anything is written.

    Raises
    ------
    PublicationError
        The message says what is missing, or which previews do not belong together.
    """
    if not publications:
        raise PublicationError("There is nothing to publish; name a day.")
    for publication in publications:
        check(publication)
    for theatre, bases in _bases(publications).items():
        if len(bases) > 1:
            raise PublicationError(
                f"Days of {theatre} are to be published together that were previewed against "
                f"different revisions ({', '.join(map(str, sorted(bases)))}): make the preview "
                f"of all of them again."
            )


def _bases(publications: Sequence[Publication]) -> dict[str, set[int]]:
    bases: dict[str, set[int]] = {}
    for publication in publications:
        bases.setdefault(publication.theatre, set()).add(publication.against or 0)
    return bases


def publish_many(
    connection: Connection,
    publications: Sequence[Publication],
    areas: Sequence[content.Content | None],
    now: datetime,
) -> tuple[Revision, ...]:
    """Add publications in their order; `areas` are those of each, packed.

    Raises
    ------
    StaleBase
        Another revision was published after the preview was made.
    PublicationError
        A day is withdrawn that has nothing in force.
    """
    for theatre, bases in _bases(publications).items():
        for against in bases:
            check_base(connection, theatre, against)
    pairs = zip(publications, areas, strict=True)
    return tuple(_published(connection, publication, packed, now) for publication, packed in pairs)


def _published(
    connection: Connection, publication: Publication, areas: content.Content | None, now: datetime
) -> Revision:
    """Add a first publication, a correction or a withdrawal."""
    before = revisions.of_day(connection, publication.theatre, publication.effective_date)
    if areas is None and (before is None or before.sha256 is None):
        raise PublicationError(
            f"{publication.theatre} has nothing in force dated {publication.effective_date} that "
            f"could be withdrawn; see `python -m geodata history`."
        )
    kind = RevisionKind.PUBLISHED if before is None else RevisionKind.CORRECTION
    entry = Entry(
        publication.theatre,
        publication.effective_date,
        publication.recorded_by.strip(),
        publication.note.strip(),
        kind if areas else RevisionKind.WITHDRAWAL,
        content.add(connection, areas) if areas else None,
    )
    if publication.original is not None:
        name, raw = publication.original
        original = content.add_original(connection, raw)
        entry = replace(entry, original=original, original_name=name)
    return append(connection, entry, before, now)


def roll_back(
    connection: Connection, publication: Publication, restored: Revision, now: datetime
) -> Revision:
    """Bring an older revision into force again, as a new revision.

    Raises
    ------
    StaleBase
        Another revision was published after the preview was made.
    PublicationError
        The areas of the older revision are in force already.
    """
    check_base(connection, restored.theatre, publication.against)
    before = revisions.of_day(connection, restored.theatre, restored.effective_date)
    if before is not None and before.sha256 == restored.sha256:
        raise PublicationError(
            f"What revision {restored.id} says of {restored.effective_date} is in force already, "
            f"by {before}."
        )
    entry = Entry(
        restored.theatre,
        restored.effective_date,
        publication.recorded_by.strip(),
        publication.note.strip(),
        RevisionKind.ROLLBACK,
        restored.sha256,
        restores=restored.id,
    )
    return append(connection, entry, before, now)


def append(
    connection: Connection, entry: Entry, before: Revision | None, now: datetime
) -> Revision:
    """Append the entry as the next link of the chain, after `before` on its day.

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
    """Refuse a preview that was made against another revision than the newest.

    Raises
    ------
    StaleBase
        The message names the revisions published meanwhile.
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
