"""This module knows how much of a TopoJSON document a screen can show."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

DRAWN_DEG: Final = 1e-4
"""A cell of 11 m: one pixel at the deepest zoom of the replay. Figures never come from it."""
PLAIN_CELLS: Final = 1.5
"""A point nearer than this to the line without it (17 m) is not drawn."""


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
    points = np.cumsum(np.asarray(arc, dtype=np.int64), axis=0)
    cells = np.rint(points * scale + shift).astype(np.int64)
    moved = np.any(cells[1:] != cells[:-1], axis=1)
    cells = _plainer(cells[np.concatenate([[True], moved])])
    if len(cells) == 1:
        cells = np.repeat(cells, 2, axis=0)
    return np.diff(cells, axis=0, prepend=[[0, 0]]).tolist()  # type: ignore[no-any-return]


def _plainer(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """The line without points that lie within `PLAIN_CELLS` of it; a ring stays a ring."""
    if len(cells) < 3:
        return cells
    plain = shapely.simplify(shapely.LineString(cells), PLAIN_CELLS, preserve_topology=False)
    kept = shapely.get_coordinates(plain).astype(np.int64)
    ring = np.array_equal(cells[0], cells[-1])
    return cells if ring and len(kept) < 4 else kept


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
