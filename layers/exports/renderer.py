"""This module knows the studio: pictures of one record, drawn by several processes at once."""

import pickle
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Final, Self

from geodata.record import Record
from layers.exports.order import Order
from layers.link import View
from layers.picture import Look
from layers.scene import Edition
from layers.workers import Crew

DRAW: Final = "layers.exports.drawing:draw_packed"
"""What a worker is asked to do; the library that draws is loaded there, not here."""
KINDS: Final = ("map", "pair", "change", "strip", "areas", "fronts")
"""Kinds of picture."""


class Studio:
    """Draws maps of a record; each process receives the record once and keeps it."""

    def __init__(self, order: Order, processes: int | None = None) -> None:
        self._packed = pack(order.record, order.edition)
        self._crew = Crew(processes)

    def pictures(self, wanted: Iterable[tuple[View, Look]]) -> Iterator[bytes]:
        """The maps in the order in which they are wanted; few are drawn ahead."""
        calls = ((self._packed, "map", view, (), look) for view, look in wanted)
        return self._crew.each(DRAW, calls)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._crew.stop()


def pack(record: Record, edition: Edition) -> bytes:
    """A record and its edition for another process."""
    return pickle.dumps((record, edition), protocol=5)
