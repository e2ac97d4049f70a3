"""This module knows a store in one SQLite file."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, create_engine, event, text

from geodata.errors import ForeignStore, StoreBusy, StoreDamaged, StoreError
from geodata.store import backup
from geodata.store.engine import BUSY_SECONDS, VARIABLE, Database

_ELSEWHERE: Final = f"or name another file in {VARIABLE} or with --store"


class SqliteFile(Database):
    """The file of a store, open: foreign keys, WAL, and transactions that are really ones.

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
        """The store as of one instant, as one new file; others may write meanwhile."""
        backup.copy(self.path, to)

    def faults(self, connection: Connection) -> Iterator[tuple[str, str]]:
        """Pages and references, as SQLite checks them itself."""
        for line in connection.scalars(text("PRAGMA integrity_check")):
            if line != "ok":
                yield "file", str(line)
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield f"{row[0]}, row {row[1]}", f"names a row of {row[2]} that is not there"

    def meaning(self, error: BaseException) -> StoreError:
        """What a fault of SQLite means."""
        path, said = self.path, str(error)
        if "locked" in said or "busy" in said:
            return StoreBusy(
                f"The store {path} has been busy for {BUSY_SECONDS:.0f} s: another process is "
                f"writing to it. Try again."
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
