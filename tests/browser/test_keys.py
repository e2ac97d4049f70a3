"""Every key of the replay, and the fields and buttons that keep their own."""

from datetime import date, timedelta

import pytest

from tests.browser.replay_page import FIRST, LAST, canvas_hash, shown_day, tool, wait_ready

pytestmark = pytest.mark.browser
MIDDLE = date(2024, 12, 4)
DAY = timedelta(days=1)


@pytest.fixture
def replay(open_page, app_url):
    """Give the replay on its middle day, just loaded: nothing clicked, nothing in focus."""
    return wait_ready(open_page(f"{app_url}/?as_of={MIDDLE}"))


def is_clean(page):
    return page.locator(".loc.loc-clean").count() == 1


def play_button(page):
    return page.locator(".loc-play")


def test_arrows_pages_home_and_end_right_after_loading(replay):
    seen = []
    for key in (
        "ArrowRight", "ArrowLeft", "Shift+ArrowRight", "Shift+ArrowLeft",
        "PageUp", "PageDown", "Home", "ArrowLeft", "End", "ArrowRight",
    ):  # fmt: skip
        replay.keyboard.press(key)
        seen.append(shown_day(replay))

    assert seen == [
        MIDDLE + DAY, MIDDLE, MIDDLE + 7 * DAY, MIDDLE,
        MIDDLE - 7 * DAY, MIDDLE, FIRST, FIRST, LAST, LAST,
    ]  # fmt: skip


def test_a_key_changes_the_picture_and_the_date_in_large_type(replay):
    before = canvas_hash(replay)

    replay.keyboard.press("ArrowRight")

    assert canvas_hash(replay) != before
    assert replay.locator(".loc-day").inner_text() == "5 December 2024"


def test_space_plays_and_pauses_right_after_loading(replay):
    replay.keyboard.press("Space")
    assert play_button(replay).get_attribute("aria-label") == "Pause (Space)"

    replay.keyboard.press("Space")
    assert play_button(replay).get_attribute("aria-label") == "Play (Space)"


def test_f_fills_the_screen_and_leaving_full_screen_leaves_the_clean_view(
    open_page, app_url, window_browser
):
    replay = wait_ready(open_page(f"{app_url}/?as_of={MIDDLE}", within=window_browser))
    replay.keyboard.press("f")
    replay.wait_for_function("document.fullscreenElement !== null")
    assert is_clean(replay)

    replay.evaluate("document.exitFullscreen()")
    replay.locator(".loc:not(.loc-clean)").wait_for()

    replay.keyboard.press("F")
    assert is_clean(replay)
    replay.keyboard.press("F")
    assert not is_clean(replay)
    replay.wait_for_function("document.fullscreenElement === null")


def test_question_mark_opens_the_help_and_escape_closes_it(replay):
    replay.keyboard.press("?")
    dialog = replay.get_by_role("dialog", name="Keys and help (?)")
    assert dialog.is_visible()

    replay.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert not is_clean(replay)


def test_escape_leaves_a_clean_view_that_a_link_opened(open_page, app_url):
    page = wait_ready(open_page(f"{app_url}/?view=clean"))
    assert is_clean(page)

    page.keyboard.press("Escape")

    assert not is_clean(page)


def test_no_key_of_ours_while_typing_in_the_date_field(replay):
    picture = canvas_hash(replay)
    replay.locator(".loc input[type=date]").focus()

    for key in ("ArrowRight", "ArrowLeft", "Home", "End", "PageUp", "f", "?", "Space"):
        replay.keyboard.press(key)
    replay.keyboard.press("Escape")

    assert shown_day(replay) == MIDDLE
    assert canvas_hash(replay) == picture
    assert not is_clean(replay)
    assert not replay.get_by_role("dialog", name="Keys and help (?)").is_visible()
    assert play_button(replay).get_attribute("aria-label") == "Play (Space)"


def test_a_typed_date_is_shown(replay):
    replay.locator(".loc input[type=date]").fill("2024-11-30")

    assert shown_day(replay) == date(2024, 11, 30)


def test_no_key_of_ours_while_typing_a_place(replay):
    tool(replay, "measure").click()
    field = replay.get_by_label("From", exact=True)
    field.click()

    replay.keyboard.type("f ? Homs")
    for key in ("Home", "ArrowRight", "End", "Shift+ArrowLeft", "PageDown"):
        replay.keyboard.press(key)

    assert field.input_value() == "f ? Homs"
    assert shown_day(replay) == MIDDLE
    assert not is_clean(replay)
    assert play_button(replay).get_attribute("aria-label") == "Play (Space)"


def test_keys_work_after_a_button_was_clicked(replay):
    tool(replay, "theme").click()
    replay.locator(".loc[data-theme=dark]").wait_for()
    replay.wait_for_function("look.deep('.loc-toolbar button:focus') === null")

    replay.keyboard.press("ArrowRight")
    assert shown_day(replay) == MIDDLE + DAY
    replay.keyboard.press("Space")
    assert play_button(replay).get_attribute("aria-label") == "Pause (Space)"
    assert replay.locator(".loc").get_attribute("data-theme") == "dark"


def test_keys_work_after_a_speed_was_chosen_with_the_mouse(replay):
    speed = replay.locator(".loc select")
    speed.focus()
    speed.dispatch_event("pointerdown")
    speed.select_option("5")

    replay.keyboard.press("ArrowRight")

    assert shown_day(replay) == MIDDLE + DAY
    assert speed.input_value() == "5"


def test_space_ticks_a_layer_that_has_the_focus(replay):
    tool(replay, "layers").click()
    events = replay.get_by_label("Events of the day")
    events.focus()

    replay.keyboard.press("Space")

    assert not events.is_checked()
    assert play_button(replay).get_attribute("aria-label") == "Play (Space)"
