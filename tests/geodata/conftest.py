"""Fixtures: Syria 2024 and its tessellation, made once; a store for each test; the command line."""

import json

import pytest

from geodata import user_data
from geodata.__main__ import main
from geodata.store.engine import VARIABLE
from geodata.theatre import load
from geodata.theatres.make_control import theatre_tessellation
from tests.geodata import servers


def pytest_collection_modifyitems(items):
    """Put tests of Syria's tessellation first: so one process gets them all, and builds it once."""
    items.sort(key=lambda item: "syria_tessellation" not in item.fixturenames)


@pytest.fixture(scope="session")
def syria():
    return load("syria_2024")


@pytest.fixture(scope="session")
def syria_tessellation(syria):
    return theatre_tessellation(syria)


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    """Nobody's own store or theatres play a part in a test, or are touched by one."""
    monkeypatch.setattr(user_data, "own_theatres", lambda: tmp_path / "own" / "theatres")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own" / "store.sqlite"))


@pytest.fixture
def run(capsys):
    """Give a function that runs a command and gives its exit code, output and complaint."""

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        output = capsys.readouterr()
        return code, output.out, output.err

    return run


@pytest.fixture
def run_json(run):
    def run_json(*arguments):
        code, out, err = run(*arguments, "--json")
        assert (0, "") == (code, err)
        return json.loads(out)

    return run_json


@pytest.fixture(scope="session")
def server_url():
    """Give the address of a PostgreSQL server; without one, skip the test or fail it."""
    servers.require()
    with servers.server() as url:
        yield url


@pytest.fixture(params=["file", "server"])
def address(request, tmp_path):
    """Give where a store may lie: a file, and a database on a server."""
    if request.param == "file":
        yield tmp_path / "store.sqlite"
        return
    with servers.database(request.getfixturevalue("server_url")) as url:
        yield url
