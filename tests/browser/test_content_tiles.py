"""An online map beneath: only where the server names a provider and a visitor switches it on."""

import base64

import pytest

from tests.browser.map_reading import ready

pytestmark = pytest.mark.browser

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TILES = "https://tile.openstreetmap.org/**"
CREDIT = "OpenStreetMap contributors"


@pytest.fixture(scope="module")
def tiles_url(start_app):
    return start_app(LINES_OF_CONTROL_TILES="OpenStreetMap.Mapnik")


@pytest.fixture
def shown(open_page, tiles_url):
    page = open_page("about:blank")
    page.route(TILES, lambda route: route.fulfill(body=DOT, content_type="image/png"))
    page.goto(f"{tiles_url}/?at=35,38,7")
    yield ready(page)
    page.watch.requests.clear()


def test_nothing_is_fetched_until_a_visitor_switches_it_on(shown):
    shown.locator("[data-tool='layers']").click()
    box = shown.get_by_label("Online map: OpenStreetMap.Mapnik")
    assert not box.is_checked()
    assert [] == shown.watch.outside()
    assert CREDIT not in shown.locator(".loc-caption").inner_text()

    with shown.expect_request(TILES):
        box.check()
    assert CREDIT in shown.locator(".loc-caption").inner_text()
    shown.wait_for_function("location.search.includes('tiles')")
    hosts = {url.split("/")[2] for url in shown.watch.outside()}
    assert hosts == {"tile.openstreetmap.org"}
    tile = shown.locator(".leaflet-tile").first
    assert "/7/" in tile.get_attribute("src")

    box.uncheck()
    assert shown.locator(".leaflet-tile").count() == 0
    assert CREDIT not in shown.locator(".loc-caption").inner_text()


def test_without_a_provider_there_is_no_such_layer(page):
    ready(page)
    page.locator("[data-tool='layers']").click()

    assert page.locator(".loc-panel input").count() > 4
    assert "Online map" not in page.locator(".loc-panel").inner_text()
