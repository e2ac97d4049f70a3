"""Fixes with values: what is kept, what changes, and that borders match afterwards."""

import json
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import box

from geodata.control import ControlSnapshot
from geodata.front_line import line_of_contact
from geodata.measure import area_km2
from geodata.record import open_record
from geodata.theatre import load
from geodata.topology import Topology
from geodata.validation import FIXES, Rule, check, export, fix
from tests import square
from tests.drafts import draft_of, example, exported

WEST, EAST = box(36, 35, 37, 37), box(37, 35, 38, 37)
DAY = date(2024, 1, 1)
SHARED = box(37, 35, 37.1, 37)


@pytest.fixture(scope="module")
def theatre(tmp_path_factory):
    return load(folder=square.write_square(tmp_path_factory.mktemp("theatre") / "square"))


@pytest.fixture(scope="module")
def record():
    return open_record()


def feature(shape, party="A", **properties):
    own = {"party": party, "status": "controlled", "basis": "assessed", "source": "on paper"}
    return {"properties": own | properties, "geometry": shapely.geometry.mapping(shape)}


def overlapping(**newer):
    return draft_of(
        {"features": [feature(box(36, 35, 37.1, 37), **newer), feature(EAST, "B", when="2023")]}
    )


def published(draft, theatre):
    report = check(draft, theatre, DAY)
    assert report.errors == ()
    return report.snapshot


def km2_of(snapshot):
    pairs = zip(snapshot.areas["party"], snapshot.areas.geometry, strict=True)
    return {party: area_km2(shape) for party, shape in pairs}


@pytest.mark.parametrize(
    ("rule", "holder"),
    [(Rule.FIRST, "A"), (Rule.SECOND, "B"), (Rule.CONTESTED, None), (Rule.NEWER, "A")],
)
def test_an_overlap_goes_to_whom_the_rule_says(theatre, rule, holder):
    draft = overlapping(effective_date="2024-01-01")
    fixed = fix(draft, ["settle-overlaps"], theatre, rule=rule)
    snapshot = published(fixed.draft, theatre)
    expected = {"A": area_km2(WEST), "B": area_km2(EAST) - area_km2(SHARED)}
    expected[holder] = expected.get(holder, 0) + area_km2(SHARED)
    assert km2_of(snapshot) == pytest.approx(expected, rel=1e-6)
    assert shapely.coverage_is_valid(list(snapshot.areas.geometry))
    between = snapshot.areas.get("between", pd.Series(dtype=object)).dropna()
    assert ([] if holder else [("A", "B")]) == list(between)


def test_each_pair_may_have_a_rule_of_its_own(theatre):
    draft = overlapping()
    left = fix(draft, ["settle-overlaps"], theatre, rules={("A", "B"): None})
    assert "overlap" in {problem.code for problem in check(left.draft, theatre, DAY).problems}
    first = fix(draft, ["settle-overlaps"], theatre, rules={("A", "B"): Rule.FIRST})
    assert set(km2_of(published(first.draft, theatre))) == {"A", "B"}


def test_a_step_says_the_area_before_and_after(theatre):
    fixed = fix(example("self-intersection"), ["make-valid"], theatre)
    (step,) = fixed.applied_fixes
    (problem,) = check(example("self-intersection"), theatre).problems
    assert (step.fix, step.features) == ("make-valid", 1)
    assert step.before_km2 == pytest.approx(problem.facts["before_km2"])
    assert step.after_km2 == pytest.approx(problem.facts["after_km2"])


def test_one_feature_alone_may_be_fixed(theatre):
    bad = example("self-intersection").features[0].geometry
    moved = shapely.transform(shapely.geometry.shape(bad), lambda points: np.add(points, (1, 0)))
    pair = [feature(shapely.geometry.shape(bad)), feature(moved, "B")]
    fixed = fix(draft_of({"features": pair}), [("make-valid", 1)], theatre)
    invalid = [
        problem
        for problem in check(fixed.draft, theatre, DAY).problems
        if problem.fix == "make-valid"
    ]
    assert [problem.where.feature for problem in invalid] == [0]
    assert fixed.applied_fixes[0].features == 1


def test_swapped_axes_come_back_as_they_were_meant(theatre):
    fixed = fix(example("axes-swapped"), ["swap-axes"], theatre)
    shape = shapely.geometry.shape(fixed.draft.features[0].geometry)
    assert shape.equals(box(37.2, 35.2, 37.8, 35.8))


def test_metres_become_degrees(theatre):
    fixed = fix(example("other-crs"), ["reproject"], theatre)
    shapes = [shapely.geometry.shape(feature.geometry) for feature in fixed.draft.features]
    for shape, meant in zip(shapes, (WEST, EAST), strict=True):
        assert shape.hausdorff_distance(meant) < 2e-6
    assert fixed.draft.crs is None


