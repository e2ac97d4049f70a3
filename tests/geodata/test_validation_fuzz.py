"""Mangled feature collections: never an exception, never a hang, always a report."""

import copy
import json
import math
import random
from datetime import date

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.draft import Draft, DraftFeature, PropertyMapping
from geodata.problems import Report, Severity
from geodata.theatre import load
from geodata.validation import FIXES, KINDS, Rule, check, fix
from tests import square
from tests.drafts import INVALID, draft_of, exported
from tests.fuzzing import examples
from tests.geodata.sentences import sentence

BEFORE = square.snapshot(date(2023, 12, 31), square.HELD[square.FIRST])
quickly = settings(
    deadline=None,
    database=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)


@pytest.fixture(scope="module")
def theatre(tmp_path_factory):
    return load(folder=square.write_square(tmp_path_factory.mktemp("fuzz") / "square"))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
cells = st.integers(0, 8).map(lambda n: 36 + n / 4)
numbers = st.one_of(
    cells,
    st.floats(34, 39),
    st.sampled_from([0, 180, -180, 181, 1e7, 4e6, math.nan, math.inf, 1e308, 36.99999995]),
    json_values,
)
near = st.tuples(cells, cells.map(lambda x: x - 1)).map(list)
wild = st.lists(numbers, max_size=4)
positions = st.one_of(near, near, near, near, near, wild)
closed = st.lists(near, min_size=3, max_size=9).map(lambda ring: [*ring, ring[0]])
rings = st.one_of(closed, closed, st.lists(positions, max_size=8), json_values)
polygons = st.one_of(st.lists(rings, max_size=3), json_values)
kinds = st.sampled_from(["Polygon", "MultiPolygon", "Point", "LineString", "Circle", "", None, 7])
plain = st.one_of(
    st.builds(lambda ring: {"type": "Polygon", "coordinates": [ring]}, closed),
    st.builds(lambda some: {"type": "Polygon", "coordinates": some}, polygons),
    st.builds(
        lambda some: {"type": "MultiPolygon", "coordinates": some},
        st.lists(polygons, max_size=3) | json_values,
    ),
    st.builds(lambda kind, some: {"type": kind, "coordinates": some}, kinds, json_values),
    st.none(),
    json_values.filter(lambda some: some is None or isinstance(some, dict)),
)
geometries = st.one_of(
    plain,
    plain,
    st.builds(
        lambda some: {"type": "GeometryCollection", "geometries": some},
        st.lists(plain, max_size=3) | json_values,
    ),
)
properties = st.one_of(
    st.fixed_dictionaries(
        {"party": st.sampled_from(["A", "B", "CONTESTED"]), "effective_date": st.just("2024-01-01")}
    ),
    st.dictionaries(
        st.sampled_from(["party", "status", "basis", "source", "effective_date", "valid_to", "x"]),
        st.one_of(
            st.sampled_from(
                ["A", "b", "Party A", "CONTESTED", "contested", "claimed", "2024-01-01", "<b>x",
                 "&lt;script&gt;", "\u202e\u200f", "2999-12-31", "=1+1"]
            ),
            json_values,
        ),
    ),
)  # fmt: skip
crs = st.sampled_from(
    [None, "EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:32637", "EPSG:4230", "EPSG:9999",
     "+proj=utm +zone=37", "nonsense", ""]
)  # fmt: skip
drafts = st.builds(
    lambda features, declared: Draft(
        "fuzz.geojson",
        None,
        declared,
        tuple(
            DraftFeature(i, i + 1, "", properties, shape)
            for i, (properties, shape) in enumerate(features)
        ),
    ),
    st.lists(st.tuples(properties, geometries), max_size=5),
    st.one_of(st.none(), st.none(), crs),
)
choices = st.lists(st.sampled_from(FIXES) | st.tuples(st.sampled_from(FIXES), st.integers(0, 4)))


def assert_report(report: Report) -> None:
    assert isinstance(report, Report)
    assert {problem.code for problem in report.problems} <= KINDS.keys()
    for problem in report.problems:
        for language in ("en", "ar"):
            assert sentence(problem, language)
    errors = [problem for problem in report.problems if problem.severity is Severity.ERROR]
    assert (report.snapshot is None) == bool(errors)


@settings(quickly, max_examples=examples(300))
@given(drafts)
def test_there_is_always_a_report(theatre, draft):
    assert_report(check(draft, theatre, before=BEFORE))


@settings(quickly, max_examples=examples(100))
@given(drafts, choices, st.sampled_from(Rule))
def test_a_fix_never_fails_and_leaves_the_draft_as_it_was(theatre, draft, chosen, rule):
    before = repr(draft.features)
    fixed = fix(draft, chosen, theatre, rule=rule)
    assert repr(draft.features) == before
    assert_report(check(fixed.draft, theatre))


