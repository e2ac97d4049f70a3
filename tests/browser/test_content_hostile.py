"""Names that are programs, quotes or signs that turn text round: on the map they are text."""

import os

import pytest

from geodata import theatre as theatres
from geodata.record import open_record
from layers.web.plugin import standalone
from tests.browser.map_reading import legend, pixel, ready, reopen
from tests.conftest import ROOT
from tests.square import CHANGES, EVENTS, PLACES, SETTINGS, place, texts, write_square

pytestmark = pytest.mark.browser

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
SIGNS = 'O\'Neil "q" & {{7*7}} {% x %} ${7*7} \u202eright \u2066left'
NAMES = (SCRIPT, IMAGE)
IN_LEGEND = [*NAMES, "Contested"]
VIEW = (36, 37, 8)
LINK = "as_of=2024-01-03&at=36,37,8"
# Twice as near: names find room beside one another, in wide letters too.
NEAR_LINK = "as_of=2024-01-03&at=36,37,9"
# Python reads this before the app: its theatres then lie in another folder.
CUSTOM = """
from pathlib import Path
from geodata import theatre
theatre.FOLDER = Path({folder!r})
"""


def write_hostile(folder):
    parties = [
        party | {"name": texts(name, name), "short": texts(name, name)}
        for party, name in zip(SETTINGS["parties"], NAMES, strict=True)
    ]
    hostile = {"title": texts(SCRIPT, IMAGE), "credit": texts(IMAGE, SIGNS), "parties": parties}
    notes = {"source": IMAGE, "note": SCRIPT}
    names = zip(PLACES, (SCRIPT, IMAGE, SIGNS, SCRIPT + IMAGE), strict=True)
    return write_square(
        folder,
        places=[
            *(row | {"name_en": name, "name_ar": name, "source": SIGNS} for row, name in names),
            place("x", "{{ 7*7 }}", 37.2, 35.2, "B", name_ar=SIGNS, kind="village"),
        ],
        changes=[CHANGES[0] | notes, CHANGES[1] | notes],
        events=[EVENTS[0] | {"text_en": SCRIPT + IMAGE, "text_ar": SIGNS, "source": IMAGE}],
        settings=SETTINGS | hostile | {"attribution": texts(SIGNS, SCRIPT)},
    )


@pytest.fixture
def hostile_file(tmp_path, monkeypatch):
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)
    write_hostile(tmp_path / "square")
    path = tmp_path / "replay.html"
    path.write_text(standalone(open_record("square")), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def dialogs():
    return []


def check_nothing_was_made_of_them(page, dialogs):
    # An image would have been asked for before it could speak, and a script would have spoken: both
    # are told before the answer to a question that was put later.
    page.evaluate("() => true")
    assert [] == [url for url in page.watch.requests if url.endswith("/x")]
    assert [] == dialogs
    injected = page.locator(".loc img, .loc script, .loc-side img, .loc-side script")
    assert injected.count() == 0
    assert "49" not in page.locator(".loc").inner_text()


def test_they_are_text_in_title_legend_caption_and_labels(open_page, hostile_file, dialogs):
    page = open_page("about:blank")
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(f"{hostile_file}?{LINK}")
    ready(page)

    assert page.title() == page.locator(".loc-title").inner_text() == SCRIPT
    assert [row[0] for row in legend(page)] == IN_LEGEND
    assert page.locator(".loc-credit").inner_text().startswith(IMAGE)
    assert page.locator(".loc-attribution").inner_text().startswith(SIGNS)
    # What turns round ends with its own text.
    assert page.locator(".loc-attribution bdi").first.inner_text() == SIGNS
    reopen(page, NEAR_LINK)
    written = page.evaluate(
        """() => {
          const written = [];
          const paint = shown.view.labels.pen.write;
          shown.view.labels.pen.write = (context, text, ...rest) => {
            written.push(text);
            return paint.call(shown.view.labels.pen, context, text, ...rest);
          };
          shown.view.canvases.above.redraw();
          return written;
        }"""
    )
    assert {SCRIPT, IMAGE, SIGNS} <= set(written)
    check_nothing_was_made_of_them(page, dialogs)


def test_they_are_text_in_popups_panels_and_in_arabic(open_page, hostile_file, dialogs):
    page = open_page("about:blank")
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(f"{hostile_file}?{LINK}")
    ready(page)
    popup = page.locator(".leaflet-popup")

    page.mouse.click(*pixel(page, 37.5, 36.5, VIEW))
    assert popup.locator("h3").inner_text() == SCRIPT + IMAGE
    assert f"medium confidence · {IMAGE}" in popup.inner_text()
    assert SCRIPT in popup.inner_text()
    # The first popup has moved the map to make room for itself.
    reopen(page, LINK)
    page.mouse.click(*pixel(page, 37.1, 35.7, VIEW))
    assert popup.locator("h3").inner_text() == IMAGE
    page.keyboard.press("Escape")
    mark = page.locator(".loc-event-mark")
    assert mark.get_attribute("title") == f"{SCRIPT + IMAGE}: Fighting"
    mark.click()
    assert SCRIPT + IMAGE in popup.inner_text()
    page.locator("[data-tool='measure']").click()
    assert f"{SCRIPT}–{SCRIPT + IMAGE}" in page.locator(".loc-panel li").inner_text()
    page.locator(".loc-language").click()
    assert page.locator(".loc-title").inner_text() == IMAGE
    page.keyboard.press("Escape")
    check_nothing_was_made_of_them(page, dialogs)


def test_they_are_text_in_the_app(open_page, start_app, tmp_path, dialogs):
    write_hostile(tmp_path / "theatres" / theatres.BUILT_IN)
    custom = CUSTOM.format(folder=str(tmp_path / "theatres"))
    (tmp_path / "sitecustomize.py").write_text(custom, encoding="utf-8")
    url = start_app(PYTHONPATH=os.pathsep.join([str(tmp_path), str(ROOT)]))
    page = open_page("about:blank")
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(f"{url}/?{LINK}")
    ready(page)

    assert [row[0] for row in legend(page)] == IN_LEGEND
    side = page.locator(".loc-side").inner_text()
    for text in (*NAMES, SCRIPT + IMAGE, f"medium confidence · {IMAGE}"):
        assert text in side
    check_nothing_was_made_of_them(page, dialogs)
