"""The documented format: its example has no problem, its template says what is missing."""

import json
import re
from datetime import date
from pathlib import Path

from geodata.ingest import check_file
from geodata.problems import Severity
from geodata.validation import export

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
TEXT = (DOCS / "file-format.md").read_text(encoding="utf-8")
[EXAMPLE] = re.findall(r"^```json\n(.+?)^```", TEXT, re.M | re.S)


def test_the_example_has_no_problem(syria):
    checked = check_file(EXAMPLE.encode(), "example.geojson", syria)
    assert () == checked.reports[0].problems
    assert date(2024, 11, 30) == checked.days[0].effective_date
    assert ["CONTESTED", "SAA"] == checked.reports[0].snapshot.parties


def test_an_export_has_the_properties_of_the_example_in_their_order(syria):
    checked = check_file(EXAMPLE.encode(), "example.geojson", syria)
    exported = json.loads(export(checked.reports[0].snapshot))
    written = [list(feature["properties"]) for feature in exported["features"]]
    assert [list(feature["properties"]) for feature in json.loads(EXAMPLE)["features"]] == written


def test_every_property_of_the_example_is_explained():
    [first, *_] = json.loads(EXAMPLE)["features"]
    assert list(first["properties"]) == re.findall(r"^\| `(\w+)` \|", TEXT, re.M)


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
