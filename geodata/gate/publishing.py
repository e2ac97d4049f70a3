"""This module knows how what was examined is published: all of its days, or none with an error."""

from geodata.errors import PublicationError
from geodata.gate.examination import Day, Examination
from geodata.problems import sentence
from geodata.store import Publication, Revision, Store


def publish(
    examination: Examination, store: Store, by: str, note: str, against: int
) -> list[Revision]:
    """A revision for each day, in the order of time; a day that exists already is corrected.

    The bytes of the file are kept. `against` is `Store.version` when it was examined.

    Raises
    ------
    PublicationError
        There is nothing to publish, or an error remains.
    StaleBase
        Another revision was published meanwhile; of a file with several days those before it
        may be published already.
    """
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
    revisions: list[Revision] = []
    for day in examination.days:
        revisions.append(publish_day(examination, day, store, by=by, note=note, against=against))
        against = revisions[-1].id
    return revisions


def publish_day(
    examination: Examination, day: Day, store: Store, *, by: str, note: str, against: int
) -> Revision:
    """One day of a file published.

    Raises
    ------
    PublicationError
        An error remains, or another revision was published meanwhile.
    """
    snapshot = day.report.snapshot
    if snapshot is None or examination.errors_of(day):
        raise PublicationError(
            f"{day.draft.file} cannot be published for {day.effective_date or 'an unknown day'} "
            f"while errors remain; `python -m geodata check` lists them."
        )
    return store.publish(
        Publication(
            examination.theatre.folder.name,
            snapshot.effective_date,
            snapshot,
            by,
            note,
            (examination.name, examination.content),
            against,
        )
    )
