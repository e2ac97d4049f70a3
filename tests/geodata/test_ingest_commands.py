"""`python -m geodata check|publish|import|export`: what they print, and how they end."""

import json
from datetime import date

import geopandas as gpd
import pytest

from geodata import theatre as theatres
from geodata.__main__ import main
from geodata.draft import PropertyMapping
from geodata.ingest import read_maps
from geodata.reading import SavedMapping, to_json
from geodata.store import Store, mappings
from tests.geodata.ingests import (
    NORTH_EAST_TAKEN,
    day_file,
    edited,
    series,
    swap,
    unclosed,
    unknown_party,
)
from tests.geodata.reading_files import INVALID, zipped_names
from tests.square import FIRST, FOUGHT, write_square

LATER = "2024-01-06"


@pytest.fixture
def path(tmp_path, monkeypatch):
    """Give the file of a store; the square's three days will be its first revisions."""
    monkeypatch.setattr(theatres, "FOLDER", tmp_path / "theatres")
    write_square(tmp_path / "theatres" / "square")
    return tmp_path / "store.sqlite"


@pytest.fixture
def run(capsys, path):
    """Give a function that runs a command on the square: exit code, output, complaint."""

    def run(command, *arguments, theatre="square"):
        options = ["--store", path, *(["--theatre", theatre] if theatre else [])]
        code = main([str(argument) for argument in (command, *arguments, *options)])
        output = capsys.readouterr()
        return code, output.out, output.err

    return run


@pytest.fixture
def file(tmp_path):
    """Give a function that writes a file of 6 January, perhaps changed."""

    def file(change=None, name="evening.geojson", held=NORTH_EAST_TAKEN):
        content = day_file(date.fromisoformat(LATER), held)
        (tmp_path / name).write_bytes(edited(content, change) if change else content)
        return tmp_path / name

    return file


# --- check ---------------------------------------------------------------------------------------


def test_a_clean_file_ends_with_0(run, file):
    code, out, err = run("check", file())
    assert (0, "") == (code, err)
    assert "evening.geojson, 2024-01-06: no problem" == out.splitlines()[-1]


def test_a_problem_is_one_line_and_ends_with_1(run, file):
    code, out, _ = run("check", file(unclosed))
    assert 1 == code
    lines = [line.strip() for line in out.splitlines() if " error " in f" {line.strip()}"]
    assert 2 == sum(line.startswith("error unclosed-ring") for line in lines)
    severity, feature, lonlat, *sentence, fix = lines[0].split(" · ")
    assert ("error unclosed-ring", "fix: close-rings") == (severity, fix)
    assert feature.startswith("feature 0 (line ")
    assert 2 == len([float(number) for number in lonlat.split()])
    assert 1 == len(sentence)


def test_the_problems_as_json(run, file):
    code, out, _ = run("check", file(unclosed), "--json")
    answer = json.loads(out)
    assert (1, "problems") == (code, answer["state"])
    [checked] = answer["files"]
    [day] = checked["days"]
    assert ("evening.geojson", "2024-01-06") == (checked["file"], day["effective_date"])
    problem = day["problems"][0]
    assert {
        "code", "severity", "file", "feature", "name", "line", "lon", "lat", "facts", "sentence",
        "fix", "repair",
    } == set(problem)  # fmt: skip
    assert ("unclosed-ring", "error", 0, "close-rings") == tuple(
        problem[key] for key in ("code", "severity", "feature", "fix")
    )
    assert "close-rings" == problem["repair"]
    assert 35 <= problem["lat"] <= 37


def test_what_cannot_be_read_ends_with_2(run, tmp_path):
    code, out, _ = run("check", INVALID / "json-syntax.geojson")
    assert 2 == code
    assert "error json-syntax · (line 8) · The JSON is broken at line 8" in out
    code, out, err = run("check", tmp_path / "none.geojson")
    assert (2, "") == (code, out)
    assert f"geodata: {tmp_path}/none.geojson cannot be read: No such file" in err
    (tmp_path / "folder").mkdir()
    code, _, err = run("check", tmp_path / "folder")
    assert 2 == code
    assert "has no map in it" in err


def test_a_fixed_file_is_clean(run, file, tmp_path):
    out = tmp_path / "out.geojson"
    code, output, _ = run("check", file(swap), "--fix", out)
    assert 0 == code
    assert "fixed swap-axes · features 2 · " in output
    assert f"Written: {out}" in output
    assert day_file(date.fromisoformat(LATER), NORTH_EAST_TAKEN) == out.read_bytes()
    assert 0 == run("check", out)[0]


def test_fixed_days_go_into_a_folder(run, tmp_path):
    folder = series(tmp_path / "series", 2)
    out = run("check", folder, "--fix", tmp_path / "out", "--json")[1]
    names = ["2024-01-01.geojson", "2024-01-02.geojson"]
    assert [str(tmp_path / "out" / name) for name in names] == json.loads(out)["written"]
    assert 0 == run("check", tmp_path / "out" / names[0])[0]


