"""The distances page in a real browser: two clicks make a pair, the list goes on to the replay."""

from urllib.parse import parse_qs, urlsplit

import pytest

from geodata.distance import between
from geodata.places import find
from geodata.theatre import load
from tests.browser.replay_page import wait_ready
from tests.words import ENGLISH

pytestmark = pytest.mark.browser


def wait_map(page):
    """Wait until the map has drawn what is measured, and the page has come to its end."""
    page.locator("#matrix").wait_for()
    page.locator(".sketch[data-ready]").wait_for()
    return page


def wait_asked(page, key, there=True):
    page.wait_for_function(
        "([key, there]) => new URLSearchParams(location.search).has(key) === there",
        arg=[key, there],
    )


def asked(page):
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def plates(page):
    """What stands on the map: lengths and names of ends."""
    return page.locator(".sketch .plate")


def test_two_clicks_make_a_pair_that_goes_on_to_the_replay(open_page, app_url):
    url = f"{app_url}/distances?lang=en&pairs=idlib~aleppo&as_of=2024-11-30"
    page = wait_map(open_page(url, 1280, 900))
    places = load().places
    found = between(find(places, "idlib"), find(places, "aleppo"))

    assert sorted(plates(page).all_inner_texts()) == ["56.2 km", "Aleppo", "Idlib"]
    assert f"{found.km:.1f} km" == "56.2 km"
    page.locator(".sketch").click(position={"x": 120, "y": 500})
    wait_asked(page, "first")
    page.get_by_text("click the second point").wait_for()
    page.locator(".sketch").click(position={"x": 520, "y": 200})
    wait_asked(page, "first", there=False)
    page.get_by_role("button", name="×").nth(1).wait_for()
    assert asked(page)["pairs"].startswith("idlib~aleppo,")

    page.get_by_role("link", name=ENGLISH.say("distances_on_replay")).click()
    wait_ready(page)
    assert asked(page)["as_of"] == "2024-11-30"
    assert asked(page)["distances"].startswith("idlib~aleppo")


def test_everything_that_a_link_asks_for_is_on_the_map_of_a_phone(open_page, app_url):
    query = "lang=ar&pairs=&front=homs&around=damascus&rings=20,50&as_of=2024-12-05&theme=dark"
    page = wait_map(open_page(f"{app_url}/distances?{query}", 390, 844, dark=True))

    said = plates(page).all_inner_texts()
    assert {"حمص", "دمشق", "20 كم", "50 كم"} <= set(said)
    assert len(said) == 5
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("anchor", ["front", "sources-differ"])
def test_a_link_to_a_paragraph_of_the_method_opens_there(open_page, app_url, anchor):
    page = open_page(f"{app_url}/method?lang=en#{anchor}", 1280, 720)
    page.locator(f"#{anchor}.loc-target, .loc-target #{anchor}").first.wait_for()
    page.wait_for_function(
        "name => Math.abs(document.getElementById(name).getBoundingClientRect().top) < 80",
        arg=anchor,
    )
    # Another theme draws the row of links anew, and leaves the reader where they are.
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "getComputedStyle(document.querySelector('.stApp')).backgroundColor === 'rgb(23, 27, 34)'"
    )
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.evaluate(
        "name => Math.abs(document.getElementById(name).getBoundingClientRect().top) < 80", anchor
    )

    assert page.locator("h1").count() == 1
