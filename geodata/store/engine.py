"""This module knows where the store lies, and how one talks to it whatever keeps it."""

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
    """The file of the store, or the address of its server.

    As given, as the environment says, or in the user's data folder.

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
    """What keeps a store, open: to read it, or to be the only one who writes to it.

    `address` finds it again, `name` is for people; transactions of `writer` begin by taking the
    lock that keeps other writers out.
    """

    def __init__(self, address: Path | URL, name: str, engine: Engine) -> None:
        self.address = address
        self.name = name
        self.engine = engine
        self.writer = engine.execution_options(writes=True)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the store, however long one reads.

        Raises
        ------
        StoreError
            It cannot be read; the message says why and what to do.
        """
        with self._told(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The store as nobody else can change it meanwhile; all is written at the end, or nothing.

        Raises
        ------
        StoreError
            It cannot be written, or others write for too long.
        """
        with self._told(), self.writer.begin() as connection:
            yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Faults of the database, told as what they mean and what to do."""
        try:
            yield
        except DBAPIError as error:
            raise self.meaning(error.orig or error) from error

    @abstractmethod
    def meaning(self, error: BaseException) -> StoreError:
        """What a fault of the database means."""

    @abstractmethod
    def copy(self, to: Path) -> None:
        """The store as of one instant, as one new file; others may write meanwhile.

        Raises
        ------
        StoreError
            The new file exists already or cannot be written, or the server has its own way.
        """

    @abstractmethod
    def faults(self, connection: Connection) -> Iterator[tuple[str, str]]:
        """Where the database finds itself damaged, and what about it."""
