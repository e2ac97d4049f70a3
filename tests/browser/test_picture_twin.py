"""The screen is a picture too: the clean view and the picture of the same link say the same."""

from collections import Counter
from datetime import date
from io import BytesIO
from math import ceil
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely
from PIL import Image

from geodata.record import open_record
from layers.link import read_link
from layers.moment import moment_of
from layers.picture import PictureOptions, draw
from layers.picture.canvas import Canvas
from layers.picture.drawing import NEWEST, laid_out
from layers.style import style
from tests.browser.map_reading import legend, ready, reopen
from tests.words import ENGLISH

pytestmark = pytest.mark.browser

DAY = date(2024, 11, 30)
SIZE = {"width": 1280, "height": 720}
LINK = f"?as_of={DAY}&layers=fronts&lang=en&theme=light&view=clean"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def record():
    return open_record()


@pytest.fixture
def screen(open_page, file_url):
    page = open_page(file_url + LINK)
    page.set_viewport_size(SIZE)
    reopen(ready(page), LINK.removeprefix("?"))
    page.wait_for_function("location.search.includes('at=')")
    return page


def drawn_view(page):
    """The link of what is on the screen, with the size of the screen."""
    size = page.evaluate("[innerWidth, innerHeight].join('x')")
    return read_link(page.evaluate("location.search") + f"&screen={size}")


def texts(drawing: bytes) -> dict[str, str]:
    """The text in each named group of a drawing."""
    # Drawn by ourselves a moment ago.
    groups = ElementTree.fromstring(drawing.decode()).iter(f"{SVG}g")  # noqa: S314
    return {
        group.get("id"): " ".join(
            "".join(text.itertext()).replace("\xa0", " ") for text in group.iter(f"{SVG}text")
        )
        for group in groups
        if group.get("id")
    }


def colour(image, at) -> tuple[int, int, int]:
    """The colour of most of the pixels around a point."""
    x, y = at
    around = image.crop((int(x) - 3, int(y) - 3, int(x) + 4, int(y) + 4))
    return Counter(map(tuple, np.asarray(around).reshape(-1, 3).tolist())).most_common(1)[0][0]


def test_the_clean_view_carries_what_the_picture_carries(screen, record):
    page = screen
    said = texts(
        draw(record, drawn_view(page), PictureOptions(format="svg", width_px=1280, height_px=720))
    )

    assert page.locator(".loc-toolbar").is_hidden()
    day = page.locator(".loc-day").inner_text()
    assert day == ENGLISH.day(DAY)
    assert day in said["date-en"]
    assert page.locator(".loc-title").inner_text() in (said["title-en"], said["subtitle-en"])
    shown = [row for row in legend(page) if row[1] != "–"]
    for party, km2, _, change in shown:
        row = next(
            text for name, text in said.items() if name.startswith("legend-") and party in text
        )
        assert km2 in row.split()
        assert change.strip("–") in row
    front = page.locator(".loc-signs span", has_text="Front line").inner_text()
    assert front == said["legend-front"]
    assert page.locator(".loc-bar-text").inner_text().endswith(" km")
    assert said["scale"].endswith(" km")
    small = " ".join(said.values())
    for source in (".loc-credit", ".loc-attribution"):
        sentence = page.locator(source).inner_text().split(" (")[0].rstrip(".")
        assert sentence.split(":")[0] in small


WRITTEN = """() => {
  const { fillText } = CanvasRenderingContext2D.prototype;
  globalThis.written = [];
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    globalThis.written.push(text);
    fillText.call(this, text, ...rest);
  };
}"""


def names_on_both(page, record, zoom: float, rank: int) -> tuple[set[str], set[str]]:
    """Places of a rank that screen and picture name, by their ids, around one of that rank."""
    places = {one.place_id: one for one in record.theatre.places if one.labelled}
    around = next(one for one in places.values() if one.rank == rank)
    query = f"as_of={DAY}&layers=places&lang=en&view=clean&at={around.lat},{around.lon},{zoom}"
    page.evaluate("written.length = 0")
    reopen(page, query)
    ready(page)
    written = set(page.evaluate("written"))
    options = PictureOptions(format="svg", width_px=1280, height_px=720)
    drawn = texts(draw(record, read_link(f"?{query}&screen=1280x720"), options))
    reports = record.reports_on(record.effective(DAY))
    # The news of a day is named at any zoom in a picture.
    news = {one.place_id for one in reports}
    mine = {key for key, one in places.items() if one.rank == rank and key not in news}
    on_screen = {key for key in mine if places[key].name["en"] in written}
    return on_screen, {key for key in mine if f"name-{key}" in drawn}


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_a_place_is_named_from_the_same_zoom_on_both(screen, record, rank):
    page = screen
    page.evaluate(WRITTEN)
    # Both are drawn from the style's one number, and at zooms in quarters.
    first = ceil(style().places[rank].name_zoom * 4) / 4

    assert names_on_both(page, record, first - 0.25, rank) == (set(), set())
    on_screen, in_picture = names_on_both(page, record, first, rank)
    assert on_screen & in_picture != set()


def test_the_same_ground_has_the_same_colour_on_both(screen, record):
    page = screen
    view = drawn_view(page)
    options = PictureOptions(format="png", width_px=1280, height_px=720)
    _, window = laid_out(Canvas(options), moment_of(record, view), view, options, NEWEST)
    picture = Image.open(BytesIO(draw(record, view, options))).convert("RGB")
    photo = Image.open(BytesIO(page.screenshot())).convert("RGB")
    areas = record.snapshot(DAY).areas
    compared = set()
    for area in areas.itertuples():
        inner = area.geometry.buffer(-0.12)
        if inner.is_empty:
            continue
        lon, lat = shapely.get_coordinates(inner.representative_point())[0]
        on_screen = page.evaluate(
            "([lon, lat]) => { const p = shown.view.map.latLngToContainerPoint([lat, lon]);"
            " return [p.x, p.y]; }",
            [lon, lat],
        )
        on_paper = [part * options.ratio for part in window.point(lon, lat)]
        assert colour(photo, on_screen) == pytest.approx(colour(picture, on_paper), abs=3)
        compared.add(area.party)
    assert {"SAA", "HTS", "SDF", "SNA"} <= compared
