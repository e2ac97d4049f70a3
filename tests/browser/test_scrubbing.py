"""Dragging, stepping and playing: the picture follows at once, is never blank, asks no server."""

from datetime import date, timedelta

import pytest

from tests.browser.replay_page import (
    FIRST,
    LAST,
    STOPS,
    canvas_hash,
    day_of,
    shown_day,
    slider,
    wait_frames,
    wait_link,
    wait_quiet,
    wait_ready,
)

pytestmark = pytest.mark.browser

# Steps through all stops, one a display frame, and looks at the picture before each.
STEP_THROUGH = """
async ({ keys, restEvery }) => {
  const seen = { frames: 0, blank: 0, days: new Set() };
  const frame = async () => {
    await new Promise(requestAnimationFrame);
    seen.frames += 1;
    if (look.empty("control")) seen.blank += 1;
    seen.days.add(look.deep("[role=slider]").getAttribute("aria-valuenow"));
  };
  for (const [index, key] of keys.entries()) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    await frame();
    const until = performance.now() + (restEvery && index % restEvery === 0 ? 500 : 0);
    while (performance.now() < until) await frame();
  }
  return { ...seen, days: seen.days.size };
}
"""
STEP = """
(key) => {
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  return look.deep("[role=slider]").getAttribute("aria-valuenow");
}
"""
FRAME_MS = 1000 / 60
SWEEP = ["ArrowRight"] * (len(STOPS) - 1) + ["ArrowLeft"] * (len(STOPS) - 1)


@pytest.fixture
def replay(open_page, app_url):
    return wait_ready(open_page(f"{app_url}/?as_of={FIRST}"))


@pytest.fixture
def timed(open_page, app_url):
    """Give the replay with a clock that stands still until it is told how long to run.

    So it runs as on a machine that does nothing else, however busy this one is. What was sent to
    the server is noted in `sent`.
    """
    sent = []

    # Playwright cannot mark a method of a list as its handler.
    def note(frame):
        sent.append(frame)

    page = open_page("about:blank", clock=True)
    page.sent = sent
    page.on("websocket", lambda socket: socket.on("framesent", note))
    page.goto(f"{app_url}/?as_of={FIRST}")
    wait_ready(page)
    page.locator(".loc-side h2").wait_for()
    wait_quiet(page, sent)
    page.wait_for_load_state("networkidle")
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    return page


def point_on_slider(page, share):
    box = slider(page).bounding_box()
    return box["x"] + 12 + share * (box["width"] - 24), box["y"] + 26


def pictures_of(page, move, shares):
    """Date in large type and picture after each move, while the handle is held."""
    seen = []
    for share in shares:
        move(*point_on_slider(page, share))
        seen.append((page.locator(".loc-day").inner_text(), canvas_hash(page)))
    return seen


QUARTERS = [0, 0.25, 0.5, 0.75, 1]
DAYS_AT_QUARTERS = [
    "26 November 2024", "30 November 2024", "4 December 2024", "8 December 2024",
    "12 December 2024",
]  # fmt: skip


def test_date_and_picture_follow_the_mouse_while_it_drags(replay):
    replay.mouse.move(*point_on_slider(replay, 0))
    replay.mouse.down()
    seen = pictures_of(replay, replay.mouse.move, QUARTERS)
    replay.mouse.up()

    assert [day for day, _ in seen] == DAYS_AT_QUARTERS
    assert len({picture for _, picture in seen}) == len(QUARTERS)
    replay.mouse.move(*point_on_slider(replay, 0.5))
    assert shown_day(replay) == LAST


