"""The watch that every browser test relies on notices what it should."""

import pytest

pytestmark = pytest.mark.browser
EMPTY = "data:text/html,<p>empty</p>"


def test_a_request_that_leaves_the_machine_is_noticed_and_fails(open_page):
    page = open_page(EMPTY)

    assert page.evaluate("fetch('https://example.org/a').then(() => 'got', () => 'none')") == "none"

    assert page.watch.outside() == ["https://example.org/a"]
    forget(page)


def test_a_websocket_that_leaves_the_machine_is_noticed(open_page):
    page = open_page(EMPTY)

    page.evaluate("new Promise(done => { new WebSocket('ws://example.org/b').onerror = done })")

    assert page.watch.outside() == ["ws://example.org/b"]
    forget(page)


def test_an_uncaught_error_and_a_logged_one_are_noticed(open_page):
    page = open_page(EMPTY)

    with page.context.expect_event("weberror"):
        page.evaluate("console.error('logged'); setTimeout(() => { throw new Error('thrown') })")

    assert ["logged", "thrown"] == [
        word for word in ("logged", "thrown") if any(word in line for line in page.watch.complaints)
    ]
    forget(page)


def forget(page) -> None:
    page.watch.requests.clear()
    page.watch.complaints.clear()
