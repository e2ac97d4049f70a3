"""This module knows how much of a TopoJSON document a screen can show."""

from collections.abc import Mapping
from typing import Any, Final

DRAWN_DEG: Final = 1e-4
"""A cell of 11 m: one pixel at the deepest zoom of the replay. Figures never come from it."""


def coarser(document: Mapping[str, Any], grid_deg: float = DRAWN_DEG) -> dict[str, Any]:
    """The same quantised document on a wider grid, for drawing only; arcs stay shared.

    Points that fall into the cell of the one before them are left out; an arc keeps its two ends.
    """
    (kx, ky), (tx, ty) = document["transform"]["scale"], document["transform"]["translate"]
    arcs = [
        _coarser(arc, (kx / grid_deg, ky / grid_deg), (tx / grid_deg, ty / grid_deg))
        for arc in document["arcs"]
    ]
    objects = {
        name: _moved(one, document["transform"], grid_deg)
        for name, one in document["objects"].items()
    }
    transform = {"scale": [grid_deg, grid_deg], "translate": [0, 0]}
    return {**document, "transform": transform, "arcs": arcs, "objects": objects}


def _coarser(
    arc: list[list[int]], scale: tuple[float, float], shift: tuple[float, float]
) -> list[list[int]]:
    x = y = 0
    cells: list[tuple[int, int]] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        cell = (round(x * scale[0] + shift[0]), round(y * scale[1] + shift[1]))
        if not cells or cell != cells[-1]:
            cells.append(cell)
    if len(cells) == 1:
        cells *= 2
    before = [(0, 0), *cells]
    return [[a - c, b - d] for (a, b), (c, d) in zip(cells, before, strict=False)]


def _moved(thing: Mapping[str, Any], transform: Mapping[str, Any], grid_deg: float) -> Any:  # noqa: ANN401
    """An object with its points (which are no arcs) in cells of the wider grid."""
    if "geometries" in thing:
        moved = [_moved(one, transform, grid_deg) for one in thing["geometries"]]
        return {**thing, "geometries": moved}
    if "coordinates" not in thing:
        return thing
    cells = [
        round((cell * k + t) / grid_deg)
        for cell, k, t in zip(
            thing["coordinates"], transform["scale"], transform["translate"], strict=True
        )
    ]
    return {**thing, "coordinates": cells}
