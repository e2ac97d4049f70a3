"""Links that ask for what is not there: a clear sentence, and a page that stays up."""

import pytest

from geodata import theatre as theatres
from geodata.record import open_record
from layers.web.plugin import standalone
from tests.browser.map_reading import day, legend, notice, ready, reopen
from tests.square import write_square

pytestmark = pytest.mark.browser

LAST, FIRST = "12 December 2024", "26 November 2024"
LINKS = {
    "as_of=2024-13-45": ("“2024-13-45” in the link is not a day", LAST),
    "as_of=2024-02-31": ("“2024-02-31” in the link is not a day", LAST),
    "as_of=%3Cscript%3Ealert(1)%3C/script%3E": ("“<script>alert(1)</script>” in the link", LAST),
    "as_of=2024-11-01": (f"Nothing is known for 1 November 2024: the first day of this map is {FIRST}, which is shown.", FIRST),  # noqa: E501
    "as_of=2031-01-01": (f"1 January 2031 lies after the last day of this map; {LAST}", LAST),
    "as_of=": ("“” in the link is not a day", LAST),
    "at=foo": ("“foo” in the link is not a view", LAST),
    "at=,,": ("“,,” in the link is not a view", LAST),
    "at=35,37,99": ("“35,37,99” in the link is not a view", LAST),
    "layers=xyz": ("The link asks for layers this map does not have: xyz.", LAST),
    "distances=nowhere~aleppo": ("places this map does not have: nowhere–aleppo.", LAST),
    "lang=xx": ("“xx” is not a choice for lang; choices: en, ar.", LAST),
    "theme=neon": ("“neon” is not a choice for theme; choices: light, dark.", LAST),
    "view=upside-down": ("“upside-down” is not a choice for view", LAST),
}  # fmt: skip


# In the app the panel has to follow as well; what a link may ask beyond the day is the map's alone.
IN_THE_APP = [query for query in LINKS if query.startswith("as_of=2")]


@pytest.mark.parametrize("query", IN_THE_APP)
def test_panel_and_map_show_the_same_day_after_a_bad_link(open_page, app_url, query):
    sentence, shown = LINKS[query]
    page = ready(open_page(f"{app_url}/?{query}"))

    assert sentence in notice(page)
    assert day(page) == shown == page.locator(".loc-side h2").inner_text()
    assert page.locator("[data-testid='stException']").count() == 0


def test_every_bad_link_gets_a_sentence_and_the_map_stays_up(open_page, file_url):
    page = ready(open_page(file_url))
    for query, (sentence, shown) in LINKS.items():
        reopen(page, query)

        assert sentence in notice(page)
        assert day(page) == shown
        page.keyboard.press("Home")
        assert day(page) == FIRST
        assert len(legend(page)) > 4


def test_several_mistakes_are_all_named(open_page, app_url):
    query = "as_of=soon&at=here&layers=xyz,places&theme=neon&distances=nowhere~aleppo&lang=xx"
    page = ready(open_page(f"{app_url}/?{query}"))

    for word in ("soon", "here", "xyz", "neon", "nowhere–aleppo", "xx"):
        assert word in notice(page)
    assert day(page) == LAST == page.locator(".loc-side h2").inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".loc-notice").is_hidden()


def test_the_sentence_is_in_the_language_of_the_link(open_page, file_url):
    page = ready(open_page(f"{file_url}?as_of=soon&lang=ar"))

    assert "«soon» في الرابط ليس يوماً" in notice(page)
    assert page.locator(".loc-notice").get_attribute("dir") == "rtl"


@pytest.mark.parametrize(
    ("typed", "sentence", "shown"),
    [
        ("2031-01-01", "1 January 2031 lies after the last day", LAST),
        ("2020-05-06", "Nothing is known for 6 May 2020", FIRST),
    ],
)
def test_a_typed_day_out_of_range_shows_the_nearest_and_says_so(page, typed, sentence, shown):
    ready(page)
    field = page.locator(".loc-options input")
    field.fill(typed)

    assert sentence in notice(page)
    assert day(page) == shown
    page.wait_for_function(f"document.querySelector('.loc-side h2').innerText == '{shown}'")


def test_a_day_between_two_stops_says_how_old_the_map_is(open_page, tmp_path, monkeypatch):
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)
    write_square(tmp_path / "square")
    path = tmp_path / "square.html"
    path.write_text(standalone(open_record("square")), encoding="utf-8")
    page = ready(open_page(path.as_uri()))
    under = {}
    for asked in ("2024-01-03", "2024-01-04", "2024-01-08"):
        reopen(page, f"as_of={asked}")
        under[asked] = page.locator(".loc-under").inner_text(), legend(page)

    assert under["2024-01-03"][0] == "Wednesday"
    assert under["2024-01-04"][0] == "Thursday · last known, 1 day old"
    assert under["2024-01-08"][0] == "Monday · last known, 3 days old"
    assert under["2024-01-04"][1] == under["2024-01-03"][1] != under["2024-01-08"][1]
    spoken = page.locator(".loc-track").get_attribute("aria-valuetext")
    assert spoken.startswith("8 January 2024. last known, 3 days old")
