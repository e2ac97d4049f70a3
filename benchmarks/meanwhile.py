"""What others wait while one person's large file is checked; `python -m benchmarks.meanwhile`.

A browser uploads the file of `benchmarks.ingest` to the page; two visitors over a websocket open
the replay anew and rest on other days, one after the other, until the report is on the page.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from benchmarks.browser import browsing, new_page
from benchmarks.ingest import large_file
from benchmarks.report import quantile, table
from benchmarks.server import ROOT, Server, serving
from benchmarks.viewer import Viewer

KNOWN = ("SAA", "HTS", "SDF")
RADIUS_DEG = 1.0
"""The file lies wholly in the built-in theatre, and has parties of it."""
WARM_UP_S = 5.0
PAUSE_S = 0.2
MOST_S = 180


@dataclass
class Waits:
    """Seconds that visitors waited, and what the server and its workers weighed meanwhile."""

    opened: list[float] = field(default_factory=list)
    rested: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)


def upload(url: str, file: str) -> None:
    """Choose the file as a person does, and wait for the report; prints when each happened."""
    with browsing() as browser:
        page = new_page(browser)
        page.goto(f"{url}/upload?lang=en")
        page.locator("input[type=file]").wait_for(state="attached")
        print("ready", flush=True)
        sys.stdin.readline()
        page.locator("input[type=file]").set_input_files(file)
        found = page.get_by_role("heading", name="What was found")
        found.wait_for(timeout=MOST_S * 1000)
        print("found", flush=True)
        page.locator(".sketch[data-ready]").first.wait_for(timeout=MOST_S * 1000)
        print("drawn", flush=True)


async def visit(url: str, waits: Waits, until: asyncio.Event) -> None:
    while not until.is_set():
        begin = time.perf_counter()
        viewer = await Viewer.open(url)
        waits.opened.append(time.perf_counter() - begin)
        await viewer.close()
        await asyncio.sleep(PAUSE_S)


async def scrub(url: str, waits: Waits, until: asyncio.Event) -> None:
    viewer = await Viewer.open(url)
    while not until.is_set():
        day = date(2024, 11, 26) + timedelta(days=random.randrange(17))
        waits.rested.append(await viewer.rest_on(day.isoformat()))
        await asyncio.sleep(PAUSE_S)
    await viewer.close()


async def weigh(server: Server, waits: Waits, until: asyncio.Event) -> None:
    while not until.is_set():
        waits.memory_mb.append(await asyncio.to_thread(server.family_mb))
        await asyncio.sleep(PAUSE_S)


async def during(server: Server, what: Callable[[], Awaitable[None]]) -> Waits:
    """What visitors wait while something happens."""
    waits, over = Waits(), asyncio.Event()
    visitors = [asyncio.create_task(one(server.url, waits, over)) for one in (visit, scrub)]
    visitors.append(asyncio.create_task(weigh(server, waits, over)))
    await what()
    over.set()
    await asyncio.gather(*visitors)
    return waits


async def measure(server: Server, file: Path) -> list[list[str]]:
    command = [sys.executable, "-m", "benchmarks.meanwhile", server.url, str(file)]
    pipe = asyncio.subprocess.PIPE
    person = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=pipe, stdout=pipe)
    assert person.stdin
    assert person.stdout
    said = person.stdout
    assert await said.readline() == b"ready\n"
    quiet = await during(server, lambda: asyncio.sleep(WARM_UP_S))
    took: list[float] = []

    async def checked() -> None:
        assert person.stdin
        begin = time.perf_counter()
        person.stdin.write(b"\n")
        await person.stdin.drain()
        for expected in (b"found\n", b"drawn\n"):
            assert await said.readline() == expected
            took.append(time.perf_counter() - begin)

    busy = await during(server, checked)
    await person.wait()
    rows = [["from choosing the file to the report", f"{took[0]:.1f} s", ""]]
    rows.append(
        ["until its map is drawn", f"{took[1]:.1f} s", f"{max(busy.memory_mb):,.0f} MB at most"]
    )
    for name, waits in (("on a quiet server", quiet), ("meanwhile", busy)):
        for what, times in (
            ("the replay opens", waits.opened),
            ("the panel follows", waits.rested),
        ):
            middle, longest = quantile(times, 0.5), max(times)
            spread = f"{longest:.2f} s at most, {len(times)} times"
            rows.append([f"{what} {name}", f"{middle:.2f} s", spread])
    return rows


def section() -> str:
    """The table of what others wait."""
    with tempfile.TemporaryDirectory() as name, serving() as server:
        file = Path(name) / "large.geojson"
        file.write_bytes(large_file(RADIUS_DEG, KNOWN))
        return table(["what", "mostly", "with"], asyncio.run(measure(server, file)))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        upload(sys.argv[1], sys.argv[2])
    else:
        print(section())
