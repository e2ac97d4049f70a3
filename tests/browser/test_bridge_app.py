"""The bridge in the app: one message a rest, on whatever pages, themes and servers came between."""

import json
import os
import subprocess
import sys

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from layers.web.modules import SOURCES, script
from tests.browser.replay_page import link, slider, wait_link, wait_quiet, wait_ready
from tests.browser.test_navigation import go_to, row_link
from tests.conftest import ROOT, free_port, wait_until_answers
from tests.words import ENGLISH

pytestmark = pytest.mark.browser

# Subscriptions by name, and messages that are retained, by name.
BRIDGE = """() => {
  const { subscriptions, retained } = document[Symbol.for("lines-of-control.bridge")];
  return [subscriptions, retained].map((set) => [...set].map(({ name }) => name).sort());
}"""
# The row, the panel and its links follow the map, which writes its link when a link is taken.
ON_REPLAY = [["state", "state", "state", "write-link"], ["state"]]
ON_COMPARE = [
    ["change", "state", "state", "state", "write-link"], ["change", "state"],
]  # fmt: skip
# The map comes to rest on another day.
REST = """
  const { subscriptions, retained } = document[Symbol.for("lines-of-control.bridge")];
  const { detail } = [...retained].find(({ name }) => name === "state");
  const state = { ...detail.state, day: "2024-12-02" };
  for (const { name, handler } of [...subscriptions]) {
    if (name === "state") handler({ ...detail, initial: false, state });
  }
"""
# What was measured is kept here: it is not retained while what publishes it is mounted anew.
KEEP_CHANGE = """() => {
  const { retained } = document[Symbol.for("lines-of-control.bridge")];
  globalThis.measured = [...retained].find(({ name }) => name === "change")?.detail;
  return Boolean(globalThis.measured);
}"""
LEAVE = "window.dispatchEvent(new PopStateEvent('popstate'));"


@pytest.fixture
def sent(open_page):
    """Give a page, and the states of maps that it sends to Python."""
    page = open_page("about:blank")
    return page, states_of(page)


def states_of(page):
    """Give the list to which the states that a page sends to Python are added."""
    states = []

    def read(packet):
        message = BackMsg.FromString(packet) if isinstance(packet, bytes) else BackMsg()
        rerun = message.rerun_script
        widgets = rerun.widget_states.widgets if rerun.fragment_id else []
        values = [w.json_value for w in widgets if "-map_state_" in w.id]
        states.extend(json.loads(value)["state"]["state"] for value in values)

    page.on("websocket", lambda websocket: websocket.on("framesent", read))
    return states


def wait_bridge(page, expected):
    """Wait until these are the subscriptions and the retained messages."""
    page.wait_for_function(
        f"expected => JSON.stringify(({BRIDGE})()) === JSON.stringify(expected)", arg=expected
    )


def panel(page, day):
    page.locator(".loc-side h2", has_text=day).wait_for()


def test_a_rest_is_one_message_after_pages_there_and_back(app_url, sent):
    page, states = sent
    page.goto(f"{app_url}/?lang=en&as_of=2024-11-28")
    wait_ready(page)
    panel(page, "28 November 2024")
    wait_bridge(page, ON_REPLAY)
    for name in ("method", "replay", "compare", "replay"):
        go_to(page, name)
        if name != "method":
            wait_bridge(page, ON_COMPARE if name == "compare" else ON_REPLAY)
    panel(page, "28 November 2024")
    assert states == []

    slider(page).press("ArrowRight")
    panel(page, "29 November 2024")
    wait_quiet(page, states)
    assert [state["day"] for state in states] == ["2024-11-29"]
    wait_bridge(page, ON_REPLAY)


def test_a_map_that_rests_behind_a_link_does_not_empty_the_next_page(app_url, sent):
    """Streamlit would run the panel of the replay after the next page, and leave that empty."""
    page, states = sent
    page.goto(f"{app_url}/?lang=en&as_of=2024-11-28")
    wait_ready(page)
    panel(page, "28 November 2024")
    row_link(page, "press").evaluate(f"link => {{ link.click(); {REST} }}")
    page.get_by_role("heading", name=page_name("press"), exact=True).wait_for()
    wait_quiet(page, states)
    assert page.get_by_role("heading", name=page_name("press"), exact=True).is_visible()
    assert states == []


def test_a_map_whose_page_stays_after_all_is_followed(app_url, open_page):
    """A link whose page never comes, as where the way to the server was lost just then."""
    page = open_page("about:blank", clock=True)
    states = states_of(page)
    page.goto(f"{app_url}/?lang=en&as_of=2024-11-28")
    wait_ready(page)
    panel(page, "28 November 2024")
    page.evaluate(f"{LEAVE} {REST} {LEAVE}")
    page.clock.run_for(9_000)
    # Answered by the server: what was sent before is known by then.
    page.evaluate("() => fetch('./_stcore/health').then((answer) => answer.text())")
    assert states == []
    page.clock.run_for(2_000)
    panel(page, "2 December 2024")
    assert [state["day"] for state in states] == ["2024-12-02"]


def page_name(name):
    return ENGLISH.say(f"page_{name}")


