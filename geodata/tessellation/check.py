"""This module knows what the areas of a day promise, and checks it."""

from collections.abc import Mapping

import numpy as np
import shapely
from shapely import LineString

from geodata.errors import TessellationError
from geodata.terms import CONTESTED
from geodata.tessellation.prepared import Loom
from geodata.tessellation.reports import Holding
from geodata.tessellation.tessellate import Weave

AREA_TOLERANCE = 1e-8  # of the outline's area: points added to it lie on the grid, not quite on it


def check(loom: Loom, holdings: Mapping[str, Holding], woven: Weave) -> None:
    """Raise unless the areas cover the outline exactly and every report lies in its own area.

    The method promises it; this is for those who publish the result.
    """
    areas = woven.polygons()
    shapes = list(areas.values())
    if not all(shapely.is_valid(shapes)):
        raise _broken("an area is not valid")
    if not all(shapely.is_simple([LineString(arc.lonlat) for arc in woven.arcs])):
        raise _broken("a border crosses itself")
    if not shapely.coverage_is_valid(shapes):
        raise _broken("two areas overlap or do not share their border")
    total, expected = sum(shape.area for shape in shapes), loom.outline.area
    if abs(total / expected - 1) > AREA_TOLERANCE:
        raise _broken("the areas do not add up to the outline")
    for place, (lon, lat) in zip(loom.places, loom.positions, strict=True):
        holding = holdings[place.place_id]
        code = CONTESTED if holding.contested else holding.party
        if code not in areas or not shapely.contains_xy(areas[code], lon, lat):
            raise _broken(f"place '{place.place_id}' does not lie in the area of {code}")
    for code, area in areas.items():
        for part in area.geoms:
            if not np.any(shapely.contains_xy(part, *loom.positions.T)):
                raise _broken(f"a part of {code} holds no report")


def _broken(promise: str) -> TessellationError:
    return TessellationError(
        f"The areas of control break a promise: {promise}. This is a fault of the method; "
        "please report it with the places, the frame and the holdings."
    )
