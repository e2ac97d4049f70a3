"""Cache of answers about uploads that took long, bounded by the memory that they take."""

import sys
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import chain
from threading import Lock
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any, Final, TypeVar

import numpy as np
import pandas as pd
import shapely
from cachetools import LRUCache
from shapely.geometry.base import BaseGeometry

from geodata.theatre import Theatre

MAX_BYTES: Final = 2_000_000_000
"""Memory for the answers of all editors together. The largest file that is read (`parsed_mb` of
`Limits`) fits with what is found in it, so that a click need not read it again; counted generously,
it is about half in truth."""
_NUMBERS: Final = frozenset({int, float, bool})
_LISTS: Final = frozenset({list, tuple})
_NUMBER_BYTES: Final = 32
_POINT_BYTES: Final = 24
_RING_BYTES: Final = 240
Answer = TypeVar("Answer")
# Shared by the whole process; an answer only points to them.
_SHARED: Final = (type, ModuleType, FunctionType, BuiltinFunctionType, Theatre)


class AnswerCache:
    """Cache of the answers used last, of at most so many bytes in all; for several threads.

    It holds no choices of a person. An answer larger than the cache is returned and not stored.
    """

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._lock = Lock()
        self._answers: LRUCache[Hashable, tuple[Any, int]] = LRUCache(
            max_bytes, getsizeof=lambda sized: sized[1]
        )

    def get(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return the answer of a key, made where it is not stored."""
        answer: Answer
        with self._lock:
            if key in self._answers:
                answer, _ = self._answers[key]
                return answer
        # Outside of the lock: others need not wait for what takes long.
        answer = make()
        size = size_bytes(answer)
        with self._lock:
            if size <= self._answers.maxsize:
                self._answers[key] = answer, size
        return answer


def size_bytes(answer: object) -> int:
    """Bytes of memory that an answer takes with all it refers to, each part counted once.

    What it shares with other answers is counted for each of them: rather too much than too little.
    """
    total, open_ = 0, [answer]
    # With the parts themselves: the id of one that is gone is used again.
    counted: dict[int, object] = {}
    while open_:
        part = open_.pop()
        if part is None or id(part) in counted or isinstance(part, _SHARED):
            continue
        counted[id(part)] = part
        total += sys.getsizeof(part) + _outside_bytes(part)
        open_.extend(_parts(part))
    return total


def _outside_bytes(part: object) -> int:
    """Bytes of a part that Python does not count, and of the numbers in it."""
    if isinstance(part, BaseGeometry):
        return _ground_bytes([part])
    if isinstance(part, pd.DataFrame):
        grounds = [part[name].array for name in part.columns if part[name].dtype == "geometry"]
        return sum(map(_ground_bytes, grounds))
    if isinstance(part, list | tuple):
        if _are_numbers(part):
            return len(part) * _NUMBER_BYTES
        if _are_positions(part):
            return sum(map(sys.getsizeof, part)) + sum(map(len, part)) * _NUMBER_BYTES
    return 0


def _parts(part: object) -> Iterable[object]:
    """Parts that a part refers to and that are not counted with it."""
    if isinstance(part, str | bytes | int | float | BaseGeometry | pd.DataFrame):
        return ()
    if isinstance(part, Mapping):
        return chain(part.keys(), part.values())
    if isinstance(part, list | tuple):
        return () if _are_numbers(part) or _are_positions(part) else part
    if isinstance(part, set | frozenset):
        return part
    slots = chain.from_iterable(getattr(kind, "__slots__", ()) for kind in type(part).__mro__)
    values = [getattr(part, name, None) for name in slots if not name.startswith("__")]
    return [*values, getattr(part, "__dict__", None)]


def _are_numbers(part: Iterable[object]) -> bool:
    return set(map(type, part)) <= _NUMBERS


def _are_positions(part: Iterable[Any]) -> bool:
    """Whether a list is of positions: a large file has millions of them, too many to look at."""
    return set(map(type, part)) <= _LISTS and _are_numbers(chain.from_iterable(part))


def _ground_bytes(grounds: Iterable[BaseGeometry]) -> int:
    """Bytes of shapes outside of Python's own memory."""
    shapes = shapely.get_parts(np.asarray(list(grounds), dtype=object))
    rings = len(shapes) + int(shapely.get_num_interior_rings(shapes).sum())
    return int(shapely.count_coordinates(shapes)) * _POINT_BYTES + rings * _RING_BYTES
