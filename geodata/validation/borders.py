"""Borders made to match: cut where they meet, each piece of ground between them given to one area.

Neighbours then have the same points, no two areas overlap, and no gap is left that was to close.
Everything lies on the grid, in whole cells.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.topology.arcs import Booleans
from geodata.validation.rings import Geometries, in_degrees
from geodata.validation.shape import NARROW_M, areas_only, mean_width_m

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
