"""A sketch holds shapes and plain text, in an amount that a small map can draw."""

import json

import numpy as np
import pytest
import shapely

from geodata.terms import Status
from geodata.theatre import load
from layers.style import style
from layers.web.sketch import MAX_POINTS, SketchShape, sketch, view_of
from tests.contract import SCHEMA, check
from tests.words import ARABIC

NASTY = '<img src=x onerror="alert(1)">'


@pytest.fixture(scope="module")
def theatre():
    return load()


def drawn(theatre, *shapes, **options):
    document = json.loads(sketch(theatre, shapes, "en", "A map", **options))
    check("SketchDocument", document)
    return document


def test_without_a_view_it_shows_the_whole_theatre(theatre):
    assert list(theatre.extent_deg) == drawn(theatre)["view"]


def test_a_view_has_room_around_what_it_shows():
    assert (35.65, 34.65, 37.35, 36.35) == pytest.approx(view_of(shapely.box(36, 35, 37, 36)))


def test_a_point_can_be_looked_at_too():
    west, south, east, north = view_of(shapely.Point(36, 35))
    assert west < 36 < east
    assert south < 35 < north


def test_parties_have_their_colour_in_each_theme(theatre):
    [shape] = drawn(theatre, SketchShape(shapely.box(36, 35, 37, 36), "area", "HTS"))["shapes"]
    assert {"light": "#5e9d76", "dark": "#409576"} == shape["fill"]


def test_an_unknown_party_has_the_spare_colour(theatre):
    found = drawn(theatre, SketchShape(shapely.box(36, 35, 37, 36), "area", NASTY))["shapes"]
    assert "#b8b2a7" == found[0]["fill"]["light"]


def test_a_label_stays_text(theatre):
    shape = SketchShape(shapely.box(36, 35, 37, 36), "problem", label=NASTY)
    assert NASTY == drawn(theatre, shape)["shapes"][0]["label"]


def test_what_cannot_be_drawn_is_left_out(theatre):
    broken = shapely.Polygon([(36, 35), (float("inf"), 35), (37, 36), (36, 35)])
    shapes = [SketchShape(ground, "area") for ground in (broken, shapely.Polygon())]
    assert [] == drawn(theatre, *shapes)["shapes"]


def test_heights_and_far_positions_do_not_reach_the_browser(theatre):
    far = shapely.Polygon([(4e6, 4e6, 1), (5e6, 4e6, 1), (5e6, 5e6, 1)])
    [shape] = drawn(theatre, SketchShape(far, "area"))["shapes"]
    assert 720 == np.max(shape["geometry"]["coordinates"])


def test_a_great_file_is_drawn_coarser(theatre):
    circle = shapely.Point(38, 35).buffer(1, quad_segs=MAX_POINTS)
    [shape] = drawn(theatre, SketchShape(circle, "area"))["shapes"]
    assert 20 < len(shape["geometry"]["coordinates"][0]) < 2000


def test_contested_ground_is_striped_and_claimed_ground_hatched(theatre):
    here = shapely.box(36, 35, 37, 36)
    shapes = drawn(
        theatre,
        SketchShape(here, "area", "HTS"),
        SketchShape(here, "around", status=Status.CONTESTED),
        SketchShape(here, "change", "HTS", claimed=True),
        SketchShape(here, "problem", status=Status.CONTESTED),
    )["shapes"]
    assert ["", "contested", "claimed", ""] == [one["pattern"] for one in shapes]
    assert {"light": "#4d4d4d", "dark": "#d9d9d9"} == shapes[1]["fill"]
    assert {"light": "#e6e1d8", "dark": "#3b3f46"} == shapes[1]["faint"]


def test_a_legend_has_a_sign_for_each_colour_and_pattern_in_the_order_of_the_theatre(theatre):
    here = shapely.box(36, 35, 37, 36)
    shapes = [
        SketchShape(here, "change", status=Status.CONTESTED),
        SketchShape(here, "around", "HTS", claimed=True),
        SketchShape(here, "area", "HTS"),
        SketchShape(here, "area", "SAA"),
        SketchShape(here, "area", "SAA"),
        SketchShape(here, "area", NASTY),
        SketchShape(here, "chosen"),
    ]
    names = {party.code: party.short["ar"] for party in theatre.parties}
    legend = json.loads(sketch(theatre, shapes, "ar", "A map"))["legend"]
    expected = [
        (names["SAA"], ""),
        (names["HTS"], ""),
        (f"{names['HTS']} ({ARABIC.say('claimed')})", "claimed"),
        ("متنازع عليها", "contested"),
    ]
    assert expected == [(one["name"], one["pattern"]) for one in legend]


def test_a_map_of_problems_alone_needs_no_legend(theatre):
    assert [] == drawn(theatre, SketchShape(shapely.box(36, 35, 37, 36), "problem"))["legend"]


def test_a_place_has_its_name_in_the_language_of_the_page(theatre):
    document = json.loads(sketch(theatre, [], "ar", "A map"))
    aleppo = next(place for place in theatre.places if place.place_id == "aleppo")
    expected = {"lon": aleppo.lon, "lat": aleppo.lat, "name": aleppo.name["ar"]}
    assert expected in document["places"]


def test_a_measurement_on_a_map_that_takes_clicks_keeps_the_contract(theatre):
    line = shapely.LineString([(36, 35), (37, 36)])
    document = drawn(
        theatre,
        SketchShape(line, "halo"),
        SketchShape(line, "line", label="150 km", pinned="center"),
        SketchShape(shapely.Point(36, 35).buffer(1), "ring", label="50 km", pinned="top"),
        SketchShape(shapely.GeometryCollection([line, shapely.Point(36, 35)]), "front"),
        SketchShape(shapely.Point(37, 36), "end", label="Idlib", pinned="left"),
        clickable=True,
        tall=True,
    )
    assert (True, True) == (document["clickable"], document["tall"])


def test_the_contract_names_every_pattern_of_ground():
    hatches = [pattern.hatch for pattern in style().ground_patterns]
    assert ["", *hatches] == SCHEMA["$defs"]["GroundHatch"]["enum"]