def test_scripts_with_the_old_names_of_fixes_still_work(run, file, tmp_path):
    code, out, _ = run("check", file(swap), "--repair", tmp_path / "out.geojson", "--json")
    [applied] = json.loads(out)["files"][0]["days"][0]["repairs"]
    assert (0, "swap-axes", 2) == (code, applied["repair"], applied["features"])
    publish = ("publish", file(swap), "--note", "Evening", "--by", "Anna")
    assert 0 == run(*publish, "--repair", "swap-axes")[0]


def test_nothing_is_written_of_a_day_with_an_error(run, file, tmp_path):
    out = tmp_path / "out.geojson"
    assert 1 == run("check", file(unknown_party), "--fix", out)[0]
    assert not out.exists()


def test_a_mapping_from_a_file(run, file, tmp_path):
    def rename(features):
        for feature in features:
            feature["properties"] = {"who": feature["properties"]["party"]}

    saved = SavedMapping("theirs", "0" * 16, PropertyMapping(party="who", date=None))
    (tmp_path / "theirs.json").write_text(to_json(saved))
    arguments = ["check", file(rename), "--effective-date", LATER]
    assert 1 == run(*arguments)[0]
    assert 0 == run(*arguments, "--mapping", tmp_path / "theirs.json")[0]
    code, _, err = run(*arguments, "--mapping", file())
    assert 2 == code
    assert "This is not a saved mapping" in err


def test_a_mapping_saved_in_the_store_is_named_and_used(run, file, path, tmp_path):
    def rename(features):
        for feature in features:
            feature["properties"] = {"who": feature["properties"]["party"], "n": 1}

    theirs = file(rename)
    code, out, _ = run("check", theirs, "--effective-date", LATER)
    assert (1, False) == (code, "--mapping" in out)
    [shape] = read_maps([("a.geojson", theirs.read_bytes())]).shapes
    with Store.open(path, built_in=()) as store:
        saved = SavedMapping("weekly file", shape, PropertyMapping(party="who", date=None))
        mappings.save(store.database, "square", saved, "Anna")

    code, out, _ = run("check", theirs, "--effective-date", LATER)
    assert (1, 'Saved for files of this shape: --mapping "weekly file"') == (
        code, out.splitlines()[-1],
    )  # fmt: skip
    assert ["weekly file"] == json.loads(run("check", theirs, "--json")[1])["mappings"]
    arguments = (theirs, "--mapping", "weekly file")
    assert 0 == run("check", *arguments, "--effective-date", LATER)[0]
    err = run("check", theirs, "--mapping", "weekly fil")[2]
    assert 'No saved mapping is called "weekly fil". Did you mean weekly file?' in err
    options = ("--note", "Evening", "--by", "Anna", "--effective-date", LATER)
    assert 0 == run("publish", *arguments, *options)[0]
    dated = tmp_path / "2024-01-07.geojson"
    dated.write_bytes(theirs.read_bytes())
    code, out, _ = run("import", dated, "--mapping", "weekly file", "--by", "Anna", "--json")
    assert (0, 1) == (code, json.loads(out)["published"])


# --- publish -------------------------------------------------------------------------------------


def test_check_publish_history_export_check(run, file, tmp_path):
    arguments = [
        "publish",
        file(swap),
        "--effective-date",
        LATER,
        "--note",
        "Evening",
        "--by",
        "Anna",
    ]
    code, out, err = run(*arguments)
    assert (3, "") == (code, err)
    assert "Nothing was published: errors remain." in out
    code, out, _ = run(*arguments, "--fix", "all")
    assert 0 == code
    assert "Published revision 4 (published of 2024-01-06 by Anna, " in out
    last = json.loads(run("history", "--json")[1])[-1]
    assert ("2024-01-06", "Evening", "evening.geojson", "published") == tuple(
        last[key] for key in ("effective_date", "note", "original_name", "kind")
    )
    to = tmp_path / "out.geojson"
    code, out, _ = run("export", "--as-of", "2024-02-01", "-o", to)
    assert (0, f"{to}: 2 areas, effective 2024-01-06, {to.stat().st_size:,} bytes\n") == (code, out)
    assert 0 == run("check", to)[0]
    assert 0 == run("verify", theatre=None)[0]


def test_a_day_that_exists_is_corrected(run, file):
    for kind in ("published", "correction"):
        code, out, _ = run("publish", file(), "--note", "Evening", "--by", "Anna", "--json")
        assert (0, kind) == (code, json.loads(out)["revisions"][0]["kind"])


def test_what_cannot_be_read_is_not_published(run, path):
    code, out, _ = run(
        "publish", INVALID / "json-syntax.geojson", "--note", "Evening", "--by", "Anna", "--json"
    )
    assert (2, [], "unreadable") == (
        code, json.loads(out)["revisions"], json.loads(out)["state"],
    )  # fmt: skip


