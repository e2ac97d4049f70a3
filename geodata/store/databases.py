"""This module knows which database keeps a store: a file, or a server."""

from pathlib import Path

from sqlalchemy import URL

from geodata.store.engine import Database, location
from geodata.store.postgresql import PostgresqlServer
from geodata.store.sqlite import SqliteFile


def open_database(where: str | Path | URL | None = None) -> Database:
    """The database that an address names; see `location`.

    Raises
    ------
    StoreError
        It cannot be opened; the message says why and what to do.
    """
    address = location(where)
    return SqliteFile(address) if isinstance(address, Path) else PostgresqlServer(address)
