"""The link is the state: every change is written into it, and it opens the same picture."""

import io

import numpy as np
import pytest
from PIL import Image

from layers.link import DEFAULT_LAYERS, LAYERS
from tests.browser.replay_page import (
    FIRST,
    link,
    shown_day,
    tool,
    wait_link,
    wait_ready,
    wait_still,
)

pytestmark = pytest.mark.browser

MOST_DIFFERENT = 0.001


@pytest.fixture
def replay(open_page, app_url):
    return wait_ready(open_page(f"{app_url}/?as_of={FIRST}&lang=en"))


def add_distance(page, start, end):
    tool(page, "measure").click()
    page.get_by_label("From", exact=True).fill(start)
    page.get_by_label("To", exact=True).fill(end)
    page.get_by_role("button", name="Add distance").click()
    page.keyboard.press("Escape")


def hide_layer(page, name):
    tool(page, "layers").click()
    page.get_by_label(name, exact=True).uncheck()
    page.keyboard.press("Escape")


def test_every_change_is_written_into_the_link(replay):
    wait_link(replay, "distances", "idlib~aleppo")
    before = link(replay)
    assert set(before) == {"as_of", "at", "distances", "lang"}

    replay.keyboard.press("ArrowRight")
    wait_link(replay, "as_of", "2024-11-27")
    tool(replay, "zoomIn").click()
    replay.wait_for_function(
        "zoom => Number(new URLSearchParams(location.search).get('at').split(',')[2]) === zoom",
        arg=float(before["at"].split(",")[2]) + 0.5,
    )
    hide_layer(replay, "Rivers")
    shown = ",".join(name for name in LAYERS if name in DEFAULT_LAYERS - {"rivers"})
    wait_link(replay, "layers", shown)
    add_distance(replay, "Homs", "Hama")
    wait_link(replay, "distances", "idlib~aleppo,homs~hama")
    replay.locator(".loc-language").click()
    wait_link(replay, "lang", "ar")
    tool(replay, "theme").click()
    wait_link(replay, "theme", "dark")
    tool(replay, "clean").click()
    wait_link(replay, "view", "clean")


def picture(page):
    """What is on the screen; the pointer rests where nothing reacts to it."""
    page.mouse.move(1, 1)
    wait_still(page)
    return np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB")).astype(int)


def share_of_different_pixels(one, other):
    assert one.shape == other.shape
    return float((np.abs(one - other).max(axis=2) > 8).mean())


def drag(page, by_x, by_y):
    page.mouse.move(900, 450)
    page.mouse.down()
    page.mouse.move(900 + by_x, 450 + by_y, steps=3)
    # A hand that rests before it lets go does not throw the map: Leaflet forgets moves of more than
    # 50 ms ago by the page's clock, which is read here.
    page.wait_for_function("begin => Date.now() > begin + 60", arg=page.evaluate("Date.now()"))
    page.mouse.up()


def usual(page):
    page.keyboard.press("ArrowRight")


def everything_changed(page):
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    tool(page, "zoomIn").click()
    wait_still(page)
    drag(page, -37, 53)
    hide_layer(page, "Rivers")
    add_distance(page, "Homs", "Hama")
    page.locator(".loc-language").click()
    tool(page, "theme").click()


def far_in(page):
    page.goto(f"{page.url.partition('?')[0]}?as_of=2024-11-30&at=36.2012,37.1343,13.5&lang=en")
    wait_ready(page)
    drag(page, 31, -17)


@pytest.mark.parametrize("change", [usual, everything_changed, far_in])
def test_the_link_opens_the_same_picture(replay, open_page, change):
    change(replay)
    tool(replay, "clean").click()
    wait_link(replay, "view", "clean")
    here = picture(replay)

    other = wait_ready(open_page(replay.evaluate("location.href")))
    there = picture(other)

    assert shown_day(other) == shown_day(replay)
    assert share_of_different_pixels(here, there) <= MOST_DIFFERENT


def test_two_different_days_are_different_pictures(open_page, app_url):
    one, other = (
        picture(wait_ready(open_page(f"{app_url}/?view=clean&as_of={day}")))
        for day in ("2024-11-30", "2024-12-08")
    )

    assert share_of_different_pixels(one, other) > 10 * MOST_DIFFERENT


def test_the_clean_view_is_the_map_its_caption_and_its_legend(open_page, app_url):
    page = wait_ready(open_page(f"{app_url}/?view=clean&as_of=2024-11-30"))

    for part in ("caption", "legend", "title", "day", "scale", "attribution"):
        assert page.locator(f".loc-{part}").is_visible()
        assert page.locator(f".loc-{part}").inner_text().strip()
    for part in ("toolbar", "timeline", "panel", "notice"):
        assert not page.locator(f".loc-{part}").is_visible()
    assert page.locator(".loc").bounding_box() == {"x": 0, "y": 0, "width": 1600, "height": 900}
    # Nothing of the page around it lies above: in every place it is the map that is hit.
    hit = (
        """([x, y]) => document.elementFromPoint(x, y).shadowRoot?.querySelector(".loc") != null"""
    )
    for point in ([1, 1], [800, 450], [1500, 100], [1500, 450], [1599, 899]):
        assert page.evaluate(hit, point)


def test_the_button_copies_the_link(open_page, app_url):
    allowed = ["clipboard-read", "clipboard-write"]
    page = wait_ready(open_page(f"{app_url}/?as_of={FIRST}", permissions=allowed))
    page.keyboard.press("ArrowRight")

    tool(page, "link").click()

    page.locator(".loc-notice", has_text="Link copied: it opens this picture.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.evaluate("location.href")
    assert "as_of=2024-11-27" in copied


def test_a_link_that_cannot_be_copied_is_shown(replay):
    replay.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")

    tool(replay, "link").click()

    notice = replay.locator(".loc-notice", has_text="Copy this link: http://localhost")
    notice.wait_for()
    assert replay.evaluate("location.href") in notice.inner_text()


def test_the_map_stays_sharp_after_every_kind_of_jump(replay):
    """A canvas between two pixels is blurred."""
    for jump in (
        lambda: replay.set_viewport_size({"width": 1411, "height": 777}),
        lambda: tool(replay, "zoomIn").click(),
        lambda: tool(replay, "home").click(),
        lambda: tool(replay, "clean").click(),
        lambda: replay.keyboard.press("Escape"),
    ):
        jump()
        wait_still(replay)
        for name in ("ground", "control", "above"):
            moved = replay.locator(f".leaflet-loc-{name}-pane canvas").evaluate(
                "({ style }) => { const { e, f, a } = new DOMMatrix(style.transform);"
                " return [e % 1, f % 1, a]; }"
            )
            assert moved == [0, 0, 1]
