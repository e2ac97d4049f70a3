"""Pictures: drawing them, and the renderer that draws many by several worker processes at once."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Final

from layers import picture
from layers.exports.order import Order, Progress, strip_days
from layers.exports.registry import DRAW, Export
from layers.link import View
from layers.picture import FORMATS, PictureOptions
from layers.workers import Shared, WorkerPool

_FORMAT_NAMES: Final = {format_.suffix: name for name, format_ in FORMATS.items()}


class Renderer(AbstractContextManager["Renderer"]):
    """Draws maps of a record; each process receives the record once and keeps it."""

    def __init__(self, order: Order) -> None:
        self._shared = Shared.of((order.record, order.edition))
        self._pool = WorkerPool(order.processes)

    def maps(self, wanted: Iterable[tuple[View, PictureOptions]]) -> Iterator[bytes]:
        """The maps in the order in which they are wanted; few are drawn ahead."""
        calls = (
            (("map", FORMATS[options.format].suffix), view, (), options) for view, options in wanted
        )
        return self._pool.each(DRAW, calls, shared=self._shared)

    def __exit__(self, *_: object) -> None:
        self._pool.stop()


def _draw(order: Order, export: Export, _progress: Progress) -> bytes:
    record, view, edition = order.record, order.view, order.edition
    options = replace(order.options, format=_FORMAT_NAMES[export.suffix])
    if export.kind == "strip":
        days = order.days or strip_days(record, view)
        return picture.draw_multiples(record, view, options, days, edition)
    if export.kind in picture.FIGURES:
        return picture.draw_chart(record, view, options, export.kind, edition)
    draw = {"map": picture.draw, "pair": picture.draw_pair, "change": picture.draw_change}
    return draw[export.kind](record, view, options, edition)
