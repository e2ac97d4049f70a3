"""Find a Chromium that starts, or install one; print its path.

Tried in this order: ``$CHROMIUM``, the PATH, Debian's package (root only), Playwright's own.
Progress goes to standard error, so that ``CHROMIUM=$(python tests/browser/chromium.py)`` works.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Debian's headless default has no Arabic letters that a newsroom would print.
FONTS = "fonts-noto-core"


def main() -> int:
    """Print the path of a Chromium that starts; 1 if there is none."""
    try:
        path = chromium()
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    ensure_arabic_font()
    print(path)
    return 0


def chromium() -> str:
    """Path of a Chromium that starts, installed now if need be."""
    if named := os.environ.get("CHROMIUM"):
        if starts(named):
            return named
        raise LookupError(
            f"CHROMIUM is {named!r}, but this does not start ({named} --version). "
            "Correct the path, or unset CHROMIUM to have one found or installed."
        )
    for path in candidates():
        if starts(path):
            return path
    raise LookupError(
        "The browser tests need Chromium: none is on the PATH, and none could be installed. "
        "Install it (Debian: sudo apt-get install chromium fonts-noto-core; "
        "elsewhere: .venv/bin/python -m playwright install --with-deps chromium) "
        "or name one: CHROMIUM=/path/to/chromium make test"
    )


def candidates() -> Iterator[str]:
    """Yield paths worth trying, cheapest first; a later one is installed only when asked for."""
    yield from filter(None, map(shutil.which, NAMES))
    if distribution() == "debian" and apt_install("chromium", FONTS):
        yield from filter(None, [shutil.which("chromium")])
    if path := playwright_chromium():
        yield path


def starts(path: str) -> bool:
    """Whether this program starts and calls itself Chromium or Chrome.

    Ubuntu's ``chromium-browser`` may be a mere signpost to a snap, hence the trial.
    """
    try:
        version = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return version.returncode == 0 and "Chrom" in version.stdout


def playwright_chromium() -> str | None:
    """Path of Playwright's own Chromium, installed if missing; None if that fails."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if Path(path).exists():
        return path
    # The libraries that Chromium needs come from apt, which only root may call.
    with_libraries = ["--with-deps"] if is_root() and distribution() else []
    install = [sys.executable, "-m", "playwright", "install", *with_libraries, "chromium"]
    return path if call(install) else None


def ensure_arabic_font() -> None:
    """Install a font with Arabic letters if there is none and we may; else say what to do."""
    fonts = shutil.which("fc-list")
    if fonts and subprocess.run([fonts, ":lang=ar"], capture_output=True, check=False).stdout:
        return
    if not apt_install(FONTS):
        hint = f"No font with Arabic letters was found (Debian: sudo apt-get install {FONTS})."
        print(hint, file=sys.stderr)


def apt_install(*packages: str) -> bool:
    """Install Debian packages; False when we are not root on Debian or Ubuntu, or when it fails."""
    if not (is_root() and distribution() and shutil.which("apt-get")):
        return False
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    return call(["apt-get", "update", "-qq"]) and call(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    )


def call(command: list[str]) -> bool:
    """Run a command with its output on standard error; whether it succeeded."""
    print("→", " ".join(command), file=sys.stderr)
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0


def is_root() -> bool:
    """Whether we may install packages."""
    return os.geteuid() == 0


def distribution() -> str:
    """Name "debian" or "ubuntu" (also for systems made from them), or ""."""
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    pairs = dict(line.split("=", 1) for line in lines if "=" in line)
    names = f"{pairs.get('ID', '')} {pairs.get('ID_LIKE', '')}".replace('"', "").split()
    return next((name for name in names if name in ("debian", "ubuntu")), "")


if __name__ == "__main__":
    sys.exit(main())
