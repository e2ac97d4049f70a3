"""Store in an SQLite file."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, create_engine, event, text

from geodata.errors import ForeignStore, StoreBusy, StoreDamaged, StoreError
from geodata.store.engine import BUSY_SECONDS, VARIABLE, Database

_ELSEWHERE: Final = f"or name another file in {VARIABLE} or with --store"


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
        event.listen(engine, "begin", _begin)
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
                f"(docs/store.md), {_ELSEWHERE}."
            )
        if "malformed" in message or "corrupt" in message:
            return StoreDamaged(
                f"The store {path} is damaged ({message}). Restore a backup: docs/store.md says "
                f"how."
            )
        if "readonly" in message or "unable to open" in message:
            return StoreError(
                f"The store {path} cannot be written ({message}); allow writing to the file and "
                f"its folder, {_ELSEWHERE}."
            )
        return StoreError(f"The store {path} could not do this: {message}.")


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
    # Root may write despite the mode, but a read-only file is meant to stay as it is.
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
