"""Jobs that take seconds: each runs in a worker process and makes a file.

Visitors with equal orders share a job; the last few files are kept.
"""

import shutil
import tempfile
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Final

import streamlit as st

from geodata.errors import GeodataError
from layers.workers import Worker, WorkerStopped

_MAX_RUNNING: Final = 2
_MAX_FILES: Final = 8
_MAX_UNFINISHED: Final = 20


class TooMuchWork(GeodataError):
    """Too many jobs are waiting already."""


class Job:
    """File that is being made: `done` of `total` pictures, then the file, or the error."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.done, self.total = 0, 0
        self.error: Exception | None = None
        self._worker = Worker()
        self.future: Future[None] | None = None

    @property
    def finished(self) -> bool:
        """Whether it has ended, with a file or an error."""
        return self.future is not None and self.future.done()

    @property
    def cancelled(self) -> bool:
        """Whether it was cancelled."""
        return self.finished and isinstance(self.error, WorkerStopped)

    @property
    def waiting(self) -> bool:
        """Whether it waits for others to finish."""
        return self.future is not None and not (self.future.running() or self.future.done())

    def run(self, function: str, arguments: tuple[Any, ...]) -> None:
        """Call the function in a worker process, with the path last; keep its error."""
        try:
            self._worker.call(function, *arguments, self.path, on_progress=self._count)
        except (GeodataError, RuntimeError, OSError) as error:
            self.error = error
        finally:
            self._worker.stop()

    def cancel(self) -> None:
        """End it, at once."""
        self._worker.stop()

    def _count(self, progress: tuple[int, int]) -> None:
        self.done, self.total = progress


class Jobs:
    """All jobs that are unfinished or whose files are kept, by name."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._threads = ThreadPoolExecutor(_MAX_RUNNING)
        self._folder = Path(tempfile.mkdtemp(prefix="lines_of_control_"))

    def find(self, name: str) -> Job | None:
        """The job of this name; None where there is none or it was cancelled."""
        with self._lock:
            job = self._jobs.get(name)
            if job is None or job.cancelled:
                return None
            self._jobs.move_to_end(name)
            return job

    def start(self, name: str, suffix: str, function: str, arguments: tuple[Any, ...]) -> Job:
        """Start a job, unless one of this name has been started already.

        Raises
        ------
        TooMuchWork
            Too many jobs are waiting.
        """
        job = self.find(name)
        if job is not None and job.error is None:
            return job
        with self._lock:
            if sum(not other.finished for other in self._jobs.values()) >= _MAX_UNFINISHED:
                raise TooMuchWork(
                    f"{_MAX_UNFINISHED} others are waiting for something to be made; "
                    f"try again in a minute."
                )
            # A cancelled worker may still have the old file open.
            job = Job(self._folder / f"{len(self._jobs)}_{name}{suffix}")
            self._jobs[name] = job
            job.future = self._threads.submit(job.run, function, arguments)
            self._forget()
        return job

    def _forget(self) -> None:
        """Delete all but the last few files."""
        ended = [name for name, job in self._jobs.items() if job.finished]
        for name in ended[: max(0, len(self._jobs) - _MAX_FILES)]:
            self._jobs.pop(name).path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Cancel all jobs and delete all files."""
        with self._lock:
            for job in self._jobs.values():
                job.cancel()
            self._jobs.clear()
        shutil.rmtree(self._folder, ignore_errors=True)


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The jobs of this process."""
    return Jobs()


def name_of(*parts: object) -> str:
    """Name of a job: equal for equal parts."""
    return sha256(repr(parts).encode()).hexdigest()[:24]
