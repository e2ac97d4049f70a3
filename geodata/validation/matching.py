"""Matching of the borders of assessed ground.

Near points are snapped first: copies of the same point in neighbours, less than 2 m apart. Borders
are then cut where they meet, and each piece of ground between them is given to one area.
Neighbours have the same points afterwards, no two areas overlap, and no gap is left that was to
close. Everything lies on the grid, in whole cells.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from geodata.terms import Basis
from geodata.topology.arcs import Booleans, Floats, Integers
from geodata.validation.classification import Classification
from geodata.validation.rings import CELLS, Geometries, in_degrees
from geodata.validation.shape import NARROW_M, areas_only, cleaned, mean_width_m

SAME_M: Final = 2.0
"""Distance below which points of neighbours are merged."""
_CELL_M: Final = 111_319.5 / CELLS
_MAX_PAIRS: Final = 20_000_000
MAX_MATCHED_POINTS: Final = 200_000
"""Points of areas with mismatched borders that are matched; more would take minutes."""
Owners = tuple[int, ...]
SettleOverlap = Callable[[Owners], Owners]
MAX_ROUNDS: Final = 8


@dataclass(frozen=True)
class BorderOptions:
    """Options of matching: narrow misfits closed, wide overlaps settled, wide gaps filled.

    `settle` names the areas, of those that overlap, that keep the ground; a number past the last
    area is a new area.
    """

    match: bool
    settle: SettleOverlap | None
    fill: bool


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


def snapped(shapes: Geometries) -> Geometries:
    """Snap near points of shapes on the grid to each other; no point moves by 2 m or more."""
    points = shapely.get_coordinates(shapes)
    places, place_of_point = np.unique(points, axis=0, return_inverse=True)
    moved = places[_leaders(places)]
    result: Geometries = shapely.set_coordinates(shapes.copy(), moved[place_of_point.ravel()])
    return cleaned(result)


def _leaders(places: Floats) -> Integers:
    """Index of the place that each place is merged into."""
    alone = np.arange(len(places))
    if not len(places):
        return alone
    lat = np.radians(places[:, 1] / CELLS)
    metres = np.stack([places[:, 0] * np.cos(lat.mean()), places[:, 1]], axis=1) * _CELL_M
    tree = cKDTree(metres)
    sample = metres[:: max(1, len(places) // 1_000)]
    if (
        np.mean(tree.query_ball_point(sample, SAME_M, return_length=True)) * len(places)
        > _MAX_PAIRS
    ):
        return alone
    pairs = tree.query_pairs(SAME_M, output_type="ndarray")
    graph = coo_array((np.ones(len(pairs), dtype=bool), pairs.T), shape=(len(places),) * 2)
    _, group = connected_components(graph, directed=False)
    first = np.full(group.max() + 1, len(places), dtype=np.int64)
    np.minimum.at(first, group, alone)
    leader = first[group]
    # A chain of near points may be long: those too far from its head stay where they are.
    near = np.hypot(*(metres - metres[leader]).T) < SAME_M
    return np.where(near, leader, alone)


def with_matching_borders(
    shapes: Geometries, groups: Sequence[object], options: BorderOptions
) -> list[BaseGeometry]:
    """Match the borders of areas; areas that `settle` has added come last."""
    faces = _faces(shapes)
    owners = _owners(faces, shapes)
    narrow = mean_width_m(in_degrees(faces)) < NARROW_M if len(faces) else np.zeros(0, dtype=bool)
    settled = [_settled(own, groups, bool(narrow[i]), options) for i, own in enumerate(owners)]
    _fill(faces, settled, _to_fill(settled, narrow, options))
    held: dict[int, list[int]] = {}
    for face, own in enumerate(settled):
        for area in own:
            held.setdefault(area, []).append(face)
    count = max([len(shapes), *(area + 1 for area in held)])
    empty = shapely.MultiPolygon()
    return [
        areas_only(shapely.coverage_union_all(faces[held[i]])) if i in held else empty
        for i in range(count)
    ]


def _faces(shapes: Geometries) -> Geometries:
    """Pieces of ground between all borders."""
    lines = shapely.union_all(shapely.boundary(shapes), grid_size=1.0)
    return shapely.get_parts(shapely.polygonize([lines]))


def _owners(faces: Geometries, shapes: Geometries) -> list[Owners]:
    """Areas that each face lies in."""
    inside = shapely.point_on_surface(faces)
    parts, area = shapely.get_parts(shapes, return_index=True)
    shapely.prepare(parts)
    face, part = shapely.STRtree(parts).query(inside, predicate="within")
    owners: list[set[int]] = [set() for _ in faces]
    for face_index, owner in zip(face.tolist(), area[part].tolist(), strict=True):
        owners[face_index].add(owner)
    return [tuple(sorted(own)) for own in owners]


def _settled(own: Owners, groups: Sequence[object], narrow: bool, options: BorderOptions) -> Owners:
    """Areas that keep a face."""
    if len({groups[area] for area in own}) <= 1:
        return own[:1]
    if narrow and options.match:
        return own[:1]
    return options.settle(own) if options.settle and not narrow else own


def _to_fill(settled: Sequence[Owners], narrow: Booleans, options: BorderOptions) -> list[int]:
    return [
        face
        for face, own in enumerate(settled)
        if not own and (options.match if narrow[face] else options.fill)
    ]


def _fill(faces: Geometries, settled: list[Owners], empty: list[int]) -> None:
    """Give faces to the neighbour with which they share the longest border."""
    if not empty:
        return
    tree = shapely.STRtree(faces)
    index, neighbour = tree.query(faces[empty], predicate="touches")
    shared = shapely.length(shapely.intersection(faces[empty][index], faces[neighbour]))
    order = np.lexsort((neighbour, -shared))
    for _ in range(MAX_ROUNDS):
        taken: dict[int, Owners] = {}
        for i in order:
            face = empty[index[i]]
            if shared[i] > 0 and not settled[face] and settled[neighbour[i]]:
                taken.setdefault(face, settled[neighbour[i]][:1])
        if not taken:
            return
        for face, own in taken.items():
            settled[face] = own
