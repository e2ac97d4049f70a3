"""A day written into the field digit by digit, as a person does, and what takes the keys."""

from datetime import date

import pytest

from tests.browser.replay_page import FIRST, LAST, tool, wait_ready

pytestmark = pytest.mark.browser

SENTENCE = "Nothing is known for 30 November 2023"


@pytest.fixture
def replay(open_page, app_url):
    page = wait_ready(open_page(f"{app_url}/?as_of={LAST}&lang=en", locale="en-US"))
    field(page).focus()
    return page


def field(page):
    return page.locator(".loc input[type=date]")


def wait_day(page, day):
    page.wait_for_function(
        "day => look.deep('[role=slider]').getAttribute('aria-valuenow') === day",
        arg=str((day - date(1970, 1, 1)).days),
    )
    assert field(page).input_value() == day.isoformat()


def write(page, text):
    page.locator(".loc-title").click()
    field(page).focus()
    page.keyboard.type(text)


def test_a_day_can_be_written_digit_by_digit(replay):
    for day in (date(2024, 11, 30), date(2024, 12, 8), FIRST):
        write(replay, f"{day:%m%d%Y}")

        wait_day(replay, day)
        assert not replay.locator(".loc-notice").is_visible()


def test_enter_or_leaving_the_field_answers_a_day_out_of_range_at_once(replay):
    for leave in (
        lambda: replay.keyboard.press("Enter"),
        lambda: replay.locator(".loc-title").click(),
    ):
        write(replay, "11302023")
        assert not replay.locator(".loc-notice").is_visible()
        leave()

        wait_day(replay, FIRST)
        assert SENTENCE in replay.locator(".loc-notice").inner_text()
        replay.locator(".loc-title").click()
        replay.keyboard.press("Escape")


def test_a_rest_answers_too(replay):
    replay.keyboard.type("11302023")

    replay.locator(".loc-notice", has_text=SENTENCE).wait_for()
    wait_day(replay, FIRST)


def test_a_day_left_half_written_gives_way_to_the_day_shown(replay):
    replay.keyboard.press("Backspace")
    assert field(replay).input_value() == ""
    replay.locator(".loc-title").click()

    wait_day(replay, LAST)


def play_button(page):
    return page.locator(".loc-play").get_attribute("aria-label")


@pytest.mark.parametrize("way", ["key", "mouse"])
def test_space_plays_after_a_panel_was_opened_and_closed(replay, way):
    replay.locator(".loc-title").click()
    if way == "key":
        replay.keyboard.press("?")
    else:
        tool(replay, "help").click()
    panel = replay.get_by_role("dialog", name="Keys and help (?)")
    panel.wait_for()
    replay.keyboard.press("Escape")

    replay.keyboard.press("Space")

    assert play_button(replay) == "Pause (Space)"
    assert not panel.is_visible()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_keys_open_the_event_in_focus(open_page, app_url, key):
    page = wait_ready(open_page(f"{app_url}/?as_of=2024-11-30&lang=en"))
    page.locator(".loc-event-mark").first.focus()

    page.keyboard.press(key)

    page.locator(".leaflet-popup h3", has_text="30 November 2024").wait_for()
    assert play_button(page) == "Play (Space)"
