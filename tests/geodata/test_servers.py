"""The server for the tests of the store is found, installed or named; it leaves nothing behind."""

import os
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.geodata import prerequisites, servers


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """Give a machine without a server, on which nothing can be installed either."""
    monkeypatch.setattr(servers, "DEBIAN_FOLDER", tmp_path / "postgresql")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(servers.VARIABLE, raising=False)
    monkeypatch.delenv("CI", raising=False)
    return tmp_path


def test_without_a_server_its_tests_are_skipped_and_the_others_run(bare, capsys):
    assert prerequisites.main() == 0
    output = capsys.readouterr()
    assert output.out == ""
    assert "apt-get install postgresql" in output.err
    assert output.err.endswith("They are skipped now.\n")
    with pytest.raises(pytest.skip.Exception, match="apt-get install postgresql"):
        servers.require()


def test_without_a_server_continuous_integration_fails(bare, monkeypatch, capsys):
    monkeypatch.setenv("CI", "true")
    assert prerequisites.main() == 1
    assert "apt-get install postgresql" in capsys.readouterr().err
    with pytest.raises(pytest.fail.Exception, match="apt-get install postgresql"):
        servers.require()


def test_a_server_that_is_named_needs_no_other(bare, monkeypatch, capsys):
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv(servers.VARIABLE, "postgresql://anna@maps.example/postgres")
    assert prerequisites.main() == 0
    assert capsys.readouterr().err == ""
    servers.require()
    with servers.server() as url:
        assert url.host == "maps.example"


def test_of_several_servers_the_newest_is_used(bare):
    for version in ("9.6", "17", "15"):
        folder = servers.DEBIAN_FOLDER / version / "bin"
        folder.mkdir(parents=True)
        (folder / "initdb").touch()
    assert servers.programs() == servers.DEBIAN_FOLDER / "17" / "bin"


def test_a_server_on_the_path_is_found(bare):
    (bare / "initdb").write_text("#!/bin/sh\n")
    (bare / "initdb").chmod(0o755)
    assert servers.programs() == bare


def test_a_server_listens_to_this_machine_alone_and_leaves_nothing_behind(monkeypatch):
    monkeypatch.delenv(servers.VARIABLE, raising=False)
    servers.require()
    with servers.server() as url:
        folder = Path(url.query["host"])
        engine = create_engine(url.set(drivername="postgresql+psycopg"))
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SHOW listen_addresses").scalar() == ""
        engine.dispose()
        process = int((folder / "data" / "postmaster.pid").read_text().split("\n")[0])
        assert is_running(process)
    assert not folder.exists()
    assert not is_running(process)


def is_running(process):
    """Whether there is such a process; one that has ended and is not yet reaped is none."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/status")
    return not (status.exists() and "State:\tZ" in status.read_text())


def test_a_program_that_fails_says_what_it_wrote(monkeypatch):
    """Of whichever program: a machine may have a named server, or none."""
    monkeypatch.setattr(servers, "programs", lambda: Path("/bin"))
    with pytest.raises(AssertionError, match="/no/such/folder"):
        servers.run(servers.owner(), "sh", "-c", "ls -d /no/such/folder >&2")
