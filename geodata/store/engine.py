"""Database of the store, in a file or on a server: its address, its transactions, its faults."""

import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from geodata import user_data
from geodata.errors import ForeignStore, StoreBusy, StoreDamaged, StoreError

VARIABLE: Final = "LINES_OF_CONTROL_STORE"
BUSY_SECONDS: Final = 20.0
_OTHER_FILE: Final = f"or name another file in {VARIABLE} or with --store"
DRIVER: Final = "postgresql+psycopg"
_WRITERS: Final = 20_241_126
"""Number of the advisory lock that a writer holds; a database has a single store."""
_LOCKED: Final = "55P03"
_OTHER_STORE: Final = f"or name another store in {VARIABLE} or with --store"


def location(where: str | Path | URL | None = None) -> Path | URL:
    """File of the store, or address of its server: as named, from the environment, or by default.

    The default is a file in the user's data folder.

    Raises
    ------
    StoreError
        It is an address that this version cannot open.
    """
    if isinstance(where, URL):
        return where
    named = str(where or os.environ.get(VARIABLE) or user_data.folder() / "store.sqlite")
    if "://" not in named:
        return Path(named).expanduser().absolute()
    try:
        url = make_url(named)
    except ArgumentError:
        raise StoreError(f'"{named}" is no address of a store; give a path.') from None
    if url.get_backend_name() == "postgresql" and url.database:
        return url
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        raise StoreError(
            f'The store is to be "{url.render_as_string()}"; this version keeps it in one '
            f"SQLite file or on a PostgreSQL server: give a path, sqlite:///path, or "
            f"postgresql://user@host/database."
        )
    return Path(str(url.database)).expanduser().absolute()


