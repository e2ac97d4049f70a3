"""What is sent when the page opens, and how long until the map is ready, next to an empty page."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, WebSocket

from benchmarks.alternatives import record
from benchmarks.browser import browsing, new_page
from benchmarks.report import quantile, table
from benchmarks.server import Server, serving
from benchmarks.steps import APPS
from layers.web import packed, payload
from layers.web.program import own_program, program, style

RUNS = 9
READY = {"ours": ".loc[data-ready]", "empty": "[data-testid=stMarkdown]"}


@dataclass
class Traffic:
    """Bytes a page received: over its websocket, and over HTTP as they were on the wire."""

    frames: list[int] = field(default_factory=list)
    http: float = 0.0

    def follow(self, page: Page) -> None:
        page.on("websocket", self._socket)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._loaded)

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: self.frames.append(len(data)))

    def _loaded(self, event: dict) -> None:
        self.http += event["encodedDataLength"]

    @property
    def total_kb(self) -> float:
        return (sum(self.frames) + self.http) / 1000


def section() -> str:
    """Two tables: kilobytes by part, and seconds until ready."""
    with browsing() as browser, serving() as ours, serving(APPS / "empty.py") as empty:
        traffic = {
            "ours": _cold(browser, ours, READY["ours"]),
            "empty": _cold(browser, empty, READY["empty"]),
        }
        times = _warm(browser, {"ours": ours, "empty": empty})
    return f"{_parts()}\n\n{_sent(traffic)}\n\n{_ready(times)}"


def gzipped_kb(text: str) -> float:
    return len(gzip.compress(text.encode(), 9, mtime=0)) / 1000


def _parts() -> str:
    document = payload(record())
    data = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    largest = sorted(
        (
            (gzipped_kb(json.dumps(part, ensure_ascii=False, separators=(",", ":"))), name)
            for name, part in document.items()
        ),
        reverse=True,
    )
    leaflet = gzipped_kb(program()) - gzipped_kb(own_program())
    rows = [
        ("**the message of the map, all in one**", f"{len(packed(document)) / 1000:.0f}"),
        ("the theatre's data", f"{gzipped_kb(data):.0f}"),
        *((f"– {name}", f"{size:.0f}") for size, name in largest[:6]),
        ("our program", f"{gzipped_kb(own_program()):.0f}"),
        ("Leaflet", f"{leaflet:.0f}"),
        ("style", f"{gzipped_kb(style()):.0f}"),
    ]
    return table(("part (each gzipped alone)", "kB"), rows)


def _cold(browser: Browser, server: Server, selector: str) -> Traffic:
    """What a visitor with an empty cache receives."""
    page = new_page(browser)
    traffic = Traffic()
    traffic.follow(page)
    page.goto(server.url)
    page.wait_for_selector(selector)
    page.wait_for_timeout(1500)
    page.context.close()
    return traffic


def _sent(traffic: dict[str, Traffic]) -> str:
    rows = [
        (name, f"{sum(one.frames) / 1000:.0f}", f"{one.http / 1000:.0f}", f"{one.total_kb:.0f}")
        for name, one in traffic.items()
    ]
    extra = traffic["ours"].total_kb - traffic["empty"].total_kb
    rows.append(("ours over an empty page", "", "", f"{extra:.0f}"))
    return table(("first visit, kB received", "websocket", "HTTP", "all"), rows)


def _warm(browser: Browser, servers: dict[str, Server]) -> dict[str, list[float]]:
    """Milliseconds from navigation to ready, in turns, with a filled cache."""
    pages = {name: new_page(browser) for name in servers}
    times: dict[str, list[float]] = {name: [] for name in servers}
    for run in range(RUNS + 2):
        for name, server in servers.items():
            page = pages[name]
            page.bring_to_front()
            page.goto(server.url, wait_until="commit")
            taken = page.evaluate("selector => bench.ready(selector)", READY[name])
            if run >= 2:
                times[name].append(taken)
            page.wait_for_timeout(400)
            page.goto("about:blank")
    for page in pages.values():
        page.context.close()
    return times


def _ready(times: dict[str, list[float]]) -> str:
    floor: Callable[[float], float] = lambda share: quantile(times["empty"], share)  # noqa: E731
    rows = [
        (
            name,
            f"{quantile(found, 0.5):.0f}",
            f"{quantile(found, 0.95):.0f}",
            f"{quantile(found, 0.5) / floor(0.5):.2f}",
        )
        for name, found in times.items()
    ]
    head = ("page ready, warm", "median, ms", "95th, ms", "× empty page (median)")
    return table(head, rows)
