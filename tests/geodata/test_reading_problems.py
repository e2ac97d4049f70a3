"""Problems of documents: each has an example, a sentence in both languages, a place in the file."""

import json
import re
from pathlib import Path

import pytest

from geodata import reading
from geodata.reading import Limits, read, reports_from_csv
from tests.geodata.reading_files import INVALID, codes, collection, feature, square, zipped_names
from tests.geodata.sentences import sentence, texts

# What no small file can show is made in a test below, or in that of the place reports.
WITHOUT_EXAMPLE = {
    "archive-members", "dates-too-many", "file-too-large", "too-much-data",
    "barriers-left-out", "report-outside", "report-twice", "reports-none",
    "reports-not-tessellated", "reports-tessellated",
}  # fmt: skip
# Codes that the checks of features have too: their example is a file that reads well.
SHARED = {"date-unreadable", "more-of-the-same"}
_CODE = re.compile(r'(?:\.(?:error|warning|note)|_Refused)\(\s*"([a-z-]+)"|warning="([a-z-]+)"')


def codes_in_the_source():
    folder = Path(reading.__file__).parent
    matches = (_CODE.findall(path.read_text(encoding="utf-8")) for path in folder.glob("*.py"))
    return {literal or constant for pairs in matches for literal, constant in pairs} | SHARED


def examples():
    here = codes_in_the_source() - SHARED
    return [path for path in sorted(INVALID.iterdir()) if path.name.split(".")[0] in here]


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.name)
def test_an_example_shows_its_problem(path):
    reading = read(path.read_bytes(), path.name)
    assert path.name.split(".")[0] in codes(reading)
    for problem in reading.problems:
        for language in ("en", "ar"):
            text = sentence(problem, language)
            assert text != problem.code
            assert "?" not in text
            assert "{" not in text.replace("{…}", "")


def test_every_code_has_texts_and_an_example():
    known = codes_in_the_source()
    assert len(known) > 60
    assert known - texts("en").keys() == set()
    assert known - texts("ar").keys() == set()
    assert known - {path.name.split(".")[0] for path in examples()} == WITHOUT_EXAMPLE | SHARED


def only_error(content, name="a.geojson", limits=None):
    (problem,) = (
        problem for problem in read(content, name, limits).problems if problem.severity == "error"
    )
    return problem


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('{"type": "FeatureCollection",\n "features": [,]}', "json-syntax", 2, 15),
        ('{"type": "FeatureCollection"\n "features": []}', "json-syntax", 2, 2),
        ('{"type": "FeatureCollection",\n "features": [\n  {"type": "Fea', "json-cut-off", 3, 16),
        ('{"type": "FeatureCollection",\n "features": [\n  {"a": 1},\n', "json-cut-off", 4, 1),
        ('{"type": "FeatureCollection", "features": []}\n x', "json-syntax", 2, 2),
        ("[\n" * 101, "too-deep", 101, 1),
        ('{"a": "b\n"}', "json-syntax", 1, 9),
    ],
)
def test_line_and_column_of_what_is_wrong(text, code, line, column):
    problem = only_error(text.encode())
    assert (problem.code, problem.where.line, problem.facts["column"]) == (code, line, column)


def test_a_cut_off_file_names_the_line_where_the_open_object_begins():
    problem = only_error(b'{"features": [\n {"a": {"b": 1}},\n {"c": \n {"d": 1,')
    assert problem.facts["opened"] == 4


def test_each_bad_number_is_told_with_its_line_and_the_rest_is_read():
    ring = json.dumps(square()).encode()
    text = (
        b'{"type":"Feature","properties":{"a":"NaN"},"geometry":{"type":"Polygon","coordinates":['
    )
    text += ring.replace(b"[36.5,", b"[NaN,\n", 1).replace(b"36.2", b"-Infinity", 1) + b"]}}"
    reading = read(text, "a.geojson")
    assert len(reading.drafts[0].features) == 1
    assert [
        (p.where.line, p.facts["found"]) for p in reading.problems if p.severity == "error"
    ] == [
        (1, "NaN"),
        (2, "-Infinity"),
    ]


def test_keys_in_different_objects_are_no_duplicates():
    text = b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": '
    text += b'{"type": "a", "features": {"type": "b"}, "a": 1, "b": {"a": 2}}, "geometry": null}]}'
    assert "duplicate-key" not in codes(read(text, "a.geojson"))


def test_a_duplicate_key_is_found_on_its_line():
    text = b'{"type": "FeatureCollection", "features": [\n{"type": "Feature", "properties": {\n'
    text += b'"long key with \\"quotes\\"": [{"x": 1}],\n"b": 1,\n"long key with \\"quotes\\"": 2},'
    text += b'"geometry": null}]}'
    (problem,) = (p for p in read(text, "a.geojson").problems if p.code == "duplicate-key")
    assert problem.where.line == 5


def test_of_one_kind_fifty_are_listed_and_the_others_counted():
    reading = read(collection(*[feature(geometry=3) for _ in range(1000)]), "a.geojson")
    kinds = [problem.code for problem in reading.problems]
    assert kinds.count("geometry-type") == 50
    (more,) = (problem for problem in reading.problems if problem.code == "more-of-the-same")
    assert more.facts == {"code": "geometry-type", "more": 950}


def test_limits_are_told_with_figures():
    big = only_error(b" " * (2 * 1024 * 1024), limits=Limits(upload_mb=1))
    assert (big.code, dict(big.facts)) == ("file-too-large", {"size_mb": 2.0, "limit_mb": 1})
    much = only_error(collection(*[feature()] * 9000), limits=Limits(parsed_mb=1))
    assert much.code == "too-much-data"
    members = zipped_names({f"{number}.geojson": b"{}" for number in range(20)})
    many = only_error(members, "a.zip", Limits(members=10))
    assert (many.code, many.facts["members"]) == ("archive-members", 20)


def test_more_days_than_anyone_replays_are_refused():
    dated = [feature({"party": "A", "status": "x", "date": 20_000 * k}) for k in range(1, 5)]
    assert "dates-too-many" not in codes(read(collection(*dated), "a.geojson"))
    seconds = [
        {"type": "Feature", "geometry": None,
         "properties": {"party": "A", "status": "x", "date": 200_000_000 + 86_400 * k}}
        for k in range(5001)
    ]  # fmt: skip
    assert only_error(collection(*seconds)).code == "dates-too-many"


def test_a_day_key_that_is_none_is_told():
    assert only_error(b'[{"dateKey": "someday", "data": []}]').code == "date-unreadable"


def test_a_table_without_parties_has_no_reports():
    reports, problems = reports_from_csv(b"name,lat,lon\nA,36,37\n", "a.csv")
    assert (reports, [problem.code for problem in problems]) == ((), ["column-missing"])
