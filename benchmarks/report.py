"""Numbers as a page: quantiles, tables, and the parts of README.md between two markers."""

import math
import os
import platform
import resource
import subprocess
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parent / "README.md"
VERSIONS = ("streamlit", "folium", "streamlit-folium", "shapely", "numpy")


def quantile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least this share of all does not exceed; NaN of none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, its first column to the left."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "--:|" * (len(head) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def load() -> float:
    """How many processes wanted a core in the last minute."""
    return os.getloadavg()[0]


def peak_mb() -> float:
    """The most memory that this process has had, in MB.

    Linux's own count for the process: `ru_maxrss` also knows the peak of who started it.
    """
    facts = Path("/proc/self/status")
    lines = facts.read_text(encoding="utf-8").splitlines() if facts.exists() else []
    peaks = (int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))
    return next(peaks, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def circumstances(chromium: str, load_before: float) -> str:
    """One line: when, on what, with which versions, and how busy others kept the machine."""
    browser = subprocess.run([chromium, "--version"], capture_output=True, text=True, check=True)
    used = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {_processor()}, {os.cpu_count()} cores, load "
        f"{load_before:.1f} before; {platform.system()}, Python "
        f"{platform.python_version()}, {browser.stdout.strip()}; {used}."
    )


def _processor() -> str:
    """The processor's name; Linux says it in a file, other systems by themselves."""
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="utf-8").splitlines() if facts.exists() else []
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def write(part: str, text: str) -> None:
    """Put a part between its two markers in the page."""
    begin, end = f"<!-- {part} -->", f"<!-- /{part} -->"
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(begin)
    _, after = rest.split(end)
    PAGE.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")
