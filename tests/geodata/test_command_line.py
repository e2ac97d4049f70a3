"""`python -m geodata`: the same numbers as the pages, for people and for machines."""

import json
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pytest

from geodata import theatre as theatres
from geodata.__main__ import main
from geodata.measure import area_km2
from tests.square import SETTINGS, write_square

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def square(tmp_path, monkeypatch):
    monkeypatch.setattr(theatres, "FOLDER", tmp_path / "theatres")
    return write_square(tmp_path / "theatres" / "square")


def test_the_command_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "geodata", "distance", "Idlib", "Aleppo", "--json"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert (0, "") == (done.returncode, done.stderr)
    assert 55 == pytest.approx(json.loads(done.stdout)["km"], abs=2)


# --- distance ------------------------------------------------------------------------------------


def test_a_distance_prints_km_bearing_and_both_ends_with_their_source(run):
    code, out, err = run("distance", "Idlib", "Aleppo")
    assert (0, "") == (code, err)
    first, *ends = out.splitlines()
    assert "Idlib–Aleppo: 56.2 km, initial bearing 57.5° (geodesic, WGS 84)" == first
    assert "from Idlib 35.93062° N 36.63393° E" in ends[0]
    assert "to   Aleppo 36.20124° N 37.16117° E" in ends[1]
    assert all("GeoNames" in end for end in ends)


def test_a_distance_as_json(run_json):
    answer = run_json("distance", "idlib", "حلب")
    assert {"km", "initial_bearing_deg", "from", "to", "method"} == set(answer)
    assert 55 == pytest.approx(answer["km"], abs=2)
    assert 57.54 == answer["initial_bearing_deg"]
    assert ("idlib", "aleppo") == (answer["from"]["place_id"], answer["to"]["place_id"])
    assert all({"lon", "lat", "name", "source"} <= set(answer[end]) for end in ("from", "to"))


# --- figures -------------------------------------------------------------------------------------


def test_figures_as_json_have_these_keys(run_json):
    answer = run_json("figures", "--as-of", "2024-11-30")
    assert {
        "as_of", "effective_date", "age_days", "parties", "contact", "reports", "default_rules",
    } == set(answer)  # fmt: skip
    for row in answer["parties"]:
        assert {"party", "status", "basis", "km2", "share"} == set(row)
    for row in answer["contact"]:
        assert {"between", "party_a", "party_b", "km"} == set(row)
        assert sorted(row["between"]) == row["between"]
    assert ("2024-11-30", "2024-11-30", 0) == (
        answer["as_of"], answer["effective_date"], answer["age_days"],
    )  # fmt: skip
    assert 1.0 == pytest.approx(sum(row["share"] for row in answer["parties"]), abs=1e-5)
    assert 792 == answer["reports"]
    assert 0 < answer["default_rules"] < answer["reports"]


def test_figures_are_those_drawn_on_paper(run_json, square):
    answer = run_json("figures", "--theatre", "square", "--as-of", "2024-01-04")
    assert ("2024-01-04", "2024-01-03", 1) == (
        answer["as_of"], answer["effective_date"], answer["age_days"],
    )  # fmt: skip
    rows = {row["party"]: (row["status"], row["share"]) for row in answer["parties"]}
    assert rows == {
        "A": ("controlled", 0.5),
        "B": ("controlled", pytest.approx(0.25, abs=0.004)),
        None: ("contested", pytest.approx(0.25, abs=0.004)),
    }
    assert 40015.839 == pytest.approx(sum(row["km2"] for row in answer["parties"]), abs=0.002)
    assert (4, 0) == (answer["reports"], answer["default_rules"])


def test_figures_are_of_the_last_day_unless_another_is_asked(run_json, square):
    answer = run_json("figures", "--theatre", "square")
    assert ("2024-01-05", "2024-01-05", 0) == (
        answer["as_of"], answer["effective_date"], answer["age_days"],
    )  # fmt: skip


def test_figures_print_age_parties_lines_and_reports(run, square):
    code, out, _ = run("figures", "--theatre", "square", "--as-of", "2024-01-04")
    assert 0 == code
    lines = out.splitlines()
    assert "As of 2024-01-04, effective 2024-01-03 (1 day old)" == lines[0]
    assert ["A", "controlled", "20,007.9", "km²", "50.00%"] == lines[1].split()
    assert "Lines of contact" in lines
    assert ["A", "|", "B", "111.0", "km"] in [line.split() for line in lines]
    assert "Derived from 4 place reports, 0 of them default rules." == lines[-1]


