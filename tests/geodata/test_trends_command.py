"""`python -m geodata trends`: the same numbers as the other commands and the functions."""

import csv
import json
from datetime import date

import pytest

from geodata import theatre as theatres
from geodata.__main__ import main
from geodata.commands.figures import figures_answer
from geodata.store import Store, open_record
from geodata.tables import COLUMNS
from tests.geodata.stores import NORTH, publish
from tests.square import FIRST, TAKEN, write_square


@pytest.fixture
def store(tmp_path, monkeypatch):
    """Give the path of a store of the square."""
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)
    write_square(tmp_path / "square")
    path = tmp_path / "square.sqlite"
    with Store.open(path, built_in=()) as opened:
        open_record("square", store=opened)
    return path


@pytest.fixture
def ask(store, capsys):
    """Give a function that runs the command and gives what it prints."""

    def run(*options):
        assert 0 == main(["trends", "--theatre", "square", "--store", str(store), *options])
        return capsys.readouterr().out

    return run


def test_every_day_has_the_figures_of_the_command_for_a_day(store, ask):
    document = json.loads(ask("--json"))
    record = open_record("square", store=store)
    assert [str(day) for day in record.dates] == [day["effective_date"] for day in document["days"]]
    for day in document["days"]:
        figures = figures_answer(record, date.fromisoformat(day["effective_date"]))
        assert figures["parties"] == day["parties"]
        assert figures["contact"] == day["contact"]
    assert [0, 1, 1] == [day["places_handed_over"] for day in document["days"]]
    assert 3 == document["revision"]


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("areas", "areas"),
        ("fronts", "fronts"),
        ("control_changes", "control_changes"),
        ("handovers", "control_changes"),
        ("contested_or_claimed", "contested_or_claimed"),
        ("events", "events"),
        ("casualties", "casualties"),
    ],
)
def test_a_table_says_what_it_is_and_has_all_rows(store, ask, name, table):
    lines = ask("--csv", name).splitlines()
    about = [line for line in lines if line.startswith("# ")]
    assert "# revision: 3" in about
    if table not in ("casualties",):
        assert f"# dates: {FIRST} – {TAKEN}" in about
    assert ",".join(COLUMNS[table]) == lines[len(about)]
    rows = list(csv.DictReader(lines[len(about) :]))
    # On three days: two parties, one area contested; three pairs; an event; no casualties.
    count = {"areas": 7, "fronts": 5, "control_changes": 3, "contested_or_claimed": 1, "events": 1}
    assert count.get(table, 0) == len(rows)
    assert json.loads(ask("--json", "--table", name))["table"] == table


def test_a_line_a_day_is_for_people(ask):
    lines = ask().splitlines()
    assert [str(FIRST), "2024-01-03", str(TAKEN)] == [line.split()[0] for line in lines]
    assert lines[2].endswith("one place handed over")


def test_what_was_known_then(store, ask):
    before = ask("--json")
    with Store.open(store, built_in=()) as opened:
        then = opened.last().recorded_at.isoformat()
        publish(opened, TAKEN, NORTH)
    assert before != ask("--json")
    assert json.loads(before)["days"] == json.loads(ask("--json", "--known-on", then))["days"]
