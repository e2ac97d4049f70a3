"""Front lines: lines of contact between parties, their movement, and the advance of parties."""

from geodata.front_line.advance import Advance, advance, advances
from geodata.front_line.contact import (
    ON_BORDER_DEG,
    FrontChange,
    FrontLine,
    Width,
    contact_lengths_km,
    contested_width_km,
    forward_edge,
    forward_edges,
    front_change,
    front_changes,
    line_of_contact,
    lines_of_contact,
)

__all__ = [
    "ON_BORDER_DEG",
    "Advance",
    "FrontChange",
    "FrontLine",
    "Width",
    "advance",
    "advances",
    "contact_lengths_km",
    "contested_width_km",
    "forward_edge",
    "forward_edges",
    "front_change",
    "front_changes",
    "line_of_contact",
    "lines_of_contact",
]
