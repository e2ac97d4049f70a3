"""The trends page in a real browser: charts, their pictures, and the way into the replay."""

import base64
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from geodata.record import open_record
from layers.style import style
from layers.web.faces import FACES
from tests.browser.replay_page import wait_ready
from tests.words import ENGLISH

pytestmark = pytest.mark.browser

CHARTS = ("events", "area", "contested", "fronts", "control_changes", "nearness")


def wait_charts(page):
    """Wait until every chart is drawn and the page has come to its end."""
    page.locator("#casualties").wait_for()
    for name in CHARTS:
        drawn(page, name).wait_for()
    return page


def drawn(page, name):
    return page.locator(f".st-key-chart_{name} svg.marks")


def columns(page, name):
    """The columns over the days of a chart, each of which can be clicked."""
    return page.locator(f".st-key-chart_{name} svg.marks path[aria-label*='Day:']")


def plot(page, name):
    """Where the plot of a chart lies: the rectangle inside its axes."""
    frame = drawn(page, name).locator("g.mark-group.role-frame path.background")
    return frame.first.bounding_box()


def test_figures_pictures_and_the_way_into_the_replay(open_page, app_url):
    page = wait_charts(open_page(f"{app_url}/trends?lang=en", 1280, 800))

    the_columns_say_the_figures_of_geodata(page)
    the_pictures_are_whole_and_need_nothing_else(page)
    columns(page, "area").nth(4).click()
    wait_ready(page)
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["as_of"] == ["2024-11-30"]
    assert asked["lang"] == ["en"]


def the_columns_say_the_figures_of_geodata(page):
    record = open_record()
    label = columns(page, "area").nth(4).get_attribute("aria-label")
    for row in record.figures(record.dates[4]):
        assert f"{row.km2:,.0f} km²" in label


def the_pictures_are_whole_and_need_nothing_else(page):
    buttons = page.locator(".st-key-pictures_area")
    with page.expect_download() as first:
        buttons.get_by_role("button", name="SVG").click()
    svg = first.value.path().read_text(encoding="utf-8")
    with page.expect_download() as second:
        buttons.get_by_role("button", name="PNG").click()
    png = second.value.path().read_bytes()

    assert first.value.suggested_filename == "lines_of_control_area.svg"
    assert ENGLISH.say("trends_area") in svg
    assert svg.count("data:font/woff2;base64,") == svg.count("@font-face") == 2, "plain and bold"
    assert base64.b64encode(FACES[0].content).decode() in svg
    assert f'font-family="{style().font_stack}"' in svg
    outside = [one for one in re.findall(r'(?:href|src)="?([^"\s)]+)', svg) if "://" in one]
    assert outside == []
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") > 2500


def test_all_charts_have_one_time_axis_on_a_phone_too(open_page, app_url):
    page = wait_charts(open_page(f"{app_url}/trends?lang=ar&theme=dark", 390, 844, dark=True))
    boxes = [plot(page, name) for name in CHARTS]

    for side in ("x", "width"):
        at = [box[side] for box in boxes]
        # Vega rounds to whole pixels.
        assert max(at) - min(at) <= 1
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_the_choice_stands_in_the_link_and_the_link_gives_the_choice(open_page, app_url):
    page = wait_charts(open_page(f"{app_url}/trends?lang=en&to=HTS&cities=homs", 1280, 800))
    page.get_by_role("radio", name="Share").click()
    page.wait_for_function("new URLSearchParams(location.search).get('unit') === 'share'")

    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["to"], asked["cities"]) == (["HTS"], ["homs"])
    assert drawn(page, "nearness").get_by_text("Homs", exact=True).count() == 1
