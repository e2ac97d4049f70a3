"""The replay for those who hear it or use no mouse."""

import re

import pytest

from geodata.record import open_record
from layers.locale import Locale
from layers.locale.captions import change_line
from layers.moment import Moment
from tests.browser.replay_page import EPOCH, FIRST, STOPS, slider, tool, wait_ready

pytestmark = pytest.mark.browser

DAY = STOPS[4]
SPOKEN = {"en": "30 November 2024", "ar": "30 تشرين الثاني 2024"}
# The element in focus, also inside shadow roots, and whether one sees that it is.
FOCUSED = """
() => {
  let element = document.activeElement;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const style = getComputedStyle(element);
  const name = element.dataset.tool || element.className || element.type || element.tagName;
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const visible = ring || style.boxShadow !== "none";
  return { name: String(name), ours: look.deep(".loc").contains(element), visible };
}
"""


@pytest.fixture(scope="module")
def record():
    return open_record()


def spoken(record, day, language):
    return change_line(Moment(record, day), Locale(record.theatre, language))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_slider_says_the_day_and_what_changed(open_page, app_url, record, language):
    page = wait_ready(open_page(f"{app_url}/?as_of={DAY}&lang={language}"))
    said = {
        name: slider(page).get_attribute(f"aria-{name}")
        for name in ("valuemin", "valuemax", "valuenow", "valuetext")
    }

    assert int(said["valuemin"]) == (FIRST - EPOCH).days
    assert int(said["valuenow"]) == (DAY - EPOCH).days
    assert int(said["valuemax"]) >= (STOPS[-1] - EPOCH).days
    assert said["valuetext"] == f"{SPOKEN[language]}. {spoken(record, DAY, language)}"

    page.keyboard.press("ArrowRight")
    assert int(slider(page).get_attribute("aria-valuenow")) == (STOPS[5] - EPOCH).days
    assert spoken(record, STOPS[5], language) in slider(page).get_attribute("aria-valuetext")


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_page_map_and_panel_say_their_language(open_page, app_url, language, direction):
    page = wait_ready(open_page(f"{app_url}/?as_of={DAY}&lang={language}"))
    for part in ("html", ".loc-nav", ".loc", ".loc-side"):
        assert language == page.locator(part).get_attribute("lang"), part
    for part in ("html", ".loc-nav", ".loc-card", ".loc-side"):
        assert direction == page.locator(part).get_attribute("dir"), part
    # The map changes its language by itself, the page and its panel follow.
    page.locator(".loc-language").click()
    other = {"en": "ar", "ar": "en"}[language]
    for part in ("html", ".loc-nav", ".loc", ".loc-side"):
        page.locator(f"{part}[lang={other}]").wait_for(state="attached")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_everything_to_press_or_fill_has_a_name(open_page, app_url, language):
    page = wait_ready(open_page(f"{app_url}/?as_of={DAY}&lang={language}"))
    for panel in (None, "layers", "measure", "help"):
        if panel:
            tool(page, panel).click()
        heard = page.locator(".loc").aria_snapshot()
        roles = r"button|checkbox|combobox|textbox|slider|toolbar|dialog|link"
        named = re.findall(rf'- (?:{roles}) "', heard)
        nameless = re.findall(rf'^\s*- (?:{roles})(?! ").*$', heard, flags=re.MULTILINE)
        assert nameless == []
        assert len(named) > 15
        page.keyboard.press("Escape")


def test_the_focus_is_seen_on_everything_that_tab_reaches(page):
    wait_ready(page)
    seen = {}
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["ours"]:
            # The calendar in the date field shows a ring of its own, which style cannot ask for.
            seen[focused["name"]] = seen.get(focused["name"], False) or focused["visible"]
        elif seen:
            break

    assert {name for name, visible in seen.items() if not visible} == set()
    expected = {"zoomIn", "zoomOut", "home", "layers", "measure", "theme", "link", "clean", "help"}
    assert expected | {"loc-language", "loc-play", "loc-track", "date"} <= set(seen)


def test_enter_and_space_press_the_button_in_focus(page):
    wait_ready(page)
    tool(page, "theme").focus()

    page.keyboard.press("Enter")
    page.locator(".loc[data-theme=dark]").wait_for()
    page.keyboard.press("Space")
    page.locator(".loc[data-theme=light]").wait_for()

    assert page.locator(".loc-play").get_attribute("aria-label") == "Play (Space)"


def test_a_closed_panel_gives_the_focus_back_to_its_button(page):
    wait_ready(page)
    tool(page, "layers").focus()

    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="Layers").wait_for()
    page.keyboard.press("Escape")

    assert page.evaluate(FOCUSED)["name"] == "layers"
