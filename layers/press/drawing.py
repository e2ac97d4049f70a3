"""This module knows how a worker draws pictures of a record that was sent to it."""

import pickle
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from geodata.record import Record
from layers.link import View
from layers.picture import Look
from layers.picture.drawing import draw
from layers.scene import Edition


def draw_packed(packed: bytes, kind: str, view: View, days: tuple[date, ...], look: Look) -> bytes:
    """A picture of a packed record, of one of `DRAWERS`; a record is unpacked once."""
    record, edition = _unpacked(packed)
    return DRAWERS[kind](record, view, days, look, edition)


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> tuple[Record, Edition]:
    # Packed by `studio.pack`, in the process that started this one.
    record, edition = pickle.loads(packed)  # noqa: S301
    return record, edition


def _map(
    record: Record, view: View, _days: tuple[date, ...], look: Look, edition: Edition
) -> bytes:
    return draw(record, view, look, edition)


DRAWERS: Final[Mapping[str, Callable[..., bytes]]] = {"map": _map}
"""What draws each of `studio.KINDS`."""
