"""What browser tests ask of the replay page: its day, its picture, its link."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

FIRST, LAST = date(2024, 11, 26), date(2024, 12, 12)
STOPS = [FIRST + timedelta(days) for days in range((LAST - FIRST).days + 1)]
EPOCH = date(1970, 1, 1)
# How long the page waits after the last change before it writes its link and tells Python.
REST_MS = 180

# Finds an element also inside shadow roots, and says what a canvas of the map shows.
LOOK = """
globalThis.look = (() => {
  function deep(selector, root = document) {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const element of root.querySelectorAll("*")) {
      const inner = element.shadowRoot && deep(selector, element.shadowRoot);
      if (inner) return inner;
    }
    return null;
  }
  const small = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  function pixels(name, width, height) {
    const canvas = deep(`.leaflet-loc-${name}-pane canvas`);
    Object.assign(small.canvas, { width, height });
    if (canvas) small.drawImage(canvas, 0, 0, width, height);
    return small.getImageData(0, 0, width, height).data;
  }
  const hash = (name) => pixels(name, 400, 225).reduce((sum, value) => (sum * 31 + value) | 0, 0);
  const empty = (name) => !pixels(name, 64, 36).some(Boolean);
  function state() {
    const map = deep(".loc");
    const canvases = ["ground", "control", "above"].map((name) => {
      const canvas = deep(`.leaflet-loc-${name}-pane canvas`);
      return [canvas?.style.transform, canvas?.width, canvas?.height, hash(name)];
    });
    const moving = map.getAnimations({ subtree: true }).length;
    return [moving, location.search, map.clientWidth, map.clientHeight, canvases].join();
  }
  // The page's own timers run out before one that was set later for longer, however late all are.
  async function still(milliseconds) {
    const begin = performance.now();
    let [before, timer, rested] = [null, null, false];
    while (!rested) {
      await new Promise(requestAnimationFrame);
      if (performance.now() - begin > 300000) throw new Error("The map does not come to rest.");
      const now = state();
      if (now !== before || deep(".leaflet-zoom-anim")) {
        clearTimeout(timer);
        rested = false;
        timer = setTimeout(() => { rested = true; }, milliseconds);
      }
      before = now;
    }
  }
  const days = [];
  let slider = null;
  function follow() {
    slider = deep("[role=slider]");
    const note = () => days.push([performance.now(), Number(slider.getAttribute("aria-valuenow"))]);
    new MutationObserver(note).observe(slider, { attributeFilter: ["aria-valuenow"] });
  }
  return { deep, hash, empty, still, days, follow };
})();
"""


def wait_ready(page):
    """Wait until the map is drawn in its fonts; the functions of LOOK are then in the page."""
    page.locator(".loc[data-ready=true]").wait_for()
    page.evaluate(LOOK)
    page.evaluate("document.fonts.ready.then(() => true)")
    wait_frames(page, 2)
    return page


def wait_frames(page, count):
    """Wait until the page has drawn so many frames, and done what was due before the last."""
    page.evaluate(
        """async (count) => {
          for (; count; count -= 1) await new Promise(requestAnimationFrame);
          await new Promise((done) => setTimeout(done));
        }""",
        count,
    )


def wait_still(page):
    """Wait until canvases, link and size of the map have not changed for twice its own rest."""
    page.evaluate("milliseconds => look.still(milliseconds)", 2 * REST_MS)


def wait_quiet(page, messages):
    """Wait until no message has been added to a list for twice the rest of the map.

    Timed in the page, whose own timers run out before one that was set later for longer.
    """
    count = -1
    while count != len(messages):
        count = len(messages)
        page.evaluate("ms => new Promise(done => setTimeout(done, ms))", 2 * REST_MS)


def slider(page):
    return page.locator(".loc [role=slider]")


def shown_day(page) -> date:
    """The day on which the slider stands."""
    return day_of(slider(page).get_attribute("aria-valuenow"))


def day_of(number) -> date:
    return EPOCH + timedelta(days=int(number))


def canvas_hash(page, name: str = "control") -> int:
    """A number that changes with the pixels of a canvas: ground, control or above."""
    return page.evaluate("name => look.hash(name)", name)


def tool(page, name: str):
    """A button of the toolbar by its own name, the same in every language."""
    return page.locator(f".loc-toolbar [data-tool={name}]")


def wait_link(page, key: str, value: str | None) -> None:
    """Wait until the page has written this value of this key into its address."""
    page.wait_for_function(
        "([key, value]) => new URLSearchParams(location.search).get(key) === value",
        arg=[key, value],
    )


def link(page) -> dict[str, str]:
    """The state in the page's address."""
    asked = parse_qs(urlsplit(page.evaluate("location.href")).query, keep_blank_values=True)
    return {key: values[0] for key, values in asked.items()}
