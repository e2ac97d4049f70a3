"""Movement of a line of contact between two days, stretch by stretch.

Both days are cut into the same arcs, so that a standing stretch is the same arc on both: nothing is
compared within a tolerance.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from geodata.control import ControlSnapshot
from geodata.front_line.contact import FrontLine, front
from geodata.terms import PartyPair, pair_order, party_pair
from geodata.topology import Topology
from geodata.topology.arcs import Integers

# Placeholder days: two revisions of the same day can be compared as well.
_BEFORE: Final = date(2000, 1, 1)
_AFTER: Final = date(2000, 1, 2)


@dataclass(frozen=True, eq=False)
class FrontChange:
    """Line of contact of two parties (codes sorted) on two days, in three parts.

    `new`: part of it only after, `abandoned`: only before, `standing`: on both.
    """

    between: PartyPair
    new: FrontLine
    abandoned: FrontLine
    standing: FrontLine

    def __invert__(self) -> "FrontChange":
        """Reverse the change: from the later day back to the earlier."""
        return FrontChange(self.between, self.abandoned, self.new, self.standing)


def front_change(
    before: ControlSnapshot, after: ControlSnapshot, a: str | None, b: str | None
) -> FrontChange:
    """New, abandoned and standing stretches of the line of contact of two parties."""
    topology, contacts = _topology(before, after)
    return _change(topology, contacts, party_pair(a, b), before, after)


def front_changes(before: ControlSnapshot, after: ControlSnapshot) -> dict[PartyPair, FrontChange]:
    """Stretches of all pairs of parties that meet on either day, by their codes (sorted)."""
    topology, contacts = _topology(before, after)
    pairs = sorted(contacts[0].keys() | contacts[1].keys(), key=pair_order)
    return {pair: _change(topology, contacts, pair, before, after) for pair in pairs}


_ContactArcs = tuple[Mapping[PartyPair, Integers], Mapping[PartyPair, Integers]]


def _topology(before: ControlSnapshot, after: ControlSnapshot) -> tuple[Topology, _ContactArcs]:
    topology = Topology.from_snapshots(
        [replace(before, effective_date=_BEFORE), replace(after, effective_date=_AFTER)]
    )
    return topology, (topology.contact_arcs(_BEFORE), topology.contact_arcs(_AFTER))


def _change(
    topology: Topology,
    contacts: _ContactArcs,
    pair: PartyPair,
    before: ControlSnapshot,
    after: ControlSnapshot,
) -> FrontChange:
    nothing = np.empty(0, dtype=np.int64)
    old, new = (arcs.get(pair, nothing) for arcs in contacts)
    return FrontChange(
        pair,
        *(
            front(snapshot.effective_date, pair, topology.arcs.lines(arcs))
            for snapshot, arcs in (
                (after, np.setdiff1d(new, old)),
                (before, np.setdiff1d(old, new)),
                (after, np.intersect1d(old, new)),
            )
        ),
    )
