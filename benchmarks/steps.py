"""From a key press to changed pixels: ours, an empty page, and folium's two ways."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks import alternatives
from benchmarks.browser import (
    blank_frames,
    browsing,
    drag,
    keys,
    new_page,
    open_control,
    open_replay,
    saved,
    steps,
)
from benchmarks.report import quantile, table
from benchmarks.server import ROOT, serving
from layers.web.plugin import standalone

APPS = ROOT / "benchmarks" / "apps"
COUNT = 64
# Milliseconds from one key to the next: no rest, a rest with the panel's answer, its worst moment.
SCRUBBING, LOOKING, COLLIDING = (40, 130), (700, 900), (180, 320)
HEAD = ("page", "median, ms", "95th, ms", "95th over empty control, ms", "blank frames, ms a step")
Row = tuple[str, list[float], float]


def section() -> str:
    """Tables of steps and of dragging, and how they were taken."""
    with tempfile.TemporaryDirectory() as name, browsing() as browser:
        folder = Path(name)
        rows: list[Row] = []
        drags = []
        control = open_control(browser, folder)
        empty = steps(control, keys(17, COUNT), SCRUBBING)
        for row, dragged in _ours(browser, folder):
            rows.append(row)
            drags.append(dragged)
        rows += _folium(browser, folder)
        control.bring_to_front()
        empty += steps(control, keys(17, COUNT), SCRUBBING)
    floor = quantile(empty, 0.95)
    lines = [_line(name, times, floor, blank) for name, times, blank in rows]
    first = ("empty control", f"{quantile(empty, 0.5):.0f}", f"{floor:.0f}", "–", "–")
    return f"{table(HEAD, [first, *lines])}\n\n{_dragged([d for d in drags if d])}"


def _line(name: str, times: list[float], floor: float, blank: float) -> tuple[str, ...]:
    high = quantile(times, 0.95)
    return (
        name,
        f"{quantile(times, 0.5):.0f}",
        f"{high:.0f}",
        f"{high - floor:+.0f}",
        f"{blank:.0f}",
    )


def _ours(browser: Browser, folder: Path) -> Iterator[tuple[Row, tuple[str, dict] | None]]:
    """The standalone file, then the running app at three paces."""
    record = alternatives.record()
    first = record.dates[0].isoformat()
    count = len(record.dates)
    page = open_replay(browser, f"{saved(standalone(record), folder, 'replay.html')}?as_of={first}")
    yield _taken("ours, file", page, count, SCRUBBING), ("ours, file", drag(page))
    page.context.close()
    with serving() as server:
        page = open_replay(browser, f"{server.url}/?as_of={first}")
        yield _taken("ours, app, scrubbing", page, count, SCRUBBING), None
        yield _taken("ours, app, looking at each day", page, count, LOOKING), None
        row = _taken("ours, app, key while the panel changes", page, count, COLLIDING)
        yield row, ("ours, app", drag(page))
        page.context.close()


def _taken(name: str, page: Page, stops: int, pause_ms: tuple[int, int], count: int = COUNT) -> Row:
    """A whole number of sweeps, so that the next one begins on the first day again."""
    sweep = 2 * (stops - 1)
    pressed = keys(stops, sweep * max(1, count // sweep))
    page.bring_to_front()
    _different_pictures(page, stops)
    times = steps(page, pressed, pause_ms)
    return name, times, blank_frames(page, pressed)["blankMs"] / len(pressed)


def _different_pictures(page: Page, stops: int) -> None:
    """That every step counted as one did change pixels; asked outside of the timing."""
    if not page.evaluate("!!bench.deep('.leaflet-loc-control-pane canvas')"):
        return
    for key in keys(stops, 2 * (stops - 1)):
        before = page.evaluate("bench.print()")
        page.keyboard.press(key)
        if before == page.evaluate("bench.print()"):
            raise RuntimeError(f"{key} left the pixels of the map as they were at {page.url}")


def _folium(browser: Browser, folder: Path) -> Iterator[Row]:
    """Folium's ways, with the scripts that its CDNs would have sent."""
    if not alternatives.fetch_assets(folder):
        print("No npm: folium's own ways are left out.")
        return
    stops = len(alternatives.record().dates)
    page = new_page(browser)
    alternatives.serve_assets(page.context, folder)
    page.goto(saved(alternatives.timestamped(), folder, "timestamped.html"))
    page.wait_for_selector("path.leaflet-interactive", state="attached")
    page.evaluate("bench.look('svg')")
    yield _taken("folium TimestampedGeoJson", page, stops, SCRUBBING)
    page.context.close()
    with serving(APPS / "folium_rerun.py") as server:
        page = new_page(browser)
        alternatives.serve_assets(page.context, folder)
        page.goto(server.url)
        page.frame_locator("iframe").locator("path.leaflet-interactive").first.wait_for(
            state="attached"
        )
        page.get_by_role("slider").focus()
        page.evaluate("bench.look('framed')")
        yield _taken("streamlit-folium, slider and rerun", page, stops, LOOKING, count=1)
        page.context.close()


def _dragged(drags: list[tuple[str, dict]]) -> str:
    rows = [
        (
            name,
            f"{found['moves']}",
            f"{found['days']}",
            f"{quantile(found['times'], 0.5):.0f}",
            f"{quantile(found['times'], 0.95):.0f}",
        )
        for name, found in drags
    ]
    head = ("dragging the handle", "moves", "days shown before release", "median, ms", "95th, ms")
    return table(head, rows)
