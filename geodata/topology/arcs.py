"""This module knows arcs: lines that several rings share, and rings written as lists of them.

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
"""Width of a grid cell in degrees unless another is asked for: 11 cm or less on the ground."""
FINEST_CELLS: Final = 10_000_000
"""Cells per degree of the finest grid (1 cm): the whole earth still fits into 64 bits."""


@dataclass(frozen=True, eq=False)
class Shape:
    """One area of control on one day: per polygon its rings (outer first), per ring arc references.

    Consecutive arcs of a ring share a point, and the last ends where the first begins.
    """

    party: str
    status: Status
    basis: Basis
    source: str
    polygons: tuple[Polygon, ...]


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
        at = range(len(self))[index]
        return self.points[self.offsets[at] : self.offsets[at + 1]]

    @classmethod
    def of(cls, lines: Iterable[Floats]) -> "Arcs":
        """Arcs from one (n, 2) array each."""
        parts = [np.asarray(line, dtype=np.float64).reshape(-1, 2) for line in lines]
        points = np.concatenate(parts) if parts else np.empty((0, 2))
        return cls(points, offsets_of(np.array([len(part) for part in parts], dtype=np.int64)))

    @property
    def lengths(self) -> Integers:
        """Number of points of each arc."""
        return np.diff(self.offsets)

    def take(self, names: Integers | Sequence[int]) -> "Arcs":
        """Only these arcs, in this order."""
        names = np.asarray(names, dtype=np.int64)
        counts = self.lengths[names]
        return Arcs(self.points[spans(self.offsets[names], counts)], offsets_of(counts))

    def lines(self, names: Integers | Sequence[int]) -> MultiLineString:
        """These arcs as one MultiLineString."""
        return MultiLineString([LineString(arc) for arc in self.take(names)])

    def trace(self, refs: Integers, ring_offsets: Integers) -> tuple[Floats, Integers]:
        """Closed rings as points and offsets; ring j is `refs[ring_offsets[j]:…[j + 1]]`."""
        if not len(refs):
            return np.empty((0, 2)), np.zeros(1, dtype=np.int64)
        names = np.where(refs < 0, ~refs, refs)
        counts = self.lengths[names] - 1
        begin, step = self.offsets[names], np.ones(len(refs), dtype=np.int64)
        begin[refs < 0] = self.offsets[names + 1][refs < 0] - 1
        step[refs < 0] = -1
        # Each arc gives all its points but the last; the ring's first point then closes it.
        open_at = np.repeat(begin, counts) + spans_within(counts) * np.repeat(step, counts)
        ring_counts = np.add.reduceat(counts, ring_offsets[:-1])
        offsets = offsets_of(ring_counts + 1)
        closing = np.zeros(offsets[-1], dtype=bool)
        closing[offsets[1:] - 1] = True
        at = np.empty(offsets[-1], dtype=np.int64)
        at[~closing] = open_at
        at[closing] = begin[ring_offsets[:-1]]
        return self.points[at], offsets


def offsets_of(counts: Integers) -> Integers:
    """Where each of several parts of these sizes begins in their concatenation, and the end."""
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)])


def spans_within(counts: Integers) -> Integers:
    """0, 1, 2 … for every part, concatenated."""
    return np.arange(int(counts.sum())) - np.repeat(offsets_of(counts)[:-1], counts)


def spans(begins: Integers, counts: Integers) -> Integers:
    """begin, begin + 1, … for every part, concatenated."""
    return np.repeat(begins, counts) + spans_within(counts)
