"""A link that asks for the online map: followed where a provider is set, refused elsewhere."""

import base64

import pytest

from tests.browser.replay_page import wait_link, wait_ready

pytestmark = pytest.mark.browser

TILES = "https://tile.openstreetmap.org/**"
LINK = "?as_of=2024-11-30&at=35.5,37.5,7&layers=places,tiles"
GREY_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)


def test_the_online_map_of_a_link_is_there_at_once(start_app, open_page):
    url = start_app(LINES_OF_CONTROL_TILES="OpenStreetMap.Mapnik")
    page = open_page("about:blank")
    page.route(TILES, lambda route: route.fulfill(body=GREY_PNG, content_type="image/png"))
    page.goto(f"{url}/{LINK}")
    wait_ready(page)

    page.locator(".loc .leaflet-tile-loaded").first.wait_for()

    assert "OpenStreetMap contributors" in page.locator(".loc-attribution").inner_text()
    wait_link(page, "layers", "places,tiles")
    # The provider, which this test plays, and nobody else.
    assert {url.split("/")[2] for url in page.watch.outside()} == {"tile.openstreetmap.org"}
    page.watch.requests.clear()


def test_without_a_provider_the_link_is_told_so_and_nobody_is_asked(open_page, app_url):
    page = wait_ready(open_page(f"{app_url}/{LINK}"))

    sentence = "The link asks for layers this map does not have: tiles."
    assert page.locator(".loc-notice").inner_text() == sentence
    assert page.locator(".loc .leaflet-tile").count() == 0
    wait_link(page, "layers", "places")
