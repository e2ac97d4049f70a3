"""Checks with values: where a problem is, how large, and what is no problem."""

import json
from dataclasses import replace
from datetime import date

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import box

from geodata.control import ControlSnapshot
from geodata.draft import Draft, DraftFeature, PropertyMapping
from geodata.measure import area_km2
from geodata.problems import Severity
from geodata.theatre import load
from geodata.validation import check, fix
from tests import square
from tests.drafts import draft_of, example, exported

WEST, EAST = box(36, 35, 37, 37), box(37, 35, 38, 37)


@pytest.fixture(scope="module")
def theatre(tmp_path_factory):
    return load(folder=square.write_square(tmp_path_factory.mktemp("theatre") / "square"))


def feature(shape, party="A", **properties):
    own = {"party": party, "status": "controlled", "basis": "assessed", "source": "on paper"}
    geometry = shape if isinstance(shape, dict) else shapely.geometry.mapping(shape)
    return {"properties": own | properties, "geometry": geometry}


def checked(theatre, *features, day=date(2024, 1, 1), **options):
    return check(draft_of({"features": list(features)}), theatre, day, **options)


def codes(report):
    return {problem.code for problem in report.problems}


def codes_of_properties(report):
    """Without what the reports of the square say against its west being contested."""
    return codes(report) - {"assertion-failed"}


def only(report, code):
    (problem,) = [problem for problem in report.problems if problem.code == code]
    return problem


def test_a_good_file_has_no_problem_and_is_what_can_be_published(theatre):
    report = checked(theatre, feature(WEST), feature(EAST, "B"))
    assert report.problems == ()
    assert report.snapshot.effective_date == date(2024, 1, 1)
    assert list(report.snapshot.areas["party"]) == ["A", "B"]
    assert report.summary["features"] == 2
    assert report.summary["km2"] == pytest.approx(area_km2(box(36, 35, 38, 37)), rel=1e-6)


def test_all_problems_come_at_once_the_worst_first(theatre):
    report = checked(
        theatre,
        feature(box(36, 35, 37.1, 37).reverse(), "Nobody"),
        feature(EAST, "B", source="<b>x"),
        feature(box(36.5, 35, 37.2, 36), "A"),
    )
    assert {"party-unknown", "text-html", "overlap", "winding"} <= codes(report)
    order = [problem.severity for problem in report.problems]
    assert order == sorted(order, key=list(Severity).index)
    assert report.snapshot is None


