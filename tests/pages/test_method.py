"""The method: every paragraph that pages link to is there, and its numbers are those of geodata."""

import re
from datetime import date
from pathlib import Path

import geopandas as gpd
import pyproj
import pytest
import shapely

from geodata.change import compare
from geodata.distance import between
from geodata.front_line import advance, line_of_contact
from geodata.measure import area_km2, length_km
from geodata.places import find
from geodata.record import open_record
from geodata.terms import Status
from layers.base_map import FAR_KM
from layers.locale import Locale, languages
from pages.method.text import paragraphs
from tests.pages.visits import app_test
from tests.words import ENGLISH

ROOT = Path(__file__).resolve().parent.parent.parent
ANCHORS = [
    "area", "share", "change", "slivers", "claimed", "contested", "front", "advance", "distance",
    "places", "cutoff", "known-on", "far", "sources-differ",
]  # fmt: skip
LANGUAGES = languages()
EVE, ATTACK, ALEPPO, HAMA = (
    date(2024, 11, 26), date(2024, 11, 27), date(2024, 11, 30), date(2024, 12, 7),
)  # fmt: skip


@pytest.fixture(scope="module")
def record():
    return open_record()


@pytest.fixture(scope="module")
def held(record):
    """Give a function for the ground of a party on a day."""

    def held(day, party):
        areas = record.snapshot(day).areas
        return areas.geometry[areas["party"] == party].union_all()

    return held


def numbers(language, anchor):
    """Give every number in a paragraph as it is written."""
    (one,) = [one for one in paragraphs(language) if one.anchor == anchor]
    return re.findall(r"\d+(?:,\d{3})*(?:\.\d+)*", one.text)


def plane(shape, epsg):
    return gpd.GeoSeries([shape], crs=4326).to_crs(epsg).iloc[0]


def says(anchor, *written):
    """Whether both languages have these numbers in a paragraph."""
    for language in LANGUAGES:
        found = numbers(language, anchor)
        assert [one for one in written if one not in found] == [], (language, anchor)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paragraph_that_pages_link_to_is_there(language):
    assert [one.anchor for one in paragraphs(language)] == ["", *ANCHORS]


def test_all_languages_give_the_same_numbers():
    for anchor in ANCHORS:
        for language in LANGUAGES:
            assert sorted(numbers("en", anchor)) == sorted(numbers(language, anchor)), anchor


def test_every_link_to_the_method_leads_to_a_paragraph():
    linked = set()
    for path in [*(ROOT / "pages").rglob("*.py"), *(ROOT / "layers").rglob("*.py")]:
        linked |= set(re.findall(r"method[^\"']*#([a-z-]+)", path.read_text(encoding="utf-8")))

    assert linked - set(ANCHORS) == set()


def test_areas_and_shares(record, held):
    figures = record.figures(EVE)
    whole = sum(one.km2 for one in figures)
    (golan,) = [one.km2 for one in figures if one.party == "IDF"]
    front = line_of_contact(record.snapshot(EVE), "HTS", "SAA").length_km

    says("area", f"{front:.0f}")
    says("share", f"{whole:,.0f}", f"{whole - golan:,.0f}")


def test_contested_ground(record):
    (contested,) = [one for one in record.figures(HAMA) if one.status is Status.CONTESTED]

    says("contested", f"{contested.km2:.1f}", f"{contested.share:.1%}".rstrip("%"))


def test_slivers_and_advance(record):
    before, after = record.snapshot(EVE), record.snapshot(ALEPPO)
    flows = compare(before, after).flows
    small = [one.km2 for one in flows if one.km2 < 0.05]
    found = advance(before, after, "HTS")

    assert (7, 2) == (len(flows), len(small))
    says("slivers", "0.05", f"{sum(small):.2f}")
    says("advance", f"{found.km2_per_day:,.0f}", f"{found.km:.1f}")


def test_far_ground():
    says("far", f"{FAR_KM:.0f}")


def test_projection(record, held):
    start, end = (find(record.theatre.places, name) for name in ("idlib", "aleppo"))
    line = shapely.LineString([(start.lon, start.lat), (end.lon, end.lat)])
    front = line_of_contact(record.snapshot(EVE), "HTS", "SAA")
    north, state = held(ALEPPO, "HTS"), held(ALEPPO, "SAA")
    pairs = [
        (between(start, end).km, plane(line, 3857).length / 1e3, ".1f"),
        (area_km2(north), plane(north, 3857).area / 1e6, ",.0f"),
        (area_km2(state), plane(state, 3857).area / 1e6, ",.0f"),
        (front.length_km, plane(front.geometry, 3857).length / 1e3, ".1f"),
    ]

    for true, mercator, written in pairs:
        more = f"{(mercator / true - 1) * 100:.0f}"
        says("sources-differ", format(true, written), format(mercator, written), more)
    says("distance", f"{between(start, end).km:.1f}")
    says("front", f"{front.length_km:.1f}")
    assert f"{plane(north, 6933).area / 1e6:,.0f}" == f"{area_km2(north):,.0f}"
    says("sources-differ", f"{plane(north, 32637).area / 1e6:,.0f}")


def test_sphere_and_end_points(record):
    places = record.theatre.places
    start, end = find(places, "idlib"), find(places, "aleppo")
    sphere = pyproj.Geod(a=6371008.8, b=6371008.8)
    round_km = sphere.inv(start.lon, start.lat, end.lon, end.lat)[2] / 1e3
    others = ("aleppo-new-aleppo", "aleppo-citadel", "aleppo-international-airport-nayrab-airbase")

    says("sources-differ", f"{round_km:.2f}", f"{between(start, end).km:.2f}", "6,371.0088")
    says("sources-differ", *(f"{between(start, find(places, name)).km:.1f}" for name in others))


def test_simplification(record, held):
    north = held(ALEPPO, "HTS")
    line = line_of_contact(record.snapshot(EVE), "HTS", "SAA").geometry

    for degrees in (0.02, 0.05):
        says("sources-differ", f"{area_km2(shapely.simplify(north, degrees)):,.0f}")
        says("sources-differ", f"{length_km(shapely.simplify(line, degrees)):.1f}")


def test_what_is_counted_and_since_when(record):
    def km2(day):
        return {one.party: one.km2 for one in record.figures(day)}

    late = km2(HAMA)
    alone = late["HTS"]
    others = (late["LOCAL"], late[None])
    says("sources-differ", *(f"{one:,.0f}" for one in (alone, *others)))
    says("sources-differ", f"{alone + others[0]:,.0f}", f"{alone + sum(others):,.0f}")
    eve, attack, aleppo = (km2(day)["HTS"] for day in (EVE, ATTACK, ALEPPO))
    says("sources-differ", f"{aleppo - eve:,.0f}", f"{aleppo - attack:,.0f}")
    says("sources-differ", f"{attack - eve:,.0f}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_one_first_heading_and_all_anchors(language):
    page = app_test()
    page.query_params["lang"] = language
    page.switch_page("pages/method/method.py").run()

    assert [] == list(page.exception)
    assert [one.value for one in page.title] == [Locale(None, language).say("page_method")]
    assert [one.proto.anchor for one in page.header] == ANCHORS


def test_a_bad_language_in_a_link_is_english():
    page = app_test()
    page.query_params["lang"] = "<xx>"
    page.switch_page("pages/method/method.py").run()

    assert [one.value for one in page.title] == [ENGLISH.say("page_method")]
