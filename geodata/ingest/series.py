"""This module knows how a series of many days is taken in, and taken up again where it stopped."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from geodata.control import ControlSnapshot
from geodata.draft import PropertyMapping
from geodata.ingest.baseline import before_in
from geodata.ingest.examination import Examination, Progress, examine, repaired, silent
from geodata.ingest.files import files_in
from geodata.ingest.publish import publications
from geodata.problems import Problem, Severity
from geodata.store import Revision, Store, remember
from geodata.theatre import Theatre
from geodata.validation import Rule


@dataclass(frozen=True)
class Imported:
    """What became of one day of a file, or of a file that has no day (`effective_date` None).

    `revision` is the one it was published as, None if an error forbids it; `skipped` days of
    these very bytes had been published before.
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
    repairs: Collection[str] | None = (),
    rule: Rule = Rule.CONTESTED,
    progress: Progress = silent,
) -> Iterator[Imported]:
    """Every day of files, folders and archives published, each as soon as it has been checked.

    A day with errors is left out, the others are published. Of several files for one day the later
    corrects the earlier.

    Parameters
    ----------
    paths, theatre, store, by, note
        What is published, of which region, where to, who does it and why.
    mapping
        Which property says what; None: as recognised, or our own names.
    repairs, rule
        Repairs that somebody agreed to (None: to all); who keeps ground that two parties hold.
    progress
        Is told how many files are done (of a single file: days), of how many, and which is next.

    Raises
    ------
    UnreadableFile
        A file cannot be opened.
    StaleBase
        Somebody else published meanwhile; run it again.
    """
    files = files_in(paths)
    last = _Last(store, theatre)
    published = _published(store, theatre)
    for at, file in enumerate(files):
        progress(at, len(files), file.name)
        content, name = file.opened()
        known = published.get(sha256(content).hexdigest(), [])
        yield from (Imported(name, day, None, (), skipped=True) for day in known)
        # Who waits for a single file is told of its days.
        one = examine(
            content,
            name,
            theatre,
            mapping=mapping,
            before=last.before,
            known=known,
            progress=progress if len(files) == 1 else silent,
        )
        if repairs is None or repairs:
            one = repaired(one, repairs, rule)
        for made in _days(one, store, by, note, bool(known)):
            last.now(one, made)
            yield made
    remember(store, theatre)
    progress(len(files), len(files), "")


class _Last:
    """What was in force until a day; mostly the day just published, which need not be read back."""

    def __init__(self, store: Store, theatre: Theatre) -> None:
        self._in_store = before_in(store, theatre)
        self._dates = {one.effective_date for one in store.in_force(theatre.folder.name)}
        self._snapshot: ControlSnapshot | None = None

    def before(self, day: date) -> ControlSnapshot | None:
        """What was in force until a day."""
        earlier = max((one for one in self._dates if one < day), default=None)
        if self._snapshot is not None and self._snapshot.effective_date == earlier:
            return self._snapshot
        return self._in_store(day)

    def now(self, one: Examination, made: Imported) -> None:
        """Take note of what was published."""
        if made.revision is None:
            return
        self._dates.add(made.revision.effective_date)
        told = (report.snapshot for report in one.reports)
        self._snapshot = next(
            snapshot
            for snapshot in told
            if snapshot is not None and snapshot.effective_date == made.effective_date
        )


def _published(store: Store, theatre: Theatre) -> dict[str, list[date]]:
    """The days that were published from each file, by the SHA-256 of its bytes."""
    days: dict[str, list[date]] = {}
    for one in store.history(theatre.folder.name):
        if one.original is not None and one.effective_date not in days.setdefault(one.original, []):
            days[one.original].append(one.effective_date)
    return days


def _days(
    one: Examination, store: Store, by: str, note: str, any_skipped: bool
) -> Iterator[Imported]:
    told = _by_file(one)
    if not one.days and not any_skipped:
        yield Imported(one.name, None, None, told.pop(one.name, ()))
    for day in one.days:
        revision = None
        if not one.errors_of(day):
            against = store.version(one.theatre.folder.name)
            original = (one.name, one.content)
            given = publications([(day, original)], one.theatre, by=by, note=note, against=against)
            [revision] = store.publish_many(given)
        # What is wrong with a file as a whole is told once, with the first of its days.
        problems = (*told.pop(one.name, ()), *told.pop(day.draft.file, ()), *day.report.problems)
        yield Imported(day.draft.file, day.effective_date, revision, problems)
    for name, problems in told.items():
        if any(problem.severity is Severity.ERROR for problem in problems):
            yield Imported(name, None, None, problems)


def _by_file(one: Examination) -> dict[str, tuple[Problem, ...]]:
    """Problems of files as a whole, by the file: of an archive there are many."""
    told: dict[str, tuple[Problem, ...]] = {}
    for problem in one.file_problems:
        name = problem.where.file or one.name
        told[name] = (*told.get(name, ()), problem)
    return told