def test_a_change_of_theme_says_nothing_new(app_url, sent):
    page, states = sent
    page.goto(f"{app_url}/?lang=en&as_of=2024-11-28")
    wait_ready(page)
    slider(page).press("ArrowRight")
    panel(page, "29 November 2024")
    for scheme in ("dark", "light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.locator(f".loc[data-theme={scheme}]").wait_for()
    wait_quiet(page, states)
    assert [state["day"] for state in states] == ["2024-11-29"]
    wait_bridge(page, ON_REPLAY)


def test_what_was_measured_of_another_map_is_not_drawn(app_url, open_page):
    page = open_page(f"{app_url}/compare?lang=en&from=2024-11-26&to=2024-11-30&view=change")
    wait_ready(page)
    cells = page.locator(".loc-legend td", has_text="5,453")
    cells.first.wait_for()
    # The last of the report: by then all is mounted that publishes.
    page.locator(".loc-copy").wait_for()
    page.wait_for_function(KEEP_CHANGE)
    page.add_script_tag(content=script(SOURCES / "bridge.js", "Bridge"))
    publish = """([map]) => new Promise((done) => {
      const { change, ...source } = globalThis.measured;
      const slots = change.slots.map((row) => ({ ...row, gained_km2: 1234 }));
      const connection = Bridge.connect(document.body);
      connection.publish("change", {
        ...source, map: map ?? source.map, change: { ...change, slots },
      });
      requestAnimationFrame(() => done(connection.close()));
    })"""
    page.evaluate(publish, ["0000000000000000"])
    assert cells.count() > 0
    assert page.locator(".loc-legend td", has_text="1,234").count() == 0
    # The same message of this map is drawn: the test would notice.
    page.evaluate(publish, [None])
    page.locator(".loc-legend td", has_text="1,234").first.wait_for()


def test_the_state_of_one_theatre_is_none_of_another(start_app, sent, two_valleys):
    # No day of the built-in theatre is near.
    two_valleys.publish("2024-01-02")
    page, states = sent
    page.goto(f"{start_app(**two_valleys.environment)}/?lang=en&as_of=2024-11-28")
    wait_ready(page)
    slider(page).press("ArrowRight")
    panel(page, "29 November 2024")
    for title, day in (("Two valleys", "2 January 2024"), ("Syria", "12 December 2024")):
        page.locator(".loc-nav summary").click()
        page.locator(".loc-nav details a", has_text=title).click()
        page.locator(".loc-nav summary", has_text=title).wait_for()
        panel(page, day)
        page.locator(".loc-title", has_text=title).first.wait_for()
        page.wait_for_function("day => document.title.startsWith(day)", arg=day)
        wait_bridge(page, ON_REPLAY)
    wait_quiet(page, states)
    assert [state["day"] for state in states] == ["2024-11-29"]
    # The view, too, is that of the theatre, which a map on its way out has not written over.
    lat, lon, _ = link(page)["at"].split(",")
    assert 32 < float(lat) < 37.5
    assert 35.5 < float(lon) < 42.5


def test_the_panel_is_of_the_day_of_a_map_that_a_publication_mounts_anew(
    start_app, open_page, two_valleys
):
    for day in ("2024-01-02", "2024-01-03", "2024-01-04"):
        two_valleys.publish(day)
    page = open_page(
        f"{start_app(**two_valleys.environment)}/?lang=en&theatre=two_valleys&as_of=2024-01-02"
    )
    wait_ready(page)
    slider(page).press("ArrowRight")
    panel(page, "3 January 2024")
    two_valleys.publish("2024-01-06")
    slider(page).press("ArrowRight")
    page.locator(".loc-options input[max='2024-01-06']").wait_for()
    wait_ready(page)
    page.locator(".loc-day", has_text="4 January 2024").wait_for()
    panel(page, "4 January 2024")


@pytest.fixture
def server(tmp_path):
    """Give a function that starts the app at one port; it gives address and process."""
    port, processes = free_port(), []

    def server():
        log = tmp_path / f"app_{len(processes)}.log"
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | {"HOME": str(tmp_path)},
                stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        processes.append(process)
        url = f"http://localhost:{port}"
        wait_until_answers(f"{url}/_stcore/health", process, log)
        return url, process

    yield server
    for process in processes:
        process.kill()
        process.wait()


def test_a_page_goes_on_with_a_server_that_was_killed_and_started_again(server, sent):
    page, states = sent
    url, process = server()
    page.goto(f"{url}/?lang=en&as_of=2024-11-28")
    wait_ready(page)
    slider(page).press("ArrowRight")
    panel(page, "29 November 2024")
    process.kill()
    process.wait()

    # The map needs no server.
    slider(page).press("ArrowRight")
    wait_link(page, "as_of", "2024-11-30")
    states.clear()
    server()
    panel(page, "30 November 2024")
    wait_bridge(page, ON_REPLAY)

    slider(page).press("ArrowRight")
    panel(page, "1 December 2024")
    wait_quiet(page, states)
    assert [state["day"] for state in states][-1] == "2024-12-01"
    assert len(states) == len({state["day"] for state in states})
    # Streamlit says that it cannot send, and asks until somebody answers.
    expected = ("ERR_", "WebSocket", "disconnected from server", "reaching server endpoint")
    page.watch.complaints[:] = [
        line for line in page.watch.complaints if not any(text in line for text in expected)
    ]
