"""Named tables: every table of figures that is handed out, a function and a tuple of columns each.

Command line, pages, press kit and deck make their tables here, so that one question has one answer
wherever it is asked. Tables know no language: parties, places and kinds go by code and id, days in
ISO form, units stand in the names; where a name or a text helps, it is in English.
"""

from collections.abc import Mapping
from typing import Final

from geodata.tables import change as _change
from geodata.tables import daily as _daily
from geodata.tables import distance as _distance
from geodata.tables.change import (
    change_advances,
    change_flows,
    change_fronts,
    change_governorates,
    change_parties,
    change_places,
)
from geodata.tables.daily import (
    AREA_METHOD,
    CASUALTIES,
    CONTROL_CHANGE_METHOD,
    LENGTH_METHOD,
    areas,
    casualties,
    contested_or_claimed,
    contested_width,
    control_changes,
    events,
    forward_edges,
    fronts,
    places,
)
from geodata.tables.distance import GEODESIC, distance_to_front, distances
from geodata.tables.table import TABLE_FORMATS, Cell, Provenance, Table

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "areas": _daily.AREAS,
    "contested_or_claimed": _daily.AREAS,
    "fronts": _daily.FRONTS,
    "forward_edges": _daily.FORWARD_EDGES,
    "contested_width": _daily.CONTESTED_WIDTH,
    "control_changes": _daily.CONTROL_CHANGES,
    "places": _daily.PLACES,
    "events": _daily.EVENTS,
    "casualties": _daily.EVENTS,
    "change_parties": _change.CHANGE_PARTIES,
    "change_flows": _change.CHANGE_FLOWS,
    "change_governorates": _change.CHANGE_GOVERNORATES,
    "change_places": _change.CHANGE_PLACES,
    "change_fronts": _change.CHANGE_FRONTS,
    "change_advances": _change.CHANGE_ADVANCES,
    "distances": _distance.DISTANCES,
    "distance_to_front": _distance.DISTANCE_TO_FRONT,
}
"""The columns of every table, by the name of its function."""

__all__ = [
    "AREA_METHOD",
    "CASUALTIES",
    "COLUMNS",
    "CONTROL_CHANGE_METHOD",
    "GEODESIC",
    "LENGTH_METHOD",
    "TABLE_FORMATS",
    "Cell",
    "Provenance",
    "Table",
    "areas",
    "casualties",
    "change_advances",
    "change_flows",
    "change_fronts",
    "change_governorates",
    "change_parties",
    "change_places",
    "contested_or_claimed",
    "contested_width",
    "control_changes",
    "distance_to_front",
    "distances",
    "events",
    "forward_edges",
    "fronts",
    "places",
]
