"""Renderer: pictures of one record, drawn by several worker processes at once."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Final

from layers.exports.order import Order
from layers.link import View
from layers.picture import Look
from layers.workers import Shared, WorkerPool

DRAW: Final = "layers.exports.drawing:draw_shared"
"""What a worker is asked to do; the library that draws is loaded there, not here."""
KINDS: Final = ("map", "pair", "change", "strip", "areas", "fronts")
"""Kinds of picture."""


class Renderer(AbstractContextManager["Renderer"]):
    """Draws maps of a record, which each process receives once and keeps."""

    def __init__(self, order: Order, processes: int | None = None) -> None:
        self._shared = Shared.of((order.record, order.edition))
        self._pool = WorkerPool(processes)

    def pictures(self, wanted: Iterable[tuple[View, Look]]) -> Iterator[bytes]:
        """The maps in the order in which they are wanted; few are drawn ahead."""
        calls = (("map", view, (), look) for view, look in wanted)
        return self._pool.each(DRAW, calls, shared=self._shared)

    def __exit__(self, *_: object) -> None:
        self._pool.stop()
