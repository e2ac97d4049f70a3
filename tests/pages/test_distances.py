"""The distances page: its numbers are those of geodata, its list is the link."""

from functools import partial
from pathlib import Path

import pytest

from geodata import theatre as theatres
from geodata.distance import between, city_parts, distance_variants, matrix, path, to_front
from geodata.places import find
from geodata.record import open_record
from geodata.store import Publication
from geodata.store import open_record as open_store
from pages.distances.selection import clicked_place, read_pairs, read_place, write_pairs
from tests.pages.visits import visit
from tests.square import FIRST, FOUGHT, TAKEN
from tests.words import ARABIC, ENGLISH

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = theatres.BUILT_IN


@pytest.fixture
def open_distances(square):
    """Give a function that opens the page of the square by a link."""
    return partial(visit, "pages/distances/distances.py")


@pytest.fixture(scope="module")
def syria():
    return theatres.load(NAME, ROOT / "geodata" / "theatres" / NAME)


def square_places(*names):
    places = open_record().theatre.places
    return [find(places, name) for name in names]


def said(page):
    return "\n".join(one.value for one in page.code)


def test_a_pair_tells_km_bearing_ends_and_method(open_distances):
    page = open_distances(lang="en", pairs="sw~ne")
    found = between(*square_places("sw", "ne"))

    assert f"{found.km:,.1f} km, bearing {found.initial_bearing_deg:.0f}°" in said(page)
    assert "Southwest (35.5000° N 36.5000° E)" in said(page)
    assert ENGLISH.say("distances_method_line") in said(page)
    assert any("./method?lang=en#distance" in one.proto.body for one in page.get("html"))


def test_a_pair_is_taken_off_the_list(open_distances):
    page = open_distances(lang="en", pairs="sw~ne,sw~se")
    page.button(key="drop_0").click().run()

    assert "Southeast" in said(page)
    assert said(page).count("bearing") == 1


def test_a_pair_is_added_to_the_list(open_distances):
    page = open_distances(lang="en", pairs="sw~ne")
    page.selectbox(key="add_from").set_value("nw")
    page.selectbox(key="add_to").set_value("se")
    (add,) = [one for one in page.button if one.label == ENGLISH.say("distances_add")]
    add.click().run()

    assert said(page).count("bearing") == 2
    found = between(*square_places("nw", "se"))
    assert f"{found.km:,.1f} km" in said(page)


def test_a_path_is_the_sum_of_its_legs(open_distances):
    page = open_distances(lang="en", pairs="", path="sw,nw,ne")
    way = path(square_places("sw", "nw", "ne"))

    assert f"Whole path: {way.km:,.1f} km in 2 legs" in said(page)
    assert "km in 1 leg\n" in said(open_distances(lang="en", pairs="", path="sw,nw"))


def test_the_nearest_front_is_that_of_the_day(open_distances):
    page = open_distances(lang="en", pairs="", front="sw", as_of=FOUGHT.isoformat())
    (place,) = square_places("sw")
    found = to_front(place, open_record().snapshot(FOUGHT))

    assert f"{found.km:,.1f} km from the nearest front" in said(page)
    assert f"{found.lat:.4f}° N {found.lon:.4f}° E" in said(page)
    assert "3 January 2024" in said(page)


def test_rings_count_the_places_within(open_distances):
    page = open_distances(lang="en", around="sw", rings="100,150")
    text = "\n".join(one.proto.body for one in page.get("html"))
    places = [one for one in open_record().theatre.places if one.labelled]
    (centre,) = square_places("sw")

    for km in (100, 150):
        inside = sum(between(centre, one).km <= km for one in places) - 1
        assert f"{km} km</bdi></td><td>" in text
        assert f'{km} km</bdi></td><td><bdi dir="ltr">{inside}<' in text


def test_the_matrix_is_that_of_geodata(open_distances):
    page = open_distances(lang="en", matrix="sw,ne,se")
    text = "\n".join(one.proto.body for one in page.get("html"))

    for row in matrix(square_places("sw", "ne", "se")):
        assert all(f">{km:,.1f}<" in text for km in row if km)


def test_a_day_without_a_map_of_its_own_shows_the_one_in_force(open_distances):
    page = open_distances(lang="en", as_of="2024-01-04")

    assert page.selectbox(key="choice_as_of").value == FOUGHT


@pytest.mark.parametrize("day", ["2023-01-01", "tomorrow"])
def test_a_day_that_cannot_be_shown_is_told(open_distances, day):
    page = open_distances(lang="en", as_of=day)

    assert len(page.warning) == 1
    assert page.selectbox(key="choice_as_of").value == TAKEN


def test_pairs_that_make_no_sense_are_told_and_left_out(open_distances):
    page = open_distances(lang="en", pairs="sw~ne,sw~atlantis,alone,99_999~sw")

    (warning,) = [one.value.replace("\\", "") for one in page.warning]
    assert all(word in warning for word in ("sw–atlantis", "alone", "99_999–sw"))
    assert said(page).count("bearing") == 1


def test_a_record_without_any_day_says_so(open_distances, square):
    open_store(NAME, store=square)
    for day in (FIRST, FOUGHT, TAKEN):
        given = Publication(NAME, day, None, "Rima", "taken", against=square.version(NAME))
        square.publish(given)
    page = open_distances(lang="en")

    assert [one.value for one in page.info] == [ENGLISH.say("distances_nothing")]


def test_the_page_speaks_arabic(open_distances):
    page = open_distances(lang="ar", pairs="sw~ne")

    assert page.title[0].value == ARABIC.say("page_distances")
    assert "الجنوب الغربي" in said(page)


def test_a_point_of_the_map_goes_through_the_link(syria):
    pairs, bad = read_pairs(syria.places, "35.92859_36.72041~Idlib,x~y")

    assert bad == ["x–y"]
    assert (pairs[0][0].lon, pairs[0][0].lat) == (36.72041, 35.92859)
    assert write_pairs(pairs) == "35.92859_36.72041~idlib"
    assert read_place(syria.places, "99.0_0.0") is None


def test_a_click_catches_a_place_in_reach_and_else_the_point(syria):
    aleppo = find(syria.places, "aleppo")
    near = {"lon": aleppo.lon + 0.001, "lat": aleppo.lat, "reach_km": 0.5}
    far = {"lon": 39.3, "lat": 34.2, "reach_km": 0.5}

    assert clicked_place(syria.places, near) == aleppo
    assert clicked_place(syria.places, far).place_id == ""


def test_idlib_aleppo_is_51_to_60_km_by_the_points_that_sources_take(syria):
    start, end = find(syria.places, "idlib"), find(syria.places, "aleppo")
    found = distance_variants(start, end, syria.places)
    by_end = {one.end.place_id: one.km for one in found}

    assert [one.km for one in found] == sorted(one.km for one in found)
    assert by_end["aleppo"] == pytest.approx(56.19, abs=0.01)
    assert by_end["aleppo-new-aleppo"] == pytest.approx(50.4, abs=0.1)
    assert by_end["aleppo-international-airport-nayrab-airbase"] == pytest.approx(60.0, abs=0.1)
    assert city_parts(start, syria.places) == [start]
    assert "al-nayrab-aleppo" not in by_end
