"""Worker processes: what they answer, how they fail, that they can be stopped."""

import math
import operator
import os
import signal
from threading import Event, Thread

import pytest

from geodata.control import read_day
from geodata.errors import DateError, GeodataError, UnknownName
from layers.workers import MAX_SHARED, Shared, Worker, WorkerPool, WorkerStopped, report_progress


@pytest.fixture
def worker():
    with Worker() as one:
        yield one


def test_a_worker_is_another_process_and_stays_the_same(worker):
    first = worker.call(os.getpid)
    assert first != os.getpid()
    assert first == worker.call(os.getpid)


def test_what_it_prints_is_no_answer(worker):
    assert worker.call(print, "not an answer") is None
    assert 3.0 == worker.call(math.sqrt, 9)


def test_progress_is_reported_meanwhile(worker):
    heard = []
    assert worker.call(report_progress, (1, 17), on_progress=heard.append) is None
    assert [(1, 17)] == heard


def test_our_errors_arrive_as_they_are(worker):
    with pytest.raises(DateError, match='"soon" is not a day'):
        worker.call(read_day, "soon")


def test_an_error_that_cannot_travel_says_the_same(worker):
    """Its class asks for more than a message, so it could not be put together again."""
    with pytest.raises(GeodataError, match=r'No place is called "Alepo"\. Did'):
        worker.call(_unknown)
    assert 3.0 == worker.call(math.sqrt, 9)


def _unknown():
    raise UnknownName("place", "Alepo", ["Aleppo"])


def test_an_error_of_the_program_is_passed_on_too(worker):
    with pytest.raises(ZeroDivisionError):
        worker.call(operator.truediv, 1, 0)


def test_stopping_ends_a_call_in_its_middle(worker):
    caught, asleep = [], Event()

    def wait():
        try:
            worker.call(_sleep, on_progress=lambda _: asleep.set())
        except WorkerStopped as error:
            caught.append(error)

    waiting = Thread(target=wait)
    waiting.start()
    assert asleep.wait(timeout=300)
    worker.stop()
    waiting.join(timeout=300)
    assert ["The work was stopped before it was done."] == [str(error) for error in caught]
    with pytest.raises(WorkerStopped, match="start another"):
        worker.call(os.getpid)


def _sleep():
    report_progress("asleep")
    signal.pause()


def test_a_killed_worker_is_replaced_for_the_next_call(worker):
    with pytest.raises(WorkerStopped):
        worker.call(os._exit, 9)
    assert 3.0 == worker.call(math.sqrt, 9)


def test_a_pool_answers_in_the_order_of_the_calls():
    with WorkerPool(2) as pool:
        assert [math.sqrt(n) for n in range(9)] == list(pool.each(math.sqrt, zip(range(9))))
        assert len(set(pool.each(os.getpid, [()] * 20))) <= 2


def test_a_pool_passes_an_error_on():
    with WorkerPool(1) as pool, pytest.raises(ValueError, match=r"math domain|nonnegative"):
        list(pool.each(math.sqrt, [(4,), (-1,)]))


class Counted:
    """An object that counts, in this process, how often it has been pickled."""

    pickled = 0

    def __reduce__(self):
        Counted.pickled += 1
        return Counted, ()


def test_a_shared_object_is_pickled_once_and_kept_by_each_worker():
    """Its identity there stays the same from call to call, in as many processes as there are."""
    shared = Shared.of(Counted())
    with WorkerPool(2) as pool:
        found = set(pool.each(_where, [()] * 20, shared=shared))
        found.add(pool.call(_where, shared=shared))
    assert len({process for process, _ in found}) == len(found) <= 2
    assert 1 == Counted.pickled


def test_few_shared_objects_are_kept_and_a_forgotten_one_is_sent_again(worker):
    shared = [Shared.of([number]) for number in range(MAX_SHARED + 1)]
    for one in (*shared, *shared[::-1], *shared):
        [number] = worker.call(list, shared=one)
        assert shared[number] is one


def test_a_killed_worker_gets_the_shared_object_again(worker):
    shared = Shared.of([4])
    assert 1 == worker.call(len, shared=shared)
    with pytest.raises(WorkerStopped):
        worker.call(os._exit, 9)
    assert 1 == worker.call(len, shared=shared)


def _where(value):
    return os.getpid(), id(value)
