"""Messages between components: by name, retained for who comes later, ended with the component."""

import pytest

from layers.web.modules import SOURCES, script

pytestmark = pytest.mark.browser

# Each component is linked by itself: two of them share nothing but the document.
BUNDLES = ("One", "Other")
START = """() => {
  globalThis.taken = [];
  globalThis.element = () => document.body.appendChild(document.createElement("div"));
  globalThis.take = (message) => taken.push(message.initial ?? message.screen ?? message.change);
  globalThis.state = (initial) => ({ page: "replay", map: "00", initial, state: {} });
}"""
COUNTS = """() => {
  const { subscriptions, retained } = document[Symbol.for("lines-of-control.bridge")];
  return [subscriptions.size, retained.size];
}"""


@pytest.fixture
def bundles(open_page):
    page = open_page("about:blank")
    for name in BUNDLES:
        page.add_script_tag(content=script(SOURCES / "bridge.js", name))
    page.evaluate(START)
    return page


def test_a_late_subscriber_gets_the_newest_state_and_every_one_after_it(bundles):
    taken = bundles.evaluate("""() => {
      const map = One.connect(element());
      map.publish("state", state(1));
      map.publish("state", state(2));
      Other.connect(element()).subscribe("state", take);
      map.publish("state", state(3));
      return taken;
    }""")
    assert taken == [2, 3]


def test_a_request_is_for_those_who_are_there_and_is_answered_at_once(bundles):
    answers = bundles.evaluate("""() => {
      const row = Other.connect(element());
      const request = { screen: "" };
      row.publish("write-link", request);
      One.connect(element()).subscribe("write-link", (asked) => { asked.screen = "8x4"; });
      const before = request.screen;
      row.publish("write-link", request);
      return [before, request.screen];
    }""")
    assert answers == ["", "8x4"]


@pytest.mark.parametrize("end", ["parent.remove()", "map.close()"])
def test_a_message_is_dropped_when_its_component_has_left_the_page(bundles, end):
    taken = bundles.evaluate(f"""() => {{
      const parent = element();
      const map = One.connect(parent);
      map.publish("state", state(1));
      {end};
      Other.connect(element()).subscribe("state", take);
      map.publish("state", state(2));
      return taken;
    }}""")
    assert taken == []


@pytest.mark.parametrize("end", ["parent.remove()", "panel.close()", "unsubscribe()"])
def test_a_subscription_ends_with_its_component_or_by_itself(bundles, end):
    taken = bundles.evaluate(f"""() => {{
      const parent = element();
      const panel = One.connect(parent);
      const unsubscribe = panel.subscribe("state", take);
      const map = Other.connect(element());
      map.publish("state", state(1));
      {end};
      map.publish("state", state(2));
      return taken;
    }}""")
    assert taken == [1]


def test_of_two_maps_the_one_that_is_still_there_is_remembered(bundles):
    taken = bundles.evaluate("""() => {
      const second = element();
      One.connect(element()).publish("state", state(1));
      One.connect(second).publish("state", state(2));
      const panel = Other.connect(element());
      panel.subscribe("state", take);
      second.remove();
      panel.subscribe("state", take);
      return taken;
    }""")
    assert taken == [2, 1]


def test_a_component_that_is_called_again_is_connected_once(bundles):
    """Streamlit runs only the last cleanup; that of a call it has overtaken comes at any time."""
    result = bundles.evaluate("""() => {
      const parent = element();
      const mount = (bundle) => {
        const connection = bundle.connect(parent);
        connection.publish("change", { page: "compare", map: "00", change: 5 });
        connection.subscribe("state", take);
        return () => connection.close();
      };
      const cleanups = [mount(One), mount(Other), mount(One)];
      cleanups[0]();
      const map = Other.connect(element());
      map.publish("state", state(1));
      map.subscribe("change", take);
      return [taken, cleanups.length];
    }""")
    assert result == [[1, 5], 3]
    # That of the panel and that of the map; a change and a state.
    assert bundles.evaluate(COUNTS) == [2, 2]


def test_nothing_is_left_of_components_that_have_ended(bundles):
    bundles.evaluate("""() => {
      for (let turn = 0; turn < 50; turn += 1) {
        const connection = [One, Other][turn % 2].connect(element());
        connection.subscribe("state", take);
        connection.publish("state", state(turn));
        connection.close();
        connection.subscribe("state", take);
      }
    }""")
    assert bundles.evaluate(COUNTS) == [0, 0]


def test_a_handler_that_fails_keeps_a_message_from_nobody(bundles):
    taken = bundles.evaluate("""() => {
      const panel = One.connect(element());
      panel.subscribe("state", () => { throw new Error("the panel is broken"); });
      panel.subscribe("state", take);
      Other.connect(element()).publish("state", state(1));
      return taken;
    }""")
    assert taken == [1]
    bundles.wait_for_function("() => true")
    assert [line for line in bundles.watch.complaints if "the panel is broken" in line] != []
    bundles.watch.complaints.clear()


def test_a_thing_that_is_brought_reaches_those_who_wait_and_those_who_come(open_page):
    page = open_page("about:blank")
    for name in BUNDLES:
        page.add_script_tag(content=script(SOURCES / "shared.js", name))
    results = page.evaluate("""async () => {
      const component = { name: "lines_of_control_test", data: 4 };
      const early = One.default(component);
      Other.provide("lines_of_control_test", ({ data }) => () => data);
      const late = Other.default(component);
      return [(await early)(), (await late)()];
    }""")
    assert results == [4, 4]
