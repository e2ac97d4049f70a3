"""What a store remembers of its days: measured once, never proof, and always the same numbers."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from geodata import theatre as theatres
from geodata.daily_statistics import measure
from geodata.errors import StoreBusy
from geodata.record import open_record as open_files
from geodata.record import trends
from geodata.store import Store, open_record, open_trends, opening
from tests.geodata.stores import EAST, NORTH, Clock, publish, withdraw
from tests.square import FIRST, FOUGHT, TAKEN, write_square

LATER = TAKEN + timedelta(days=3)


@pytest.fixture
def store(address, tmp_path, monkeypatch):
    """Give a store of the square, which has its three days."""
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)
    write_square(tmp_path / "square")
    with Store.open(address, built_in=(), clock=Clock()) as opened:
        open_record("square", store=opened)
        yield opened


@pytest.fixture
def measured(monkeypatch):
    """Give a list that says which days are measured."""
    days = []

    def counting(topology, places):
        days.extend(topology.dates)
        return measure(topology, places)

    monkeypatch.setattr(opening, "measure", counting)
    return days


def rows(store):
    with store.database.engine.begin() as connection:
        return connection.execute(text("SELECT content, method, told FROM figures")).all()


def run(store, statement):
    with store.database.engine.begin() as connection:
        connection.execute(text(statement))


def test_the_figures_of_a_store_are_those_of_the_files(store):
    files = open_files("square")
    for _ in range(2):
        assert files.all_statistics == open_record("square", store=store).all_statistics
        assert files.all_statistics == open_record("square", store=store.path).all_statistics
        assert trends(files) == open_trends("square", store=store)


def test_a_day_is_measured_once(store, measured):
    open_trends("square", store=store)
    assert [FIRST, FOUGHT, TAKEN] == measured
    open_trends("square", store=store)
    assert 3 == len(open_record("square", store=store).all_statistics)
    assert [FIRST, FOUGHT, TAKEN] == measured
    publish(store, LATER, NORTH)
    assert LATER == open_trends("square", store=store).days[-1].effective_date
    assert [FIRST, FOUGHT, TAKEN, LATER] == measured


def test_areas_that_were_measured_for_another_day_are_known(store, measured):
    publish(store, LATER, NORTH)
    open_trends("square", store=store)
    publish(store, LATER + timedelta(days=1), NORTH)
    *_, one, other = open_trends("square", store=store).days
    assert one.areas == other.areas
    assert LATER == measured[-1]


def test_a_cut_record_asks_for_its_own_days(store, measured):
    cut = open_record("square", store=store).cut(FOUGHT, TAKEN)
    assert [FOUGHT, TAKEN] == [day.effective_date for day in cut.all_statistics]
    assert [FOUGHT, TAKEN] == measured


def test_a_record_keeps_its_figures_when_something_newer_is_published(store):
    record = open_record("square", store=store)
    before = open_files("square").all_statistics
    publish(store, FIRST, NORTH)
    withdraw(store, TAKEN)
    assert before == record.all_statistics


def test_what_was_known_then_has_the_figures_of_then(store):
    before = store.history("square")[-1].recorded_at
    publish(store, TAKEN, EAST)
    then, now = (
        {day.effective_date: day.areas for day in open_trends("square", known, store).days}
        for known in (before, None)
    )
    assert then[FIRST] == now[FIRST]
    assert ["A", "B"] == [row.party for row in then[TAKEN]]
    assert then[TAKEN] != now[TAKEN]
    assert then == {
        day.effective_date: day.areas
        for day in open_record("square", before, store=store).all_statistics
    }


def test_a_moved_place_is_looked_for_again(store, tmp_path, measured):
    open_trends("square", store=store)
    path = tmp_path / "square" / "places.csv"
    path.write_text(path.read_text().replace("36.5,35.5", "36.6,35.5"))
    open_trends("square", store=store)
    assert [FIRST, FOUGHT, TAKEN] * 2 == measured
    assert 2 == len({method for _, method, _ in rows(store)})


# --- it is no part of what was published ---------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE figures",
        "DELETE FROM figures",
        "UPDATE figures SET method = 'of old'",
    ],
)
def test_what_is_remembered_may_be_forgotten(store, statement):
    before = open_trends("square", store=store)
    run(store, statement)
    assert [] == store.verify()
    assert before == open_trends("square", store=store)
    assert before == trends(open_record("square", store=store))
    assert {"areas", "fronts", "holders"} == set(json.loads(rows(store)[-1].told))
    assert [] == store.verify()


def test_the_proof_does_not_depend_on_it(store):
    last = store.last()
    open_trends("square", store=store)
    assert last == store.last()
    run(store, "UPDATE figures SET told = '{}'")
    assert [] == store.verify()


def test_a_store_that_cannot_be_written_answers_all_the_same(store, monkeypatch):
    def busy():
        raise StoreBusy("The store is busy.")

    before = open_files("square").all_statistics
    monkeypatch.setattr(store.database, "writing", busy)
    for _ in range(2):
        assert before == open_trends("square", store=store).days
    with pytest.raises(DBAPIError, match="figures"):
        rows(store)


def test_no_area_is_read_of_a_day_that_was_measured(store):
    open_trends("square", store=store)
    asked = []
    event.listen(
        store.database.engine, "before_cursor_execute", lambda *call: asked.append(call[2])
    )
    open_trends("square", store=store)
    assert [] == [one for one in asked if "FROM areas" in one]
    publish(store, LATER, NORTH)
    asked.clear()
    open_trends("square", store=store)
    assert 1 == len([one for one in asked if "FROM areas" in one])
