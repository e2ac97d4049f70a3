"""Fuzzed files: never an exception, always a reading whose problems have sentences."""

import contextlib
import copy
import json
import warnings
from functools import cache
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.reading import Limits, fingerprint, read, suggested
from tests.fuzzing import examples
from tests.geodata.reading_files import INVALID, WILD, binary_file
from tests.geodata.sentences import sentence

LIMITS = Limits(upload_mb=5, unpacked_mb=20, parsed_mb=100)
QUICK = settings(deadline=None, suppress_health_check=list(HealthCheck))
NAMES = st.sampled_from(
    ["a.geojson", "2024-11-30.json", "a.kml", "a.kmz", "a.zip", "a.csv", "a.lua", "a.gz",
     "a.gpkg", "a.fgb", "a.parquet", "a.topojson", "", "../x", "\u202e.geojson"]
)  # fmt: skip


@cache
def seeds():
    """Valid and invalid files of every text and archive format, small ones."""
    paths = [path for folder in (WILD, INVALID) for path in sorted(folder.iterdir())]
    return [(path.name, path.read_bytes()) for path in paths if path.stat().st_size < 10_000]


@cache
def binary_seeds():
    with TemporaryDirectory() as folder:
        return [
            (f"a.{'zip' if kind == 'shp' else kind}", binary_file(kind, folder))
            for kind in ("fgb", "parquet", "shp", "gpkg")
        ]


def check(content, name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        reading = read(content, name, LIMITS)
    assert reading.drafts or reading.problems
    for problem in reading.problems:
        for language in ("en", "ar"):
            sentence(problem, language).encode()
    if reading.drafts:
        assert len(fingerprint(reading.drafts[0])) == 16
        suggested(reading.drafts)
        json.dumps(
            [dict(feature.properties) for feature in reading.drafts[0].features], default=str
        )


@st.composite
def mutated(draw, files):
    """A file with pieces removed, doubled, overwritten, or replaced by what breaks parsers."""
    name, content = draw(st.sampled_from(files()))
    content = bytearray(content)
    pieces = [
        b"null", b"[]", b"{}", b'"', b"\\", b"NaN", b"1e999", b"-", b"\xff", b"\0", b"\x1e", b",",
        b"\n", b"[[[[", b"}", b"<", b"&", b'"\\ud800"', b"9" * 400, b"true", b"-1", "م".encode(),
    ]  # fmt: skip
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        length = draw(st.sampled_from([0, 1, 2, 8, 64, 1000]))
        end = min(len(content), start + length)
        new = draw(
            st.one_of(
                st.sampled_from(pieces),
                st.binary(max_size=8),
                st.just(bytes(content[start:end]) * 2),
            )
        )
        content[start:end] = new
    return bytes(content), name


@given(st.binary(max_size=500), NAMES)
@settings(QUICK, max_examples=examples(200))
def test_any_bytes(content, name):
    check(content, name)


@given(
    st.sampled_from([b"{", b"[", b"<kml>", b"PK\x03\x04", b"\x1f\x8b\x08", b"fgb\x03", b"PAR1",
                     b"lat,lon,party\n", b"\x1e{", b"return {", b"\xff\xfe{\0"]),
    st.binary(max_size=300),
    NAMES,
)  # fmt: skip
@settings(QUICK, max_examples=examples(200))
def test_bytes_that_begin_like_a_format(head, rest, name):
    check(head + rest, name)


@given(mutated(seeds))
@settings(QUICK, max_examples=examples(600))
def test_files_with_a_few_changes(sample):
    check(*sample)


@given(mutated(binary_seeds))
@settings(QUICK, max_examples=examples(100))
def test_binary_files_with_a_few_changes(sample):
    check(*sample)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["type", "features", "geometry", "properties", "coordinates", "objects", "arcs",
             "fields", "points", "areas", "frontline", "dateKey", "data", "time", "interval",
             "crs", "transform", "geometries", "latitude", "longitude", "times", "map", "value"]
        ) | st.text(max_size=5),
        inner | st.sampled_from(["Feature", "FeatureCollection", "Polygon", "Topology", "Point",
                                 "GeometryCollection"]),
        max_size=5,
    ),
    max_leaves=25,
)  # fmt: skip


@given(json_values, NAMES)
@settings(QUICK, max_examples=examples(300))
def test_any_json_of_known_words(value, name):
    check(json.dumps(value).encode(errors="replace"), name)


ODD = (None, True, 0, -1.5, "", "x", "Polygon", [], {}, [[]], [None], {"type": []})


@cache
def documents():
    """The seeds that are JSON, each with the path to every node, the first few of long lists."""
    documents = []
    for name, content in seeds():
        with contextlib.suppress(ValueError):
            documents.append((name, json.loads(content)))
    return [
        (name, root, list(paths(root))) for name, root in documents if isinstance(root, dict | list)
    ]


def paths(node, path=()):
    if path:
        yield path
    if isinstance(node, dict | list):
        for key in list(node)[:20] if isinstance(node, dict) else range(min(3, len(node))):
            yield from paths(node[key], (*path, key))


@given(st.data())
@settings(QUICK, max_examples=examples(400))
def test_json_with_something_odd_in_one_place(data):
    name, document, places = data.draw(st.sampled_from(documents()))
    *inner, last = data.draw(st.sampled_from(places))
    document = copy.deepcopy(document)
    node = document
    for key in inner:
        node = node[key]
    node[last] = data.draw(st.sampled_from(ODD))
    check(json.dumps(document).encode(), name)


def test_a_type_that_is_no_text_is_told_and_not_looked_up():
    for document in (
        [{"type": "Feature"}, {"type": []}],
        {"type": "Feature", "geometry": {"type": {}}},
    ):
        reading = read(json.dumps(document).encode(), "a.geojson", LIMITS)
        assert reading.problems != ()


def test_a_topology_of_nothing_is_told():
    reading = read(b'{"type": "Topology", "objects": {}, "arcs": []}', "a.topojson", LIMITS)
    assert ["nothing-to-read"] == [problem.code for problem in reading.problems]


def test_the_seeds_themselves():
    for name, content in (*seeds(), *binary_seeds()):
        check(content, name)
