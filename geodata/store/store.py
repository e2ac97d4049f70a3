"""Store: revisions in force, their history, and new publications."""

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
from geodata.store.bootstrap import (
    BuiltInAreas,
    bootstrap,
    built_in_areas,
    is_bootstrapped,
)
from geodata.store.engine import Database, PostgresqlServer, SqliteFile, location
from geodata.store.revisions import Publication, Revision
from geodata.store.schema import REVISIONS
from geodata.store.times import now, written
from geodata.store.verify import Finding
from geodata.topology import Topology

_TOPOLOGIES: Final = 3
"""Number of topologies that a store keeps in memory."""


def open_database(where: str | Path | URL | None = None) -> Database:
    """Open the database at an address; see `location`.

    Raises
    ------
    StoreError
        It cannot be opened; the message says why and what to do.
    """
    address = location(where)
    return SqliteFile(address) if isinstance(address, Path) else PostgresqlServer(address)


class Store:
    """Database of revisions; safe to share among threads, and to open in several processes."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self.database = database
        self._reading, self._writing = database.reading, database.writing
        self._clock = clock
        self._lock = Lock()
        self._topologies: OrderedDict[tuple[str, int], Topology] = OrderedDict()
        # Connections are closed with the store, also where `close` is never called.
        self.close = weakref.finalize(self, database.close)

    @classmethod
    def open(
        cls,
        where: str | Path | URL | None = None,
        *,
        built_in: Sequence[BuiltInAreas] | None = None,
        clock: Callable[[], datetime] = now,
    ) -> Self:
        """Open the store in a file or on a server, created with the built-in theatre if need be.

        Parameters
        ----------
        where
            Path, `sqlite:///` or `postgresql://` address; by default
            `$LINES_OF_CONTROL_STORE`, or a file in the user's data folder.
        seeded
            Sources of the first revisions; by default the built-in theatre.
        clock
            Clock for the instants of publications.

        Raises
        ------
        StoreError
            The file cannot be opened; the message says why and what to do.
        """
        store = cls(open_database(where), clock)
        try:
            store._prepare(built_in_areas() if built_in is None else built_in)
        except BaseException:
            store.close()
            raise
        return store

    def _prepare(self, built_in: Sequence[BuiltInAreas]) -> None:
        with self._reading() as connection:
            steps = migrations.pending(connection)
        for step in steps:
            with self._writing() as connection:
                migrations.take(connection, step)
        for source in built_in:
            if not self.is_bootstrapped(source):
                self.bootstrap(source)

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
        """File, or address of the server."""
        return self.database.address

    # --- reading ---------------------------------------------------------------------------------

    def version(self, theatre: str, known_on: datetime | None = None) -> int:
        """Number of the newest revision of a theatre (known at an instant), 0 before the first."""
        with self._reading() as connection:
            return revisions.head(connection, theatre, known_on)

    def history(self, theatre: str) -> tuple[Revision, ...]:
        """All revisions of a theatre, oldest first."""
        query = select(REVISIONS).where(revisions.known(theatre)).order_by(REVISIONS.c.id)
        with self._reading() as connection:
            return tuple(revisions.fetch(connection, query))

    def revision(self, number: int) -> Revision:
        """Revision by its number.

        Raises
        ------
        UnknownName
            There is none with this number.
        """
        with self._reading() as connection:
            return revisions.by_id(connection, number)

    def snapshot(self, number: int) -> ControlSnapshot | None:
        """Snapshot of a revision; None if it withdraws its day."""
        with self._reading() as connection:
            snapshots = content.snapshots(connection, [revisions.by_id(connection, number)])
        return snapshots[0] if snapshots else None

    def in_force(self, theatre: str, known_on: datetime | None = None) -> tuple[Revision, ...]:
        """Revisions in force (or in force at an instant), by effective date."""
        with self._reading() as connection:
            return tuple(revisions.in_force(connection, theatre, known_on))

    def as_of(self, theatre: str, day: date, known_on: datetime | None = None) -> InForce:
        """Snapshot in force on a day, and its age, without reading any other.

        Raises
        ------
        DateError
            Nothing has been published, or the day lies before the first effective date.
        """
        with self._reading() as connection:
            revision = revisions.as_of(connection, theatre, day, known_on)
            if revision is not None:
                [snapshot] = content.snapshots(connection, [revision])
                return InForce(snapshot, (day - revision.effective_date).days)
            in_force = revisions.in_force(connection, theatre, known_on)
            dates = [revision.effective_date for revision in in_force]
        effective_on(dates, day)
        raise AssertionError("effective_on refuses a day that has nothing in force")

    def timeline(self, theatre: str, known_on: datetime | None = None) -> ControlTimeline:
        """Timeline of the snapshots in force, or of those in force at an instant."""
        with self._reading() as connection:
            heads = revisions.in_force(connection, theatre, known_on)
            return ControlTimeline(content.snapshots(connection, heads))

    def topology(self, theatre: str, known_on: datetime | None = None) -> Topology:
        """Topology of the timeline, kept in memory by version."""
        version = self.version(theatre, known_on)
        with self._lock:
            if (theatre, version) not in self._topologies:
                topology = Topology.from_snapshots(self._timeline_at(theatre, version))
                self._topologies[theatre, version] = topology
                while len(self._topologies) > _TOPOLOGIES:
                    self._topologies.popitem(last=False)
            self._topologies.move_to_end((theatre, version))
            return self._topologies[theatre, version]

    def _timeline_at(self, theatre: str, version: int) -> ControlTimeline:
        if version == 0:
            return ControlTimeline([])
        return self.timeline(theatre, self.revision(version).recorded_at)

    def original(self, sha256: str) -> bytes:
        """Bytes of an uploaded file that was published.

        Raises
        ------
        UnknownName
            No file of this hash is stored.
        """
        with self._reading() as connection:
            return content.original(connection, sha256)

    def is_bootstrapped(self, source: BuiltInAreas) -> bool:
        """Whether the areas that come with a theatre have been published in it."""
        with self._reading() as connection:
            return is_bootstrapped(connection, source)

    def last(self) -> Revision | None:
        """Newest revision of any theatre; its hash stands for the whole store."""
        with self._reading() as connection:
            return revisions.newest(connection)

    def check_known(self, theatre: str, known_on: datetime | None) -> None:
        """Refuse an instant before anything was published.

        Raises
        ------
        DateError
            The message names the first publication.
        """
        history = self.history(theatre)
        if known_on is not None and history and not self.version(theatre, known_on):
            raise DateError(
                f"Nothing had been published of {theatre} by {written(known_on)}: the first "
                f"revision was recorded at {written(history[0].recorded_at)}. Choose a later time."
            )

    # --- writing ---------------------------------------------------------------------------------

    def publish(self, publication: Publication) -> Revision:
        """Publish a new day, a correction of a day, or (no snapshot) a withdrawal.

        Raises
        ------
        StaleBase
            Another revision was published after the preview was made.
        PublicationError
            Something is missing; the message says what.
        """
        return self.publish_many([publication])[0]

    def publish_many(self, publications: Sequence[Publication]) -> tuple[Revision, ...]:
        """Publish several days in a single transaction, in their order: all of them, or none.

        Those of one theatre were previewed against the same revision. Raises what `publish` does.
        """
        publishing.check_all(publications)
        # Before the lock is taken: others may publish meanwhile.
        areas = [content.packed(p.snapshot) if p.snapshot else None for p in publications]
        with self._writing() as connection:
            return publishing.publish_many(connection, publications, areas, self._clock())

    def rollback(
        self, restores: int, *, recorded_by: str, note: str, against: int | None
    ) -> Revision:
        """Bring an older revision back into force, as a new revision of the same day.

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
        publication = Publication(
            old.theatre, old.effective_date, None, recorded_by, note, against=against
        )
        publishing.check(publication)
        with self._writing() as connection:
            return publishing.roll_back(connection, publication, old, self._clock())

    def bootstrap(self, source: BuiltInAreas) -> None:
        """Publish the project's own areas on days that have no other revision."""
        with self._writing() as connection:
            bootstrap(connection, source, self._clock())

    # --- keeping ---------------------------------------------------------------------------------

    def verify(self) -> list[Finding]:
        """Verify the whole store; empty if all is well."""
        with self._reading() as connection:
            return verify.findings(self.database, connection)

    def backup(self, to: str | Path) -> Path:
        """Copy the store into a new file, while others may publish.

        Raises
        ------
        StoreError
            The file exists already, or cannot be written.
        """
        target = Path(to).expanduser().absolute()
        self.database.copy(target)
        return target
