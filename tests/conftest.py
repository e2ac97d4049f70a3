"""Fixtures: the running app, a browser, and pages that watch what leaves the machine."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings

from tests.browser.prerequisites import shell_beside

ROOT = Path(__file__).resolve().parent.parent
LOCAL_HOSTS = {"localhost", "127.0.0.1"}
# `file` is the standalone replay, opened from disk.
LOCAL_SCHEMES = {"blob", "data", "file", "about"}
# On a deep link Streamlit tries these below the page's own path first, gets a 404, and goes on.
STREAMLIT_PROBES = ("/_stcore/health", "/_stcore/host-config")
# Limits, no waits: what is there early costs nothing of them, and a busy machine needs them.
START_LIMIT_S = 300
STATE_LIMIT_MS = 300_000
# Kinds of storage that are no cache, by their names in the protocol of DevTools.
STORED = "file_systems,indexeddb,local_storage,service_workers,websql"
CHROMIUM_ARGS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A request that would leave the machine fails at once, also where the machine has internet.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]

# Hypothesis would fail an example that takes 200 ms, as any may on a machine with other work.
# For the rest its own profile holds, which has no chance in continuous integration.
settings.register_profile(
    "unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_answers(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until a process that has just been started answers at an address."""
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            # Until it has ended, or for the tenth of a second after which it is asked again.
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
    pytest.fail(f"Nothing answers at {url}. Its output:\n{log.read_text()}", pytrace=False)


@pytest.fixture(scope="session")
def start_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Give a function that starts a fresh process of the app and returns its address.

    Every process has an empty home directory, so that no settings of this machine play a part.
    """
    processes = []

    def start(script: Path = ROOT / "app.py", **environment: str) -> str:
        home = tmp_path_factory.mktemp("home")
        port = free_port()
        command = [sys.executable, "-m", "streamlit", "run", str(script)]
        with (home / "app.log").open("wb") as log:
            process = subprocess.Popen(
                [*command, "--server.port", str(port)],
                cwd=ROOT,
                env=os.environ | {"HOME": str(home)} | environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        processes.append(process)
        folder = environment.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
        url = f"http://localhost:{port}/{folder}".rstrip("/")
        wait_until_answers(f"{url}/_stcore/health", process, home / "app.log")
        return url

    yield start
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(timeout=START_LIMIT_S)


@pytest.fixture(scope="session")
def app_url(start_app) -> str:
    """Address of the running app, one process for all tests that only look at it."""
    return start_app()


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable]:
    """Give a function that starts a browser; its options are Playwright's."""
    from playwright.sync_api import sync_playwright

    if "CHROMIUM" not in os.environ:
        pytest.fail("CHROMIUM is not set: run `make test`, or name a browser.", pytrace=False)
    # Chromium refuses its sandbox to root.
    args = [*CHROMIUM_ARGS, "--no-sandbox"] if os.geteuid() == 0 else CHROMIUM_ARGS
    with sync_playwright() as playwright:
        yield lambda path, **options: playwright.chromium.launch(
            executable_path=path, args=args, **options
        )


def quickest() -> str:
    """Path of the headless shell of ``$CHROMIUM``, which does half the work, else of itself."""
    chromium = Path(os.environ["CHROMIUM"])
    shell = shell_beside(chromium)
    return str(shell if shell.exists() else chromium)


@pytest.fixture(scope="session")
def browser(launch):
    """Give a Chromium without windows, where there is one."""
    chromium = launch(quickest())
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def window_browser(launch):
    """Give a Chromium that has windows, also where none is seen; a window can fill the screen."""
    chromium = launch(os.environ["CHROMIUM"])
    yield chromium
    chromium.close()


class Watch:
    """What a browser context asked for and complained about."""

    def __init__(self, context) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        handlers = {
            "request": self._on_request,
            "console": self._on_console,
            "weberror": self._on_error,
            "page": self._on_page,
        }
        self._watched = [(context, event, handler) for event, handler in handlers.items()]
        for emitter, event, handler in self._watched:
            emitter.on(event, handler)
        for page in context.pages:
            self._on_page(page)

    def end(self) -> None:
        """Watch no longer; what was seen stays."""
        for emitter, event, handler in self._watched:
            emitter.remove_listener(event, handler)

    def _on_request(self, request) -> None:
        self.requests.append(request.url)

    def _on_page(self, page) -> None:
        page.on("websocket", self._on_websocket)
        self._watched.append((page, "websocket", self._on_websocket))

    def _on_websocket(self, websocket) -> None:
        self.requests.append(websocket.url)

    def _on_error(self, error) -> None:
        self.complaints.append(f"uncaught: {error.error}")

    def _on_console(self, message) -> None:
        where = message.location.get("url", "")
        if message.type == "error" and not where.endswith(STREAMLIT_PROBES):
            self.complaints.append(f"{message.text} ({where})")

    def outside(self) -> list[str]:
        """Give the requests that left, or would have left, the machine."""
        return [url for url in self.requests if not is_local(url)]


