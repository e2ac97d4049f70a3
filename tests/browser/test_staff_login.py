"""Publishing from another machine: a real log-in service, the app on every address, a browser."""

import contextlib
import json
import re
import socket
import socketserver
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import START_LIMIT_S, free_port, wait_until_answers
from tests.words import ARABIC, ENGLISH

pytestmark = pytest.mark.browser

SERVICE = Path(__file__).parent / "log_in_service.py"
USERS = [
    {"sub": "rima", "email": "rima@example.org", "email_verified": True, "name": "Rima Haddad"},
    {"sub": "lina", "email": "Lina@example.org"},
    {"sub": "omar", "email": "omar@example.org", "email_verified": True, "name": "Omar Aziz"},
    {"sub": "eve", "email": "rima@example.org", "email_verified": False, "name": "Rima Haddad"},
]
SECRETS = """
[auth]
redirect_uri = "http://localhost:{{port}}/oauth2callback"
cookie_secret = "only this test knows these words"
client_id = "lines-of-control"
client_secret = "and these"
server_metadata_url = "{service}/.well-known/openid-configuration"

[editors]
emails = ["rima@example.org", "lina@example.org"]
"""
# With a name of its own the server does not ask the internet for its address.
EVERY_ADDRESS = {
    "STREAMLIT_SERVER_ADDRESS": "0.0.0.0",  # noqa: S104
    "STREAMLIT_BROWSER_SERVER_ADDRESS": "localhost",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """Give the address of a running OpenID Connect provider."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    log = tmp_path_factory.mktemp("service") / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, str(SERVICE), str(port), json.dumps(USERS)],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_answers(f"{url}/.well-known/openid-configuration", process, log)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=START_LIMIT_S)


@pytest.fixture(scope="module")
def secrets(service, tmp_path_factory):
    """Give the file with the server's secrets."""
    file = tmp_path_factory.mktemp("home") / ".streamlit" / "secrets.toml"
    file.parent.mkdir()
    file.write_text(SECRETS.format(service=service))
    return file


@pytest.fixture(scope="module")
def guarded(start_app, secrets):
    """Give the address of the app as a newsroom runs it: on every address, with a log-in."""
    return start_app(HOME=str(secrets.parent.parent), **EVERY_ADDRESS)


@pytest.fixture
def visit(open_page, guarded):
    """Give a function that opens the upload page, as a user once logged in if one is named."""

    def visit(user=None):
        page = open_page(f"{guarded}/upload")
        page.get_by_text(ENGLISH.say("staff_log_in_first")).wait_for()
        if user:
            page.get_by_role("button", name=ENGLISH.say("staff_log_in"), exact=True).click()
            page.get_by_role("button", name=user, exact=True).click()
            page.wait_for_url(re.compile(f"^{guarded}/(\\?.*)?$"))
            page.goto(f"{guarded}/upload")
        return page

    return visit


def open_replay(page, url):
    page.goto(url)
    page.get_by_role("heading", name="Who holds what").wait_for()


def isolated(fact):
    """Give a fact as it stands in a sentence of either direction."""
    return f"\u2068{fact}\u2069"


def publishing_as(who):
    return ENGLISH.say("staff_publishing_as", who=isolated(who))


AS_RIMA = publishing_as("Rima Haddad <rima@example.org>")


def link_to_upload(page):
    return page.get_by_role("link", name=ENGLISH.say("page_upload"))


def test_who_is_not_logged_in_cannot_publish(visit, guarded):
    page = visit()

    assert page.get_by_text("You publish as").count() == 0
    open_replay(page, guarded)
    assert link_to_upload(page).count() == 0


def test_an_editor_logs_in_publishes_and_logs_out(visit, guarded):
    page = visit("rima")

    page.get_by_text(AS_RIMA).wait_for()
    open_replay(page, guarded)
    link_to_upload(page).click()
    page.get_by_text(AS_RIMA).wait_for()
    page.get_by_role("button", name=ENGLISH.say("staff_log_out")).click()
    page.get_by_role("button", name="End session").click()
    page.wait_for_url(re.compile(f"^{guarded}/(\\?.*)?$"))
    page.goto(f"{guarded}/upload")
    page.get_by_text(ENGLISH.say("staff_log_in_first")).wait_for()


def test_another_user_is_refused_by_address(visit, guarded):
    page = visit("omar")

    page.get_by_text(
        ENGLISH.say("staff_not_listed", address=isolated("omar@example.org"))
    ).wait_for()
    assert page.get_by_text("You publish as").count() == 0
    open_replay(page, guarded)
    assert link_to_upload(page).count() == 0


def test_an_editors_address_that_is_not_verified_is_refused(visit):
    page = visit("eve")

    page.get_by_text(
        ENGLISH.say("staff_unverified", address=isolated("rima@example.org"))
    ).wait_for()
    assert page.get_by_text("You publish as").count() == 0


def test_who_is_taken_off_the_list_is_refused_within_seconds(visit, secrets):
    page = visit("lina")
    page.get_by_text(publishing_as("lina@example.org")).wait_for()

    secrets.write_text(secrets.read_text().replace(', "lina@example.org"', ""))

    refused = page.get_by_text(
        ENGLISH.say("staff_not_listed", address=isolated("lina@example.org"))
    )
    deadline = time.monotonic() + START_LIMIT_S
    while not refused.is_visible() and time.monotonic() < deadline:
        page.reload()
        page.get_by_role("button", name=ENGLISH.say("staff_log_out")).wait_for()
    assert refused.is_visible()


def test_on_every_address_without_a_log_in_nobody_can_publish(start_app, open_page):
    url = start_app(**EVERY_ADDRESS)
    page = open_page("about:blank")
    open_replay(page, url)
    assert link_to_upload(page).count() == 0

    page.goto(f"{url}/upload?lang=ar")

    page.get_by_text(ARABIC.say("staff_no_log_in")).wait_for()
    assert page.get_by_role("button", name=ARABIC.say("staff_log_in")).count() == 0


class ForwardingHandler(socketserver.BaseRequestHandler):
    """Pass a request on to the app, saying for whom, as a proxy in front of it does.

    A browser told to send headers of its own need not send them with a WebSocket.
    """

    def handle(self):
        head = b""
        while b"\r\n\r\n" not in head:
            received = self.request.recv(65536)
            if not received:
                return
            head += received
        request, rest = head.split(b"\r\n", 1)
        if b"\r\nupgrade: websocket\r\n" not in head.lower():
            # The next request on this connection would pass unread.
            rest = b"Connection: close\r\n" + re.sub(rb"(?im)^connection:[^\n]*\n", b"", rest)
        with socket.create_connection(("localhost", self.server.app_port)) as app:
            app.sendall(request + b"\r\nX-Forwarded-For: 192.0.2.7\r\n" + rest)
            threading.Thread(target=pass_on, args=(self.request, app), daemon=True).start()
            pass_on(app, self.request)


def pass_on(source, target):
    with contextlib.suppress(OSError):
        while received := source.recv(65536):
            target.sendall(received)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def forwarded_url(app_url):
    """Give the address of a proxy in front of the app."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), ForwardingHandler) as proxy:
        proxy.daemon_threads = True
        proxy.app_port = urlsplit(app_url).port
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{proxy.server_address[1]}"
        proxy.shutdown()


def test_out_of_the_box_only_the_machines_own_browser_publishes(app_url, forwarded_url, open_page):
    page = open_page("about:blank")
    open_replay(page, app_url)
    link_to_upload(page).click()
    page.get_by_text("You publish as").wait_for()

    forwarded = open_page(f"{forwarded_url}/upload")
    forwarded.get_by_text(ENGLISH.say("staff_no_log_in")).wait_for()