@settings(quickly, max_examples=examples(100))
@given(drafts, st.sampled_from(Rule))
def test_what_can_be_published_after_all_fixes_comes_back_without_an_error(theatre, draft, rule):
    fixed = fix(draft, FIXES, theatre, rule=rule)
    report = check(fixed.draft, theatre)
    if report.snapshot is None:
        return
    again = check(exported(report.snapshot), theatre)
    assert again.errors == ()
    known = {problem.code for problem in report.problems}
    assert {problem.code for problem in again.problems} - known == set()


names = st.none() | st.sampled_from(["party", "a.b", "x", "colour", ""])
mappings = st.builds(
    PropertyMapping,
    party=names,
    status=names,
    date=names,
    valid_to=names,
    colour=names,
    party_values=st.dictionaries(st.text(max_size=3), st.sampled_from(["A", "Z"]), max_size=2),
    constants=st.dictionaries(
        st.sampled_from(["party", "status", "basis"]), st.text(max_size=9), max_size=2
    ),
)


@settings(quickly, max_examples=examples(60))
@given(drafts, mappings)
def test_any_mapping_gives_a_report(theatre, draft, mapping):
    assert_report(check(draft, theatre, date(2024, 1, 1), mapping))
    assert_report(check(fix(draft, FIXES, theatre, mapping=mapping).draft, theatre))


@settings(quickly, max_examples=examples(40))
@given(json_values)
def test_any_value_as_a_geometry_gives_a_report(theatre, value):
    text = json.dumps(value)
    shape = {"type": "Polygon", "coordinates": json.loads(text)}
    draft = Draft("f", date(2024, 1, 1), None, (DraftFeature(0, None, "", {}, shape),))
    assert_report(check(draft, theatre))


ODD = [None, True, 0, -1, 37, 1e9, math.nan, math.inf, "", "A", "36", [], {}, [[]], "<i>", 10**40]


def mangled(seed: int) -> Draft:
    """Four quarters of the square, or an example of a problem, after some accidents."""
    chance = random.Random(seed)  # noqa: S311
    document = json.loads(chance.choice(DOCUMENTS))
    for _ in range(chance.randrange(6)):
        _accident(document["features"], chance)
    remaining = [
        feature
        for feature in document["features"]
        if isinstance(feature, dict)
        and isinstance(feature.get("properties"), dict)
        and "geometry" in feature
    ]
    remaining = [
        feature
        for feature in remaining
        if feature["geometry"] is None or isinstance(feature["geometry"], dict)
    ]
    return draft_of({"features": remaining})


def _accident(node, chance: random.Random) -> None:
    """Walk to a random place below a list or object, and change it there."""
    while True:
        keys = list(node) if isinstance(node, dict) else range(len(node))
        if not keys:
            return
        key = chance.choice(list(keys))
        inner = node[key]
        if isinstance(inner, dict | list) and inner and chance.random() < 0.9:
            node = inner
            continue
        break
    happening = chance.randrange(5)
    if happening == 0:
        node[key] = chance.choice(ODD)
    elif happening == 1:
        del node[key]
    elif isinstance(node, list) and happening == 2:
        node.insert(key, copy.deepcopy(node[chance.randrange(len(node))]))
    elif isinstance(node, list) and happening == 3:
        chance.shuffle(node)
    elif isinstance(inner, int | float):
        node[key] = inner + chance.choice([1e-9, 1e-6, -1e-5, 1e-4, 0.1, -1, 90])


QUARTERS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"party": party, "effective_date": "2024-01-01", "source": "on paper"},
            "geometry": shapely.geometry.mapping(square.QUARTERS[name]),
        }
        for name, party in (("sw", "A"), ("se", "B"), ("nw", "A"), ("ne", "CONTESTED"))
    ],
}
DOCUMENTS = [json.dumps(QUARTERS)] * 12 + [
    path.read_text(encoding="utf-8")
    for path in sorted(INVALID.glob("*.geojson"))
    if path.stem in KINDS and path.stat().st_size < 5_000
]
seeds = st.integers(0, 2**32)


@settings(quickly, max_examples=examples(1_200))
@given(seeds)
def test_there_is_a_report_after_any_accident(theatre, seed):
    assert_report(check(mangled(seed), theatre, before=BEFORE))


@settings(quickly, max_examples=examples(250))
@given(seeds, st.sampled_from(Rule))
def test_what_is_fixed_after_accidents_comes_back_without_a_new_problem(theatre, seed, rule):
    draft = mangled(seed)
    fixed = fix(draft, FIXES, theatre, rule=rule)
    report = check(fixed.draft, theatre)
    assert_report(report)
    if report.snapshot is not None:
        again = check(exported(report.snapshot), theatre)
        assert {problem.code for problem in again.problems} <= {
            problem.code for problem in report.problems
        }