def test_a_day_after_the_last_is_old(run):
    code, out, _ = run("figures", "--as-of", "2024-12-31")
    assert 0 == code
    assert out.startswith("As of 2024-12-31, effective 2024-12-12 (19 days old)")


# --- dates and topology --------------------------------------------------------------------------


def test_dates_are_one_a_line(run, run_json):
    code, out, _ = run("dates")
    days = out.splitlines()
    assert (0, 17) == (code, len(days))
    assert ("2024-11-26", "2024-12-12") == (days[0], days[-1])
    assert days == run_json("dates")


def test_a_topology_is_read_back_by_gdal(run, square, tmp_path):
    path = tmp_path / "timeline.topojson"
    code, out, _ = run("topology", "--theatre", "square", "-o", path)
    assert 0 == code
    assert out.startswith(f"{path}: 3 days, ")
    layers = set(gpd.list_layers(path)["name"])
    assert {"2024-01-01", "2024-01-03", "2024-01-05"} == layers
    areas = gpd.read_file(path, layer="2024-01-05").set_index("party")
    assert {"A", "B"} == set(areas.index)
    assert {"controlled"} == set(areas["status"])
    assert 40015.839 == pytest.approx(sum(map(area_km2, areas.geometry)), abs=0.001)
    assert (36, 35, 38, 37) == pytest.approx(tuple(areas.total_bounds), abs=1e-9)


def test_a_topology_may_be_cut(run_json, tmp_path):
    path = tmp_path / "cut.topojson"
    answer = run_json("topology", "-o", path, "--from", "2024-11-29", "--to", "2024-11-30")
    assert {"file": str(path), "days": 2, "bytes": path.stat().st_size} == answer
    assert {"2024-11-29", "2024-11-30"} == set(gpd.list_layers(path)["name"])
    ground = gpd.read_file(path, layer="2024-11-30").set_index("party").geometry
    assert area_km2(ground["HTS"]) == pytest.approx(8800, abs=300)


# --- what goes wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["distance", "Idlib", "Alepo"], 'No place is called "Alepo". Did you mean Aleppo'),
        (["figures", "--as-of", "2024-11-25"], "the first day of this map is 2024-11-26"),
        (["figures", "--as-of", "30/11/2024"], '"30/11/2024" is not a day; write it as'),
        (["figures", "--theatre", "syria"], 'No theatre is called "syria".'),
        (["topology", "-o", "{tmp}/x", "--from", "2025-01-01"], "No day between 2025-01-01"),
        (["topology", "-o", "{tmp}/x", "--to", "soon"], '"soon" is not a day'),
    ],
)
def test_a_question_without_an_answer_ends_with_1_and_a_sentence(
    run, tmp_path, arguments, sentence
):
    code, out, err = run(*(text.format(tmp=tmp_path) for text in arguments))
    assert (1, "") == (code, out)
    assert err.startswith("geodata: ")
    assert sentence in err
    assert 1 == err.count("\n")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("arguments", [[], ["distance", "Idlib"], ["fly"], ["topology"]])
def test_unusable_arguments_end_with_2(capsys, arguments):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert 2 == caught.value.code
    assert "usage: python -m geodata" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["theatre.json", "places.csv", "control.topojson"])
def test_a_missing_file_ends_with_2(run, square, name):
    (square / name).rename(square / "gone")
    code, out, err = run("figures", "--theatre", "square")
    # Without theatre.json a folder is no theatre at all.
    assert (1 if name == "theatre.json" else 2, "") == (code, out)
    if name != "theatre.json":
        assert f"geodata: square has no file {name}; restore it from the project.\n" == err


def test_broken_borders_end_with_2(run, square):
    (square / "control.topojson").write_text('{"type": "Topology"}', encoding="utf-8")
    code, out, err = run("dates", "--theatre", "square")
    assert (2, "") == (code, out)
    assert err.startswith("geodata: ")


def test_a_file_that_cannot_be_written_ends_with_2(run, square, tmp_path):
    code, out, err = run("topology", "--theatre", "square", "-o", tmp_path / "no" / "such.topojson")
    assert (2, "") == (code, out)
    assert "no/such.topojson" in err


def test_an_empty_theatre_has_no_days_and_no_figures(run, tmp_path, monkeypatch):
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)
    write_square(
        tmp_path / "square", places=[], changes=[], events=[], held={},
        settings=SETTINGS | {"default_distances": []},
    )  # fmt: skip
    assert (0, "", "") == tuple(
        part.strip() if isinstance(part, str) else part
        for part in run("dates", "--theatre", "square")
    )
    code, out, err = run("figures", "--theatre", "square")
    assert (1, "") == (code, out)
    assert "geodata: No day has been published yet; publish a snapshot first.\n" == err
