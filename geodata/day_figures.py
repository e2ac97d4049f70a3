"""This module knows what is measured of a day: ground held, lines of contact, places handed over.

What one map says by itself (`Measures`) never changes, so a store keeps it beside the map.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from geodata.control import AreaFigure

Pair = tuple[str, str]


@dataclass(frozen=True)
class Measures:
    """What is measured of one map alone.

    `areas` in km², largest first; `fronts_km`: geodesic km of the line of contact of each two
    parties (codes sorted), longest first; `holders`: place id → the party on whose assessed ground
    it lies, only of places that lie on any.
    """

    areas: tuple[AreaFigure, ...]
    fronts_km: Mapping[Pair, float]
    holders: Mapping[str, str]


@dataclass(frozen=True)
class DayFigures:
    """The figures of an effective date.

    `areas` in km², largest first; `fronts_km`: geodesic km for each two parties that meet, longest
    first; `handed_over`: how many places were under another party on the effective date before.
    """

    effective_date: date
    areas: tuple[AreaFigure, ...]
    fronts_km: Mapping[Pair, float]
    handed_over: int
