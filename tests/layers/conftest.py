"""Fixtures: a store for each test, a theatre on paper, a third language."""

import pytest

from geodata import theatre as theatres
from geodata.record import open_record
from geodata.store.engine import VARIABLE
from layers.locale.catalogue import FOLDER, catalogue, group, languages
from tests.square import write_square


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    """Nobody's own store plays a part in a test, or is touched by one."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own" / "store.sqlite"))


@pytest.fixture
def square(tmp_path, monkeypatch):
    """Writes the theatre on paper, with other files where they are given, and opens its record."""
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)

    def square(**files):
        write_square(tmp_path / "square", **files)
        return open_record("square")

    return square


@pytest.fixture
def with_french(monkeypatch, tmp_path):
    """A third language: a catalogue of one sentence."""
    for path in FOLDER.glob("*.json"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "fr.json").write_text(
        '{"map": {"age_one": "il y a {{count}} jour", "age_other": "il y a {{count}} jours"}}'
    )
    monkeypatch.setattr("layers.locale.catalogue.FOLDER", tmp_path)
    caches = (languages, catalogue, group)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()