def test_a_problem_names_feature_line_and_place(theatre):
    open_ring = {"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 37], [36, 37]]]}
    problem = only(checked(theatre, feature(EAST, "B"), feature(open_ring)), "unclosed-ring")
    assert (problem.where.feature, problem.where.line) == (1, 3)
    assert (problem.where.lon_deg, problem.where.lat_deg) == (36, 35)


def test_an_overlap_has_its_ground_and_its_square_kilometres(theatre):
    report = checked(theatre, feature(box(36, 35, 37.1, 37)), feature(EAST, "B"))
    problem = only(report, "overlap")
    expected = box(37, 35, 37.1, 37)
    assert problem.where.outline.symmetric_difference(expected).area < 1e-9
    assert problem.facts["km2"] == pytest.approx(area_km2(expected), rel=1e-6)
    assert {problem.facts["a"], problem.facts["b"]} == {"A", "B"}
    assert expected.contains(shapely.Point(problem.where.lon_deg, problem.where.lat_deg))


def test_what_is_claimed_may_lie_over_what_is_assessed(theatre):
    claim = feature(box(37, 35, 37.1, 37), "A", basis="claimed")
    report = checked(theatre, feature(WEST), feature(EAST, "B"), claim)
    assert report.problems == ()
    assert list(report.snapshot.areas["basis"]) == ["assessed", "claimed", "assessed"]


def test_areas_of_one_party_may_overlap_and_count_once(theatre):
    report = checked(theatre, feature(box(36, 35, 37, 36.2)), feature(box(36, 36, 37, 37)),
                     feature(EAST, "B"))  # fmt: skip
    assert report.errors == ()
    assert shapely.coverage_is_valid(list(report.snapshot.areas.geometry))
    area = report.snapshot.areas.geometry.iloc[0]
    assert area_km2(area) == pytest.approx(area_km2(WEST), rel=1e-6)


def test_an_enclosed_gap_is_found_with_its_outline(theatre):
    hole = box(36.4, 35.4, 36.6, 35.6)
    report = checked(theatre, feature(WEST.difference(hole)), feature(EAST, "B"))
    problem = only(report, "gap")
    assert problem.where.outline.symmetric_difference(hole).area < 1e-12
    assert problem.facts["km2"] == pytest.approx(area_km2(hole), rel=1e-6)
    assert problem.fix == "fill-gaps"


def test_a_piece_missing_at_the_edge_of_a_full_map_is_a_gap_for_a_person(theatre):
    report = checked(theatre, feature(box(36, 35, 37, 36.9)), feature(EAST, "B"))
    assert only(report, "gap").fix is None


def test_a_party_alone_in_unmapped_land_is_no_gap(theatre):
    assert checked(theatre, feature(box(36.3, 35.3, 36.7, 35.7))).problems == ()


def test_points_of_one_neighbour_only_are_taken_over_when_published(theatre):
    bent = shapely.Polygon([(36, 35), (37, 35), (37, 36), (37, 37), (36, 37)])
    report = checked(theatre, feature(bent), feature(EAST, "B"))
    assert codes(report) == {"border-points"}
    shapes = list(report.snapshot.areas.geometry)
    assert shapely.coverage_is_valid(shapes)
    assert shapely.get_num_coordinates(shapes[1]) == 6


@pytest.mark.parametrize(
    ("party", "between"),
    [("A", ["A", "B"]), ("B", "A; B"), (None, ["B", "A"]), ("", "A;B"), ("CONTESTED", ["A", "B"])],
)
def test_contested_ground_names_two_parties_of_which_one_may_be_its_party(theatre, party, between):
    report = checked(
        theatre, feature(WEST, party, status="contested", between=between), feature(EAST, "B")
    )
    assert codes_of_properties(report) == set()
    areas = report.snapshot.areas.set_index("status")
    assert areas.loc["contested", "party"] is None
    assert ("A", "B") == areas.loc["contested", "between"]


def test_a_party_beside_two_others_that_contest_its_ground_is_asked_about(theatre):
    third = feature(WEST, "C", status="contested", between=["A", "B"])
    parties = (*theatre.parties, replace(theatre.parties[0], code="C", name={"en": "Party C"}))
    report = checked(replace(theatre, parties=parties), third, feature(EAST, "B"))
    assert {"contested-with-party"} == codes_of_properties(report)


@pytest.mark.parametrize(
    "between", [["A"], "A", ["A", "A"], "A;Party A", "A;B;Q", ["A", "Q"], ["A", "CONTESTED"], 7]
)
def test_a_between_that_names_no_two_parties_is_told_and_taken_out_by_its_fix(theatre, between):
    fought = feature(WEST, None, status="contested", between=between)
    draft = draft_of({"features": [feature(EAST, "B"), fought]})
    report = check(draft, theatre, date(2024, 1, 1))
    problem = only(report, "between-unclear")
    assert (Severity.WARNING, 1, "drop-between") == (
        problem.severity, problem.where.feature, problem.fix,
    )  # fmt: skip
    assert "A, B" == problem.facts["known"]
    assert "between" not in report.snapshot.areas
    fixed = fix(draft, [("drop-between", 1)], theatre)
    after = check(fixed.draft, theatre, date(2024, 1, 1))
    assert codes_of_properties(after) == set()
    assert [("drop-between", 1)] == [(step.fix, step.features) for step in fixed.applied_fixes]


def test_a_mapping_of_parties_holds_for_those_that_contest_the_ground_too(theatre):
    mapping = PropertyMapping(party_values={"north": "A", "south": "B"})
    fought = feature(WEST, None, status="contested", between="north; south")
    report = checked(theatre, fought, feature(EAST, "south"), mapping=mapping)
    assert codes_of_properties(report) == set()
    assert [("A", "B"), None] == list(report.snapshot.areas.sort_values("status")["between"])


@pytest.mark.parametrize("zone", ["EPSG:3857", "EPSG:32637", "EPSG:32636"])
def test_metres_are_recognised_and_the_rest_is_checked_as_if_converted(theatre, zone):
    shapes = gpd.GeoSeries([box(36, 35, 37.1, 37), EAST], crs="EPSG:4326").to_crs(zone)
    report = checked(theatre, feature(shapes[0]), feature(shapes[1], "B"))
    assert only(report, "other-crs").facts["crs"] == zone
    expected = area_km2(box(37, 35, 37.1, 37))
    overlaps = [problem for problem in report.problems if problem.code == "overlap"]
    assert sum(problem.facts["km2"] for problem in overlaps) == pytest.approx(expected, rel=0.01)


def test_a_declared_crs_is_believed_where_the_numbers_fit_it(theatre):
    shapes = gpd.GeoSeries([WEST], crs="EPSG:4326").to_crs("EPSG:22770")
    document = {"features": [feature(shapes[0])]}
    document["crs"] = {"properties": {"name": "urn:ogc:def:crs:EPSG::22770"}}
    report = check(draft_of(document), theatre, date(2024, 1, 1))
    assert only(report, "other-crs").facts["crs"] == "EPSG:22770"


def test_where_both_orders_lie_in_the_theatre_the_rest_of_the_file_decides(theatre):
    def turned(shape):
        return shapely.transform(shape, lambda points: points[:, ::-1])

    both, one_way = box(36.2, 36.3, 36.6, 36.7), box(37.3, 35.2, 37.8, 35.6)
    report = checked(theatre, feature(turned(both)), feature(turned(one_way), "B"))
    assert only(report, "axes-swapped").facts["features"] == 2
    assert checked(theatre, feature(both), feature(one_way, "B")).problems == ()


def test_swapped_axes_are_found_on_syria(syria):
    areas = json.loads(syria.control.read_text(encoding="utf-8"))
    assert areas["type"] == "Topology"
    aleppo = box(36.9, 36.0, 37.3, 36.4)
    palmyra = box(38.0, 34.3, 38.6, 34.8)
    swapped = [
        shapely.transform(shape, lambda points: points[:, ::-1]) for shape in (aleppo, palmyra)
    ]
    report = checked(syria, *(feature(shape, "SAA") for shape in swapped), day=date(2024, 11, 27))
    assert "axes-swapped" in codes(report)
    assert "wrong-theatre" not in codes(report)


def test_a_mapping_says_what_properties_mean(theatre):
    written = {"controller": "reds", "class": {"type": "held"}, "how": "said"}
    mapping = PropertyMapping(
        party="controller", status="class.type", basis="how", source=None,
        party_values={"reds": "A"}, status_values={"held": "controlled"},
        basis_values={"said": "claimed"}, constants={"source": "a newspaper"},
    )  # fmt: skip
    foreign = {"properties": written, "geometry": shapely.geometry.mapping(WEST)}
    report = check(draft_of({"features": [foreign]}), theatre, date(2024, 1, 1), mapping)
    row = report.snapshot.areas.iloc[0]
    assert (row.party, row.status, row.basis, row.source) == (
        "A", "controlled", "claimed", "a newspaper",
    )  # fmt: skip


def test_colours_tell_the_party_as_a_last_resort(theatre):
    mapping = PropertyMapping(party=None, colour="fill", colour_values={"#ff0000": "B"})
    coloured = {"properties": {"fill": "#FF0000"}, "geometry": shapely.geometry.mapping(EAST)}
    report = check(draft_of({"features": [coloured]}), theatre, date(2024, 1, 1), mapping)
    assert list(report.snapshot.areas["party"]) == ["B"]


def test_geometries_of_binary_files_are_checked_alike(theatre):
    features = tuple(
        DraftFeature(i, None, "", {"party": party}, shape)
        for i, (party, shape) in enumerate((("A", WEST), ("B", EAST), ("B", shapely.Point(1, 1))))
    )
    report = check(Draft("a.gpkg", date(2024, 1, 1), None, features), theatre)
    assert codes(report) == {"status-assumed", "basis-assumed", "not-an-area"}
    assert report.snapshot is not None


def test_a_place_that_changed_hands_without_a_report_is_asked_about(theatre):
    before = square.snapshot(date(2024, 1, 1), square.HELD[square.FIRST])
    north = feature(box(36, 36, 38, 37), "B")
    report = checked(theatre, feature(box(36, 35, 37, 36)), feature(box(37, 35, 38, 36), "B"),
                     north, day=date(2024, 1, 2), before=before)  # fmt: skip
    problem = only(report, "place-flips")
    assert problem.facts == {"place": "Northwest", "before": "A", "after": "B"}
    assert (problem.where.lon_deg, problem.where.lat_deg) == (36.5, 36.5)


def test_a_reported_change_of_hands_is_not_asked_about(theatre):
    before = square.snapshot(square.FIRST, square.HELD[square.FIRST])
    taken = square.snapshot(square.TAKEN, square.HELD[square.TAKEN])
    report = check(exported(taken), theatre, before=before)
    assert codes(report) == {"area-jump"}
    facts = [problem.facts for problem in report.problems]
    assert facts[0]["after_km2"] > facts[0]["before_km2"]


def test_the_same_areas_again_do_not_jitter(theatre):
    wavy = example("border-jitter")
    report = check(wavy, theatre)
    again = check(exported(report.snapshot), theatre, before=report.snapshot)
    assert codes(again) == set()


def test_assertions_of_a_theatre_are_held_against_a_file(tmp_path):
    settings = square.SETTINGS | {
        "assertions": [{"place": "sw", "party": "B", "from": "2024-01-01", "to": "2024-01-01"}]
    }
    theatre = load(folder=square.write_square(tmp_path / "square", settings=settings))
    problem = only(checked(theatre, feature(WEST), feature(EAST, "B")), "assertion-failed")
    assert problem.facts == {"place": "Southwest", "expected": "B", "found": "A"}
    later = checked(theatre, feature(WEST), feature(EAST, "B"), day=date(2024, 1, 2))
    assert codes(later) == set()


def test_a_file_of_nothing_has_a_report(theatre):
    report = check(Draft("empty", None, None, ()), theatre)
    assert "date-missing" in codes(report)
    assert report.snapshot is None


def test_what_comes_in_is_not_changed(theatre):
    areas = gpd.GeoDataFrame(
        {"party": ["A"], "status": "controlled", "basis": "assessed", "source": "x"},
        geometry=[WEST], crs="EPSG:4326",
    )  # fmt: skip
    before = ControlSnapshot(date(2024, 1, 1), areas)
    draft = example("self-intersection")
    written = repr(draft.features), areas.to_json()
    check(draft, theatre, before=before)
    assert written == (repr(draft.features), areas.to_json())


def test_more_misfits_than_can_be_looked_at_are_told_in_one(theatre, monkeypatch):
    monkeypatch.setattr("geodata.validation.coverage.MAX_COVERAGE_POINTS", 50)
    lat = np.linspace(35, 37, 101)
    west = np.stack([37 + 1e-6 * np.sin(np.arange(101)), lat], axis=1)
    east = np.stack([np.full(101, 37.0), lat], axis=1)
    a = shapely.Polygon([(36, 35), *west, (36, 37)])
    b = shapely.Polygon([*east[::-1], (38, 35), (38, 37)])
    report = checked(theatre, feature(a), feature(b, "B"))
    assert {problem.code for problem in report.errors} == {"border-mismatch"}
    assert only(report, "border-mismatch").facts["places"] == 2


def test_party_and_date_are_read_from_the_same_dotted_path_into_a_list(theatre):
    nested = {"holders": [{"name": "B", "since": "2024-01-05"}]}
    report = check(
        draft_of({"features": [{**feature(WEST), "properties": nested}]}),
        theatre,
        mapping=PropertyMapping(party="holders.0.name", date="holders.0.since"),
    )
    assert list(report.snapshot.areas["party"]) == ["B"]
    assert report.snapshot.effective_date == date(2024, 1, 5)
