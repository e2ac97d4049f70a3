"""The replay as a file on a disk: the same map, without a server and without a network."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.map_reading import day, legend, ready

pytestmark = pytest.mark.browser


@pytest.fixture
def alone(open_page, file_url):
    return ready(open_page(file_url))


def test_it_opens_from_disk_and_asks_for_nothing(alone):
    assert "Syria" in alone.locator(".loc-title").inner_text()
    assert alone.title() == alone.locator(".loc-title").inner_text()
    assert ["replay.html"] == asked_for(alone)


def test_keys_move_through_the_days_without_a_request(alone):
    alone.keyboard.press("Home")
    assert day(alone) == "26 November 2024"
    alone.keyboard.press("ArrowRight")
    assert day(alone) == "27 November 2024"
    alone.keyboard.press("Shift+ArrowRight")
    assert day(alone) == "4 December 2024"
    alone.keyboard.press("End")
    assert day(alone) == "12 December 2024"
    alone.keyboard.press("f")
    assert alone.locator(".loc.loc-clean").count() == 1
    assert ["replay.html"] == asked_for(alone)


def test_its_legend_has_the_numbers_of_the_app(alone, page):
    ready(page)
    for key in ("Home", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "End"):
        for shown in (alone, page):
            shown.keyboard.press(key)
        assert day(alone) == day(page)
        assert legend(alone) == legend(page)
    assert any("km" in text for text in alone.locator(".loc-bar-text").all_inner_texts())


def test_it_paints_what_the_app_paints(alone, open_page, app_url):
    link = "?as_of=2024-11-30&view=clean&at=35.5,37.5,7"
    alone.goto(alone.url.partition("?")[0] + link)
    canvases = [_control(ready(alone)), _control(ready(open_page(app_url + "/" + link)))]
    assert canvases[0] == canvases[1]
    assert len(canvases[0]) > 20_000


def test_the_download_of_the_page_is_that_file(page, replay_file):
    ready(page)
    with page.expect_download() as download:
        page.locator("[data-testid='stDownloadButton'] button").click()
    assert download.value.suggested_filename == "lines_of_control_replay.html"
    assert download.value.path().read_bytes() == replay_file.read_bytes()


def asked_for(page) -> list[str]:
    """The names of what the page has asked for, its own pictures left out."""
    urls = [urlsplit(url) for url in page.watch.requests]
    return [Path(url.path).name for url in urls if url.scheme != "data"]


def _control(page) -> str:
    """The areas of control as painted."""
    return page.locator(".leaflet-loc-control-pane canvas").evaluate("it => it.toDataURL()")
