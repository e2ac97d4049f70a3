"""The documented format: its example has no problem, its template says what is missing."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from geodata.control import ControlSnapshot
from geodata.ingest import check_file, write_areas
from geodata.problems import Severity
from geodata.terms import CONTESTED, Holder
from geodata.theatre import load
from geodata.validation import export
from tests.square import FIRST, FOUGHT, HELD, snapshot, write_square

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
TEXT = (DOCS / "file-format.md").read_text(encoding="utf-8")
[EXAMPLE] = re.findall(r"^```json\n(.+?)^```", TEXT, re.M | re.S)


def test_the_example_has_no_problem(syria):
    checked = check_file(EXAMPLE.encode(), "example.geojson", syria)
    assert () == checked.reports[0].problems
    assert date(2024, 11, 30) == checked.days[0].effective_date
    assert ["SAA"] == checked.reports[0].snapshot.parties


def test_an_export_has_the_properties_of_the_example_in_their_order(syria):
    checked = check_file(EXAMPLE.encode(), "example.geojson", syria)
    exported = json.loads(export(checked.reports[0].snapshot))
    written, example = (
        {part["properties"]["status"]: list(part["properties"]) for part in document["features"]}
        for document in (exported, json.loads(EXAMPLE))
    )
    assert ["controlled", "contested"] == list(example)
    assert example == written


def test_every_property_of_the_example_is_explained():
    contested = json.loads(EXAMPLE)["features"][-1]
    assert list(contested["properties"]) == re.findall(r"^\| `(\w+)` \|", TEXT, re.M)


def test_the_template_has_these_properties_and_no_ground(syria):
    content = (DOCS / "template.geojson").read_bytes()
    [feature] = json.loads(content)["features"]
    assert list(json.loads(EXAMPLE)["features"][0]["properties"]) == list(feature["properties"])
    checked = check_file(content, "template.geojson", syria)
    codes_found = {
        problem.code for problem in checked.problems if problem.severity is not Severity.NOTE
    }
    assert {"empty-geometry", "party-missing"} <= codes_found


def test_the_template_has_no_fault_but_that_it_is_empty(syria):
    content = (DOCS / "template.geojson").read_bytes()
    checked = check_file(content, "template.geojson", syria)
    assert ["party-missing"] == [problem.code for problem in checked.errors]

    filled = json.loads(content)
    [first, *_] = json.loads(EXAMPLE)["features"]
    filled["features"][0]["geometry"] = first["geometry"]
    filled["features"][0]["properties"] |= {"party": "SAA", "source": "a paper"}
    checked = check_file(json.dumps(filled).encode(), "filled.geojson", syria)
    assert [] == [
        problem.code for problem in checked.problems if problem.severity is not Severity.NOTE
    ]
    assert ["SAA"] == checked.reports[0].snapshot.parties


@pytest.fixture
def square(tmp_path):
    return load(folder=write_square(tmp_path / "square"))


def test_who_contests_an_area_is_written_and_read_back(square):
    """A file names two parties, in a list or in a text; both come back from every format."""
    plain = snapshot(FIRST, HELD[FOUGHT])
    areas = plain.areas.assign(between=[None, None, ("A", "B")])
    file = export(ControlSnapshot(FIRST, areas))
    [contested] = [
        feature["properties"]
        for feature in json.loads(file)["features"]
        if feature["properties"]["status"] == "contested"
    ]
    assert (None, ["A", "B"]) == (contested["party"], contested["between"])
    for name in ("a.geojson", "a.gpkg", "a.parquet", "a.kml"):
        raw = write_areas(square, ControlSnapshot(FIRST, areas), name[1:])
        checked = check_file(raw, name, square)
        assert () == checked.errors
        rows = checked.reports[0].snapshot.areas
        assert [("A", "B")] == list(rows[rows["party"].isna()]["between"]), name
        assert file == export(checked.reports[0].snapshot)


def test_the_code_of_the_first_version_is_contested_ground(square):
    file = export(snapshot(FIRST, HELD[FOUGHT])).replace(b'"party":null', b'"party":"CONTESTED"')
    assert b"CONTESTED" in file
    checked = check_file(file, "a.geojson", square)
    assert () == checked.errors
    assert [Holder("A"), Holder("B"), CONTESTED] == sorted(checked.reports[0].snapshot.holders)
