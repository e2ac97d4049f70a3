"""A PostgreSQL server for the tests of the store, where there is one: given, or started here."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url

VARIABLE = "LINES_OF_CONTROL_TEST_POSTGRESQL"
NUMBERS = count(1)


def programs() -> Path | None:
    """The folder of the newest server on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: p.parts[4])
    return found[-1].parent if found else None


def kinds() -> list[str]:
    """What keeps the stores of the tests: always a file, a server too where there is one."""
    server = find_spec("psycopg") and (os.environ.get(VARIABLE) or (programs() and someone()))
    return ["file", "server"] if server else ["file"]


def someone() -> str | None:
    """Who may run a server: PostgreSQL refuses root."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid()).pw_name
    names = {one.pw_name for one in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


@contextmanager
def server() -> Iterator[URL]:
    """The address of a server whose user may make databases."""
    given = os.environ.get(VARIABLE)
    if given:
        yield make_url(given)
        return
    # Short: the path of a socket has at most 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="loc-pg-"))
    name = someone()
    if not os.geteuid():
        shutil.chown(folder, name)
    data = folder / "data"
    settings = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run(name, "initdb", "-D", data, "-A", "trust", "-U", name, "-E", "UTF8", "--no-sync")
    run(name, "pg_ctl", "-D", data, "-l", folder / "log", "-o", settings, "-w", "start")
    try:
        yield URL.create(
            "postgresql", username=name, database="postgres", query={"host": str(folder)}
        )
    finally:
        run(name, "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


def run(name: str, program: str, *arguments: object) -> None:
    command = [str(programs() / program), *map(str, arguments)]
    options = {"user": name} if not os.geteuid() else {}
    subprocess.run(
        command,
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **options,
    )


@contextmanager
def database(url: URL) -> Iterator[str]:
    """The address of an empty database, which goes again."""
    name = f"loc_test_{os.getpid()}_{next(NUMBERS)}"
    engine = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield url.set(database=name).render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        engine.dispose()
