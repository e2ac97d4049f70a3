"""Store on a PostgreSQL server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, create_engine, event

from geodata.errors import StoreBusy, StoreError
from geodata.store.engine import BUSY_SECONDS, VARIABLE, Database

DRIVER: Final = "postgresql+psycopg"
_WRITERS: Final = 20_241_126
"""Number of the advisory lock that a writer holds; a database has a single store."""
_LOCKED: Final = "55P03"

_ELSEWHERE: Final = f"or name another store in {VARIABLE} or with --store"


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
        event.listen(engine, "begin", _begin)
        super().__init__(url, url.render_as_string(hide_password=True), engine)
        # A writer that waited for the lock sees what was written meanwhile.
        self.writer = self.writer.execution_options(isolation_level="READ COMMITTED")

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
                f"at the address, {_ELSEWHERE}."
            )
        return StoreError(f"The store {self.name} could not do this: {message}.")


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS:.3f}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
