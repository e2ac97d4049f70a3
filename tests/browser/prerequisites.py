"""Find what the browser tests need: Playwright's driver, a Chromium that it starts, fonts.

What is missing is installed where that may be done (root on Debian or Ubuntu), otherwise named
with the command to type, before any test runs. The path of the browser is the only thing printed
on standard output, so that ``CHROMIUM=$(python tests/browser/prerequisites.py)`` works.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Any font will do, for the app brings its own type; without one Chromium ends at the first field.
FONT_PACKAGE = "fonts-dejavu-core"
# Chromium that has no windows, and so nothing to draw but the page: half the work, but no need.
SHELL_PACKAGE = "chromium-headless-shell"
# A program that lacks libraries names them one at a time.
MAX_LIBRARIES = 8


class Browser(NamedTuple):
    """A Chromium that Playwright starts, and whether it has any font."""

    path: str
    has_font: bool


def main() -> int:
    """Print the path of a Chromium that Playwright starts; 1 if there is none."""
    try:
        start_driver()
        browser = chromium()
        if not browser.has_font:
            install_font(browser)
        install_shell(browser)
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    print(browser.path)
    return 0


def start_driver() -> None:
    """Start Playwright's driver once, a program of its own; install the libraries it lacks."""
    for _ in range(MAX_LIBRARIES):
        driver = run([sys.executable, "-m", "playwright", "--version"])
        if driver.returncode == 0:
            return
        library = missing_library(driver.stderr)
        if not (library and apt_install(package_of(library))):
            break
    # Named together, so that a second run does not find the next thing missing.
    packages = [package_of(library)] if library else []
    if not on_path():
        packages += ["chromium", FONT_PACKAGE]
    advice = [] if library else ["install Playwright anew (rm -r .venv, then make test)"]
    advice += [apt_command(*packages)] if packages else []
    raise LookupError(
        "The browser tests need Playwright, whose driver does not start here "
        f"({shlex.join(driver.args)}):\n  {last_line(driver)}\n"
        f"What to do: {'; '.join(advice)}"
    )


def missing_library(error: str) -> str | None:
    """File name of the shared library that the dynamic loader did not find."""
    found = re.search(r"error while loading shared libraries: (\S+?):", error)
    return found[1] if found else None


def package_of(library: str) -> str:
    """Debian package of a shared library, as Debian's policy derives it from the file's name."""
    name = re.sub(r"(\d)\.so\.", r"\1-", library)
    return re.sub(r"\.so(\.|$)", "", name).replace("_", "-").lower()


def chromium() -> Browser:
    """Find a Chromium that Playwright starts, or install one now."""
    if named := os.environ.get("CHROMIUM"):
        try:
            return Browser(named, has_font(named))
        except RuntimeError as error:
            raise LookupError(
                f"CHROMIUM is {named!r}, but this does not start:\n  {error}\n"
                "Correct the path, or unset CHROMIUM to have a browser found or installed."
            ) from error
    problems = []
    for path in candidates():
        try:
            return Browser(path, has_font(path))
        except RuntimeError as error:
            problems.append(f"  {path} does not start: {error}")
    lines = [
        "The browser tests need a Chromium that starts, and none could be installed.",
        *(problems or ["  None is on the PATH."]),
        f"Install it: {apt_command('chromium', FONT_PACKAGE)}",
        "(elsewhere: .venv/bin/python -m playwright install --with-deps chromium)",
        "or name one: CHROMIUM=/path/to/chromium make test",
    ]
    raise LookupError("\n".join(lines))


def candidates() -> Iterator[str]:
    """Yield paths worth trying, cheapest first; a later one is installed only when asked for."""
    yield from on_path()
    # Not on Ubuntu, whose package is the signpost.
    if distribution() == "debian" and apt_install("chromium", FONT_PACKAGE):
        yield from on_path()
    if path := playwright_chromium():
        yield path


def on_path() -> list[str]:
    """List the browsers that the PATH knows."""
    return list(filter(None, map(shutil.which, NAMES)))


def has_font(path: str) -> bool:
    """Whether this browser, started as the tests start it, has any font."""
    from playwright.sync_api import Error, sync_playwright

    # Ubuntu's chromium-browser may be a mere signpost to a snap; and a browser that cannot be
    # loaded says why in one line here, in forty under Playwright.
    version = run([path, "--version"])
    if version.returncode or "Chrom" not in version.stdout:
        raise RuntimeError(last_line(version))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--disable-gpu"])
            page = browser.new_page()
            page.set_content("<span>0</span>")
            height = page.evaluate("document.querySelector('span').offsetHeight")
            browser.close()
    except Error as error:
        raise RuntimeError(str(error)) from error
    return bool(height)


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


def install_font(browser: Browser) -> None:
    """Install a font where that may be done, else say how."""
    if not apt_install(FONT_PACKAGE):
        raise LookupError(
            f"{browser.path} finds no font on this machine and ends at the first field of a page. "
            f"Install one: {apt_command(FONT_PACKAGE)}"
        )


def install_shell(browser: Browser) -> None:
    """Install the headless shell of Debian's Chromium beside it, where that may be done."""
    path = Path(browser.path)
    debian = path == Path("/usr/bin/chromium") and distribution() == "debian"
    if debian and not shell_beside(path).exists():
        apt_install(SHELL_PACKAGE)


def shell_beside(chromium: Path) -> Path:
    """Where Debian installs the headless shell of a Chromium, whether or not it is there."""
    return chromium.with_name(SHELL_PACKAGE)


def apt_install(*packages: str) -> bool:
    """Install Debian packages; False when we are not root on Debian or Ubuntu, or when it fails."""
    if not (is_root() and distribution() and shutil.which("apt-get")):
        return False
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    return call(["apt-get", "update", "-qq"]) and call(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], quiet=True
    )


def apt_command(*packages: str) -> str:
    """Command that installs these packages, to be typed by a person."""
    sudo = "" if is_root() else "sudo "
    where = "" if distribution() else "Debian, Ubuntu: "
    return f"{where}{sudo}apt-get install {' '.join(packages)}"


def call(command: list[str], *, quiet: bool = False) -> bool:
    """Run a command with its output (quiet: errors) on standard error; whether it succeeded."""
    print("→", shlex.join(command), file=sys.stderr)
    output = subprocess.DEVNULL if quiet else sys.stderr
    return subprocess.run(command, stdout=output, check=False).returncode == 0


def run(command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end; one that cannot be started ends with an error of its own."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(command, 1, "", str(error))


def last_line(process: "subprocess.CompletedProcess[str]") -> str:
    """Last line that a program wrote, on standard error if it wrote there."""
    lines = (process.stderr.strip() or process.stdout.strip()).splitlines()
    return lines[-1] if lines else f"it ended with {process.returncode} and wrote nothing"


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
