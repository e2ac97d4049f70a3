"""This module knows whose borders must match: those of assessed ground."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely

from geodata.terms import Basis
from geodata.validation.borders import Settle, Wish, rewoven
from geodata.validation.classification import Meaning
from geodata.validation.rings import Geometries, in_degrees
from geodata.validation.shape import NARROW_M, areas_only, mean_width_m
from geodata.validation.snapping import snapped

MOST_WOVEN: Final = 200_000
"""Points of areas with wrong borders that are woven anew; more would take minutes."""


def assessed(shapes: Geometries, meanings: Sequence[Meaning]) -> list[int]:
    """Positions of the shapes on assessed ground whose party and status are known."""
    return [
        i
        for i, (shape, meaning) in enumerate(zip(shapes, meanings, strict=True))
        if meaning.key is not None and meaning.basis is Basis.ASSESSED and not shape.is_empty
    ]


def matched(shapes: Geometries, meanings: Sequence[Meaning], wish: Wish) -> Geometries:
    """The shapes with assessed borders rewoven; what `wish.settle` adds comes after them.

    `wish.settle` is asked in positions of these shapes. Where more borders are wrong than can be
    woven in reasonable time, near points are made one and the rest stays as it is.
    """
    chosen = assessed(shapes, meanings)
    if not chosen:
        return shapes
    if wish.match:
        shapes = _snapped(shapes, chosen)
        if _fit(shapes[chosen]):
            return shapes
    if _wrong_points(shapes[chosen]) > MOST_WOVEN:
        return shapes
    inner = Wish(wish.match, _translated(wish.settle, chosen, len(shapes)), wish.fill)
    made = rewoven(shapes[chosen], [meanings[i].key for i in chosen], inner)
    result = np.concatenate([shapes, np.empty(len(made) - len(chosen), dtype=object)])
    for i, shape in zip([*chosen, *range(len(shapes), len(result))], made, strict=True):
        result[i] = shape
    return result


def _wrong_points(shapes: Geometries) -> int:
    """Points of the parts whose borders do not match."""
    parts = shapely.get_parts(shapes)
    wrong = ~shapely.is_empty(shapely.coverage_invalid_edges(parts))
    return int(shapely.get_num_coordinates(parts[wrong]).sum())


def _translated(settle: Settle | None, chosen: Sequence[int], size: int) -> Settle | None:
    """The same question, asked in positions among the chosen; new areas follow the last of them."""
    if settle is None:
        return None
    number = {position: i for i, position in enumerate(chosen)}

    def asked(owners: tuple[int, ...]) -> tuple[int, ...]:
        kept = settle(tuple(chosen[own] for own in owners))
        return tuple(number[i] if i < size else i - size + len(chosen) for i in kept)

    return asked


def _fit(shapes: Geometries) -> bool:
    """Whether borders match exactly and leave no narrow gap, so that nothing is to be woven."""
    parts = shapely.get_parts(shapes)
    if not shapely.coverage_is_valid(parts):
        return False
    whole = shapely.get_parts(shapely.coverage_union_all(parts))
    holes = [shapely.Polygon(ring) for polygon in whole for ring in polygon.interiors]
    return not (mean_width_m(in_degrees(np.array(holes, dtype=object))) < NARROW_M).any()


def _snapped(shapes: Geometries, chosen: Sequence[int]) -> Geometries:
    """The shapes with near points made one where borders do not match."""
    parts, owner = shapely.get_parts(shapes[chosen], return_index=True)
    wrong = ~shapely.is_empty(shapely.coverage_invalid_edges(parts))
    at = np.array(chosen)[np.unique(owner[wrong])]
    if not len(at):
        return shapes
    result = shapes.copy()
    result[at] = [areas_only(shape) for shape in snapped(shapes[at])]
    return result
