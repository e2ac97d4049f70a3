"""Positions in a JSON text: depth, lines, keys, without parsing it.

A parser forgets where a value stood. One pass over the bytes finds strings, braces and depth, so
that a text which is too deep or too large is refused before anything is built from it, and each
feature knows its line afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]

_CHUNK: Final = 8 * 1024 * 1024
_QUOTE, _BACKSLASH, _NEWLINE, _COLON = b'"\\\n:'
_OPEN_LIST, _CLOSE_LIST, _OPEN_OBJECT, _CLOSE_OBJECT = b"[]{}"
_WHITE: Final = np.isin(np.arange(256), list(b" \t\r\n"))
# Memory that CPython takes for each value that starts with this byte, measured.
_COST_BYTES: Final = {b"[": 64, b"{": 200, b",": 32, b'"': 50}
_MARKED: Final = np.isin(np.arange(256), list(b'"\\[]{}'))


@dataclass(frozen=True, eq=False)
class Scan:
    """Braces and keys of a JSON text by byte position; depth is 1 inside the root.

    `too_deep`: position at which the pass stopped, because of that. `final_depth` is more than 0
    if the text ends too early.
    """

    buffer: Bytes
    braces: Ints
    brace_depth: Ints
    key_start: Ints
    key_end: Ints
    key_depth: Ints
    ends_inside_string: bool = False
    final_depth: int = 0
    too_deep: int | None = None

    def lines(self, positions: Sequence[int] | Ints) -> list[int]:
        """Line numbers from 1 of byte positions, which must be in order."""
        wanted = np.asarray(positions, dtype=np.int64)
        numbers = np.ones(len(wanted), dtype=np.int64)
        before = 0
        for start in range(0, len(self.buffer), _CHUNK):
            newlines = np.flatnonzero(self.buffer[start : start + _CHUNK] == _NEWLINE) + start
            first, last = np.searchsorted(wanted, [start, start + _CHUNK])
            numbers[first:last] += before + np.searchsorted(newlines, wanted[first:last])
            before += len(newlines)
            if last == len(wanted):
                break
        return [int(number) for number in numbers]

    def column(self, position: int) -> int:
        """Column from 1, in bytes, of a byte position."""
        start = max(0, position - _CHUNK)
        newlines = np.flatnonzero(self.buffer[start:position] == _NEWLINE)
        return position - (start + int(newlines[-1])) if len(newlines) else position - start + 1

    def objects_at(self, path: Sequence[str]) -> Ints:
        """Positions of the objects in the list under a path of keys from the root.

        Without a path: in the root itself, which is a list then. The text must be valid JSON.
        """
        opening = self.brace_depth > 0
        if not path:
            return np.asarray(self.braces[opening & (self.brace_depth == 2)])
        begin, end = 0, len(self.buffer)
        for depth, name in enumerate(path, start=1):
            span = self._value_span(name, depth, begin, end)
            if span is None:
                return np.empty(0, dtype=np.int64)
            begin, end = span
        within = (self.braces > begin) & (self.braces < end)
        return np.asarray(self.braces[opening & within & (self.brace_depth == len(path) + 2)])

    def _value_span(self, name: str, depth: int, begin: int, end: int) -> tuple[int, int] | None:
        """Span from the last key of this name to the next key, or the end, at a depth."""
        here = (self.key_depth == depth) & (self.key_start >= begin) & (self.key_start < end)
        starts, ends = self.key_start[here], self.key_end[here]
        text = name.encode()
        wide = np.flatnonzero(ends - starts == len(text) + 1)
        for number in wide[::-1]:
            if self.buffer[starts[number] + 1 : ends[number]].tobytes() == text:
                following = int(starts[number + 1]) if number + 1 < len(starts) else end
                return int(ends[number]), following
        return None

    def duplicate_keys(self, limit: int = 1000) -> list[tuple[int, str]]:
        """Positions and names of keys that their object has had before."""
        candidates = self._candidates()
        seen: set[tuple[int, bytes]] = set()
        duplicates = []
        for parent, number in candidates:
            start, end = int(self.key_start[number]), int(self.key_end[number])
            key = (parent, self.buffer[start + 1 : end].tobytes())
            if key in seen:
                duplicates.append((start, key[1][:200].decode("utf-8", errors="replace")))
                if len(duplicates) == limit:
                    break
            seen.add(key)
        return sorted(duplicates)

    def _candidates(self) -> list[tuple[int, int]]:
        """Parent object and number of each key that shares parent, length and ends with another."""
        if not len(self.key_start):
            return []
        parents = self._parents()
        # Mixed by large odd numbers; two that fall together by chance are distinguished afterwards.
        mixed = parents * 0x9E3779B97F4A7C1 + (self.key_end - self.key_start) * 0x2545F4914F6CDD1D
        for part in self._key_ends():
            mixed = (mixed ^ part) * 0x5851F42D4C957F2D
        order = np.argsort(mixed, kind="stable")
        same = np.diff(mixed[order]) == 0
        alike = np.zeros(len(order), dtype=bool)
        alike[1:] |= same
        alike[:-1] |= same
        chosen = np.sort(order[alike])
        return list(zip(parents[chosen].tolist(), chosen.tolist(), strict=True))

    def _parents(self) -> Ints:
        """Number of the opening brace that each key lies in: the last at its depth."""
        numbers = np.flatnonzero(self.brace_depth > 0)
        size = len(self.buffer) + 1
        place = self.brace_depth[numbers] * size + self.braces[numbers]
        order = np.argsort(place)
        index = np.searchsorted(place[order], self.key_depth * size + self.key_start) - 1
        return np.asarray(numbers[order][np.maximum(index, 0)], dtype=np.int64)

    def _key_ends(self) -> tuple[Ints, Ints]:
        """The first and the last eight bytes of each key, as numbers."""
        first = np.zeros(len(self.key_start), dtype=np.int64)
        last = first.copy()
        for step in range(1, 9):
            first = first * 256 + self.buffer[np.minimum(self.key_start + step, self.key_end)]
            last = last * 256 + self.buffer[np.maximum(self.key_end - step, self.key_start)]
        return first, last


def cost_bytes(content: bytes) -> int:
    """About how much memory the values of a JSON text take, from what they start with."""
    return sum(content.count(mark) * cost for mark, cost in _COST_BYTES.items())


def scan(content: bytes, max_depth: int) -> Scan:
    """Scan a JSON text in a single pass, which stops where it is deeper than allowed."""
    buffer = np.frombuffer(content, dtype=np.uint8)
    state = _State(buffer, max_depth)
    for start in range(0, len(buffer), _CHUNK):
        if not state.scan_piece(start):
            break
    return state.result()


class _State:
    """State carried from each piece of the text to the next."""

    def __init__(self, buffer: Bytes, max_depth: int) -> None:
        self.buffer, self.max_depth = buffer, max_depth
        self.in_string = False
        self.backslashes = 0
        self.depth = 0
        self.too_deep: int | None = None
        self.braces: list[Ints] = []
        self.brace_depth: list[Ints] = []
        self.quotes: list[Ints] = []
        self.quote_depth: list[Ints] = []

    def scan_piece(self, start: int) -> bool:
        """Scan a piece; False when a limit is passed."""
        piece = self.buffer[start : start + _CHUNK]
        marks = np.flatnonzero(_MARKED[piece])
        kind = piece[marks]
        quote = (kind == _QUOTE) & ~self._escaped(marks, marks[kind == _BACKSLASH], len(piece))
        outside = (np.cumsum(quote) + self.in_string) % 2 == 0
        opening = outside & ((kind == _OPEN_LIST) | (kind == _OPEN_OBJECT))
        closing = outside & ((kind == _CLOSE_LIST) | (kind == _CLOSE_OBJECT))
        depth = self.depth + np.cumsum(opening.astype(np.int64) - closing)
        brace = (opening & (kind == _OPEN_OBJECT)) | (closing & (kind == _CLOSE_OBJECT))
        self.quotes.append(marks[quote] + start)
        self.quote_depth.append(depth[quote])
        self.braces.append(marks[brace] + start)
        self.brace_depth.append(np.where(opening, depth, -(depth + 1))[brace])
        self.in_string ^= bool(np.count_nonzero(quote) % 2)
        if len(depth):
            self.depth = int(depth[-1])
            if depth.max() > self.max_depth:
                self.too_deep = start + int(marks[np.argmax(depth > self.max_depth)])
        return self.too_deep is None

    def _escaped(self, marks: Ints, slashes: Ints, length: int) -> NDArray[np.bool_]:
        """Which marks stand after an odd number of backslashes."""
        carried, self.backslashes = self.backslashes, 0
        odd = np.zeros(length + 1, dtype=bool)
        odd[0] = bool(carried)
        if len(slashes):
            first = np.concatenate([[True], np.diff(slashes) != 1])
            began = np.maximum.accumulate(np.where(first, slashes, 0))
            run = slashes - began + 1 + np.where(began == 0, carried, 0)
            odd[slashes + 1] = run % 2 == 1
            self.backslashes = int(odd[length])
        return np.asarray(odd[marks])

    def result(self) -> Scan:
        empty = np.empty(0, dtype=np.int64)
        quotes = np.concatenate([empty, *self.quotes])
        level = np.concatenate([empty, *self.quote_depth])
        pairs = len(quotes) // 2
        start, end, depth = (
            quotes[: pairs * 2 : 2],
            quotes[1 : pairs * 2 : 2],
            level[: pairs * 2 : 2],
        )
        is_key = _followed_by_colon(self.buffer, end)
        return Scan(
            buffer=self.buffer,
            braces=np.concatenate([empty, *self.braces]),
            brace_depth=np.concatenate([empty, *self.brace_depth]),
            key_start=start[is_key],
            key_end=end[is_key],
            key_depth=depth[is_key],
            ends_inside_string=self.in_string,
            final_depth=self.depth,
            too_deep=self.too_deep,
        )


def _followed_by_colon(buffer: Bytes, ends: Ints, max_white: int = 16) -> NDArray[np.bool_]:
    after = np.minimum(ends + 1, len(buffer) - 1)
    for _ in range(max_white):
        white = _WHITE[buffer[after]] & (after < len(buffer) - 1)
        if not white.any():
            break
        after = after + white
    return np.asarray(buffer[after] == _COLON)
