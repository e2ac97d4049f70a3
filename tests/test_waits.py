"""Tests wait for states, never for a time: long enough here is too short on a busy machine."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A fixed wait, and a limit of one wait that is shorter or longer than that of all others.
A_TIME = re.compile(r"wait_for_timeout\(|\bsleep\(|\bwait_for\w*\([^)\n]*\btimeout=|\bmonotonic\(")
# Files that may look at the clock, each with its reason.
REASONS = {
    "tests/conftest.py": "asks a process that starts whether it answers yet",
    "tests/browser/test_staff_login.py": "opens a page again until a list was read again",
    "tests/geodata/store_killing.py": "kills a publisher at a random instant",
    "tests/test_waits.py": "names what it looks for",
}


def test_no_test_waits_for_a_time():
    waiting = {
        str(path.relative_to(ROOT)): found
        for path in (ROOT / "tests").rglob("*.py")
        if (found := A_TIME.findall(path.read_text(encoding="utf-8")))
    }
    assert set(waiting) == set(REASONS)


def test_a_wait_for_a_time_is_found():
    for planted in (
        "page.wait_for_timeout(100)",
        "time.sleep(0.1)",
        "title.wait_for(timeout=2000)",
        'page.wait_for_function("ready", timeout=8000)',
        "deadline = time.monotonic() + 20",
    ):
        assert A_TIME.search(planted), planted
    assert not A_TIME.search('page.wait_for_function("ready")\nread(timeout=300)')
