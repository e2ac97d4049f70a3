"""Everything that leaves the house: pictures, clips, decks, kits, replay files, data.

`export_of(kind, name).make(order)` is the only way to the bytes of a file; it asks the licence.
"""

from layers.exports.order import REPLAY_FILE_NAME, Order, strip_days
from layers.exports.pace import Pace, Shot, shots
from layers.exports.registry import (
    DRAW,
    EXPORTS,
    MAKE_FILE,
    PICTURE_KINDS,
    Export,
    export_of,
    formats,
)
from layers.exports.replay import snippet

__all__ = [
    "DRAW",
    "EXPORTS",
    "MAKE_FILE",
    "PICTURE_KINDS",
    "REPLAY_FILE_NAME",
    "Export",
    "Order",
    "Pace",
    "Shot",
    "export_of",
    "formats",
    "shots",
    "snippet",
    "strip_days",
]
