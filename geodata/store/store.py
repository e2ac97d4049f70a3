"""This module knows the store: what is in force, what was, and how something new comes in."""

import weakref
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Final, Self

from sqlalchemy import URL, select

from geodata.control import ControlSnapshot, ControlTimeline, InForce, effective_on
from geodata.errors import DateError
from geodata.store import content, migrations, revisions, verify
from geodata.store import publish as publishing
from geodata.store.bootstrap import Seed, seeds, sow
from geodata.store.databases import open_database
from geodata.store.engine import Database
from geodata.store.revisions import Publication, Revision
from geodata.store.schema import REVISIONS
from geodata.store.times import now, written
from geodata.store.verify import Finding
from geodata.topology import Topology

_TOPOLOGIES: Final = 3
"""How many topologies one store keeps in memory."""


class Store:
    """One file of revisions; safe to share among threads, and to open in several processes."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self.database = database
        self._reading, self._writing = database.reading, database.writing
        self._clock = clock
        self._lock = Lock()
        self._topologies: OrderedDict[tuple[str, int], Topology] = OrderedDict()
        # Connections go with the store, also where nobody closes it.
        self.close = weakref.finalize(self, database.close)

    @classmethod
    def open(
        cls,
        where: str | Path | URL | None = None,
        *,
        seeded: Sequence[Seed] | None = None,
        clock: Callable[[], datetime] = now,
    ) -> Self:
        """The store in a file or on a server, made and seeded with the built-in theatre if need be.

        Parameters
        ----------
        where
            Path, `sqlite:///` or `postgresql://` address; by default
            `$LINES_OF_CONTROL_STORE`, or a file in the user's data folder.
        seeded
            What the first revisions come from; by default the built-in theatre.
        clock
            What tells the time of a publication.

        Raises
        ------
        StoreError
            The file cannot be opened; the message says why and what to do.
        """
        store = cls(open_database(where), clock)
        try:
            store._prepare(seeds() if seeded is None else seeded)
        except BaseException:
            store.close()
            raise
        return store

    def _prepare(self, seeded: Sequence[Seed]) -> None:
        with self._reading() as connection:
            steps = migrations.pending(connection)
        for step in steps:
            with self._writing() as connection:
                migrations.take(connection, step)
        for seed in seeded:
            if not self.has_original(seed.sha256):
                self.sow(seed)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def path(self) -> Path | URL:
        """The file, or the address of the server."""
        return self.database.address

    # --- reading ---------------------------------------------------------------------------------

    def version(self, theatre: str, known_on: datetime | None = None) -> int:
        """The newest revision of a theatre (known at an instant), 0 before the first."""
        with self._reading() as connection:
            return revisions.head(connection, theatre, known_on)

    def history(self, theatre: str) -> tuple[Revision, ...]:
        """Every revision of a theatre, oldest first."""
        query = select(REVISIONS).where(revisions.known(theatre)).order_by(REVISIONS.c.id)
        with self._reading() as connection:
            return tuple(revisions.fetch(connection, query))

    def revision(self, number: int) -> Revision:
        """One revision.

        Raises
        ------
        UnknownName
            There is none with this number.
        """
        with self._reading() as connection:
            return revisions.by_id(connection, number)

    def snapshot(self, number: int) -> ControlSnapshot | None:
        """The areas of one revision; None of one that withdraws its day."""
        with self._reading() as connection:
            found = content.snapshots(connection, [revisions.by_id(connection, number)])
        return found[0] if found else None

    def in_force(self, theatre: str, known_on: datetime | None = None) -> tuple[Revision, ...]:
        """The revision of each effective date that holds (or held at an instant), by date."""
        with self._reading() as connection:
            return tuple(revisions.in_force(connection, theatre, known_on))

    def as_of(self, theatre: str, day: date, known_on: datetime | None = None) -> InForce:
        """The snapshot in force on a day, and its age, without reading any other.

        Raises
        ------
        DateError
            Nothing has been published, or the day lies before the first effective date.
        """
        with self._reading() as connection:
            found = revisions.as_of(connection, theatre, day, known_on)
            if found is not None:
                [snapshot] = content.snapshots(connection, [found])
                return InForce(snapshot, (day - found.effective_date).days)
            dates = [
                one.effective_date for one in revisions.in_force(connection, theatre, known_on)
            ]
        effective_on(dates, day)
        raise AssertionError("effective_on refuses a day that has nothing in force")

    def timeline(self, theatre: str, known_on: datetime | None = None) -> ControlTimeline:
        """All snapshots in force; or, known on an instant, what our map said then."""
        with self._reading() as connection:
            heads = revisions.in_force(connection, theatre, known_on)
            return ControlTimeline(content.snapshots(connection, heads))

    def topology(self, theatre: str, known_on: datetime | None = None) -> Topology:
        """The same as shared arcs; made once per version and kept."""
        version = self.version(theatre, known_on)
        with self._lock:
            if (theatre, version) not in self._topologies:
                made = Topology.from_snapshots(self._timeline_at(theatre, version))
                self._topologies[theatre, version] = made
                while len(self._topologies) > _TOPOLOGIES:
                    self._topologies.popitem(last=False)
            self._topologies.move_to_end((theatre, version))
            return self._topologies[theatre, version]

    def _timeline_at(self, theatre: str, version: int) -> ControlTimeline:
        if version == 0:
            return ControlTimeline([])
        return self.timeline(theatre, self.revision(version).recorded_at)

    def original(self, sha256: str) -> bytes:
        """The bytes of a file that was published from.

        Raises
        ------
        UnknownName
            No such file is kept.
        """
        with self._reading() as connection:
            return content.original(connection, sha256)

    def has_original(self, sha256: str) -> bool:
        """Whether a file has been published from."""
        with self._reading() as connection:
            return content.has_original(connection, sha256)

    def last(self) -> Revision | None:
        """The newest revision of any theatre; its hash stands for the whole store."""
        with self._reading() as connection:
            return revisions.newest(connection)

    def check_known(self, theatre: str, known_on: datetime | None) -> None:
        """Refuses an instant before anything was published.

        Raises
        ------
        DateError
            It names the first publication.
        """
        history = self.history(theatre)
        if known_on is not None and history and not self.version(theatre, known_on):
            raise DateError(
                f"Nothing had been published of {theatre} by {written(known_on)}: the first "
                f"revision was recorded at {written(history[0].recorded_at)}. Choose a later time."
            )

    # --- writing ---------------------------------------------------------------------------------

    def publish(self, given: Publication) -> Revision:
        """A new revision: of a new day, a correction of a day, or (no snapshot) a withdrawal.

        Raises
        ------
        StaleBase
            Another revision was published after the preview was made.
        PublicationError
            Something is missing; the message says what.
        """
        return self.publish_many([given])[0]

    def publish_many(self, given: Sequence[Publication]) -> tuple[Revision, ...]:
        """Several publications in one transaction, in their order: all of them, or none.

        Those of one theatre were previewed against the same revision. Raises what `publish` does.
        """
        publishing.check_all(given)
        # Before the lock is taken: others may publish meanwhile.
        areas = [content.packed(one.snapshot) if one.snapshot else None for one in given]
        with self._writing() as connection:
            return publishing.publish_many(connection, given, areas, self._clock())

    def rollback(
        self, restores: int, *, recorded_by: str, note: str, against: int | None
    ) -> Revision:
        """A new revision that brings an older one of the same day back into force.

        Raises
        ------
        StaleBase
            Another revision was published after the preview was made.
        PublicationError
            A name or a note is missing, or nothing would change.
        UnknownName
            There is no such older revision.
        """
        old = self.revision(restores)
        given = Publication(
            old.theatre, old.effective_date, None, recorded_by, note, against=against
        )
        publishing.check(given)
        with self._writing() as connection:
            return publishing.roll_back(connection, given, old, self._clock())

    def sow(self, seed: Seed) -> None:
        """What comes with the project, published where nobody else has said anything of a day."""
        with self._writing() as connection:
            sow(connection, seed, self._clock())

    # --- keeping ---------------------------------------------------------------------------------

    def verify(self) -> list[Finding]:
        """Everything that is not as it was written; empty if all is well."""
        with self._reading() as connection:
            return verify.findings(self.database, connection)

    def backup(self, to: str | Path) -> Path:
        """A copy of the store in one new file, made while others may publish.

        Raises
        ------
        StoreError
            The file exists already, or cannot be written.
        """
        target = Path(to).expanduser().absolute()
        self.database.copy(target)
        return target