class Database(ABC):
    """Open database of a store, with many readers and a single writer.

    `address` finds it again, `name` is for people; transactions of `writer` begin by taking the
    lock that keeps other writers out.
    """

    def __init__(self, address: Path | URL, name: str, engine: Engine) -> None:
        self.address = address
        self.name = name
        self.engine = engine
        self.writer = engine.execution_options(writes=True)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that reads the same state, however long it takes.

        Raises
        ------
        StoreError
            It cannot be read; the message says why and what to do.
        """
        with self._translated(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that keeps other writers out; all of it is written, or nothing.

        Raises
        ------
        StoreError
            It cannot be written, or others write for too long.
        """
        with self._translated(), self.writer.begin() as connection:
            yield connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Raise faults of the database as errors of the store."""
        try:
            yield
        except DBAPIError as error:
            raise self.translate(error.orig or error) from error

    @abstractmethod
    def translate(self, error: BaseException) -> StoreError:
        """Translate a fault of the database into an error of the store."""

    @abstractmethod
    def copy(self, to: Path) -> None:
        """Copy the store as of an instant into a new file; others may write meanwhile.

        Raises
        ------
        StoreError
            The new file exists already or cannot be written, or the server has its own way.
        """

    @abstractmethod
    def faults(self, connection: Connection) -> Iterator[tuple[str, str]]:
        """Damage that the database finds in itself: where, and what."""


class SqliteFile(Database):
    """File of a store, open: foreign keys, WAL, and real transactions.

    Raises
    ------
    StoreError
        The folder cannot be made, or the file may not be written.
    """

    def __init__(self, path: Path) -> None:
        _check(path)
        engine = create_engine(
            URL.create("sqlite", database=str(path)),
            connect_args={"timeout": BUSY_SECONDS},
            max_overflow=-1,
        )
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin_in_file)
        self.path = path
        super().__init__(path, str(path), engine)

    def copy(self, to: Path) -> None:
        """Copy the store as of an instant into a new file; others may write meanwhile."""
        _copy(self.path, to)

    def faults(self, connection: Connection) -> Iterator[tuple[str, str]]:
        """Check pages and references, as SQLite does itself."""
        for line in connection.scalars(text("PRAGMA integrity_check")):
            if line != "ok":
                yield "file", str(line)
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield f"{row[0]}, row {row[1]}", f"names a row of {row[2]} that is not there"

    def translate(self, error: BaseException) -> StoreError:
        """Translate a fault of SQLite into an error of the store."""
        path, message = self.path, str(error)
        if "locked" in message or "busy" in message:
            return StoreBusy(
                f"The store {path} has been busy for {BUSY_SECONDS:.0f} s: another process is "
                f"writing to it. Try again."
            )
        if "not a database" in message:
            return ForeignStore(
                f"The file {path} is no store: it is not an SQLite database. Restore a backup "
                f"(docs/store.md), {_OTHER_FILE}."
            )
        if "malformed" in message or "corrupt" in message:
            return StoreDamaged(
                f"The store {path} is damaged ({message}). Restore a backup: docs/store.md says "
                f"how."
            )
        if "readonly" in message or "unable to open" in message:
            return StoreError(
                f"The store {path} cannot be written ({message}); allow writing to the file and "
                f"its folder, {_OTHER_FILE}."
            )
        return StoreError(f"The store {path} could not do this: {message}.")


def _check(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder of the store {path} cannot be made: {error.strerror}. "
            f"Make it, {_OTHER_FILE}."
        ) from error
    if path.is_dir():
        raise StoreError(f"The store {path} is a folder; name a file in it.")
    # Root may write despite the mode, but a read-only file is meant to stay as it is.
    readonly = path.exists() and not path.stat().st_mode & 0o222
    if readonly or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise StoreError(
            f"The store {path} may not be written; allow it (chmod u+w), {_OTHER_FILE}."
        )


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
    # The driver would begin transactions late, at the first change; `_begin_in_file` does it.
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "recursive_triggers=ON", "journal_mode=WAL"):
        connection.execute(f"PRAGMA {pragma}")
    # NORMAL could lose the last revisions when the power fails.
    connection.execute("PRAGMA synchronous=FULL")


def _begin_in_file(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _copy(path: Path, to: Path) -> None:
    """Copy a store into a new file that is complete as soon as it has its name."""
    if to.exists():
        raise StoreError(f"{to} exists already; name a new file for the backup.")
    part = to.with_name(f"{to.name}.{os.getpid()}.part")
    try:
        # In a single step, which reads one state of the file; writers go on meanwhile (WAL).
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
        _flush(part)
        part.rename(to)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"The backup {to} cannot be written ({error}); choose a folder that exists and has "
            f"room for it."
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Flush the bytes to the disk before the file gets its name."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


class PostgresqlServer(Database):
    """Database of a store; a transaction reads the same state, however long it takes.

    Raises
    ------
    StoreError
        The driver is missing.
    """

    def __init__(self, url: URL) -> None:
        try:
            engine = create_engine(
                url.set(drivername=DRIVER),
                isolation_level="REPEATABLE READ",
                pool_pre_ping=True,
                max_overflow=-1,
            )
        except ImportError as error:
            raise StoreError(
                "The store is on a PostgreSQL server, and its driver is not installed; run "
                "`pip install 'psycopg[binary]'`."
            ) from error
        event.listen(engine, "begin", _begin_on_server)
        super().__init__(url, url.render_as_string(hide_password=True), engine)
        # A writer that waited for the lock sees what was written meanwhile. Options of options,
        # `self.writer.execution_options`, fail before SQLAlchemy 2.0.38.
        self.writer = engine.execution_options(writes=True, isolation_level="READ COMMITTED")

    def copy(self, to: Path) -> None:
        """Refuse: a server has its own way."""
        raise StoreError(
            f"The store {self.name} is on a PostgreSQL server: back it up with pg_dump "
            f"(docs/store.md says how)."
        )

    def faults(self, connection: Connection) -> Iterator[tuple[str, str]]:
        """Yield nothing: the server checks its pages when it reads them, and references always."""
        yield from ()

    def translate(self, error: BaseException) -> StoreError:
        """Translate a fault of the server into an error of the store."""
        state, message = getattr(error, "sqlstate", None), str(error).strip().split("\n")[0]
        if state == _LOCKED:
            return StoreBusy(
                f"The store {self.name} has been busy for {BUSY_SECONDS:.0f} s: another process is "
                f"writing to it. Try again."
            )
        if state is None:
            return StoreError(
                f"The store {self.name} cannot be reached ({message}). Start the server and look "
                f"at the address, {_OTHER_STORE}."
            )
        return StoreError(f"The store {self.name} could not do this: {message}.")


def _begin_on_server(connection: Connection) -> None:
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS:.3f}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
