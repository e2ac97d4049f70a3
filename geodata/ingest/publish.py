"""This module knows how what was examined is published: all of its days, or none with an error."""

from collections.abc import Sequence
from dataclasses import replace

from geodata.control import ControlSnapshot
from geodata.errors import PublicationError
from geodata.ingest.contents import Original
from geodata.ingest.day import Day
from geodata.ingest.examination import Examination
from geodata.problems import sentence
from geodata.store import Publication, Revision, Store, remember
from geodata.theatre import Theatre


def publish(
    examination: Examination | Sequence[Examination], store: Store, by: str, note: str, against: int
) -> tuple[Revision, ...]:
    """A revision for each day, in the order of time; a day that exists already is corrected.

    Of one file or of several: all days in one transaction, or none. The bytes of the files are
    kept. `against` is `Store.version` when they were examined.

    Raises
    ------
    PublicationError
        There is nothing to publish, or an error remains.
    StaleBase
        Another revision was published meanwhile.
    """
    several = [examination] if isinstance(examination, Examination) else list(examination)
    for one in several:
        _check(one)
    days = [(day, (one.name, one.content)) for one in several for day in one.days]
    return publish_days(days, several[0].theatre, store, by=by, note=note, against=against)


def _check(examination: Examination) -> None:
    if examination.errors:
        first = examination.errors[0]
        more = len(examination.errors) - 1
        raise PublicationError(
            f"{examination.name} cannot be published while errors remain: "
            f"{sentence(first)} ({first.code}){f' and {more} more' if more else ''}. "
            f"Repair them (docs/problems.md), and check again."
        )
    if not examination.days:
        raise PublicationError(f"{examination.name} has no day that could be published.")


def publish_days(
    days: Sequence[tuple[Day, Original]],
    theatre: Theatre,
    store: Store,
    *,
    by: str,
    note: str,
    against: int,
    source: str = "",
) -> tuple[Revision, ...]:
    """Days published in one transaction, in this order, each with the file that it came in.

    Areas that name no source of their own get `source`.

    Raises
    ------
    PublicationError
        An error remains in one of them; nothing was published.
    StaleBase
        Another revision was published meanwhile.
    """
    given = publications(days, theatre, by=by, note=note, against=against, source=source)
    made = store.publish_many(given)
    remember(store, theatre)
    return made


def publications(
    days: Sequence[tuple[Day, Original]],
    theatre: Theatre,
    *,
    by: str,
    note: str,
    against: int,
    source: str = "",
) -> list[Publication]:
    """What is to be published of days, each with the file that it came in.

    Raises
    ------
    PublicationError
        An error remains in one of them.
    """
    return [
        Publication(
            theatre.folder.name,
            snapshot.effective_date,
            _with_source(snapshot, source),
            by,
            note,
            original,
            against,
        )
        for day, original in days
        for snapshot in (_publishable(day),)
    ]


def _publishable(day: Day) -> ControlSnapshot:
    if day.report.snapshot is None:
        raise PublicationError(
            f"{day.draft.file} cannot be published for {day.effective_date or 'an unknown day'} "
            f"while errors remain; `python -m geodata check` lists them."
        )
    return day.report.snapshot


def _with_source(snapshot: ControlSnapshot, source: str) -> ControlSnapshot:
    """The areas with the source of the upload where they name none of their own."""
    if not source:
        return snapshot
    own = snapshot.areas["source"]
    return replace(snapshot, areas=snapshot.areas.assign(source=own.where(own != "", source)))
