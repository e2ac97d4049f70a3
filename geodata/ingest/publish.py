"""Publication of checked files: all of their days, or none if an error remains."""

from collections.abc import Sequence
from dataclasses import replace

from geodata.control import ControlSnapshot
from geodata.errors import PublicationError
from geodata.ingest.checked_day import CheckedDay
from geodata.ingest.checked_file import CheckedFile
from geodata.ingest.uploaded_maps import Original
from geodata.store import Publication, Revision, Store, update_measures
from geodata.theatre import Theatre


def publish(
    checked_file: CheckedFile | Sequence[CheckedFile],
    store: Store,
    by: str,
    note: str,
    against: int,
) -> tuple[Revision, ...]:
    """Publish a file or several files; a day that exists already is corrected.

    Returns a revision for each day, in the order of time: all in one transaction, or none. The
    bytes of the files are kept. `against` is `Store.version` at the time of the check.

    Raises
    ------
    PublicationError
        There is nothing to publish, or an error remains.
    StaleBase
        Another revision was published since.
    """
    several = [checked_file] if isinstance(checked_file, CheckedFile) else list(checked_file)
    for file in several:
        _check(file)
    days = [(day, (file.name, file.content)) for file in several for day in file.days]
    return publish_days(days, several[0].theatre, store, by=by, note=note, against=against)


def _check(checked_file: CheckedFile) -> None:
    if checked_file.errors:
        first = checked_file.errors[0]
        more = len(checked_file.errors) - 1
        raise PublicationError(
            f"{checked_file.name} cannot be published while errors remain: "
            f"{first.code}{f' and {more} more' if more else ''}. "
            f"Fix them (docs/problems.md), and check again."
        )
    if not checked_file.days:
        raise PublicationError(f"{checked_file.name} has no day that could be published.")


def publish_days(
    days: Sequence[tuple[CheckedDay, Original]],
    theatre: Theatre,
    store: Store,
    *,
    by: str,
    note: str,
    against: int,
    source: str = "",
) -> tuple[Revision, ...]:
    """Publish days in one transaction, in this order, each with its original file.

    Areas that name no source of their own get `source`.

    Raises
    ------
    PublicationError
        An error remains in a day; nothing was published.
    StaleBase
        Another revision was published since.
    """
    planned = publications(days, theatre, by=by, note=note, against=against, source=source)
    revisions = store.publish_many(planned)
    update_measures(store, theatre)
    return revisions


def publications(
    days: Sequence[tuple[CheckedDay, Original]],
    theatre: Theatre,
    *,
    by: str,
    note: str,
    against: int,
    source: str = "",
) -> list[Publication]:
    """Plan the publications of days, each with its original file.

    Raises
    ------
    PublicationError
        An error remains in a day.
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


def _publishable(day: CheckedDay) -> ControlSnapshot:
    if day.report.snapshot is None:
        raise PublicationError(
            f"{day.draft.file} cannot be published for {day.effective_date or 'an unknown day'} "
            f"while errors remain; `python -m geodata check` lists them."
        )
    return day.report.snapshot


def _with_source(snapshot: ControlSnapshot, source: str) -> ControlSnapshot:
    """Set the source of the upload on areas that name no source of their own."""
    if not source:
        return snapshot
    sources = snapshot.areas["source"]
    return replace(
        snapshot, areas=snapshot.areas.assign(source=sources.where(sources != "", source))
    )
