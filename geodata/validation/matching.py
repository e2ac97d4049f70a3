"""Matching of the borders of assessed ground."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely

from geodata.terms import Basis
from geodata.validation.borders import BorderOptions, SettleOverlap, with_matching_borders
from geodata.validation.classification import Classification
from geodata.validation.rings import Geometries, in_degrees
from geodata.validation.shape import NARROW_M, areas_only, mean_width_m
from geodata.validation.snapping import snapped

MAX_MATCHED_POINTS: Final = 200_000
"""Points of areas with mismatched borders that are matched; more would take minutes."""


def assessed(shapes: Geometries, classifications: Sequence[Classification]) -> list[int]:
    """Positions of the shapes of assessed ground whose party and status are known."""
    return [
        i
        for i, (shape, classification) in enumerate(zip(shapes, classifications, strict=True))
        if classification.key is not None
        and classification.basis is Basis.ASSESSED
        and not shape.is_empty
    ]


def matched(
    shapes: Geometries, classifications: Sequence[Classification], options: BorderOptions
) -> Geometries:
    """Match the borders of assessed shapes; areas that `options.settle` adds come last.

    `options.settle` takes positions of these shapes. Where more borders are mismatched than can be
    matched in reasonable time, near points are merged and the rest stays as it is.
    """
    chosen = assessed(shapes, classifications)
    if not chosen:
        return shapes
    if options.match:
        shapes = _snapped(shapes, chosen)
        if _is_matched(shapes[chosen]):
            return shapes
    if _wrong_points(shapes[chosen]) > MAX_MATCHED_POINTS:
        return shapes
    inner = BorderOptions(
        options.match, _translated(options.settle, chosen, len(shapes)), options.fill
    )
    result_shapes = with_matching_borders(
        shapes[chosen], [classifications[i].key for i in chosen], inner
    )
    result = np.concatenate([shapes, np.empty(len(result_shapes) - len(chosen), dtype=object)])
    for i, shape in zip([*chosen, *range(len(shapes), len(result))], result_shapes, strict=True):
        result[i] = shape
    return result


def _wrong_points(shapes: Geometries) -> int:
    """Number of points of the parts whose borders do not match."""
    parts = shapely.get_parts(shapes)
    wrong = ~shapely.is_empty(shapely.coverage_invalid_edges(parts))
    return int(shapely.get_num_coordinates(parts[wrong]).sum())


def _translated(
    settle: SettleOverlap | None, chosen: Sequence[int], size: int
) -> SettleOverlap | None:
    """Translate `settle` to positions among the chosen; new areas follow the last of them."""
    if settle is None:
        return None
    number = {position: i for i, position in enumerate(chosen)}

    def settle_chosen(owners: tuple[int, ...]) -> tuple[int, ...]:
        keepers = settle(tuple(chosen[own] for own in owners))
        return tuple(number[i] if i < size else i - size + len(chosen) for i in keepers)

    return settle_chosen


def _is_matched(shapes: Geometries) -> bool:
    """Whether borders match exactly and leave no narrow gap, so that nothing is to be done."""
    parts = shapely.get_parts(shapes)
    if not shapely.coverage_is_valid(parts):
        return False
    whole = shapely.get_parts(shapely.coverage_union_all(parts))
    holes = [shapely.Polygon(ring) for polygon in whole for ring in polygon.interiors]
    return not (mean_width_m(in_degrees(np.array(holes, dtype=object))) < NARROW_M).any()


def _snapped(shapes: Geometries, chosen: Sequence[int]) -> Geometries:
    """Merge near points of the shapes whose borders do not match."""
    parts, owner = shapely.get_parts(shapes[chosen], return_index=True)
    wrong = ~shapely.is_empty(shapely.coverage_invalid_edges(parts))
    mismatched = np.array(chosen)[np.unique(owner[wrong])]
    if not len(mismatched):
        return shapes
    result = shapes.copy()
    result[mismatched] = [areas_only(shape) for shape in snapped(shapes[mismatched])]
    return result
