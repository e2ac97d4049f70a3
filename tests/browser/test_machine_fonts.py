"""No layout depends on a machine's fonts: with its own, with DejaVu alone, with none of letters.

Without any font at all Chromium itself ends as soon as a page has a field, and decodes no web font.
So the third set is one font without a letter: what is not in the map's own type has no width there.
"""

import base64
import os
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from matplotlib import get_data_path

from geodata.record import open_record
from layers.style import style
from layers.web.plugin import standalone
from layers.web.type import make_type
from tests.browser.replay_page import wait_ready, wait_still
from tests.conftest import Tabs, prepare, quickest

pytestmark = pytest.mark.browser

# Matplotlib brings DejaVu along, so the test has it on every machine.
DEJAVU = Path(get_data_path()) / "fonts" / "ttf"
SETS = ("machine", "dejavu", "letterless")
# Without a machine's own settings Chromium fits every letter to whole pixels.
SETTINGS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>"""
# The first is the one that a page is opened with.
SCREENS = ((1280, 720), (1600, 900), (820, 1180), (390, 844))
# Rectangles of everything that stands on a map, down to the cells of its legend, and of the panel.
LAYOUT = """() => {
  const box = ({ left, top, right, bottom }) => [left, top, right, bottom].map(Math.round);
  const kept = [".loc-card", ".loc-card :is(div, th, td, span)", ".loc-caption", ".loc-scale",
    ".loc-toolbar", ".loc-timeline :is(input, select, button, label)", ".loc-plate"];
  const map = look.deep(".loc");
  const around = [".loc-side *", ".loc-nav :is(a, summary)", ".st-key-report :is(h1, h2, td, p)"];
  const parts = [...kept.map(part => [part, map]), ...around.map(part => [part, document])];
  const boxes = ([part, root]) =>
    [...root.querySelectorAll(part)].map(element => box(element.getBoundingClientRect()));
  return Object.fromEntries(parts.map(part => [part[0], boxes(part)]));
}"""
# Widths of names as the map's canvas writes them, in every weight.
WIDTHS = """([family, names]) => {
  const context = document.createElement("canvas").getContext("2d");
  context.textRendering = "geometricPrecision";
  return [400, 600, 700].map(weight => {
    context.font = `${weight} 13px ${family}`;
    return names.map(name => Math.round(10 * context.measureText(name).width));
  });
}"""

WHOLE_FAMILY = """async ([data, weight]) => {
  const face = new FontFace("Whole", `url(data:font/ttf;base64,${data})`, { weight });
  document.fonts.add(await face.load());
}"""


@pytest.fixture(scope="module")
def browsers(tabs, launch, tmp_path_factory):
    """Give the tabs of a Chromium for each set of fonts."""
    home = tmp_path_factory.mktemp("fonts")
    write_letterless(home / "letterless.ttf")
    opened = {
        name: launch(
            quickest(),
            env={**os.environ, "FONTCONFIG_FILE": str(write_settings(home / name, folder))},
        )
        for name, folder in (("dejavu", DEJAVU), ("letterless", home))
    }
    yield {"machine": tabs} | {name: Tabs(chromium) for name, chromium in opened.items()}
    for chromium in opened.values():
        chromium.close()


def write_settings(home, folder):
    home.mkdir()
    path = home / "fonts.conf"
    path.write_text(SETTINGS.format(folder=folder, cache=home / "cache"), encoding="utf-8")
    return path


def write_letterless(path):
    """Write a font that draws nothing, of no width."""
    font = FontBuilder(1000)
    font.setupGlyphOrder([".notdef", "space"])
    font.setupCharacterMap({0x20: "space"})
    font.setupGlyf(dict.fromkeys((".notdef", "space"), TTGlyphPen(None).glyph()))
    font.setupHorizontalMetrics(dict.fromkeys((".notdef", "space"), (0, 0)))
    font.setupHorizontalHeader(ascent=2000, descent=-1000)
    font.setupNameTable({"familyName": "Letterless", "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    font.save(path)


@pytest.fixture
def open_in(browsers):
    """Give a function that opens an address in a Chromium with a set of fonts."""
    taken = []

    def open_(fonts, url):
        page = browsers[fonts].take()
        taken.append((fonts, page))
        prepare(page, url, *SCREENS[0])
        page.goto(url)
        return page

    yield open_
    for fonts, page in taken:
        browsers[fonts].give_back(page)


@pytest.fixture(scope="module")
def file_urls(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    for language in ("en", "ar"):
        text = standalone(open_record(), language=language)
        (folder / f"{language}.html").write_text(text, encoding="utf-8")
    return {language: (folder / f"{language}.html").as_uri() for language in ("en", "ar")}


def test_the_sets_of_fonts_are_not_the_same(open_in):
    """Else the tests below would show nothing."""
    widths = {}
    for fonts in ("dejavu", "letterless"):
        page = open_in(fonts, "about:blank")
        page.set_content('<span style="font: 100px sans-serif">Aleppo</span>')
        widths[fonts] = page.locator("span").evaluate("it => it.getBoundingClientRect().width")
    assert widths["letterless"] == 0
    assert widths["dejavu"] > 300


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_saved_file_has_one_layout_and_every_name_one_width(open_in, file_urls, language):
    names = [place.name[language] for place in open_record().theatre.places]
    pages = {fonts: wait_ready(open_in(fonts, file_urls[language])) for fonts in SETS}
    widths = {
        fonts: page.evaluate(WIDTHS, [style().font_stack, names]) for fonts, page in pages.items()
    }
    assert min(width for row in widths["letterless"] for width in row) > 50
    assert widths["letterless"] == widths["dejavu"] == widths["machine"]
    for width, height in SCREENS:
        for page in pages.values():
            page.set_viewport_size({"width": width, "height": height})
            wait_still(page)
        compare_layouts({fonts: page.evaluate(LAYOUT) for fonts, page in pages.items()})


@pytest.mark.parametrize("language", ["en", "ar"])
def test_names_are_shaped_as_in_the_family_itself(open_in, file_urls, language):
    """Letters that join, marks and kerning are those of the files that ours are cut from."""
    names = [place.name[language] for place in open_record().theatre.places]
    page = wait_ready(open_in("letterless", file_urls[language]))
    for style_name, weight in make_type.WEIGHTS.items():
        data = base64.b64encode(make_type.source(style_name).read_bytes()).decode()
        page.evaluate(WHOLE_FAMILY, [data, str(weight)])
    own, whole = (
        page.evaluate(WIDTHS, [family, names]) for family in (style().font_stack, "Whole")
    )
    assert own == whole


@pytest.mark.parametrize("path", ["/?as_of=2024-11-30", "/compare?from=2024-11-27&to=2024-11-30"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_has_one_layout(open_in, app_url, path, language):
    layouts = {}
    for fonts in SETS:
        page = wait_ready(open_in(fonts, f"{app_url}{path}&lang={language}"))
        # The report beneath the comparison comes part by part, this button last; before that
        # Streamlit says that its script has ended. Where its program for an element is still to
        # be loaded it shows a skeleton.
        page.locator(".loc-side .item, .loc-copy").first.wait_for()
        page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
        assert page.evaluate(f"document.fonts.check('16px {style().font_stack}')")
        layouts[fonts] = page.evaluate(LAYOUT)
    assert len(layouts["letterless"][".loc-nav :is(a, summary)"]) > 5
    compare_layouts(layouts)


def compare_layouts(layouts):
    assert len(layouts["letterless"][".loc-card :is(div, th, td, span)"]) > 30
    for part, boxes in layouts["letterless"].items():
        for fonts in ("dejavu", "machine"):
            assert boxes == layouts[fonts][part], f"{part} with the fonts of {fonts}"
