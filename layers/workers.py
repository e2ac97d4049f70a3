"""This module knows workers: processes beside ours that do what takes long, so that nobody waits.

A worker is this module run as a program; calls and answers are pickled over its own two pipes. It
does not import the program that started it, as a pool of `multiprocessing` would inside Streamlit.
"""

import os
import pickle
import struct
import subprocess
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, BinaryIO, Final, Self, cast

from geodata.errors import GeodataError

ROOT: Final = Path(__file__).resolve().parent.parent
_LENGTH: Final = struct.Struct(">Q")
_ONE_THREAD: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)
_NICENESS: Final = 10
Tell = Callable[[Any], None]
Function = Callable[..., Any] | str


class WorkerStopped(GeodataError):
    """A worker ended before it had answered: stopped on purpose, or killed by the system."""


class Worker:
    """One process; it takes one call at a time and keeps what its functions keep."""

    def __init__(self) -> None:
        # One call at a time; the guard is for what `stop` looks at while a call waits.
        self._lock, self._guard = Lock(), Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def call(self, function: Function, *given: Any, tell: Tell | None = None) -> Any:  # noqa: ANN401
        """What a function gives there; `tell` hears what it `told` meanwhile.

        Named as "module:function", the function need not be imported here.

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
                kind, said = _exchange(process, (function, given), tell)
            except (EOFError, OSError) as error:
                self._end()
                raise WorkerStopped("The work was stopped before it was done.") from error
        if kind == "failed":
            raise said
        return said

    def stop(self) -> None:
        """End the process, also in the middle of a call."""
        with self._guard:
            self._stopped = True
            if self._process is not None:
                self._process.kill()
        # Whoever waits for an answer has heard of it first: pipes are not closed under a read.
        with self._lock:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
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


def _exchange(process: "subprocess.Popen[bytes]", call: Any, tell: Tell | None) -> Any:  # noqa: ANN401
    """What a process answers to a call: whether it is done or failed, and what it says."""
    _send(cast(BinaryIO, process.stdin), call)
    while True:
        kind, said = _receive(cast(BinaryIO, process.stdout))
        if kind != "told":
            return kind, said
        if tell:
            tell(said)


class Crew:
    """Several workers that draw from one list of calls."""

    def __init__(self, size: int | None = None) -> None:
        self._workers = [Worker() for _ in range(size or cores())]
        self._free = deque(self._workers)
        self._threads = ThreadPoolExecutor(len(self._workers))

    def each(
        self, function: Function, calls: Iterable[tuple[Any, ...]], ahead: int = 2
    ) -> Iterator[Any]:
        """The answers in the order of the calls; at most `ahead` a worker are kept in memory."""
        waiting: deque[Future[Any]] = deque()
        for given in calls:
            waiting.append(self._threads.submit(self._one, function, given))
            if len(waiting) >= ahead * len(self._workers):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def call(self, function: Function, *given: Any) -> Any:  # noqa: ANN401
        """What a function gives in one of them; whoever asks waits until one is free."""
        return self._threads.submit(self._one, function, given).result()

    def _one(self, function: Function, given: tuple[Any, ...]) -> Any:  # noqa: ANN401
        worker = self._free.popleft()
        try:
            return worker.call(function, *given)
        finally:
            self._free.append(worker)

    def stop(self) -> None:
        """End all of them."""
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# --- in the worker -----------------------------------------------------------------------------

_told: list[Tell] = []


def told(said: Any) -> None:  # noqa: ANN401
    """Inside a worker: say something to whoever waits for it; elsewhere nothing happens."""
    for tell in _told:
        tell(said)


def main() -> None:
    """Answer calls until whoever asks is gone."""
    # Visitors come first; a worker of a worker comes no later than that.
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, 0, _NICENESS)
    calls = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _told.append(lambda said: _send(answers, ("told", said)))
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            function, given = _receive(calls)
            _send(answers, _answer(function, given))


def _answer(function: Function, given: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", _found(function)(*given)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        if not isinstance(error, GeodataError):
            traceback.print_exc()
        return "failed", _portable(error)


def _found(function: Function) -> Callable[..., Any]:
    if not isinstance(function, str):
        return function
    module, _, name = function.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


def _portable(error: Exception) -> Exception:
    """The error, or one of its floor that says the same and can be pickled."""
    with suppress(Exception):
        if type(pickle.loads(pickle.dumps(error))) is type(error):  # noqa: S301 - just made
            return error
    said = str(error)
    return GeodataError(said) if isinstance(error, GeodataError) else RuntimeError(said)


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
