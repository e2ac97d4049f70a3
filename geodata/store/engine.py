"""Database of the store: its address, its transactions, its faults as errors."""

import os
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from geodata import user_data
from geodata.errors import StoreError

VARIABLE: Final = "LINES_OF_CONTROL_STORE"
BUSY_SECONDS: Final = 20.0


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
