"""Many viewers at once, in a process of their own: python -m benchmarks.crowd URL VIEWERS SECONDS.

Every viewer rests on another day once a second, at its own moment of the second. A reply that is
late delays nobody's clock: the time counts from when the change was due. Prints one line of JSON
when all are connected, then waits for a line, then one line with the times.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from benchmarks.viewer import Viewer
from layers.locale import Locale

FIRST, DAYS = date(2024, 11, 26), 17


async def connect(url: str, count: int) -> list[Viewer]:
    gate = asyncio.Semaphore(10)

    async def one(_: int) -> Viewer:
        async with gate:
            return await Viewer.open(url)

    return list(await asyncio.gather(*map(one, range(count))))


async def scrub(
    viewer: Viewer, phase: float, seconds: int, note: Callable[[float | None], None]
) -> None:
    """Change the day once a second; note each time in seconds, None for one that failed."""
    begin = time.perf_counter() + phase
    for turn in range(seconds):
        due = begin + turn
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        day = FIRST + timedelta(days=random.randrange(DAYS))
        language = random.choice(("en", "ar"))
        try:
            await viewer.rest_on(day.isoformat(), language)
        except (TimeoutError, OSError) as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            note(None)
            return
        right = Locale(None, language).day(day) in viewer.panel
        note(time.perf_counter() - due if right else None)


async def main(url: str, count: int, seconds: int) -> None:
    begin = time.perf_counter()
    viewers = await connect(url, count)
    opened = time.perf_counter() - begin
    print(json.dumps({"opened_s": opened, "bytes": viewers[0].received}), flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    times: list[float | None] = []
    used = time.process_time()
    phases = [random.random() for _ in viewers]
    await asyncio.gather(
        *(scrub(v, phase, seconds, times.append) for v, phase in zip(viewers, phases, strict=True))
    )
    print(json.dumps({"times": times, "own_cpu_s": time.process_time() - used}), flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await asyncio.gather(*(viewer.close() for viewer in viewers))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
