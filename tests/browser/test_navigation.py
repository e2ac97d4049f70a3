"""The row of links: the same on every page, with the state of the page as it is when taken."""

from urllib.parse import parse_qs, urlsplit

import pytest

from layers.locale import Locale
from pages.shared.pages import BY_NAME, PAGES
from tests.browser.replay_page import slider, tool, wait_link, wait_ready
from tests.words import ENGLISH

pytestmark = pytest.mark.browser


def row_link(page, name, language="en"):
    return page.locator(".loc-nav").get_by_role(
        "link", name=Locale(None, language).say(f"page_{name}")
    )


def state(page):
    query = parse_qs(urlsplit(page.url).query)
    return {key: values[0] for key, values in query.items()}


def test_a_link_has_the_day_of_the_moment_it_is_taken(app_url, open_page):
    page = wait_ready(open_page(f"{app_url}/?lang=en&as_of=2024-11-30&theme=dark&layers=places"))
    slider(page).press("ArrowRight")
    row_link(page, "press").click()
    page.locator("[data-testid=stMain] h1", has_text=ENGLISH.say("page_press")).wait_for()

    asked = state(page)
    assert asked["as_of"] == "2024-12-01"
    assert (asked["theme"], asked["layers"], asked["lang"]) == ("dark", "places", "en")
    assert {"at", "distances", "screen"} <= asked.keys()


def test_the_state_comes_back_from_a_page_of_text(app_url, open_page):
    page = wait_ready(open_page(f"{app_url}/?lang=en&as_of=2024-12-05&at=35,37,8&layers=places"))
    row_link(page, "method").click()
    page.locator("[data-testid=stMain] h1", has_text=ENGLISH.say("page_method")).wait_for()
    row_link(page, "replay").click()
    wait_ready(page)

    asked = state(page)
    assert (asked["as_of"], asked["layers"]) == ("2024-12-05", "places")
    lat, lon, zoom = map(float, asked["at"].split(","))
    assert (round(lat, 2), round(lon, 2), zoom) == (35, 37, 8)


def test_language_and_title_follow_the_map(app_url, open_page):
    page = wait_ready(open_page(f"{app_url}/?lang=en&as_of=2024-11-30"))
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        "en", "ltr",
    ]  # fmt: skip
    slider(page).press("ArrowRight")
    page.wait_for_function("document.title.startsWith('1 December 2024 · Replay')")
    page.locator(".loc-language").click()
    wait_link(page, "lang", "ar")
    page.wait_for_function("document.documentElement.dir === 'rtl'")

    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.title().startswith("1 كانون الأول 2024 · ")
    assert row_link(page, "trends", "ar").count() == 1


def test_the_row_is_in_one_place_and_marks_the_page(app_url, open_page):
    page = open_page(f"{app_url}/?lang=en")
    for entry in PAGES:
        go_to(page, entry.name)
        box = page.locator(".loc-nav").bounding_box()
        assert (box["y"], box["height"]) == (0, 36), entry.name


def go_to(page, name, language="en"):
    """Take the link to a page, and wait until that page is there and the one before has gone."""
    title = Locale(None, language).say(f"page_{name}")
    row_link(page, name, language).click()
    page.locator(f".loc-nav [aria-current=page]:text-is('{title}')").wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    if BY_NAME[name].map:
        wait_ready(page)
    else:
        page.get_by_role("heading", name=title, exact=True).wait_for()


def test_streamlits_menu_lies_on_no_link(app_url, open_page):
    # A page that runs from the right begins its row where the menu is.
    page = open_page(f"{app_url}/method?lang=ar")
    for name in ("method", "distances", "history"):
        go_to(page, name, "ar")
        for width in (1600, 1520, 1280, 1180, 820, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("() => new Promise(requestAnimationFrame)")
            assert len(links_beside_the_menu(page)) > 2, (name, width)
        page.set_viewport_size({"width": 1600, "height": 900})


def links_beside_the_menu(page):
    """Give the links of the row that are seen; the menu lies on none of them."""
    menu = page.locator("[data-testid=stMainMenu] button").bounding_box()
    # On a phone the row scrolls: a link is seen as far as its list reaches.
    row = page.locator(".loc-nav ul").first.bounding_box()
    seen = []
    for link in page.locator(".loc-nav li a").all():
        box = link.bounding_box()
        left = max(box["x"], row["x"])
        right = min(box["x"] + box["width"], row["x"] + row["width"])
        if left < right:
            seen.append(link.inner_text())
            assert menu["x"] + menu["width"] <= left or right <= menu["x"], (seen, menu, row)
    return seen


def test_the_clean_view_has_no_row_and_keeps_its_language(app_url, open_page):
    page = wait_ready(open_page(f"{app_url}/?lang=ar"))
    tool(page, "clean").click()
    wait_link(page, "view", "clean")

    box = page.locator(".loc").bounding_box()
    assert (box["y"], box["height"]) == (0, 900)
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        "ar", "rtl",
    ]  # fmt: skip


def test_a_theatre_of_ones_own_is_seen_on_every_page(start_app, open_page, two_valleys):
    two_valleys.publish("2024-01-02", A=(10, 11), B=(11, 12))
    page = open_page(f"{start_app(**two_valleys.environment)}/?theatre=two_valleys&lang=en")
    for entry in PAGES:
        go_to(page, entry.name)
        page.locator(".loc-nav summary", has_text="Two valleys").wait_for()
        if entry.map:
            assert page.locator(".loc-title").first.inner_text() == "Two valleys"
        row_link(page, "history").hover()
        assert "theatre=two_valleys" in row_link(page, "history").get_attribute("href")
        assert page.locator("[data-testid=stException]").count() == 0
