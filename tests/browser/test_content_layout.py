"""On three screens and in two languages nothing lies over another or leaves the window."""

import pytest

from geodata.record import open_record
from tests.browser.map_reading import ready, reopen

pytestmark = pytest.mark.browser

# The last two are the map's part of the first two when the panel stands beside it.
SCREENS = ((1600, 900), (1280, 720), (820, 1180), (390, 844), (1228, 900), (956, 720))
DAYS = ("2024-11-26", "2024-11-30", "2024-12-08")
PARTS = (".loc-card", ".loc-toolbar", ".loc-timeline", ".loc-caption", ".loc-scale")
BOXES = """parts => Object.fromEntries(parts.map(part => {
  const { left, top, right, bottom } = document.querySelector(part).getBoundingClientRect();
  return [part, [left, top, right, bottom]];
}))"""
# The theatre's corners in the window, and the boxes of the card and the map.
CORNERS = """([west, south, east, north]) => {
  const box = (part) => {
    const { left, top, right, bottom } = document.querySelector(part).getBoundingClientRect();
    return [left, top, right, bottom];
  };
  const frame = box(".loc-map");
  const corner = (lat, lon) => {
    const { x, y } = shown.view.map.latLngToContainerPoint([lat, lon]);
    return [frame[0] + x, frame[1] + y];
  };
  return [[corner(north, west), corner(south, east)], box(".loc-card"), frame];
}"""
# Letters may reach out of a tight line; a box may not grow bars of its own.
OVERFLOWING = """() => {
  const card = document.querySelector(".loc-card");
  const kept = ".loc-card, .loc-card *, .loc-caption, .loc-scale, .loc-timeline";
  return [...document.querySelectorAll(kept)]
    .filter(element => element.clientWidth && element.scrollWidth > element.clientWidth + 1)
    .concat(card.scrollHeight > card.clientHeight + 1 ? [card] : [])
    .map(element => `${element.tagName} ${element.className}`);
}"""


def overlapping(boxes):
    parts = list(boxes)
    return [
        (one, other)
        for index, one in enumerate(parts)
        for other in parts[index + 1 :]
        if min(boxes[one][2], boxes[other][2]) - max(boxes[one][0], boxes[other][0]) > 0.5
        and min(boxes[one][3], boxes[other][3]) - max(boxes[one][1], boxes[other][1]) > 0.5
    ]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen[0]}x{screen[1]}")
def test_what_stands_on_the_map_keeps_apart_and_inside(open_page, file_url, screen):
    width, height = screen
    page = ready(open_page(file_url, width=width, height=height))
    for language in ("en", "ar"):
        for day in DAYS:
            reopen(page, f"as_of={day}&lang={language}&theme=light")
            boxes = page.evaluate(BOXES, list(PARTS))
            outside = {
                part: box
                for part, box in boxes.items()
                if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height
            }
            where = f"{language}, {day}"
            assert {} == outside, where
            assert [] == overlapping(boxes), where
            assert [] == page.evaluate(OVERFLOWING), where


@pytest.mark.parametrize("width", [390, 600, 761, 820, 900, 901, 956, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_whole_theatre_lies_free_of_the_card(open_page, file_url, width, language):
    page = ready(open_page(file_url, width=width, height=1000 if width < 901 else 720))
    reopen(page, f"as_of={DAYS[1]}&lang={language}")
    corners, card, frame = page.evaluate(CORNERS, list(open_record().theatre.extent_deg))
    (left, top), (right, bottom) = corners

    assert frame[0] <= left < right <= frame[2], "the theatre leaves the window"
    assert frame[1] <= top < bottom <= frame[3]
    assert left >= card[2] or top >= card[3], "the card lies on the theatre"
    # It fills what is left: one of its sides has hardly room to spare.
    assert (right - left) > 0.6 * (frame[2] - left) or (bottom - top) > 0.6 * (frame[3] - top)


def test_leaflet_shows_neither_flag_nor_credit(open_page, file_url, page):
    for shown in (ready(page), ready(open_page(file_url))):
        assert shown.locator(".leaflet-control-attribution, .leaflet-attribution-flag").count() == 0
        assert shown.locator(".leaflet-control").count() == 0
        assert "Leaflet" not in shown.locator(".loc").inner_text()
