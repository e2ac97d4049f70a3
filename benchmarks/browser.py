"""A headless Chromium, 1600 × 900, no GPU, with the probe in every page."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.server import ROOT
from tests.browser.prerequisites import chromium

ARGUMENTS = [
    "--disable-gpu",
    "--no-first-run",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
PROBE = (ROOT / "benchmarks" / "probe.js").read_text(encoding="utf-8")

# A page in which a key does next to nothing: what this harness cannot see below.
CONTROL = """<!doctype html><div id="box" style="height:90vh;background:rgb(0,80,90)"></div><script>
let turn = 0;
addEventListener("keydown", () => { box.style.background = `rgb(${++turn % 250},80,90)`; });
</script>"""


@contextmanager
def browsing() -> Iterator[Browser]:
    # Before Playwright is opened: the search opens one of its own.
    path = chromium().path
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def new_page(browser: Browser) -> Page:
    """A page of a new visitor."""
    context = browser.new_context(viewport={"width": 1600, "height": 900}, color_scheme="light")
    context.set_default_timeout(60_000)
    context.add_init_script(PROBE)
    return context.new_page()


def open_replay(browser: Browser, address: str) -> Page:
    """The replay, ready and looked at."""
    page = new_page(browser)
    page.goto(address)
    page.wait_for_selector(".loc[data-ready]")
    page.wait_for_timeout(600)
    page.evaluate("bench.look('canvas')")
    return page


def open_control(browser: Browser, folder: Path) -> Page:
    """The empty control."""
    page = new_page(browser)
    page.goto(saved(CONTROL, folder, "control.html"))
    page.evaluate("bench.look('control')")
    return page


def keys(stops: int, count: int) -> list[str]:
    """To the last stop and back, as often as it takes."""
    turn = ["ArrowRight"] * (stops - 1) + ["ArrowLeft"] * (stops - 1)
    return (turn * (count // len(turn) + 1))[:count]


def steps(page: Page, pressed: list[str], pause_ms: tuple[int, int] = (50, 400)) -> list[float]:
    """Milliseconds of every step, keys pressed at uneven moments."""
    times = []
    for key in pressed:
        page.evaluate("key => { globalThis.taken = bench.step(key) }", key)
        page.keyboard.press(key)
        taken = page.evaluate("taken")
        if taken is None:
            raise RuntimeError(f"{key} changed nothing within 10 s at {page.url}")
        times.append(taken)
        page.wait_for_timeout(random.uniform(*pause_ms))
    return times


def blank_frames(page: Page, pressed: list[str]) -> dict[str, Any]:
    """How many frames showed no map while keys were pressed, and for how long."""
    page.evaluate("void bench.watch()")
    for key in pressed:
        page.keyboard.press(key)
        page.wait_for_timeout(random.uniform(20, 300))
    return page.evaluate("bench.unwatch()")


def drag(page: Page, moves: int = 120) -> dict[str, Any]:
    """The handle taken across the whole track: moves, days passed, time of each change."""
    box = page.locator("[role=slider]").first.bounding_box()
    assert box
    page.evaluate("bench.drag()")
    across = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 12, across)
    page.mouse.down()
    for move in range(1, moves + 1):
        page.mouse.move(box["x"] + 12 + (box["width"] - 24) * move / moves, across)
        page.wait_for_timeout(12)
    found = page.evaluate("dragged()")
    page.mouse.up()
    return found


def saved(text: str, folder: Path, name: str) -> str:
    """The address of a document written to disk."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path.as_uri()
