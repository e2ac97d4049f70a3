"""Work that takes seconds: done by a worker process, watched by whoever asked for the same.

Who asks for what somebody has asked for before gets the same file; a few are kept.
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

_AT_ONCE: Final = 2
_KEPT: Final = 8
_MOST_WAITING: Final = 20


class TooMuchWork(GeodataError):
    """More is waiting to be made than anybody should wait for."""


class Job:
    """Something that is being made: `done` of `total` pictures, then its file, or why not."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.done, self.total = 0, 0
        self.error: Exception | None = None
        self._worker = Worker()
        self.future: Future[None] | None = None

    @property
    def finished(self) -> bool:
        """Whether it has ended, well or not."""
        return self.future is not None and self.future.done()

    @property
    def stopped(self) -> bool:
        """Whether somebody has stopped it."""
        return self.finished and isinstance(self.error, WorkerStopped)

    @property
    def waiting(self) -> bool:
        """Whether others are made first."""
        return self.future is not None and not (self.future.running() or self.future.done())

    def run(self, function: str, given: tuple[Any, ...]) -> None:
        """Do it; whatever goes wrong is kept for whoever asks."""
        try:
            self._worker.call(function, *given, self.path, on_progress=self._count)
        except (GeodataError, RuntimeError, OSError) as error:
            self.error = error
        finally:
            self._worker.stop()

    def stop(self) -> None:
        """End it, at once."""
        self._worker.stop()

    def _count(self, progress: tuple[int, int]) -> None:
        self.done, self.total = progress


class Jobs:
    """All that is being made or was made lately, by what was asked for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._threads = ThreadPoolExecutor(_AT_ONCE)
        self._folder = Path(tempfile.mkdtemp(prefix="lines_of_control_"))

    def find(self, name: str) -> Job | None:
        """The job of this name, unless it was stopped."""
        with self._lock:
            job = self._jobs.get(name)
            if job is None or job.stopped:
                return None
            self._jobs.move_to_end(name)
            return job

    def start(self, name: str, ending: str, function: str, given: tuple[Any, ...]) -> Job:
        """Begin a job, unless it has been begun already.

        Raises
        ------
        TooMuchWork
            Too many others are waiting.
        """
        job = self.find(name)
        if job is not None and job.error is None:
            return job
        with self._lock:
            if sum(not one.finished for one in self._jobs.values()) >= _MOST_WAITING:
                raise TooMuchWork(
                    f"{_MOST_WAITING} others are waiting for something to be made; "
                    f"try again in a minute."
                )
            # A stopped worker may still have the old file open.
            job = Job(self._folder / f"{len(self._jobs)}_{name}{ending}")
            self._jobs[name] = job
            job.future = self._threads.submit(job.run, function, given)
            self._forget()
        return job

    def _forget(self) -> None:
        """Only the last few files are kept."""
        ended = [name for name, job in self._jobs.items() if job.finished]
        for name in ended[: max(0, len(self._jobs) - _KEPT)]:
            self._jobs.pop(name).path.unlink(missing_ok=True)

    def clear(self) -> None:
        """End all work and forget all files."""
        with self._lock:
            for job in self._jobs.values():
                job.stop()
            self._jobs.clear()
        shutil.rmtree(self._folder, ignore_errors=True)


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The one list of work of this process."""
    return Jobs()


def name_of(*asked: object) -> str:
    """A name for what was asked for: equal for equal questions."""
    return sha256(repr(asked).encode()).hexdigest()[:24]
