"""Worker processes: what takes long is done beside the server, so that no visitor waits for it.

A worker is this module run as a program; calls and answers are pickled over its own two pipes. It
does not import the program that started it, as a pool of `multiprocessing` does inside Streamlit.
`loky` was measured against it: a call in progress cannot be stopped there without ending those of
every other visitor, nor report progress, and its pool takes two processes more (5 for 3).
"""

import os
import pickle
import struct
import subprocess
import sys
import traceback
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, Final, Self, cast

from geodata.errors import GeodataError

ROOT: Final = Path(__file__).resolve().parent.parent
MAX_SHARED: Final = 2
"""How many shared objects a worker keeps."""
_LENGTH: Final = struct.Struct(">Q")
_ONE_THREAD: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)
# A third of a visitor's share of a busy core: with a ninth (10) a picture that somebody waits for
# took minutes beside twenty other processes, and visitors waited no less.
_NICENESS: Final = 5
_keys: Final = count(1)
OnProgress = Callable[[Any], None]
Function = Callable[..., Any] | str


class WorkerStopped(GeodataError):
    """A worker ended before it had answered: stopped on purpose, or killed by the system."""


@dataclass(frozen=True, eq=False)
class Shared:
    """An object that many calls need: pickled once, sent to each process once, kept there."""

    pickled: bytes
    key: int = field(default_factory=lambda: next(_keys))

    @classmethod
    def of(cls, value: Any) -> Self:  # noqa: ANN401
        """Pickle an object for workers."""
        return cls(pickle.dumps(value, protocol=5))


class Worker(AbstractContextManager["Worker"]):
    """One process; it takes one call at a time and keeps what its functions keep."""

    def __init__(self) -> None:
        # One call at a time; the guard is for what `stop` looks at while a call waits.
        self._lock, self._guard = Lock(), Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def call(
        self,
        function: Function,
        *arguments: Any,  # noqa: ANN401
        shared: Shared | None = None,
        on_progress: OnProgress | None = None,
    ) -> Any:  # noqa: ANN401
        """Return what a function returns there.

        Parameters
        ----------
        function
            Named as "module:function", it need not be imported here.
        shared
            Its object comes before the other arguments.
        on_progress
            Called with what the function passes to `report_progress`.

        Raises
        ------
        WorkerStopped
            The worker ended before it had answered.
        GeodataError
            The function raised one.
        """
        with self._lock:
            process = self._running()
            try:
                kind, answer = _exchange(process, (function, arguments), shared, on_progress)
            except (EOFError, OSError) as error:
                self._end()
                raise WorkerStopped("The work was stopped before it was done.") from error
        if kind == "failed":
            raise answer
        return answer

    def stop(self) -> None:
        """End the process, also in the middle of a call."""
        with self._guard:
            self._stopped = True
            if self._process is not None:
                self._process.kill()
        # A call that waits for its answer ends first: pipes are not closed under a read.
        with self._lock:
            self._end()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def __del__(self) -> None:
        self._end()

    def _running(self) -> "subprocess.Popen[bytes]":
        with self._guard:
            if self._stopped:
                raise WorkerStopped("This worker has been stopped; start another.")
            if self._process is None or self._process.poll() is not None:
                path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "layers.workers"],
                    env={**os.environ, **_ONE_THREAD, "PYTHONPATH": path},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                )
            return self._process

    def _end(self) -> None:
        with self._guard:
            process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                cast(BinaryIO, pipe).close()


def _exchange(
    process: "subprocess.Popen[bytes]",
    call: tuple[Function, tuple[Any, ...]],
    shared: Shared | None,
    on_progress: OnProgress | None,
) -> tuple[str, Any]:
    """Send a call and return its answer: "done" or "failed", and the value or the error."""
    calls, answers = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
    _send(calls, (*call, shared.key if shared else None))
    while True:
        kind, answer = _receive(answers)
        if kind == "missing" and shared:
            _send(calls, shared.pickled)
        elif kind != "progress":
            return kind, answer
        elif on_progress:
            on_progress(answer)


