"""This module knows how to round lines for drawing without parting what they share."""

import numpy as np

from geodata.topology.arcs import Arcs, Booleans, Floats


def smooth(arcs: Arcs, chosen: Booleans, passes: int) -> Arcs:
    """Arcs with the corners of the chosen ones cut (Chaikin); their ends stay where they are.

    An arc that is a whole ring and meets no other is rounded at its first point too.
    """
    alone = _alone(arcs)
    return Arcs.of(
        _rounded(line, passes, closed=bool(alone[i])) if chosen[i] else line
        for i, line in enumerate(arcs)
    )


def _alone(arcs: Arcs) -> Booleans:
    """Which arcs are rings whose one end is no end of another arc."""
    begins, ends = arcs.points[arcs.offsets[:-1]], arcs.points[arcs.offsets[1:] - 1]
    _, number, times = np.unique(
        np.concatenate([begins, ends]), axis=0, return_inverse=True, return_counts=True
    )
    begin, end = number.reshape(2, -1)
    alone: Booleans = (begin == end) & (times[begin] == 2)
    return alone


def _rounded(line: Floats, passes: int, *, closed: bool) -> Floats:
    for _ in range(passes):
        if len(line) < 3:
            return line
        ahead = 0.75 * line[:-1] + 0.25 * line[1:]
        behind = 0.25 * line[:-1] + 0.75 * line[1:]
        cut = np.stack([ahead, behind], axis=1).reshape(-1, 2)
        line = (
            np.concatenate([cut, cut[:1]])
            if closed
            else np.concatenate([line[:1], cut[1:-1], line[-1:]])
        )
    return line
