"""Stripes and hatches as lines of their own: the same in pixels and vectors."""

import numpy as np
from matplotlib.path import Path

from layers.picture.canvas import Canvas
from layers.style import Hatch


def hatched(
    canvas: Canvas,
    path: Path,
    colour: str,
    hatch: Hatch,
    gid: str | None = None,
) -> None:
    """An area covered with parallel lines at 45°; spacing is along a level line, in units."""
    spacing = hatch.spacing
    box, clip = path.get_extents(), canvas.clip
    # A clip of an area replaces that of the map in vectors, so lines end at the map's edge.
    left, right = max(box.x0, clip.left), min(box.x1, clip.right)
    top, bottom = max(box.y0, clip.top), min(box.y1, clip.bottom)
    if right <= left or bottom <= top:
        return
    # Anchored to the sheet, so that the stripes of neighbours are one pattern.
    turn = 1.0 if hatch.falling else -1.0
    low, high = sorted((left - turn * top, left - turn * bottom))
    first = np.floor(low / spacing) * spacing
    starts = np.arange(first, high + right - left + spacing, spacing)
    # On x = start + turn·y, the heights between which the line runs inside the box.
    edges = np.sort(np.stack([(left - starts) * turn, (right - starts) * turn], axis=-1), axis=-1)
    y = np.clip(edges, top, bottom)
    inside = y[:, 1] > y[:, 0]
    x = starts[:, None] + turn * y
    points = np.stack([x, y], axis=-1)[inside].reshape(-1, 2)
    if not len(points):
        return
    codes = np.tile(np.array([Path.MOVETO, Path.LINETO], dtype=np.uint8), len(points) // 2)
    canvas.path(Path(points, codes), line=colour, width=hatch.width, within=path, gid=gid)
