"""This module draws stripes and hatches as lines of their own: the same in pixels and vectors."""

import numpy as np
from matplotlib.path import Path

from layers.picture.canvas import Canvas


def hatched(
    canvas: Canvas,
    path: Path,
    colour: str,
    *,
    spacing: float,
    width: float,
    falling: bool = False,
    gid: str | None = None,
) -> None:
    """An area covered with parallel lines at 45°; spacing is along a level line, in units."""
    box = path.get_extents()
    sheet = canvas.sheet
    left, right = max(box.x0, -8.0), min(box.x1, sheet.right + 8)
    top, bottom = max(box.y0, -8.0), min(box.y1, sheet.bottom + 8)
    if right <= left or bottom <= top:
        return
    # Anchored to the sheet, so that the stripes of neighbours are one pattern.
    if falling:
        first = np.floor((left - bottom) / spacing) * spacing
        starts = np.arange(first, right - top + spacing, spacing)
        ends = np.stack([starts + top, starts + bottom], axis=-1)
    else:
        first = np.floor((left + top) / spacing) * spacing
        starts = np.arange(first, right + bottom + spacing, spacing)
        ends = np.stack([starts - top, starts - bottom], axis=-1)
    height = np.broadcast_to([top, bottom], ends.shape)
    points = np.stack([ends, height], axis=-1).reshape(-1, 2)
    codes = np.tile(np.array([Path.MOVETO, Path.LINETO], dtype=np.uint8), len(ends))
    canvas.path(Path(points, codes), line=colour, width=width, within=path, gid=gid)
