"""A series of days: each is compared with the day before it, in the series or the store."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest

from geodata.ingest import check_file, import_files, publish
from geodata.theatre import load
from tests.geodata.ingests import NORTH_EAST_TAKEN, day_file, series
from tests.geodata.stores import empty_store
from tests.square import FIRST, write_square

ALL = {"A": ("sw", "nw", "ne", "se")}


@pytest.fixture
def square(tmp_path):
    return load(folder=write_square(tmp_path / "theatres" / "square"))


@pytest.fixture
def store(tmp_path):
    with empty_store(tmp_path / "store.sqlite") as store:
        yield store


def jumps(days):
    return [
        str(day.effective_date) for day in days if "area-jump" in {p.code for p in day.problems}
    ]


def test_each_day_is_held_against_the_one_before(tmp_path, square, store):
    folder = series(tmp_path / "series", 4)
    (folder / "2024-01-03.geojson").write_bytes(day_file(date(2024, 1, 3), ALL))
    days = list(import_files([folder], square, store, "Anna", "Series"))
    # A takes everything on the third, and has lost half of it on the fourth.
    assert ["2024-01-03", "2024-01-04"] == jumps(days)
    assert [1, 2, 3, 4] == [day.revision.id for day in days]
    assert [] == store.verify()


def test_a_day_between_two_is_held_against_the_one_before_it(tmp_path, square, store):
    folder = series(tmp_path / "series", 3)
    (folder / "2024-01-02.geojson").unlink()
    list(import_files([folder], square, store, "Anna", "Series"))
    (folder / "2024-01-02.geojson").write_bytes(day_file(date(2024, 1, 2), ALL))
    days = list(import_files([folder], square, store, "Anna", "Series"))
    assert ["2024-01-01", "2024-01-02", "2024-01-03"] == sorted(
        str(day.effective_date) for day in days
    )
    assert [True, False, True] == [day.skipped for day in days]
    assert ["2024-01-02"] == jumps(days)


def test_a_file_that_was_changed_is_published_again_as_a_correction(tmp_path, square, store):
    folder = series(tmp_path / "series", 2)
    list(import_files([folder], square, store, "Anna", "Series"))
    (folder / f"{FIRST}.geojson").write_bytes(day_file(FIRST, NORTH_EAST_TAKEN))
    days = list(import_files([folder], square, store, "Anna", "Series"))
    assert [(1, False), (None, True)] == [
        (day.revision and day.revision.corrects, day.skipped) for day in days
    ]


def test_an_import_that_was_stopped_goes_on(tmp_path, square, store):
    folder = series(tmp_path / "series")
    stopped = import_files([folder], square, store, "Anna", "Series")
    assert [FIRST, FIRST + timedelta(days=1)] == [next(stopped).effective_date for _ in range(2)]
    stopped.close()
    steps = []
    days = list(
        import_files(
            [folder], square, store, "Anna", "Series", progress=lambda *now: steps.append(now)
        )
    )
    assert [True, True, False, False, False] == [day.skipped for day in days]
    assert [(0, 5, "2024-01-01.geojson"), (5, 5, "")] == [steps[0], steps[-1]]
    assert 5 == len(store.history("square"))


def remembered(store) -> set[str]:
    """Names of the areas that the store has figures of."""
    with closing(sqlite3.connect(store.path)) as connection:
        return {name for (name,) in connection.execute("SELECT content FROM figures")}


def test_what_was_imported_is_measured_once_at_the_end(tmp_path, square, store):
    folder = series(tmp_path / "series", 3)
    days = list(import_files([folder], square, store, "Anna", "Series"))
    assert {day.revision.sha256 for day in days} == remembered(store)


def test_what_was_published_is_measured_at_once(square, store):
    raw = day_file(FIRST, NORTH_EAST_TAKEN)
    [revision] = publish(check_file(raw, "day.geojson", square), store, "Anna", "Evening map", 0)
    assert {revision.sha256} == remembered(store)
