"""A Streamlit server of our own choice: started, found healthy, weighed, stopped."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Server:
    url: str
    pid: int

    def memory_mb(self) -> float:
        """Resident memory of the process."""
        said = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self.pid)], capture_output=True, text=True, check=True
        )
        return int(said.stdout) / 1024

    def family_mb(self) -> float:
        """Resident memory of the process and those that it has started."""
        pid = str(self.pid)
        said = subprocess.run(
            ["ps", "-o", "rss=", "-p", pid, "--ppid", pid],
            capture_output=True,
            text=True,
            check=True,
        )
        return sum(map(int, said.stdout.split())) / 1024


@contextmanager
def serving(script: Path = ROOT / "app.py") -> Iterator[Server]:
    """A fresh process with the project's own settings, and a home without any."""
    with tempfile.TemporaryDirectory() as home:
        port = free_port()
        log = Path(home) / "app.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)],
                cwd=ROOT,
                env=os.environ | {"HOME": home, "PYTHONPATH": str(ROOT)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            url = f"http://localhost:{port}"
            _wait(url, process, log)
            yield Server(url, process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not start: {log.read_text()}")
