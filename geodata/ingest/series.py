"""Import of a series of many days, which can be resumed where it stopped."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from geodata.control import ControlSnapshot
from geodata.draft import PropertyMapping
from geodata.ingest.checked_day import before_in
from geodata.ingest.checked_file import CheckedFile, Progress, check_file, fix_file
from geodata.ingest.files import files_in
from geodata.ingest.publish import publications
from geodata.problems import Problem, Severity
from geodata.store import Revision, Store, update_measures
from geodata.theatre import Theatre
from geodata.validation import Rule
from geodata.validation.checking import no_progress


@dataclass(frozen=True)
class ImportedDay:
    """Result for a day of a file, or for a file without a day (`effective_date` None).

    `revision` is None if an error forbids publishing; `skipped` days had been published from the
    same bytes before.
    """

    file: str
    effective_date: date | None
    revision: Revision | None
    problems: tuple[Problem, ...]
    skipped: bool = False


def import_files(
    paths: Sequence[Path],
    theatre: Theatre,
    store: Store,
    by: str,
    note: str,
    *,
    mapping: PropertyMapping | None = None,
    fixes: Collection[str] | None = (),
    rule: Rule = Rule.CONTESTED,
    progress: Progress = no_progress,
) -> Iterator[ImportedDay]:
    """Publish every day of files, folders and archives, each as soon as it has been checked.

    A day with errors is left out, the others are published. Of several files for one day the later
    corrects the earlier.

    Parameters
    ----------
    paths, theatre, store, by, note
        Files to publish, their theatre, the target, the author and the reason.
    mapping
        Property mapping; None: as recognised, or our own names.
    fixes, rule
        Fixes that were agreed to (None: all); rule for ground that two parties hold.
    progress
        Called with how many files are done (of a single file: days), of how many, and the next.

    Raises
    ------
    UnreadableFile
        A file cannot be opened.
    StaleBase
        Another revision was published since; run the import again.
    """
    files = files_in(paths)
    last = _Last(store, theatre)
    published = _published(store, theatre)
    for done, file in enumerate(files):
        progress(done, len(files), file.name)
        content, name = file.read()
        known = published.get(sha256(content).hexdigest(), [])
        yield from (ImportedDay(name, day, None, (), skipped=True) for day in known)
        # The progress of a single file is that of its days.
        checked = check_file(
            content,
            name,
            theatre,
            mapping=mapping,
            before=last.before,
            known=known,
            progress=progress if len(files) == 1 else no_progress,
        )
        if fixes is None or fixes:
            checked = fix_file(checked, fixes, rule)
        for imported in _days(checked, store, by, note, bool(known)):
            last.record(checked, imported)
            yield imported
    update_measures(store, theatre)
    progress(len(files), len(files), "")


class _Last:
    """Snapshot in force until a day; mostly the day just published, which need not be read back."""

    def __init__(self, store: Store, theatre: Theatre) -> None:
        self._in_store = before_in(store, theatre)
        self._dates = {revision.effective_date for revision in store.in_force(theatre.folder.name)}
        self._snapshot: ControlSnapshot | None = None

    def before(self, day: date) -> ControlSnapshot | None:
        """Return the snapshot in force until a day."""
        earlier = max((known_day for known_day in self._dates if known_day < day), default=None)
        if self._snapshot is not None and self._snapshot.effective_date == earlier:
            return self._snapshot
        return self._in_store(day)

    def record(self, checked: CheckedFile, imported: ImportedDay) -> None:
        """Record a published day."""
        if imported.revision is None:
            return
        self._dates.add(imported.revision.effective_date)
        snapshots = (report.snapshot for report in checked.reports)
        self._snapshot = next(
            snapshot
            for snapshot in snapshots
            if snapshot is not None and snapshot.effective_date == imported.effective_date
        )


def _published(store: Store, theatre: Theatre) -> dict[str, list[date]]:
    """Days that were published from each file, by the SHA-256 of its bytes."""
    days: dict[str, list[date]] = {}
    for revision in store.history(theatre.folder.name):
        if revision.original is not None and revision.effective_date not in days.setdefault(
            revision.original, []
        ):
            days[revision.original].append(revision.effective_date)
    return days


def _days(
    checked: CheckedFile, store: Store, by: str, note: str, any_skipped: bool
) -> Iterator[ImportedDay]:
    problems_by_file = _by_file(checked)
    if not checked.days and not any_skipped:
        yield ImportedDay(checked.name, None, None, problems_by_file.pop(checked.name, ()))
    for day in checked.days:
        revision = None
        if not checked.errors_of(day):
            against = store.version(checked.theatre.folder.name)
            original = (checked.name, checked.content)
            planned = publications(
                [(day, original)], checked.theatre, by=by, note=note, against=against
            )
            [revision] = store.publish_many(planned)
        # The problems of a file as a whole are reported once, with the first of its days.
        problems = (
            *problems_by_file.pop(checked.name, ()),
            *problems_by_file.pop(day.draft.file, ()),
            *day.report.problems,
        )
        yield ImportedDay(day.draft.file, day.effective_date, revision, problems)
    for name, problems in problems_by_file.items():
        if any(problem.severity is Severity.ERROR for problem in problems):
            yield ImportedDay(name, None, None, problems)


def _by_file(checked: CheckedFile) -> dict[str, tuple[Problem, ...]]:
    """Problems of files as a whole, by the file: of an archive there are many."""
    by_file: dict[str, tuple[Problem, ...]] = {}
    for problem in checked.file_problems:
        name = problem.where.file or checked.name
        by_file[name] = (*by_file.get(name, ()), problem)
    return by_file
