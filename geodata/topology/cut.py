"""Cutting of rings into arcs: the runs of border that rings share.

All rings of all days are taken together.
Their points are put on a grid and numbered; each step from one point to the next is a segment.
A point is a node where more than two distinct segments meet, and where a ring turns back on
itself. Rings are cut at nodes, and each distinct run between two nodes is named once.

Why this is enough: a ring that passes a point which is no node must come in on one of its two
segments and leave on the other. So both have the same users on every day, every ring that touches
a run walks all of it, and the first or last segment of a run identifies it.
"""

from dataclasses import dataclass

import numpy as np

from geodata.topology.arcs import Arcs, Booleans, Floats, Integers, offsets_of, spans, spans_within


@dataclass(frozen=True, eq=False)
class Cut:
    """Rings as arcs: ring j is made of the arcs `refs[ring_offsets[j]:ring_offsets[j + 1]]`."""

    arcs: Arcs
    refs: Integers
    ring_offsets: Integers


@dataclass(frozen=True, eq=False)
class _Walk:
    """Rings as numbers of points: from `here` to `there`; every ring starts at `starts[j]`."""

    here: Integers
    there: Integers
    starts: Integers
    counts: Integers

    @property
    def segments(self) -> Integers:
        """Number of each undirected segment."""
        low, high = np.minimum(self.here, self.there), np.maximum(self.here, self.there)
        return low * (int(self.here.max()) + 1) + high


def cut(points: Floats, ring_offsets: Integers, cells_per_degree: int) -> Cut:
    """Cut closed rings (lon, lat) into shared arcs, points moved to the nearest grid crossing.

    A ring that has fewer than three distinct points on the grid has no arcs in the result.
    """
    cells = np.rint(points * cells_per_degree).astype(np.int64)
    positions, counts = _distinct(cells, ring_offsets)
    alive = counts >= 3
    if not alive.any():
        return Cut(
            Arcs.from_lines([]), np.empty(0, dtype=np.int64), np.zeros(len(counts) + 1, np.int64)
        )
    numbers, cells = _numbered(cells[positions[np.repeat(alive, counts)]])
    walk = _walk(numbers, counts[alive])
    node = _nodes(walk, len(cells))
    path, arc_offsets, refs, runs = _runs(_rotated(walk, node), node)
    runs_of_ring = np.zeros(len(counts), dtype=np.int64)
    runs_of_ring[alive] = runs
    # Dividing whole numbers gives the double nearest to the decimal, as a parser would.
    arcs = Arcs(cells[path] / cells_per_degree, arc_offsets)
    return Cut(arcs, refs, offsets_of(runs_of_ring))


def _distinct(cells: Integers, offsets: Integers) -> tuple[Integers, Integers]:
    """Positions that differ from the previous, without the closing point; their number per ring."""
    keep = np.ones(len(cells), dtype=bool)
    keep[1:] = (cells[1:] != cells[:-1]).any(axis=1)
    keep[offsets[:-1]] = True
    counts = np.add.reduceat(keep, offsets[:-1], dtype=np.int64)
    positions = np.flatnonzero(keep)
    return np.delete(positions, np.cumsum(counts) - 1), counts - 1


def _numbered(cells: Integers) -> tuple[Integers, Integers]:
    """Number of the point at each position, and the points by number."""
    origin = cells.min(axis=0)
    height = int(cells[:, 1].max() - origin[1]) + 1
    key, numbers = np.unique(
        (cells[:, 0] - origin[0]) * height + (cells[:, 1] - origin[1]), return_inverse=True
    )
    return numbers, np.stack([key // height, key % height], axis=1) + origin


def _walk(numbers: Integers, counts: Integers) -> _Walk:
    starts = offsets_of(counts)[:-1]
    there = np.roll(numbers, -1)
    there[starts + counts - 1] = numbers[starts]
    return _Walk(numbers, there, starts, counts)


def _nodes(walk: _Walk, points: int) -> Booleans:
    """Mask of the points at which rings are cut."""
    ends = np.stack(np.divmod(np.unique(walk.segments), int(walk.here.max()) + 1))
    node: Booleans = np.bincount(ends.ravel(), minlength=points) > 2
    came_from = np.roll(walk.here, 1)
    came_from[walk.starts] = walk.here[walk.starts + walk.counts - 1]
    node[walk.here[came_from == walk.there]] = True
    # A ring that meets no other has no node yet; its lowest point is the same in all its copies.
    lonely = ~np.logical_or.reduceat(node[walk.here], walk.starts)
    node[np.minimum.reduceat(walk.here, walk.starts)[lonely]] = True
    return node


def _rotated(walk: _Walk, node: Booleans) -> _Walk:
    """Rotate each ring to begin at its first node."""
    size = len(walk.here)
    first = np.minimum.reduceat(np.where(node[walk.here], np.arange(size), size), walk.starts)
    order = spans_within(walk.counts) + np.repeat(first - walk.starts, walk.counts)
    counts = np.repeat(walk.counts, walk.counts)
    order -= np.where(order >= counts, counts, 0)
    order += np.repeat(walk.starts, walk.counts)
    return _Walk(walk.here[order], walk.there[order], walk.starts, walk.counts)


def _runs(walk: _Walk, node: Booleans) -> tuple[Integers, Integers, Integers, Integers]:
    """Points along all arcs, arc offsets, references in the order of the rings, runs per ring."""
    begins = np.flatnonzero(node[walk.here])
    ends = np.append(begins[1:], len(walk.here)) - 1
    segments = walk.segments
    name = np.minimum(segments[begins], segments[ends])
    _, first_seen, same = np.unique(name, return_index=True, return_inverse=True)
    in_order = np.argsort(first_seen)
    number = np.empty_like(in_order)
    number[in_order] = np.arange(len(in_order))
    arc = number[same]
    model = first_seen[in_order]
    origin = begins[model[arc]]
    forward = (walk.here[begins] == walk.here[origin]) & (walk.there[begins] == walk.there[origin])
    sizes = ends[model] - begins[model] + 1
    offsets = offsets_of(sizes + 1)
    path = np.empty(offsets[-1], dtype=np.int64)
    last = np.zeros(len(path), dtype=bool)
    last[offsets[1:] - 1] = True
    path[~last] = walk.here[spans(begins[model], sizes)]
    path[last] = walk.there[ends[model]]
    runs = np.add.reduceat(node[walk.here], walk.starts, dtype=np.int64)
    return path, offsets, np.where(forward, arc, ~arc), runs
