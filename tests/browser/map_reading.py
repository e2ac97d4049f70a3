"""This module knows how to read the replay in a browser: its card, its map, its panel."""

import math

SHOWN = ".loc[data-ready='true']"


def ready(page):
    """Wait until the replay stands and, in the app, the panel too; give the page."""
    page.wait_for_selector(SHOWN)
    if page.url.startswith("http"):
        page.wait_for_selector(".loc-side")
    return page


def reopen(page, query: str):
    """Show the standalone replay anew, as if opened by this link, without the wait for a load."""
    page.evaluate(
        """query => {
          document.querySelectorAll(".loc").forEach(element => element.remove());
          history.replaceState(null, "", `${location.pathname}?${query}`);
          const root = document.createElement("div");
          root.className = "loc-alone";
          document.body.append(root);
          const data = document.querySelector("script[type='application/json']").textContent;
          globalThis.shown = new LinesOfControl.ReplayApp(root, JSON.parse(data));
        }""",
        query,
    )
    return page


def day(page) -> str:
    return page.locator(".loc-day").inner_text()


def legend(page) -> list[list[str]]:
    """The rows of the legend: party, km², share, change."""
    rows = page.locator(".loc-legend tbody tr").all()
    return [row.locator("td").all_inner_texts() for row in rows]


def notice(page) -> str:
    return page.locator(".loc-notice:not([hidden])").inner_text()


def pixel(page, lon: float, lat: float, view: tuple[float, float, float]) -> tuple[float, float]:
    """Where a point lies in the window when the link has asked for this view (lat, lon, zoom)."""
    box = page.locator(".loc-map").bounding_box()
    middle_lat, middle_lon, zoom = view
    world = 256 * 2**zoom
    x = (lon - middle_lon) / 360 * world
    y = (_mercator(middle_lat) - _mercator(lat)) * world
    return box["x"] + box["width"] / 2 + x, box["y"] + box["height"] / 2 + y


def _mercator(lat: float) -> float:
    return math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)
