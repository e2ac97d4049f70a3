"""Drawing inside a worker process: pictures of a record that is shared with it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from geodata.record import Record
from layers.link import View
from layers.picture import Look
from layers.picture.changed import draw_change
from layers.picture.chart import FIGURES, draw_chart
from layers.picture.drawing import draw
from layers.picture.panels import draw_multiples, draw_pair
from layers.scene import Edition

Drawer = Callable[[Record, View, Sequence[date], Look, Edition], bytes]


def draw_shared(
    shared: tuple[Record, Edition], kind: str, view: View, days: tuple[date, ...], look: Look
) -> bytes:
    """A picture of one of `DRAWERS`, of a record and its edition."""
    record, edition = shared
    return DRAWERS[kind](record, view, days, look, edition)


def _strip(record: Record, view: View, days: Sequence[date], look: Look, edition: Edition) -> bytes:
    return draw_multiples(record, view, look, days, edition)


def _of_view(drawer: Callable[[Record, View, Look, Edition], bytes]) -> Drawer:
    """What draws the days that its view names."""
    return lambda record, view, _days, look, edition: drawer(record, view, look, edition)


def _chart(figure: str) -> Drawer:
    return lambda record, view, _days, look, edition: draw_chart(
        record, view, look, figure, edition
    )


DRAWERS: Final[Mapping[str, Drawer]] = {
    "map": _of_view(draw),
    "pair": _of_view(draw_pair),
    "change": _of_view(draw_change),
    "strip": _strip,
    **{figure: _chart(figure) for figure in FIGURES},
}
"""What draws each of `studio.KINDS`."""
