"""Fixtures: the theatre Syria 2024 and its loom, made once; a store for each test."""

import pytest

from geodata import user_data
from geodata.store.engine import VARIABLE
from geodata.theatre import load
from geodata.theatres.make_control import loom_of


@pytest.fixture(scope="session")
def syria():
    return load("syria_2024")


@pytest.fixture(scope="session")
def syria_loom(syria):
    return loom_of(syria)


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    """Nobody's own store or theatres play a part in a test, or are touched by one."""
    monkeypatch.setattr(user_data, "own_theatres", lambda: tmp_path / "own" / "theatres")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own" / "store.sqlite"))
