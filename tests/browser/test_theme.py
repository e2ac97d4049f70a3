"""Light, dark and less motion: what the visitor's system asks for, and what is chosen here."""

import pytest

from tests.browser.replay_page import canvas_hash, tool, wait_ready

pytestmark = pytest.mark.browser

BRIGHTNESS = """
selector => {
  const colour = getComputedStyle(look.deep(selector)).backgroundColor;
  const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number);
  return Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
}
"""


def brightness(page, selector):
    return page.evaluate(BRIGHTNESS, selector)


def is_dark(page):
    """What the card on the map and the page around the map say; they must agree."""
    dark = [brightness(page, selector) < 128 for selector in (".loc-card", ".stApp", ".loc")]
    assert len(set(dark)) == 1
    return dark[0]


@pytest.mark.parametrize("dark", [False, True])
def test_the_systems_choice_is_followed(open_page, app_url, dark):
    page = wait_ready(open_page(app_url, dark=dark))

    assert is_dark(page) == dark
    assert page.locator(".loc").get_attribute("data-theme") == ("dark" if dark else "light")


def test_a_change_of_the_system_is_followed_at_once(page):
    wait_ready(page)
    light = canvas_hash(page, "ground")

    page.emulate_media(color_scheme="dark")
    page.locator(".loc[data-theme=dark]").wait_for()
    assert is_dark(page)
    assert canvas_hash(page, "ground") != light

    page.emulate_media(color_scheme="light")
    page.locator(".loc[data-theme=light]").wait_for()
    assert not is_dark(page)
    assert canvas_hash(page, "ground") == light


def test_the_button_changes_map_and_page_at_once(page):
    wait_ready(page)
    before = [canvas_hash(page, name) for name in ("ground", "control", "above")]

    tool(page, "theme").click()

    assert is_dark(page)
    after = [canvas_hash(page, name) for name in ("ground", "control", "above")]
    assert all(new != old for new, old in zip(after, before, strict=True))
    tool(page, "theme").click()
    assert not is_dark(page)
    assert [canvas_hash(page, name) for name in ("ground", "control", "above")] == before


def test_a_theme_in_the_link_wins_over_the_system(open_page, app_url):
    page = wait_ready(open_page(f"{app_url}/?theme=dark"))

    assert is_dark(page)


ANIMATIONS = """
() => {
  globalThis.animated = 0;
  const pane = look.deep(".leaflet-map-pane");
  new MutationObserver(() => { animated += pane.classList.contains("leaflet-zoom-anim"); })
    .observe(pane, { attributeFilter: ["class"] });
}
"""


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_zooming_is_animated_only_for_those_who_like_it(open_page, app_url, motion):
    page = wait_ready(open_page(app_url, reduced_motion=motion))
    page.evaluate(ANIMATIONS)
    before = canvas_hash(page, "ground")

    tool(page, "zoomIn").click()
    page.wait_for_function("before => look.hash('ground') !== before", arg=before)

    assert (page.evaluate("animated") > 0) == (motion == "no-preference")
