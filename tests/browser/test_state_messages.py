"""What the maps send when a person pauses keeps the contract that Python reads it by."""

import pytest

from tests.contract import check

pytestmark = pytest.mark.browser

# Mounts a map on the data of a saved replay, and keeps what it reports.
MOUNT = """([app, query]) => {
  document.querySelectorAll(".loc").forEach((element) => element.remove());
  history.replaceState(null, "", `${location.pathname}?${query}`);
  const root = document.createElement("div");
  root.className = "loc-alone";
  document.body.append(root);
  const data = document.querySelector("script[type='application/json']").textContent;
  globalThis.reports = [];
  const report = (state) => globalThis.reports.push(JSON.parse(JSON.stringify(state)));
  globalThis.shown = new LinesOfControl[app](root, JSON.parse(data), { report });
}"""


@pytest.fixture
def mounted(open_page, file_url):
    def mounted(app, query):
        page = open_page(file_url)
        page.locator(".loc[data-ready=true]").wait_for()
        page.evaluate(MOUNT, [app, query])
        page.locator(".loc[data-ready=true]").wait_for()
        return page

    return mounted


def sent(page, name, **expected):
    """The newest state, once it says this; every state sent until then keeps the contract."""
    page.wait_for_function(
        """expected => {
          const newest = globalThis.reports.at(-1) ?? {};
          return Object.entries(expected)
            .every(([name, value]) => JSON.stringify(newest[name]) === JSON.stringify(value));
        }""",
        arg=expected,
    )
    states = page.evaluate("() => globalThis.reports")
    for state in states:
        check(name, state)
    return states[-1]


def test_the_replay_says_its_day_and_its_distances_by_name(mounted):
    page = mounted("ReplayApp", "as_of=2024-11-30&distances=idlib~aleppo,homs~hama&lang=en")
    pairs = [{"from": "idlib", "to": "aleppo"}, {"from": "homs", "to": "hama"}]
    first = sent(page, "ReplayStateMessage", day="2024-11-30", distances=pairs)
    assert ("30 November 2024", "en", False) == (first["title"], first["language"], first["clean"])
    page.locator("[role=slider]").press("ArrowRight")
    sent(page, "ReplayStateMessage", day="2024-12-01")
    page.keyboard.press("f")
    sent(page, "ReplayStateMessage", clean=True)


def test_the_comparison_says_its_days_and_what_is_counted(mounted):
    page = mounted("CompareApp", "from=2024-11-26&to=2024-11-30&min_km2=2.5&lang=ar")
    state = sent(page, "CompareStateMessage", **{"from": "2024-11-26", "to": "2024-11-30"})
    assert (True, 2.5, "ar") == (state["claimed"], state["min_km2"], state["language"])
    page.get_by_role("checkbox").first.uncheck()
    sent(page, "CompareStateMessage", claimed=False)
