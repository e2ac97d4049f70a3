"""The page in Arabic: words, dates and directions, with the map itself as it was."""

import pytest

from geodata.record import open_record
from tests.browser.map_reading import day, legend, pixel, ready
from tests.words import ARABIC

pytestmark = pytest.mark.browser

VIEW = (36.1, 37.0, 8)
LINK = "as_of=2024-11-30&at=36.1,37,8&lang=ar"
OVERFLOWING = """() => [...document.querySelectorAll(".loc-side *")]
  .filter(element => element.clientWidth && element.scrollWidth > element.clientWidth + 1)
  .map(element => element.innerText)"""


@pytest.fixture
def arabic(open_page, app_url):
    return ready(open_page(f"{app_url}/?{LINK}"))


def direction(page, selector: str) -> str:
    return page.locator(selector).first.evaluate("it => getComputedStyle(it).direction")


def test_words_and_dates_are_arabic_and_only_the_map_runs_left_to_right(arabic):
    theatre = open_record().theatre
    assert day(arabic) == "30 تشرين الثاني 2024"
    assert arabic.locator(".loc-title").inner_text() == theatre.title["ar"]
    shorts = [party.short["ar"] for party in theatre.parties] + [ARABIC.say("contested")]
    names = [row[0] for row in legend(arabic)]
    assert names
    assert set(names) <= set(shorts)
    assert "2024" in arabic.locator(".loc-side h2").inner_text()
    assert theatre.credit["ar"] in arabic.locator(".loc-credit").inner_text()
    assert "كم" in arabic.locator(".loc-bar-text").inner_text()
    for selector in (".loc-card", ".loc-caption", ".loc-side"):
        assert direction(arabic, selector) == "rtl"
    for selector in (".loc-map", ".loc-timeline", ".loc-scale"):
        assert direction(arabic, selector) == "ltr"
    assert [] == arabic.evaluate(OVERFLOWING)


def test_the_button_turns_map_panel_and_link_to_arabic_and_back(page):
    ready(page)
    page.locator(".loc-language").click()

    assert direction(page, ".loc-card") == "rtl"
    page.wait_for_selector(".loc-side[dir='rtl']")
    assert "أحداث اليوم" in page.locator(".loc-side").inner_text()
    page.wait_for_function("location.search.includes('lang=ar')")
    page.locator(".loc-language").click()
    page.wait_for_selector(".loc-side[dir='ltr']")
    assert (
        "Events of the day" in page.locator(".loc-side").inner_text()
        or "EVENTS OF THE DAY" in page.locator(".loc-side").inner_text()
    )


def test_a_popup_is_arabic_and_keeps_the_order_of_coordinates(arabic):
    aleppo = next(one for one in open_record().theatre.places if one.place_id == "aleppo")
    arabic.mouse.click(*pixel(arabic, aleppo.lon, aleppo.lat, VIEW))
    popup = arabic.locator(".loc-popup")

    assert popup.locator("h3").inner_text() == "حلب"
    assert popup.get_attribute("dir") == "rtl"
    assert "29 تشرين الثاني 2024" in popup.inner_text()
    line = popup.locator(".loc-ltr")
    assert line.inner_text() == "36.2012° N 37.1612° E"
    # What is written first stands to the left of what is written last.
    assert line.evaluate(
        """it => {
          const at = (start, end) => {
            const range = document.createRange();
            range.setStart(it.firstChild, start);
            range.setEnd(it.firstChild, end);
            return range.getBoundingClientRect().left;
          };
          return at(0, 1) < at(11, 12) && at(11, 12) < at(20, 21);
        }"""
    )
    arabic.keyboard.press("Escape")
    arabic.locator("[data-tool='measure']").click()
    pair = arabic.locator(".loc-panel li").inner_text()
    assert "إدلب–حلب" in pair
    assert "\u206635.9306° N 36.6339° E\u2069" in pair