def test_of_several_files_all_are_published_or_none(run, file, path):
    good, bad = file(), file(unknown_party, "bad.geojson")
    assert 3 == run("publish", good, bad, "--note", "Both", "--by", "Anna")[0]
    with Store.open(path, built_in=()) as store:
        assert {"the project"} == {revision.recorded_by for revision in store.history("square")}


def test_an_unknown_fix_is_named_with_its_likeness(run, file):
    code, _, err = run("publish", file(), "--note", "x", "--by", "Anna", "--fix", "swap-axis")
    assert (1, 'geodata: No fix is called "swap-axis". Did you mean swap-axes?\n') == (code, err)


def test_an_empty_note_is_refused(run, file):
    code, _, err = run("publish", file(), "--note", " ", "--by", "Anna")
    assert (3, "geodata: 2024-01-06 lacks a note, why; say it, and publish.\n") == (code, err)


# --- import --------------------------------------------------------------------------------------


def test_a_folder_is_imported_and_taken_up_again(run, tmp_path):
    folder = series(tmp_path / "series")
    removed = (folder / "2024-01-04.geojson").read_bytes()
    (folder / "2024-01-04.geojson").unlink()
    code, out, _ = run("import", folder, "--by", "Anna", "--json")
    answer = json.loads(out)
    assert (4, 0, 0) == tuple(answer[key] for key in ("published", "skipped", "left_out"))
    (folder / "2024-01-04.geojson").write_bytes(removed)
    code, out, _ = run("import", folder, "--by", "Anna")
    assert out.endswith(
        "1 days published, 4 skipped (published from the same file before), 0 left out because of "
        "errors.\n"
    )
    assert 0 == code
    notes = {revision["note"] for revision in json.loads(run("history", "--json")[1])[3:]}
    assert {"Imported from series"} == notes


def test_a_day_with_an_error_is_left_out_and_told(run, tmp_path):
    archive = tmp_path / "days.zip"
    days = {
        "2024-01-06.geojson": day_file(date(2024, 1, 6), NORTH_EAST_TAKEN),
        "2024-01-07.geojson": edited(day_file(date(2024, 1, 7)), unknown_party),
        "2024-01-08.geojson": b"{",
    }
    archive.write_bytes(zipped_names(days))
    code, out, _ = run("import", archive, "--by", "Anna", "--json")
    answer = json.loads(out)
    assert (1, "problems", 1, 2) == (
        code, answer["state"], answer["published"], answer["left_out"],
    )  # fmt: skip
    assert [("2024-01-06", 4), ("2024-01-07", None), (None, None)] == [
        (day["effective_date"], day["revision"]) for day in answer["days"]
    ]
    code, out, _ = run("import", archive, "--by", "Anna", "--json")
    assert (0, 1, 2) == tuple(json.loads(out)[key] for key in ("published", "skipped", "left_out"))


def test_an_import_of_which_nothing_can_be_read_ends_with_2(run, tmp_path):
    (tmp_path / "series").mkdir()
    (tmp_path / "series" / "2024-01-06.geojson").write_bytes(b"{")
    code, out, _ = run("import", tmp_path / "series", "--by", "Anna", "--json")
    answer = json.loads(out)
    assert (2, "unreadable", 0, 1) == (
        code, answer["state"], answer["published"], answer["left_out"],
    )  # fmt: skip
    assert 2 == run("import", tmp_path / "none", "--by", "Anna")[0]


# --- export --------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "parquet", "kml"])
def test_every_format_comes_back_without_a_problem(run, tmp_path, ending):
    to = tmp_path / f"out.{ending}"
    assert 0 == run("export", "--as-of", FOUGHT, "-o", to)[0]
    out = run("check", to, "--effective-date", FOUGHT, "--json")[1]
    problems = [p["code"] for p in json.loads(out)["files"][0]["days"][0]["problems"]]
    # What differs from the day before is not the file's fault.
    assert [] == [code for code in problems if code not in ("area-jump", "place-flips")]


def test_a_geopackage_has_one_layer_of_areas(run, tmp_path):
    to = tmp_path / "out.gpkg"
    run("export", "--as-of", FIRST, "-o", to)
    areas = gpd.read_file(to, layer="control")
    assert ["A", "B"] == sorted(areas["party"])
    assert "EPSG:4326" == areas.crs.to_string()


def test_an_export_asks_for_a_day_and_an_ending_that_exist(run, tmp_path):
    code, _, err = run("export", "--as-of", "2023-12-31", "-o", tmp_path / "out.kml")
    assert 1 == code
    assert "Nothing is known for 2023-12-31" in err
    code, _, err = run("export", "-o", tmp_path / "out.shp")
    assert (1, True) == (code, 'No format is called ".shp"' in err)