def test_date_and_picture_follow_a_finger_while_it_drags(open_page, app_url):
    page = wait_ready(open_page(f"{app_url}/?as_of={FIRST}", width=390, height=844, has_touch=True))
    finger = page.context.new_cdp_session(page)

    def touch(kind, *points):
        at = [{"x": x, "y": y} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
        # The browser hands over moves of a finger once a frame.
        wait_frames(page, 2)

    touch("touchStart", point_on_slider(page, 0))
    seen = pictures_of(page, lambda x, y: touch("touchMove", (x, y)), QUARTERS)
    touch("touchEnd")

    assert [day for day, _ in seen] == DAYS_AT_QUARTERS
    assert len({picture for _, picture in seen}) == len(QUARTERS)
    assert page.evaluate("scrollY") == 0


def test_the_map_is_never_blank_also_while_the_panel_follows(replay):
    seen = replay.evaluate(STEP_THROUGH, {"keys": SWEEP, "restEvery": 8})

    assert seen["blank"] == 0
    assert seen["frames"] > len(SWEEP)
    assert seen["days"] == len(STOPS)


def test_an_empty_canvas_would_be_noticed(replay):
    assert not replay.evaluate("look.empty('control')")

    replay.evaluate("() => { look.deep('.leaflet-loc-control-pane canvas').width = 300 }")

    assert replay.evaluate("look.empty('control')")


def test_no_server_is_asked_while_scrubbing_and_one_message_at_rest(timed):
    timed.sent.clear()
    timed.watch.requests.clear()

    days = set()
    for key in SWEEP * 3 + SWEEP[:4]:
        days.add(day_of(timed.evaluate(STEP, key)))
        timed.clock.run_for(FRAME_MS)

    assert days == set(STOPS)
    assert timed.sent == []
    # The browser fetches the page's icon when it likes.
    assert [url for url in timed.watch.requests if "/media/" not in url] == []
    timed.clock.resume()
    timed.get_by_role("heading", name="30 November 2024").wait_for()
    wait_quiet(timed, timed.sent)
    assert len(timed.sent) == 1


def play(page, speed):
    """Play from the first day; the days shown and when, in milliseconds."""
    page.evaluate("look.follow()")
    page.locator(".loc select").select_option(speed)
    page.locator(".loc-play").click()


def days_played(page):
    return [(milliseconds, day_of(number)) for milliseconds, number in page.evaluate("look.days")]


def test_playing_runs_to_the_end_and_stops_there(replay):
    play(replay, "30")
    replay.get_by_role("button", name="Play (Space)").wait_for()

    assert [day for _, day in days_played(replay)] == STOPS[1:]
    wait_link(replay, "as_of", str(LAST))
    replay.get_by_role("heading", name="12 December 2024").wait_for()


def test_playing_at_the_end_begins_anew(open_page, app_url):
    page = wait_ready(open_page(f"{app_url}/?as_of={LAST}"))

    play(page, "30")

    page.get_by_role("button", name="Play (Space)").wait_for()
    assert [day for _, day in days_played(page)] == STOPS


def test_a_loop_goes_on_from_the_first_day(replay):
    replay.get_by_role("button", name="Repeat from the start").click()
    play(replay, "30")
    replay.wait_for_function("count => look.days.length > count", arg=len(STOPS) + 3)
    replay.keyboard.press("Space")

    days = [day for _, day in days_played(replay)]
    assert days[: len(STOPS) + 3] == [*STOPS[1:], *STOPS[:4]]
    assert replay.get_by_role("button", name="Play (Space)").is_visible()


def test_the_speed_is_in_stops_a_second(timed):
    play(timed, "5")
    timed.clock.run_for(1500)

    times = [milliseconds for milliseconds, _ in days_played(timed)][:6]
    # The next frame of the display after a fifth of a second.
    assert 5 * 200 <= times[-1] - times[0] <= 5 * (200 + FRAME_MS + 1)


def test_a_key_stops_playing(timed):
    play(timed, "10")
    timed.clock.run_for(350)
    assert shown_day(timed) == STOPS[3]

    timed.keyboard.press("Home")
    timed.clock.run_for(1000)

    assert shown_day(timed) == FIRST


def test_a_wheel_over_the_slider_steps(replay):
    replay.mouse.move(*point_on_slider(replay, 0.9))

    replay.mouse.wheel(0, 100)

    replay.wait_for_function("look.deep('.loc-day').textContent === '27 November 2024'")
    assert shown_day(replay) == date(2024, 11, 27) == FIRST + timedelta(days=1)
