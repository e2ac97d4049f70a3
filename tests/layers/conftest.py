"""Fixtures: a store for each test."""

import pytest

from geodata.store.engine import VARIABLE


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    """Nobody's own store plays a part in a test, or is touched by one."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own" / "store.sqlite"))
