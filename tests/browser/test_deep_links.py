"""Every page opened by its own address, also on a server that nobody has visited before."""

from datetime import date

import pytest

from pages.shared.navigation import tab_title
from pages.shared.pages import BY_NAME, PAGES
from tests.browser.replay_page import shown_day, wait_ready
from tests.words import ENGLISH

pytestmark = pytest.mark.browser


def no_traceback(page):
    assert page.locator("[data-testid=stException]").count() == 0
    assert "Traceback" not in page.locator("body").inner_text()


def test_the_replay_opens_by_a_link_on_a_fresh_server(start_app, open_page):
    url = f"{start_app()}/?as_of=2024-12-02&lang=en"
    page = wait_ready(open_page(url))
    page.locator(".loc-side h2", has_text="2 December 2024").wait_for()

    assert shown_day(page) == date(2024, 12, 2)
    assert page.locator(".loc-day").inner_text() == "2 December 2024"
    assert page.get_by_role("dialog").count() == 0
    assert page.title() == "2 December 2024 · Replay · Lines of Control"
    no_traceback(page)


# One with a map, one of text: Streamlit knows all pages before its first visitor, or none.
@pytest.mark.parametrize("name", ["compare", "method"])
def test_a_page_opens_by_its_address_on_a_fresh_server(start_app, open_page, name):
    """Streamlit would tell the first visitor of a process that there is no such page."""
    opens_by_its_address(start_app(), open_page, name)


@pytest.mark.parametrize("name", [entry.name for entry in PAGES if entry.name != "replay"])
def test_a_page_opens_by_its_address(app_url, open_page, name):
    opens_by_its_address(app_url, open_page, name)


def opens_by_its_address(url, open_page, name):
    page = open_page(f"{url}/{name}?lang=en")
    page.locator("[data-testid=stMain] h1").wait_for()

    right_page(page, name)
    assert page.get_by_role("dialog").count() == 0
    assert page.watch.complaints == []


def test_the_first_page_opens_by_its_name_too(app_url, open_page):
    page = wait_ready(open_page(f"{app_url}/replay?as_of=2024-12-02&lang=ar"))

    assert shown_day(page) == date(2024, 12, 2)
    assert page.get_by_role("dialog").count() == 0
    assert page.url.startswith(f"{app_url}/?as_of=2024-12-02&")


def test_a_page_that_is_not_there_is_said(app_url, open_page):
    page = open_page(f"{app_url}/nowhere?lang=en")
    page.get_by_role("dialog").wait_for()

    assert "Page not found" in page.get_by_role("dialog").inner_text()
    page.watch.complaints.clear()


def right_page(page, name):
    no_traceback(page)
    assert page.locator("[data-testid=stMain] h1").inner_text() == ENGLISH.say(f"page_{name}")
    assert page.title().endswith(tab_title(name, "en"))
    if BY_NAME[name].map:
        page.locator(".loc[data-ready=true]").wait_for()
    else:
        assert page.locator(".loc").count() == 0