class WorkerPool(AbstractContextManager["WorkerPool"]):
    """Several workers that draw from one list of calls."""

    def __init__(self, size: int | None = None) -> None:
        self._workers = [Worker() for _ in range(size or cores())]
        self._free = deque(self._workers)
        self._threads = ThreadPoolExecutor(len(self._workers))

    def each(
        self,
        function: Function,
        calls: Iterable[tuple[Any, ...]],
        *,
        shared: Shared | None = None,
        ahead: int = 2,
    ) -> Iterator[Any]:
        """Yield the answers in the order of the calls, at most `ahead` a worker in memory."""
        waiting: deque[Future[Any]] = deque()
        for arguments in calls:
            waiting.append(self._threads.submit(self._call, function, arguments, shared))
            if len(waiting) >= ahead * len(self._workers):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def call(self, function: Function, *arguments: Any, shared: Shared | None = None) -> Any:  # noqa: ANN401
        """Return what a function returns in one of them, as soon as one is free."""
        return self._threads.submit(self._call, function, arguments, shared).result()

    def _call(self, function: Function, arguments: tuple[Any, ...], shared: Shared | None) -> Any:  # noqa: ANN401
        worker = self._free.popleft()
        try:
            return worker.call(function, *arguments, shared=shared)
        finally:
            self._free.append(worker)

    def stop(self) -> None:
        """End all of them."""
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def __exit__(self, *_: object) -> None:
        self.stop()


def cores() -> int:
    """Number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# --- in the worker -----------------------------------------------------------------------------

_on_progress: list[OnProgress] = []


def report_progress(progress: Any) -> None:  # noqa: ANN401
    """Inside a worker: pass on how far a call has come; elsewhere nothing happens."""
    for listener in _on_progress:
        listener(progress)


def main() -> None:
    """Answer calls until the other end of the pipe is closed."""
    # Visitors come first; a worker of a worker comes no later than that.
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, 0, _NICENESS)
    calls = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _on_progress.append(lambda progress: _send(answers, ("progress", progress)))
    shared_objects: OrderedDict[int, Any] = OrderedDict()
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            function, arguments, key = _receive(calls)
            if key is not None and key not in shared_objects:
                _send(answers, ("missing", key))
                # Pickled by `Shared.of` in the process that started this one.
                shared_objects[key] = pickle.loads(_receive(calls))  # noqa: S301
            if key is not None:
                shared_objects.move_to_end(key)
                arguments = (shared_objects[key], *arguments)
                while len(shared_objects) > MAX_SHARED:
                    shared_objects.popitem(last=False)
            _send(answers, _answer(function, arguments))


def _answer(function: Function, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", _resolved(function)(*arguments)
    except Exception as error:  # noqa: BLE001 - every error is passed on
        if not isinstance(error, GeodataError):
            traceback.print_exc()
        return "failed", _portable(error)


def _resolved(function: Function) -> Callable[..., Any]:
    if not isinstance(function, str):
        return function
    module, _, name = function.partition(":")
    resolved: Callable[..., Any] = getattr(import_module(module), name)
    return resolved


def _portable(error: Exception) -> Exception:
    """The error, or one of its floor that says the same and can be pickled."""
    with suppress(Exception):
        if type(pickle.loads(pickle.dumps(error))) is type(error):  # noqa: S301 - just made
            return error
    text = str(error)
    return GeodataError(text) if isinstance(error, GeodataError) else RuntimeError(text)


def _send(pipe: BinaryIO, message: Any) -> None:  # noqa: ANN401
    data = pickle.dumps(message, protocol=5)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: BinaryIO) -> Any:  # noqa: ANN401
    [length] = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    # Only parent and child hold the ends of these pipes.
    return pickle.loads(_exactly(pipe, length))  # noqa: S301


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


if __name__ == "__main__":
    # Functions find this very module, not a copy of it called __main__.
    from layers.workers import main as run

    run()
