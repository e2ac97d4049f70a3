"""Worker processes: what they answer, how they fail, that they can be stopped."""

import math
import operator
import os
import time
from threading import Event, Thread

import pytest

from geodata.control import read_day
from geodata.errors import DateError, GeodataError, UnknownName
from layers.workers import Crew, Worker, WorkerStopped, told


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


def test_what_it_tells_meanwhile_is_heard(worker):
    heard = []
    assert worker.call(told, (1, 17), tell=heard.append) is None
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


def test_an_error_of_the_program_is_told_too(worker):
    with pytest.raises(ZeroDivisionError):
        worker.call(operator.truediv, 1, 0)


def test_stopping_ends_a_call_in_its_middle(worker):
    caught, asleep = [], Event()

    def wait():
        try:
            worker.call(_sleep, tell=lambda _: asleep.set())
        except WorkerStopped as error:
            caught.append(error)

    waiting = Thread(target=wait)
    waiting.start()
    assert asleep.wait(timeout=60)
    worker.stop()
    waiting.join(timeout=10)
    assert ["The work was stopped before it was done."] == [str(error) for error in caught]
    with pytest.raises(WorkerStopped, match="start another"):
        worker.call(os.getpid)


def _sleep():
    told("asleep")
    time.sleep(60)


def test_a_killed_worker_is_replaced_for_the_next_call(worker):
    with pytest.raises(WorkerStopped):
        worker.call(os._exit, 9)
    assert 3.0 == worker.call(math.sqrt, 9)


def test_a_crew_answers_in_the_order_of_the_calls():
    with Crew(2) as crew:
        assert [math.sqrt(n) for n in range(9)] == list(crew.each(math.sqrt, zip(range(9))))
        assert len(set(crew.each(os.getpid, [()] * 20))) <= 2


def test_a_crew_passes_an_error_on():
    with Crew(1) as crew, pytest.raises(ValueError, match=r"math domain|nonnegative"):
        list(crew.each(math.sqrt, [(4,), (-1,)]))
