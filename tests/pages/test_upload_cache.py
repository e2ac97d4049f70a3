"""Cache of what was found in uploads: bounded in bytes, whatever editors bring."""

import json
import random
import sys
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from weakref import WeakSet

import pytest
import shapely

from geodata.reading import read
from pages.upload import ingest
from pages.upload.answer_cache import AnswerCache, size_bytes
from pages.upload.state import Upload
from tests.pages.uploads import document
from tests.square import HELD, TAKEN, snapshot

KB = 1000


class Large:
    """An answer whose end can be seen: only the cache holds it, once its asker has let it go."""

    def __init__(self, length):
        self.content = bytes(length)


def large(alive, cache, key, length):
    """Ask for an answer of a length, and count it among those alive where it had to be made."""

    def make():
        answer = Large(length)
        alive.add(answer)
        return answer

    return len(cache.get(key, make).content)


def bytes_of(alive):
    return sum(map(size_bytes, alive))


def counted(cache, key, length, calls):
    """Ask for bytes of a length, and note that they had to be made."""

    def make():
        calls.append(key)
        return bytes(length)

    return cache.get(key, make)


def is_held(cache, key):
    calls = []
    counted(cache, key, 0, calls)
    return not calls


def test_the_cache_never_holds_more_than_its_bytes():
    cache, rng, alive = AnswerCache(100 * KB), random.Random(8), WeakSet()  # noqa: S311
    most = 0
    for key in range(500):
        length = rng.choice([0, 10, KB, 10 * KB, 60 * KB, 99 * KB, 200 * KB])
        assert large(alive, cache, key, length) == length
        most = max(most, bytes_of(alive))
    assert 90 * KB < most <= 100 * KB


def test_what_the_cache_says_it_holds_is_what_it_holds():
    cache = AnswerCache(100 * KB)
    for key in range(30):
        counted(cache, key, 10 * KB, [])
    held = [key for key in range(30) if is_held(cache, key)]
    # Python's own size of bytes: their number and 33. Those asked for now take a little room.
    assert held == list(range(21, 30))
    assert 9 * (10 * KB + 33) <= 100 * KB < 10 * (10 * KB + 33)


def test_the_answer_used_longest_ago_goes_first():
    cache = AnswerCache(3 * (10 * KB + 33))
    for key in ("a", "b", "c"):
        counted(cache, key, 10 * KB, [])
    assert is_held(cache, "a")
    counted(cache, "d", 10 * KB, [])
    assert [key for key in "acd" if is_held(cache, key)] == ["a", "c", "d"]


def test_an_answer_larger_than_the_cache_is_returned_and_takes_no_others_place():
    cache, calls = AnswerCache(50 * KB), []
    counted(cache, "small", KB, calls)
    for _ in range(2):
        assert len(counted(cache, "large", 60 * KB, calls)) == 60 * KB
    assert calls == ["small", "large", "large"]
    assert is_held(cache, "small")


def test_editors_at_the_same_time_keep_the_cache_within_its_bytes():
    cache, held, alive = AnswerCache(100 * KB), [], WeakSet()

    def work(seed):
        rng = random.Random(seed)  # noqa: S311
        for _ in range(10):
            key = rng.randrange(40)
            assert large(alive, cache, key, key * KB) == key * KB

    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as threads:
            for turn in range(30):
                # Counted when nobody asks: an answer in the hand of its asker is alive as well.
                list(threads.map(work, range(8 * turn, 8 * turn + 8)))
                held.append(bytes_of(alive))
    finally:
        sys.setswitchinterval(switch)
    assert len(held) == 30
    assert 60 * KB < max(held) <= 100 * KB


def test_the_size_of_a_read_file_is_what_python_set_aside_for_it():
    ring = [[36 + i / 7e4, 34 + i / 9e4] for i in range(20_000)]
    found = document()
    for feature in found["features"]:
        feature["geometry"] = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    content = json.dumps(found).encode()
    read(content, "first.geojson")
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        reading = read(content, "map.geojson")
        allocated = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert allocated > 1000 * KB
    assert allocated <= size_bytes(reading.drafts) <= 1.4 * allocated


def test_the_size_of_shapes_has_their_points():
    """A point of two ordinates takes 16 bytes at least; GEOS sets 16 or 24 aside."""
    circle = shapely.Point(36, 34).buffer(1, quad_segs=10_000)
    ring = shapely.difference(circle, shapely.Point(36, 34).buffer(0.5, quad_segs=10_000))
    assert shapely.count_coordinates(ring) == 80_002
    assert 80_002 * 16 <= size_bytes(ring) <= 80_002 * 25
    areas = snapshot(TAKEN, HELD[TAKEN]).areas
    areas = areas.set_geometry([ring] * len(areas))
    assert size_bytes(areas) >= len(areas) * 80_002 * 16


def test_a_part_that_is_there_twice_counts_once():
    part = bytes(KB)
    assert size_bytes([part, part]) < size_bytes([part, bytes(KB + 1)]) - KB

    @dataclass
    class Ring:
        content: bytes
        other: object = None

    loop = Ring(part)
    loop.other = loop
    assert KB < size_bytes(loop) < 2 * KB


def test_positions_of_unequal_length_and_strange_values_are_counted_too():
    text = "x" * 5 * KB
    for strange in (
        [[36.0, 34.0], [36.0, text]],
        [[36.0, 34.0], text],
        [[], [[text]]],
        {1: [text]},
    ):
        assert size_bytes(strange) > 5 * KB
    assert size_bytes([[36.0, 34.0], [36.0] * 5000]) > 5000 * 24


@pytest.mark.parametrize(("cache_bytes", "made_again"), [(800 * KB, []), (600 * KB, ["reading"])])
def test_the_features_of_a_file_are_held_once(square, monkeypatch, cache_bytes, made_again):
    """Reading, shape and check of a map share its draft: the cache holds it with its file alone.

    300 kB in the file, the same in its feature, and little beside.
    """
    cache = AnswerCache(cache_bytes)
    monkeypatch.setattr(ingest, "_cache", lambda: cache)
    found = document()
    found["features"][0]["properties"]["name"] = "x" * 300 * KB
    upload = Upload((("map.geojson", json.dumps(found).encode()),), ("mark",), "token")
    raw = ingest.read_maps(upload, lambda stage: None)
    shape = ingest.shape_of(upload, raw, raw.shapes[0])
    checked = ingest.check_map(upload, 0, raw.drafts[0], lambda stage: None)
    assert shape.drafts == raw.drafts
    assert checked.draft is raw.drafts[0]
    stages = []
    again = ingest.check_map(upload, 0, raw.drafts[0], stages.append)
    ingest.read_maps(upload, stages.append)
    assert stages == made_again
    assert again.report is checked.report
    assert again.draft is raw.drafts[0]
