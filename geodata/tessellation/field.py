"""Field of influence of the parties on one day, and the party of each corner of the mesh."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from geodata.errors import TessellationError
from geodata.terms import CONTESTED, Holder
from geodata.tessellation.grid import BoolArray, FloatArray, IntArray
from geodata.tessellation.mesh import components
from geodata.tessellation.reports import Holding
from geodata.tessellation.tessellation import Tessellation

# A city's word reaches a little farther than a village's; at a place only its own party has
# weight, so that no factor can turn a report round.
WEIGHT_OF_RANK = np.array([1.25, 1.15, 1.0, 0.85])
# A contested area is the place's own neighbourhood, about this wide on each side.
CONTESTED_KM_OF_RANK = np.array([9.0, 7.0, 5.0, 3.5])
_SPENT = -1.0
_MAX_ROUNDS = 1000


@dataclass(frozen=True, eq=False)
class Field:
    """Influence of each holder at each corner (corners × holders) and the holder of each corner."""

    holders: tuple[Holder, ...]
    influence: FloatArray
    label: IntArray


def field_of(tessellation: Tessellation, holdings: Mapping[str, Holding]) -> Field:
    """Field of one day, in which every connected part holds at least one report.

    Raises
    ------
    TessellationError
        Parts without a report do not settle.
    """
    held = [holdings[place.place_id] for place in tessellation.places]
    codes = sorted({holding.party for holding in held})
    holders = (*map(Holder, codes), CONTESTED)
    owner = np.array([codes.index(holding.party) for holding in held])
    contested = np.array([holding.contested for holding in held])
    influence = _influence(tessellation, owner, contested, len(holders))
    return Field(holders, *_settled(tessellation, influence, influence.argmax(1)))


def _influence(
    tessellation: Tessellation, owner: IntArray, contested: BoolArray, holders: int
) -> FloatArray:
    rank = np.array([place.rank for place in tessellation.places])
    weights = tessellation.weights.tocoo()
    corner, place = weights.coords
    weight = weights.data * WEIGHT_OF_RANK[rank[place]]
    reach = CONTESTED_KM_OF_RANK[rank[place]]
    near = np.clip(1.5 - tessellation.distance_km / reach, 0, 1)
    share = np.where(contested[place], near, 0) * weight
    size = weights.shape[0] * holders
    total = np.bincount(corner * holders + owner[place], weight - share, size)
    total += np.bincount(corner * holders + holders - 1, share, size)
    return np.asarray(total.reshape(-1, holders))


def _settled(
    tessellation: Tessellation, influence: FloatArray, label: IntArray
) -> tuple[FloatArray, IntArray]:
    """Influence and labels once each part without a report has gone to its next best party."""
    influence, label = influence.copy(), label[tessellation.tied]
    a, b = _links(tessellation)
    for _ in range(_MAX_ROUNDS):
        same = label[a] == label[b]
        part = components(a[same], b[same], len(label))
        held = np.zeros(part.max() + 1, dtype=bool)
        held[part[tessellation.mesh.place_corner]] = True
        lost = np.flatnonzero(~held[part])
        if not len(lost):
            return influence, label
        influence[lost, label[lost]] = _SPENT
        label[lost] = influence[lost].argmax(1)
        stuck = lost[influence[lost].max(1) <= 0]
        _follow_neighbours(influence, label, stuck, held[part], (a, b))
        label = label[tessellation.tied]
    raise TessellationError("Parts without a report did not settle; please report this as a bug.")


def _links(tessellation: Tessellation) -> tuple[IntArray, IntArray]:
    """Pairs of corners that touch: along mesh edges, and across barriers at one vertex."""
    corner, vertex = tessellation.mesh.corner, tessellation.mesh.corner_vertex
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
