"""PostgreSQL server for the tests of the store: named, or started here in a folder of its own."""

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

import pytest
from sqlalchemy import URL, create_engine, make_url

VARIABLE = "LINES_OF_CONTROL_TEST_POSTGRESQL"
# Debian and Ubuntu keep the programs of a server off the PATH, one folder for each version.
DEBIAN_FOLDER = Path("/usr/lib/postgresql")
DEBIAN_PACKAGE = "postgresql"
NUMBERS = count(1)


def programs() -> Path | None:
    """Folder of the programs of the newest server on this machine."""
    versions = {
        float(path.parts[-3]): path.parent for path in DEBIAN_FOLDER.glob("[0-9]*/bin/initdb")
    }
    if versions:
        return versions[max(versions)]
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


def missing() -> str | None:
    """Sentence that says what a test on a server lacks here and how to get it; None: nothing."""
    if not find_spec("psycopg"):
        return "The driver of PostgreSQL is missing: pip install 'psycopg[binary]'"
    if os.environ.get(VARIABLE):
        return None
    if not programs():
        return (
            f"No PostgreSQL server is installed (Debian, Ubuntu: apt-get install "
            f"{DEBIAN_PACKAGE}), and {VARIABLE} names none"
        )
    if not owner():
        return (
            f"PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody; "
            f"run the tests as another user, or name a server in {VARIABLE}"
        )
    return None


def is_required() -> bool:
    """Whether a missing server is a failure: in continuous integration."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def require() -> None:
    """Skip a test on a server where there is none; in continuous integration, fail it."""
    if sentence := missing():
        if is_required():
            pytest.fail(sentence, pytrace=False)
        pytest.skip(sentence)


def owner() -> str | None:
    """User who may run a server: PostgreSQL refuses root."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid()).pw_name
    names = {user.pw_name for user in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


@contextmanager
def server() -> Iterator[URL]:
    """Address of a server whose user may make databases."""
    if named := os.environ.get(VARIABLE):
        yield make_url(named)
        return
    # Short: the path of a socket has at most 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="loc-pg-"))
    user = owner()
    if not os.geteuid():
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"
    settings = f"-k {folder} -c listen_addresses='' -c fsync=off"
    try:
        run(user, "initdb", "-D", data, "-A", "trust", "-U", user, "-E", "UTF8", "--no-sync")
        # It answers within a second; on a busy machine it may take its time.
        run(user, "pg_ctl", "-D", data, "-l", log, "-o", settings, "-w", "-t", "300", "start")
        try:
            yield URL.create(
                "postgresql", username=user, database="postgres", query={"host": str(folder)}
            )
        finally:
            run(user, "pg_ctl", "-D", data, "-m", "immediate", "-w", "-t", "300", "stop")
    finally:
        shutil.rmtree(folder)


def run(user: str, program: str, *arguments: object) -> None:
    """Run a program of the server to its end, with what it wrote (and its log) if it fails."""
    command = [str(programs() / program), *map(str, arguments)]
    account = pwd.getpwnam(user)
    options = {"user": user, "group": account.pw_gid, "extra_groups": []}
    # Into a file: pg_ctl leaves the server behind, which would keep a pipe open.
    with tempfile.TemporaryFile("w+") as output:
        ended = subprocess.run(
            command,
            check=False,
            cwd="/",
            stdout=output,
            stderr=subprocess.STDOUT,
            **({} if os.geteuid() else options),
        )
        output.seek(0)
        assert ended.returncode == 0, f"{command}:\n{output.read()}"


@contextmanager
def database(url: URL) -> Iterator[str]:
    """Address of an empty database, which is dropped at the end."""
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
