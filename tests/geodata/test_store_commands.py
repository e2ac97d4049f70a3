"""`python -m geodata history|rollback|withdraw|verify|backup`, `--store`, `--known-on`."""

import json
import sqlite3
from contextlib import closing

import pytest

from geodata import theatre as theatres
from geodata.errors import (
    DateError,
    PublicationError,
    StaleBase,
    StoreBusy,
    StoreDamaged,
    TessellationError,
    TheatreError,
    TopologyError,
    UnknownName,
    UnreadableFile,
)
from geodata.store import Store, commands
from tests.geodata.stores import NORTH, Clock, publish
from tests.square import FIRST, FOUGHT, TAKEN, write_square


@pytest.fixture
def path(tmp_path, monkeypatch):
    """Give the file of a store of the square, whose first day was corrected; at noon and after."""
    monkeypatch.setattr(theatres, "FOLDER", tmp_path / "theatres")
    write_square(tmp_path / "theatres" / "square")
    path = tmp_path / "store.sqlite"
    with Store.open(path, built_in=(), clock=Clock()) as store:
        for day in (FIRST, FOUGHT, TAKEN):
            publish(store, day)
        publish(store, FIRST, NORTH, by="Basil", note="Corrected map")
        # What comes with the project is published already, by somebody.
        assert 4 == store.version("square")
    return path


def test_the_history_has_a_line_for_each_revision(run, path):
    code, out, err = run("history", "--theatre", "square", "--store", path)
    assert (0, "") == (code, err)
    assert [
        "     1  2024-01-01  published   2024-12-01 12:00 UTC  Anna: Evening map",
        "     4  2024-01-01  correction  2024-12-01 12:03 UTC  Basil: Corrected map (corrects 1)",
    ] == [out.splitlines()[0], out.splitlines()[3]]
    known = run("history", "--theatre", "square", "--store", path, "--known-on", "2024-12-01T12:01")
    assert 2 == len(known[1].splitlines())


def test_the_history_as_json(run, path):
    _, out, _ = run("history", "--theatre", "square", "--store", path, "--json")
    first, *_, last = json.loads(out)
    assert {
        "id": 4,
        "theatre": "square",
        "effective_date": "2024-01-01",
        "recorded_at": "2024-12-01T12:03:00+00:00",
        "recorded_by": "Basil",
        "note": "Corrected map",
        "kind": "correction",
        "corrects": 1,
        "restores": None,
        "original": None,
        "original_name": None,
    } == {key: value for key, value in last.items() if "hash" not in key and key != "sha256"}
    assert "0" * 64 == first["previous_hash"]


def test_a_rollback_brings_an_older_revision_back(run, path):
    arguments = ["rollback", 1, "--note", "Was right", "--by", "Chris", "--store", path]
    code, out, err = run(*arguments)
    assert (0, "") == (code, err)
    assert out.startswith("Published revision 5 (rollback of 2024-01-01 by Chris, ")
    assert out.endswith('"Was right"); it restores revision 1.\n')
    code, out, err = run(*arguments)
    assert (3, "") == (code, out)
    assert "geodata: What revision 1 says of 2024-01-01 is in force already" in err


def test_a_rollback_against_an_older_state_is_refused(run, path):
    code, out, err = run(
        "rollback", 1, "--note", "Back", "--by", "Chris", "--against", 3, "--store", path
    )
    assert (3, "") == (code, out)
    assert 'revision 4 (correction of 2024-01-01 by Basil, 2024-12-01 12:03 UTC: "Corrected' in err


def test_a_rollback_to_an_unknown_revision_has_no_answer(run, path):
    code, _, err = run("rollback", 9, "--note", "Back", "--by", "Chris", "--store", path)
    assert (1, 'geodata: No revision is called "9". Known: 1 to 4 …\n') == (code, err)


def test_who_rolls_back_is_who_runs_the_command(run, path, monkeypatch):
    monkeypatch.setenv("LOGNAME", "diana")
    assert " by diana, " in run("rollback", 1, "--note", "Back", "--store", path)[1]


def test_a_rollback_by_nobody_is_refused(run, path, monkeypatch):
    def nobody():
        raise OSError

    monkeypatch.setattr(commands.getpass, "getuser", nobody)
    code, _, err = run("rollback", 1, "--note", "Back", "--store", path)
    assert (3, "geodata: 2024-01-01 lacks who publishes it; say it, and publish.\n") == (code, err)


def test_a_withdrawn_day_is_out_of_the_map_and_can_be_brought_back(run, path):
    where = ["--theatre", "square", "--store", path]
    dates = ["2024-01-01", "2024-01-03", "2024-01-05"]
    assert dates == run("dates", *where)[1].split()

    code, out, err = run("withdraw", FOUGHT, "--note", "Wrong source", "--by", "Chris", *where)
    assert (0, "") == (code, err)
    assert out.startswith("Published revision 5 (withdrawal of 2024-01-03 by Chris, ")
    assert out.endswith('"Wrong source"); the map has no 2024-01-03 any more.\n')
    assert [dates[0], dates[2]] == run("dates", *where)[1].split()
    assert dates == run("dates", *where, "--known-on", "2024-12-01T12:02")[1].split()

    assert 0 == run("rollback", 2, "--note", "Right after all", "--by", "Chris", "--store", path)[0]
    assert dates == run("dates", *where)[1].split()
    assert 0 == run("verify", "--store", path)[0]