def is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in LOCAL_SCHEMES or parts.hostname in LOCAL_HOSTS


class Tabs:
    """Tabs of a browser, each in a profile of its own, which visitors take in turn.

    What the browser has loaded and compiled stays, so that a visit is half the work, most of which
    is Streamlit's program; nothing else of a visitor does.
    """

    def __init__(self, browser) -> None:
        self._browser = browser
        self._free: list = []

    def take(self):
        """Give a page that nobody uses, empty."""
        return self._free.pop() if self._free else self._browser.new_context().new_page()

    def give_back(self, page) -> None:
        """Keep a page for the next visitor, or close it where a test has changed it for good."""
        context = page.context
        for other in context.pages:
            if other is not page:
                other.close()
        if page.is_closed() or page.changed:
            context.close()
            return
        # What a tab keeps for itself is not in reach of `clear_storage`; some addresses have none.
        page.evaluate("try { sessionStorage.clear() } catch {}")
        page.goto("about:blank")
        page.mouse.move(0, 0)
        context.clear_cookies()
        self._free.append(page)


# What these do to a page cannot be undone.
LASTING = ("add_init_script", "expose_binding", "expose_function", "on", "once", "route",
           "route_from_har", "route_web_socket", "set_extra_http_headers")  # fmt: skip


def note_changes(page) -> None:
    """Let a page note that it has been changed for good, as ``page.changed``."""

    def noting(change):
        def noted(*given, **options):
            page.changed = True
            return change(*given, **options)

        return noted

    for name in LASTING:
        setattr(page, name, noting(getattr(page, name)))


@pytest.fixture(scope="session")
def tabs(browser) -> Tabs:
    return Tabs(browser)


@pytest.fixture
def open_page(browser, tabs) -> Iterator[Callable]:
    """Give a function that opens an address as a new visitor.

    ``open_page(url, width=1600, height=900, dark=False, clock=False, within=None, **options)``:
    `clock` stops when told (Playwright's ``page.clock``), `within` is another browser, `options`
    are of Playwright's ``new_context``; each of them gives a profile of its own, to which alone
    such things belong. At the end nothing may have left the machine, and the console must be free
    of errors. ``page.watch`` holds what was asked for; a test that provokes an error clears
    ``page.watch.complaints`` after looking at it.
    """
    opened = []

    def open_(url: str, width=1600, height=900, *, dark=False, clock=False, within=None, **options):
        own = bool(clock or within or options)
        page = (within or browser).new_context(**options).new_page() if own else tabs.take()
        watch = Watch(page.context)
        opened.append((page, watch, own))
        page.watch = watch
        prepare(page, url, width, height, dark=dark)
        if clock:
            page.clock.install()
        page.goto(url)
        return page

    yield open_
    for page, watch, own in opened:
        watch.end()
        if own:
            page.context.close()
        else:
            tabs.give_back(page)
    watches = [watch for _, watch, _ in opened]
    assert [] == [url for watch in watches for url in watch.outside()]
    assert [] == [line for watch in watches for line in watch.complaints]


def prepare(page, url: str, width: int, height: int, *, dark: bool = False) -> None:
    """Make a page that of a new visitor, who has this window."""
    page.context.set_default_timeout(STATE_LIMIT_MS)
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if dark else "light")
    clear_storage(page, url)
    if not hasattr(page, "changed"):
        note_changes(page)
    # So far only the watch listens to it, which ends.
    page.changed = False


def clear_storage(page, url: str) -> None:
    """Forget what an earlier visitor left at an address, but not what the browser has cached."""
    parts = urlsplit(url)
    if parts.scheme in {"http", "https"}:
        kinds = {"origin": f"{parts.scheme}://{parts.netloc}", "storageTypes": STORED}
        tools = page.context.new_cdp_session(page)
        tools.send("Storage.clearDataForOrigin", kinds)
        tools.detach()


@pytest.fixture
def page(open_page, app_url):
    """Give the app's first page as a new visitor sees it, 1600 × 900, light."""
    return open_page(app_url)
