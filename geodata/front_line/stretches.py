"""This module knows how a line of contact moves between two days: stretch by stretch.

Both days are cut into the same arcs, so that a stretch which stands is the very same arc on both:
nothing is compared within a tolerance.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from geodata.control import ControlSnapshot
from geodata.front_line.contact import FrontLine, Pair, front
from geodata.topology import Topology
from geodata.topology.arcs import Integers

# Days of our own: two revisions of one day can be compared as well.
_BEFORE: Final = date(2000, 1, 1)
_AFTER: Final = date(2000, 1, 2)


@dataclass(frozen=True, eq=False)
class FrontChange:
    """The line of contact of two parties (codes sorted) on two days, in three parts.

    `new` is part of it only after, `abandoned` only before, `standing` on both.
    """

    between: Pair
    new: FrontLine
    abandoned: FrontLine
    standing: FrontLine

    def __invert__(self) -> "FrontChange":
        """The same change from the later day back to the earlier one."""
        return FrontChange(self.between, self.abandoned, self.new, self.standing)


def front_change(before: ControlSnapshot, after: ControlSnapshot, a: str, b: str) -> FrontChange:
    """The new, abandoned and standing stretches of the line of contact of two parties."""
    topology, met = _topology(before, after)
    pair = (a, b) if a <= b else (b, a)
    return _change(topology, met, pair, before, after)


def front_changes(before: ControlSnapshot, after: ControlSnapshot) -> dict[Pair, FrontChange]:
    """The stretches of every two parties that meet on either day, by their codes (sorted)."""
    topology, met = _topology(before, after)
    pairs = sorted(met[0].keys() | met[1].keys())
    return {pair: _change(topology, met, pair, before, after) for pair in pairs}


_Met = tuple[Mapping[Pair, Integers], Mapping[Pair, Integers]]


def _topology(before: ControlSnapshot, after: ControlSnapshot) -> tuple[Topology, _Met]:
    topology = Topology.from_snapshots(
        [replace(before, effective_date=_BEFORE), replace(after, effective_date=_AFTER)]
    )
    return topology, (topology.contact_arcs(_BEFORE), topology.contact_arcs(_AFTER))


def _change(
    topology: Topology, met: _Met, pair: Pair, before: ControlSnapshot, after: ControlSnapshot
) -> FrontChange:
    nothing = np.empty(0, dtype=np.int64)
    old, new = (arcs.get(pair, nothing) for arcs in met)
    return FrontChange(
        pair,
        *(
            front(one.effective_date, pair, topology.arcs.lines(arcs))
            for one, arcs in (
                (after, np.setdiff1d(new, old)),
                (before, np.setdiff1d(old, new)),
                (after, np.intersect1d(old, new)),
            )
        ),
    )
