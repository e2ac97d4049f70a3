"""This module knows the work of the press desk as a worker process does it: into a file, telling
how far it has come.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from layers.exports.clip import make_clip
from layers.exports.deck import make_deck
from layers.exports.kit import make_kit
from layers.exports.order import Order
from layers.exports.pace import Shot
from layers.workers import report_progress


def clip(order: Order, taken: Sequence[Shot], to: Path) -> None:
    """See `make_clip`."""
    make_clip(order, taken, to, progress=_report)


def deck(order: Order, days: Sequence[date], to: Path) -> None:
    """See `make_deck`."""
    to.write_bytes(make_deck(order, days, progress=_report))


def kit(order: Order, words: Mapping[str, str], to: Path) -> None:
    """See `make_kit`."""
    to.write_bytes(make_kit(order, words=words, progress=_report))


def _report(done: int, total: int) -> None:
    report_progress((done, total))