def test_neighbours_drawn_apart_have_one_border_afterwards(theatre):
    lat = np.linspace(35, 37, 41)
    wave = np.sin(np.arange(41)) * 1e-4
    west = np.stack([37 + wave, lat], axis=1)
    east = np.stack([37 + wave[::2] + 5e-6, lat[::2]], axis=1)
    west[[0, -1], 0] = east[[0, -1], 0] = 37
    a = shapely.Polygon([(36, 35), *west, (36, 37)])
    b = shapely.Polygon([*east[::-1], (38, 35), (38, 37)])
    draft = draft_of({"features": [feature(a), feature(b, "B")]})
    assert "border-mismatch" in {problem.code for problem in check(draft, theatre, DAY).problems}
    fixed = fix(draft, ["match-borders"], theatre)
    snapshot = published(fixed.draft, theatre)
    assert shapely.coverage_is_valid(list(snapshot.areas.geometry))
    front = line_of_contact(snapshot, "A", "B")
    assert front.length_km == pytest.approx(221.9, abs=2)
    assert len(shapely.get_parts(front.geometry)) == 1


def test_a_gap_goes_to_the_neighbour_with_the_longest_border(theatre):
    hole = box(36.9, 35.4, 37, 36.2)
    draft = draft_of({"features": [feature(WEST.difference(hole)), feature(EAST, "B")]})
    fixed = fix(draft, ["fill-gaps"], theatre)
    assert km2_of(published(fixed.draft, theatre))["A"] == pytest.approx(area_km2(WEST), rel=1e-6)


def test_html_and_hidden_marks_go_and_words_stay(theatre):
    fixed = fix(example("text-html"), FIXES, theatre)
    assert fixed.draft.features[0].properties["source"] == "seen there"
    fixed = fix(example("text-hidden"), FIXES, theatre)
    assert fixed.draft.features[0].properties["source"] == "seen"


def test_every_day_of_the_built_in_theatre_is_exported_and_read_back_without_a_problem(record):
    for day in record.dates:
        snapshot = record.snapshot(day)
        text = export(snapshot)
        report = check(exported(snapshot), record.theatre)
        assert report.problems == ()
        assert export(report.snapshot) == text
        for old, new in zip(snapshot.areas.geometry, report.snapshot.areas.geometry, strict=True):
            assert shapely.normalize(old).equals_exact(shapely.normalize(new), 0)


def test_an_export_is_what_rfc_7946_asks_for(record):
    document = json.loads(export(record.snapshot(record.dates[0])))
    assert list(document) == ["type", "features"]
    for feature in document["features"]:
        assert set(feature["properties"]) == {
            "party",
            "status",
            "basis",
            "source",
            "effective_date",
        }
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        rings = shapely.get_rings(shapely.get_parts(shape))
        outer = [polygon.exterior for polygon in shapely.get_parts(shape)]
        assert shapely.is_ccw(outer).all()
        assert shapely.is_ccw(rings).sum() == len(outer)
        points = shapely.get_coordinates(shape)
        assert (np.round(points, 7) == points).all()


coverages = st.lists(
    st.tuples(st.floats(36.05, 37.95), st.floats(35.05, 36.95)),
    min_size=2,
    max_size=12,
    unique=True,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[*HealthCheck])
@given(coverages, st.lists(st.sampled_from(["A", "B", None]), min_size=12, max_size=12))
def test_a_random_coverage_is_exported_and_read_back_without_a_problem(theatre, seeds, parties):
    snapshot = voronoi(seeds, parties)
    report = check(exported(snapshot), theatre)
    assert {problem.code for problem in report.problems} <= {"assertion-failed"}
    assert shapely.coverage_is_valid(list(report.snapshot.areas.geometry))
    assert export(report.snapshot) == export(snapshot)
    again = Topology.from_snapshots([report.snapshot], grid_deg=1e-7)
    assert len(again.dates[DAY]) == len(report.snapshot.areas)


def voronoi(seeds, parties) -> ControlSnapshot:
    """The square divided among the points, each cell to the party of its point."""
    points = shapely.MultiPoint(np.round(seeds, 3))
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=box(36, 35, 38, 37)))
    held: dict[str | None, list] = {}
    for cell, party in zip(shapely.intersection(cells, box(36, 35, 38, 37)), parties, strict=False):
        held.setdefault(party, []).append(cell)
    areas = [shapely.union_all(shapes) for shapes in held.values()]
    columns = {
        "party": list(held),
        "status": ["controlled" if party else "contested" for party in held],
        "basis": "assessed",
        "source": "on paper",
    }
    return ControlSnapshot(DAY, gpd.GeoDataFrame(columns, geometry=areas, crs="EPSG:4326"))
