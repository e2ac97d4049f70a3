"""How long a picture takes once the base map is prepared; `python -m benchmarks.picture`.

Wall clock and processor time of this process: the two differ by what others do meanwhile.
"""

import time
from collections.abc import Callable
from datetime import date
from typing import Final

from benchmarks.report import quantile, table
from geodata.record import open_record
from layers.link import View, read_link
from layers.picture import draw, draw_change, draw_chart, draw_multiples, draw_pair, of_size

TIMES: Final = 9
CASES: Final = (
    ("1920x1080", "png", "≤ 500"),
    ("3840x2160", "png", "≤ 1,200"),
    ("1920x1080", "jpeg", ""),
    ("1920x1080", "webp", ""),
    ("1920x1080", "svg", "≤ 500"),
    ("1920x1080", "pdf", "≤ 500"),
    ("a3-landscape", "png", ""),
)
HEAD: Final = ("what", "bytes", "median, ms", "95th, ms", "processor, ms", "wanted, ms")


def row(what: str, wanted: str, work: Callable[[], bytes]) -> tuple[str, ...]:
    """One line of the table; the first drawing prepares and is not counted."""
    size = len(work())
    walls, cpus = [], []
    for _ in range(TIMES):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append((time.perf_counter() - wall) * 1e3)
        cpus.append((time.process_time() - cpu) * 1e3)
    shown = (quantile(walls, 0.5), quantile(walls, 0.95), quantile(cpus, 0.5))
    return (what, f"{size:,}", *(f"{one:.0f}" for one in shown), wanted)


def section() -> str:
    record = open_record()
    day = View(as_of=date(2024, 11, 30))
    span = read_link("?from=2024-11-26&to=2024-11-30")
    options = of_size("1920x1080")
    rows = [
        row(
            f"{size} {form}",
            wanted,
            lambda size=size, form=form: draw(record, day, of_size(size, format=form)),
        )
        for size, form, wanted in CASES
    ]
    arabic = of_size("1920x1080", languages=("ar",))
    rows += [
        row("1920x1080 png, Arabic", "", lambda: draw(record, day, arabic)),
        row("before and after", "", lambda: draw_pair(record, span, options)),
        row("what changed", "", lambda: draw_change(record, span, options)),
        row("a strip of 6", "", lambda: draw_multiples(record, day, options, record.dates[1:7])),
        row("a chart", "", lambda: draw_chart(record, View(), options, "areas")),
    ]
    return table(HEAD, rows)


if __name__ == "__main__":
    print(section())