def test_a_withdrawal_as_json_is_its_revision(run, path):
    arguments = ["--note", "Wrong", "--by", "Chris", "--theatre", "square", "--store", path]
    answer = json.loads(run("withdraw", FIRST, *arguments, "--json")[1])
    assert {"id": 5, "kind": "withdrawal", "corrects": 4, "sha256": None}.items() <= answer.items()


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["2024-01-02"], 3, "square has nothing in force dated 2024-01-02 that could be withdra"),
        (["2024-01-01", "--against", "3"], 3, "revision 4 (correction of 2024-01-01 by Basil"),
        (["2024-01-01", "--note", " "], 3, "lacks a note"),
        (["soon"], 1, '"soon" is not a day'),
        (["2024-01-01", "--theatre", "circle"], 1, 'No theatre is called "circle"'),
    ],
)
def test_what_cannot_be_withdrawn_is_refused(run, path, options, code, sentence):
    common = ["--note", "Wrong", "--by", "Chris", "--theatre", "square", "--store", path]
    ended, out, err = run("withdraw", *common, *options)
    assert (code, "") == (ended, out)
    assert sentence in err
    assert 4 == len(run("history", "--theatre", "square", "--store", path)[1].splitlines())


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StaleBase("", 1), 3),
        (PublicationError(), 3),
        (StoreBusy(), 2),
        (StoreDamaged(), 2),
        (UnreadableFile(), 2),
        (TheatreError(), 2),
        (TopologyError(), 2),
        (PermissionError(), 2),
        (DateError(), 1),
        (UnknownName("place", "x", []), 1),
        (TessellationError(), 1),
    ],
)
def test_each_kind_of_error_has_its_exit_code(error, code):
    """As the table in docs/command-line.md says."""
    assert code == commands.exit_code(error)


def test_verify_gives_the_hash_that_stands_for_everything(run, path):
    code, out, err = run("verify", "--store", path)
    with Store.open(path) as store:
        last = store.last()
    assert (0, "") == (code, err)
    assert [
        "4 revisions, their areas and files are as they were published.",
        f"The hash of the last: {last.hash}",
    ] == out.splitlines()


def test_verify_says_what_was_changed_and_ends_with_1(run, path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER revisions_no_update")
        connection.execute("UPDATE revisions SET note = 'x' WHERE id = 2")
        connection.commit()
    code, out, _ = run("verify", "--store", path)
    assert 1 == code
    assert [
        "trigger revisions_no_update: has been removed: rows could have been altered",
        "revision 2: its hash is not that of its fields: one of them was changed",
    ] == out.splitlines()
    code, out, _ = run("verify", "--store", path, "--json")
    assert (1, {"where": "revision 2"}.items() <= json.loads(out)["findings"][1].items()) == (
        code, True,
    )  # fmt: skip


def test_a_backup_says_what_is_in_it(run, path, tmp_path):
    to = tmp_path / "backup.sqlite"
    code, out, err = run("backup", to, "--store", path)
    assert (0, "", f"{to}: 4 revisions, {to.stat().st_size:,} bytes\n") == (code, err, out)
    assert (0, "") == run("verify", "--store", to)[::2]
    code, out, err = run("backup", to, "--store", path)
    assert (2, "", f"geodata: {to} exists already; name a new file for the backup.\n") == (
        code, out, err,
    )  # fmt: skip


def test_figures_and_dates_are_those_of_the_store(run, path):
    options = ["--theatre", "square", "--store", path, "--json"]
    [[contact], [before]] = [
        json.loads(run("figures", "--as-of", "2024-01-01", *options, *known)[1])["contact"]
        for known in ([], ["--known-on", "2024-12-01T12:02"])
    ]
    # On paper: the parallel of 36° N after the correction, the meridian of 37° E before.
    assert (180.3, 221.9) == (
        pytest.approx(contact["km"], abs=0.1), pytest.approx(before["km"], abs=0.1),
    )  # fmt: skip
    known = ["--known-on", "2024-12-01T12:01Z"]
    assert ["2024-01-01", "2024-01-03"] == json.loads(run("dates", *options, *known)[1])


def test_a_topology_is_that_of_the_store(run, path, tmp_path):
    to = tmp_path / "t.topojson"
    known = ["--known-on", "2024-12-01T12:00", "--theatre", "square", "--store", path]
    assert 0 == run("topology", "-o", to, *known)[0]
    assert ["2024-01-01"] == list(json.loads(to.read_text())["objects"])


def test_before_anything_was_known_there_is_no_answer(run, path):
    code, out, err = run(
        "dates", "--theatre", "square", "--store", path, "--known-on", "2024-11-30"
    )
    assert (1, "") == (code, out)
    assert err.startswith("geodata: Nothing had been published of square by 2024-11-30 23:59 UTC")


@pytest.mark.parametrize("command", ["dates", "history", "verify"])
def test_a_store_that_cannot_be_opened_ends_with_2(run, tmp_path, command):
    (tmp_path / "notes.txt").write_text("Not a database. " * 100)
    code, out, err = run(command, "--store", tmp_path / "notes.txt")
    assert (2, "") == (code, out)
    assert f"geodata: The file {tmp_path}/notes.txt is no store" in err


def test_without_an_option_the_store_of_the_environment_is_used(run, tmp_path):
    assert 0 == run("verify")[0]
    assert (tmp_path / "own" / "store.sqlite").exists()
