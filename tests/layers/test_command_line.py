"""`python -m layers replay`: one file that opens from disk."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from geodata import theatre as theatres
from geodata.store import Publication, Store
from layers.__main__ import main
from layers.link import read_link
from layers.picture import read_metadata
from tests.layers.standalone_file import Document
from tests.square import FIRST, HELD, SETTINGS, TAKEN, snapshot, write_square

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def square(tmp_path, monkeypatch):
    monkeypatch.setattr(theatres, "FOLDER", tmp_path / "theatres")
    return write_square(tmp_path / "theatres" / "square")


def test_the_command_runs_as_a_module(tmp_path):
    path = tmp_path / "replay.html"
    done = subprocess.run(
        [sys.executable, "-m", "layers", "replay", "-o", str(path), "--from", "2024-12-07"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert (0, "") == (done.returncode, done.stderr)
    assert f"{path}: {path.stat().st_size:,} bytes; opens from disk, needs no network\n" == (
        done.stdout
    )
    days = [f"2024-12-{day:02}" for day in range(7, 13)]
    assert days == Document(path.read_text(encoding="utf-8")).payload()["dates"]


def test_a_replay_may_be_cut(square, tmp_path, capsys):
    path = tmp_path / "cut.html"
    cut = ["--from", "2024-01-02", "--to", "2024-01-04"]
    assert 0 == main(["replay", "-o", str(path), "--theatre", "square", *cut])
    capsys.readouterr()
    found = Document(path.read_text(encoding="utf-8")).payload()
    assert ["2024-01-03"] == found["dates"]
    assert "2024-01-04" == found["theatre"]["last_day"]


def test_two_runs_write_the_same_bytes(square, tmp_path):
    paths = [tmp_path / name for name in ("one.html", "two.html")]
    for path in paths:
        assert 0 == main(["replay", "-o", str(path), "--theatre", "square"])
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "2030-01-01"], "No day between 2030-01-01 and the end"),
        (["--to", "tomorrow"], '"tomorrow" is not a day'),
        (["--theatre", "circle"], 'No theatre is called "circle"'),
    ],
)
def test_a_question_without_an_answer_ends_with_1(square, tmp_path, capsys, arguments, said):
    path = tmp_path / "x.html"
    assert 1 == main(["replay", "-o", str(path), "--theatre", "square", *arguments])
    said_there = capsys.readouterr().err
    assert said_there.startswith("layers: ")
    assert said in said_there
    assert not path.exists()


@pytest.mark.parametrize("arguments", [[], ["replay"], ["fly"]])
def test_unusable_arguments_end_with_2(capsys, arguments):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert 2 == caught.value.code
    assert "usage: python -m layers" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["control.topojson", "base_map.topojson", "frame.geojson"])
def test_a_missing_file_ends_with_2(square, tmp_path, capsys, name):
    (square / name).unlink()
    path = tmp_path / "x.html"
    assert 2 == main(["replay", "-o", str(path), "--theatre", "square"])
    assert name in capsys.readouterr().err
    assert not path.exists()


def test_a_place_that_cannot_be_written_ends_with_2(square, tmp_path, capsys):
    target = tmp_path / "no" / "such.html"
    assert 2 == main(["replay", "-o", str(target), "--theatre", "square"])
    assert "no/such.html" in capsys.readouterr().err


def test_an_empty_theatre_ends_with_1(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)
    write_square(
        tmp_path / "square", places=[], changes=[], events=[], held={},
        settings=SETTINGS | {"default_distances": []},
    )  # fmt: skip
    path = tmp_path / "x.html"
    assert 1 == main(["replay", "-o", str(path), "--theatre", "square"])
    assert "layers: This theatre has no day yet; publish a snapshot first." in (
        capsys.readouterr().err
    )


@pytest.fixture
def known(square, tmp_path):
    """Arguments for what was known of the square when its first day was published."""
    with Store.open(tmp_path / "store.sqlite", built_in=()) as store:
        taken = [snapshot(day, HELD[day]) for day in (FIRST, TAKEN)]
        first, _ = (
            store.publish(Publication("square", day.effective_date, day, "Anna", "Map", None, n))
            for n, day in enumerate(taken)
        )
    store_path = str(tmp_path / "store.sqlite")
    return [
        "--theatre",
        "square",
        "--known-on",
        first.recorded_at.isoformat(),
        "--store",
        store_path,
    ]


def test_a_replay_shows_what_was_known(known, tmp_path, capsys):
    path = tmp_path / "known.html"
    assert 0 == main(["replay", "-o", str(path), *known])
    capsys.readouterr()
    assert ["2024-01-01"] == Document(path.read_text(encoding="utf-8")).payload()["dates"]


@pytest.mark.parametrize("linked", [False, True], ids=["options", "link"])
def test_a_picture_names_its_theatre_and_what_was_known(known, tmp_path, linked):
    """Its permalink, which a QR code repeats, opens what is drawn; the link may say it all."""
    path, instant = tmp_path / "known.png", known[3]
    asked = (
        ["--link", f"?theatre=square&known_on={quote(instant)}", *known[4:]] if linked else known
    )
    assert 0 == main(["picture", "-o", str(path), "--preset", "640x360", *asked])
    shown = read_link(read_metadata(path.read_bytes()).permalink)
    assert ("square", instant, FIRST) == (shown.theatre, shown.known_on, shown.as_of)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("?theatre=syria_2024", "the link has theatre=syria_2024, and --theatre square asks"),
        ("?theatre=../x", 'the link has theatre="../x", which is no name of a theatre'),
        ("?known_on=2020-01-01", "the link has known_on=2020-01-01, and --known-on 20"),
    ],
)
def test_a_link_that_differs_from_an_option_ends_with_2(known, tmp_path, capsys, link, said):
    path = tmp_path / "known.png"
    with pytest.raises(SystemExit) as caught:
        main(["picture", "-o", str(path), *known, "--link", link])
    assert 2 == caught.value.code
    assert said in capsys.readouterr().err
    assert not path.exists()


def test_one_instant_may_be_written_in_two_ways(known, tmp_path):
    instant = known[3].replace("+00:00", "Z")
    assert instant != known[3]
    asked = [*known, "--preset", "640x360", "--link", f"?known_on={quote(instant)}"]
    assert 0 == main(["picture", "-o", str(tmp_path / "known.png"), *asked])


def test_a_picture_of_the_built_in_theatre_names_no_theatre(tmp_path):
    path = tmp_path / "built_in.png"
    link = ["--link", "?theatre=syria_2024&as_of=2024-11-30"]
    assert 0 == main(["picture", "-o", str(path), "--preset", "640x360", *link])
    assert "?as_of=2024-11-30" == read_metadata(path.read_bytes()).permalink


def test_a_store_that_cannot_be_opened_ends_with_2(tmp_path, capsys):
    assert 2 == main(["replay", "-o", str(tmp_path / "r.html"), "--store", str(tmp_path)])
    assert f"layers: The store {tmp_path} is a folder; name a file in it.\n" == (
        capsys.readouterr().err
    )
