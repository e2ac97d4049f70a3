"""This module knows which party each corner of the mesh belongs to on one day."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from geodata.errors import TessellationError
from geodata.terms import CONTESTED
from geodata.tessellation.grid import BoolArray, FloatArray, IntArray
from geodata.tessellation.mesh import components
from geodata.tessellation.prepared import Loom
from geodata.tessellation.reports import Holding

# A city's word reaches a little farther than a village's; at a place only its own party has
# weight, so that no factor can turn a report round.
WEIGHT_OF_RANK = np.array([1.25, 1.15, 1.0, 0.85])
# A contested area is the place's own neighbourhood, about this wide on each side.
CONTESTED_KM_OF_RANK = np.array([9.0, 7.0, 5.0, 3.5])
_SPENT = -1.0
_MOST_ROUNDS = 1000


@dataclass(frozen=True, eq=False)
class Field:
    """Parties' influence at each corner (corners × codes) and the code that each corner has."""

    codes: tuple[str, ...]
    influence: FloatArray
    label: IntArray


def field_of(loom: Loom, holdings: Mapping[str, Holding]) -> Field:
    """Influence and labels of one day: every connected part holds at least one report."""
    held = [holdings[place.place_id] for place in loom.places]
    codes = (*sorted({one.party for one in held}), CONTESTED)
    owner = np.array([codes.index(one.party) for one in held])
    contested = np.array([one.contested for one in held])
    influence = _influence(loom, owner, contested, len(codes))
    return Field(codes, *_settled(loom, influence, influence.argmax(1)))


def _influence(loom: Loom, owner: IntArray, contested: BoolArray, codes: int) -> FloatArray:
    rank = np.array([place.rank for place in loom.places])
    weights = loom.weights.tocoo()
    corner, place = weights.coords
    weight = weights.data * WEIGHT_OF_RANK[rank[place]]
    reach = CONTESTED_KM_OF_RANK[rank[place]]
    share = np.where(contested[place], np.clip(1.5 - loom.distance_km / reach, 0, 1), 0) * weight
    size = weights.shape[0] * codes
    total = np.bincount(corner * codes + owner[place], weight - share, size)
    total += np.bincount(corner * codes + codes - 1, share, size)
    return np.asarray(total.reshape(-1, codes))


def _settled(loom: Loom, influence: FloatArray, label: IntArray) -> tuple[FloatArray, IntArray]:
    """Influence and labels once each part without a report has gone to its next best party."""
    influence, label = influence.copy(), label[loom.tied]
    a, b = _links(loom)
    for _ in range(_MOST_ROUNDS):
        same = label[a] == label[b]
        part = components(a[same], b[same], len(label))
        held = np.zeros(part.max() + 1, dtype=bool)
        held[part[loom.mesh.place_corner]] = True
        lost = np.flatnonzero(~held[part])
        if not len(lost):
            return influence, label
        influence[lost, label[lost]] = _SPENT
        label[lost] = influence[lost].argmax(1)
        stuck = lost[influence[lost].max(1) <= 0]
        _follow_neighbours(influence, label, stuck, held[part], (a, b))
        label = label[loom.tied]
    raise TessellationError("Parts without a report did not settle; please report this as a bug.")


def _links(loom: Loom) -> tuple[IntArray, IntArray]:
    """Pairs of corners that touch: along mesh edges, and across walls at one vertex."""
    corner, vertex = loom.mesh.corner, loom.mesh.corner_vertex
    twin = np.flatnonzero(vertex[1:] == vertex[:-1])
    a = np.concatenate([corner.ravel(), twin])
    b = np.concatenate([corner[:, [1, 2, 0]].ravel(), twin + 1])
    return a, b


def _follow_neighbours(
    influence: FloatArray,
    label: IntArray,
    stuck: IntArray,
    held: BoolArray,
    links: tuple[IntArray, IntArray],
) -> None:
    """Give corners with no party left to choose that of a neighbour in a part with a report."""
    waiting = np.zeros(len(label), dtype=bool)
    waiting[stuck] = True
    for x, y in (links, links[::-1]):
        meets = held[x] & waiting[y]
        label[y[meets]] = label[x[meets]]
        influence[y[meets], label[y[meets]]] = 0.01
