"""This module knows where the store lies, how it is opened, and what its faults mean."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from geodata import user_data
from geodata.errors import ForeignStore, StoreBusy, StoreDamaged, StoreError

VARIABLE: Final = "LINES_OF_CONTROL_STORE"
BUSY_SECONDS: Final = 20.0
_ELSEWHERE: Final = f"or name another file in {VARIABLE} or with --store"


def location(where: str | Path | None = None) -> Path:
    """The file of the store: as given, as the environment says, or in the user's data folder.

    Raises
    ------
    StoreError
        It is an address that this version cannot open.
    """
    named = str(where or os.environ.get(VARIABLE) or user_data.folder() / "store.sqlite")
    if "://" not in named:
        return Path(named).expanduser().absolute()
    try:
        url = make_url(named)
    except ArgumentError:
        raise StoreError(f'"{named}" is no address of a store; give a path.') from None
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        raise StoreError(
            f'The store is to be "{url.render_as_string()}"; this version keeps it in one '
            f"SQLite file: give a path, or sqlite:///path."
        )
    return Path(str(url.database)).expanduser().absolute()


class Database:
    """The file of a store, open: to read it, or to be the only one who writes to it.

    Raises
    ------
    StoreError
        The folder cannot be made, or the file may not be written.
    """

    def __init__(self, path: Path) -> None:
        _check(path)
        self.path = path
        self._engine = create_engine(
            URL.create("sqlite", database=str(path)),
            connect_args={"timeout": BUSY_SECONDS},
            max_overflow=-1,
        )
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        # The same connections; these transactions take the write lock before they read anything.
        self._writer = self._engine.execution_options(writes=True)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the store, however long one reads.

        Raises
        ------
        StoreError
            It cannot be read; the message says why and what to do.
        """
        with _told(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The store as nobody else can change it meanwhile; all is written at the end, or nothing.

        Raises
        ------
        StoreError
            It cannot be written, or others write for too long.
        """
        with _told(self.path), self._writer.begin() as connection:
            yield connection


def _check(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder of the store {path} cannot be made: {error.strerror}. "
            f"Make it, {_ELSEWHERE}."
        ) from error
    if path.is_dir():
        raise StoreError(f"The store {path} is a folder; name a file in it.")
    # Root may write whatever the mode says, but a file without it is meant to stay as it is.
    readonly = path.exists() and not path.stat().st_mode & 0o222
    if readonly or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise StoreError(
            f"The store {path} may not be written; allow it (chmod u+w), {_ELSEWHERE}."
        )


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
    # The driver would begin transactions late, at the first change; `_begin` does it.
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "recursive_triggers=ON", "journal_mode=WAL"):
        connection.execute(f"PRAGMA {pragma}")
    # NORMAL could lose the last revisions when the power fails.
    connection.execute("PRAGMA synchronous=FULL")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Faults of the database, told as what they mean and what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise _meaning(path, str(getattr(error, "orig", error))) from error


def _meaning(path: Path, said: str) -> StoreError:
    if "locked" in said or "busy" in said:
        return StoreBusy(
            f"The store {path} has been busy for {BUSY_SECONDS:.0f} s: another process is writing "
            f"to it. Try again."
        )
    if "not a database" in said:
        return ForeignStore(
            f"The file {path} is no store: it is not an SQLite database. Restore a backup "
            f"(docs/store.md), {_ELSEWHERE}."
        )
    if "malformed" in said or "corrupt" in said:
        return StoreDamaged(
            f"The store {path} is damaged ({said}). Restore a backup: docs/store.md says how."
        )
    if "readonly" in said or "unable to open" in said:
        return StoreError(
            f"The store {path} cannot be written ({said}); allow writing to the file and its "
            f"folder, {_ELSEWHERE}."
        )
    return StoreError(f"The store {path} could not do this: {said}.")
