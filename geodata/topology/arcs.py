"""Arcs: lines that several rings share, and rings as lists of references to them.

A reference to an arc is a number as TopoJSON has it: `i` is arc i as stored, `~i` (that is
`-1 - i`) the same arc walked backwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray
from shapely import LineString, MultiLineString

from geodata.terms import Basis, Status

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]
Ring = tuple[int, ...]
Polygon = tuple[Ring, ...]

GRID_DEG: Final = 1e-6
"""Default width of a grid cell in degrees: 11 cm or less on the ground."""
MAX_CELLS_PER_DEG: Final = 10_000_000
"""Cells per degree of the finest grid (1 cm): the whole earth still fits into 64 bits."""


@dataclass(frozen=True, eq=False)
class ArcShape:
    """Area of control on a day: per polygon its rings (outer first), per ring arc references.

    `party` is None where the ground is contested; then `between` may name the two parties, sorted.
    Consecutive arcs of a ring share a point, and the last ends where the first begins.
    """

    party: str | None
    status: Status
    basis: Basis
    source: str
    polygons: tuple[Polygon, ...]
    between: tuple[str, str] | None = None


@dataclass(frozen=True, eq=False)
class Arcs(Sequence[Floats]):
    """Lines as (lon, lat) in WGS 84 degrees; arc i is `points[offsets[i]:offsets[i + 1]]`."""

    points: Floats
    offsets: Integers

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @overload
    def __getitem__(self, index: int) -> Floats: ...
    @overload
    def __getitem__(self, index: slice) -> list[Floats]: ...
    def __getitem__(self, index: int | slice) -> Floats | list[Floats]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        i = range(len(self))[index]
        return self.points[self.offsets[i] : self.offsets[i + 1]]

    @classmethod
    def from_lines(cls, lines: Iterable[Floats]) -> "Arcs":
        """Arcs of lines, (n, 2) arrays of lon, lat in WGS 84 degrees."""
        parts = [np.asarray(line, dtype=np.float64).reshape(-1, 2) for line in lines]
        points = np.concatenate(parts) if parts else np.empty((0, 2))
        return cls(points, offsets_of(np.array([len(part) for part in parts], dtype=np.int64)))

    @property
    def lengths(self) -> Integers:
        """Number of points of each arc."""
        return np.diff(self.offsets)

    def take(self, indices: Integers | Sequence[int]) -> "Arcs":
        """Select arcs by index, in this order."""
        indices = np.asarray(indices, dtype=np.int64)
        counts = self.lengths[indices]
        return Arcs(self.points[spans(self.offsets[indices], counts)], offsets_of(counts))

    def lines(self, indices: Integers | Sequence[int]) -> MultiLineString:
        """Selected arcs as a MultiLineString in lon, lat."""
        return MultiLineString([LineString(arc) for arc in self.take(indices)])

    def trace(self, refs: Integers, ring_offsets: Integers) -> tuple[Floats, Integers]:
        """Closed rings as points and offsets; ring j is `refs[ring_offsets[j]:…[j + 1]]`."""
        if not len(refs):
            return np.empty((0, 2)), np.zeros(1, dtype=np.int64)
        indices = np.where(refs < 0, ~refs, refs)
        counts = self.lengths[indices] - 1
        begin, step = self.offsets[indices], np.ones(len(refs), dtype=np.int64)
        begin[refs < 0] = self.offsets[indices + 1][refs < 0] - 1
        step[refs < 0] = -1
        # Each arc gives all its points but the last; the ring's first point then closes it.
        open_at = np.repeat(begin, counts) + spans_within(counts) * np.repeat(step, counts)
        ring_counts = np.add.reduceat(counts, ring_offsets[:-1])
        offsets = offsets_of(ring_counts + 1)
        closing = np.zeros(offsets[-1], dtype=bool)
        closing[offsets[1:] - 1] = True
        index = np.empty(offsets[-1], dtype=np.int64)
        index[~closing] = open_at
        index[closing] = begin[ring_offsets[:-1]]
        return self.points[index], offsets


def offsets_of(counts: Integers) -> Integers:
    """Offsets of parts of these sizes in their concatenation, with the end: (len + 1,)."""
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)])


def spans_within(counts: Integers) -> Integers:
    """Concatenate 0, 1, 2 … for every part."""
    return np.arange(int(counts.sum())) - np.repeat(offsets_of(counts)[:-1], counts)


def spans(begins: Integers, counts: Integers) -> Integers:
    """Concatenate begin, begin + 1, … for every part."""
    return np.repeat(begins, counts) + spans_within(counts)


def smooth(arcs: Arcs, chosen: Booleans, passes: int) -> Arcs:
    """Cut the corners of the chosen arcs (Chaikin 1974); their ends stay where they are.

    An arc that is a whole ring and meets no other is rounded at its first point too.
    """
    alone = _alone(arcs)
    return Arcs.from_lines(
        _rounded(line, passes, closed=bool(alone[i])) if chosen[i] else line
        for i, line in enumerate(arcs)
    )


def _alone(arcs: Arcs) -> Booleans:
    """Find arcs that are rings whose end is no end of another arc."""
    begins, ends = arcs.points[arcs.offsets[:-1]], arcs.points[arcs.offsets[1:] - 1]
    _, number, times = np.unique(
        np.concatenate([begins, ends]), axis=0, return_inverse=True, return_counts=True
    )
    begin, end = number.reshape(2, -1)
    alone: Booleans = (begin == end) & (times[begin] == 2)
    return alone


def _rounded(line: Floats, passes: int, *, closed: bool) -> Floats:
    for _ in range(passes):
        if len(line) < 3:
            return line
        ahead = 0.75 * line[:-1] + 0.25 * line[1:]
        behind = 0.25 * line[:-1] + 0.75 * line[1:]
        cut = np.stack([ahead, behind], axis=1).reshape(-1, 2)
        line = (
            np.concatenate([cut, cut[:1]])
            if closed
            else np.concatenate([line[:1], cut[1:-1], line[-1:]])
        )
    return line
