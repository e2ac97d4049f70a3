"""This module knows what lies on either side of an arc, and so where two parties meet."""

from dataclasses import dataclass

import numpy as np

from geodata.topology.arcs import Arcs, Booleans, Integers, spans
from geodata.topology.polygons import Flat


@dataclass(frozen=True, eq=False)
class Meetings:
    """Arcs with ground on both sides: position of the shape on the left, on the right, the arc."""

    left: Integers
    right: Integers
    arc: Integers


def meetings(arcs: Arcs, flat: Flat, day_of_shape: Integers, cells_per_degree: int) -> Meetings:
    """Every arc on every day on which two shapes lie on opposite sides of it."""
    if not len(flat.refs):
        nothing = np.empty(0, dtype=np.int64)
        return Meetings(nothing, nothing, nothing)
    on_left = _ground_on_left(arcs, flat, cells_per_degree)
    shape, names = flat.shape_of_ref, flat.names
    slot = day_of_shape[shape] * len(arcs) + names
    left, right = np.flatnonzero(on_left), np.flatnonzero(~on_left)
    left = left[np.argsort(slot[left], kind="stable")]
    first = np.searchsorted(slot[left], slot[right], side="left")
    count = np.searchsorted(slot[left], slot[right], side="right") - first
    left, right = left[spans(first, count)], np.repeat(right, count)
    return Meetings(shape[left], shape[right], names[left])


def _ground_on_left(arcs: Arcs, flat: Flat, cells_per_degree: int) -> Booleans:
    """For each reference, whether its shape lies to the left of the arc as it is stored."""
    turn = np.where(flat.refs < 0, -1, 1)
    doubled = np.add.reduceat(
        turn * _cross(arcs, cells_per_degree)[flat.names], flat.ring_offsets[:-1]
    )
    outer = np.zeros(len(doubled), dtype=bool)
    outer[flat.polygon_offsets[:-1]] = True
    ring_left = (doubled > 0) == outer
    on_left: Booleans = np.repeat(ring_left, np.diff(flat.ring_offsets)) == (turn > 0)
    return on_left


def _cross(arcs: Arcs, cells_per_degree: int) -> Integers:
    """Per arc the sum of x·y' − x'·y; over the arcs of a ring it is twice the signed area.

    In whole grid cells: sums may pass 2⁶³ and wrap, but come back right for the whole ring,
    whereas rounding would give small rings far from the origin a random sign.
    """
    cells = np.rint(arcs.points * cells_per_degree).astype(np.int64)
    x, y = (cells - cells.min(axis=0)).T
    step = x * np.roll(y, -1) - np.roll(x, -1) * y
    step[arcs.offsets[1:] - 1] = 0
    return np.add.reduceat(step, arcs.offsets[:-1])
