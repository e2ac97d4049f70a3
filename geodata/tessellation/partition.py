"""Partition of the land on one day: the arcs that neighbours share, and polygons of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely import LineString, MultiPolygon

from geodata.errors import TessellationError
from geodata.terms import Holder, by_code
from geodata.tessellation.borders import find_crossings, join_chains, node_positions
from geodata.tessellation.field import field_of
from geodata.tessellation.grid import FloatArray
from geodata.tessellation.reports import Holding, check_holdings
from geodata.tessellation.rounding import round_corners
from geodata.tessellation.tessellation import NOWHERE, Tessellation

AREA_TOLERANCE = 1e-8  # of the outline's area: points added to it lie on the grid, not quite on it


@dataclass(frozen=True, eq=False)
class Arc:
    """Piece of border: (N, 2) lon, lat in WGS 84 degrees, and the holder on either side.

    `left`, `right`: None outside the outline.
    """

    lonlat: FloatArray
    left: Holder | None
    right: Holder | None


@dataclass(frozen=True, eq=False)
class Partition:
    """Areas of one day, as the arcs between them. Each border is stored once."""

    arcs: tuple[Arc, ...]

    def polygons(self) -> dict[str | None, MultiPolygon]:
        """Area of each party in lon, lat, and under None what is contested; arcs unchanged."""
        left: dict[tuple[object, object], Holder | None] = {}
        for arc in self.arcs:
            points = [tuple(point) for point in arc.lonlat.tolist()]
            for a, b in pairwise(points):
                left[a, b], left[b, a] = arc.left, arc.right
        faces = shapely.get_parts(shapely.polygonize([LineString(arc.lonlat) for arc in self.arcs]))
        areas: dict[str | None, list[shapely.Polygon]] = {}
        for face in shapely.orient_polygons(faces):
            holder = left[face.exterior.coords[0], face.exterior.coords[1]]
            if holder is not None:
                areas.setdefault(holder.party, []).append(face)
        return {party: MultiPolygon(areas[party]) for party in sorted(areas, key=by_code)}


def tessellate(tessellation: Tessellation, holdings: Mapping[str, Holding]) -> Partition:
    """Divide the land among the parties on one day, by the holding of each place.

    Parameters
    ----------
    tessellation
        Made once from the places and the frame by `build_tessellation`.
    holdings
        By place id, one for each place of the tessellation.

    Returns
    -------
    Partition
        Arcs between areas that cover the outline exactly: every place lies in the area of its
        own party (in contested ground if contested), every part holds a place, coordinates are
        multiples of 1e-5 degrees. Equal input gives equal bytes.

    Raises
    ------
    TessellationError
        Holdings are missing or name places that the tessellation does not have.
    """
    check_holdings(tessellation.places, holdings)
    field = field_of(tessellation, holdings)
    crossings = find_crossings(tessellation, field)
    chains = join_chains(crossings.segments)
    nodes_km = node_positions(tessellation, crossings)
    lines = round_corners(tessellation, crossings, nodes_km, chains)
    names: dict[int, Holder | None] = {**dict(enumerate(field.holders)), NOWHERE: None}
    return Partition(
        tuple(
            Arc(line, names[chain.left], names[chain.right])
            for line, chain in zip(lines, chains, strict=True)
        )
    )


def check_partition(
    tessellation: Tessellation, holdings: Mapping[str, Holding], partition: Partition
) -> None:
    """Refuse a partition that does not keep the promises of the method.

    The areas cover the outline exactly, every report lies in its own area, every part holds one.

    Raises
    ------
    TessellationError
        A promise is broken: a fault of the method.
    """
    areas = partition.polygons()
    shapes = list(areas.values())
    if not all(shapely.is_valid(shapes)):
        raise _broken("an area is not valid")
    if not all(shapely.is_simple([LineString(arc.lonlat) for arc in partition.arcs])):
        raise _broken("a border crosses itself")
    if not shapely.coverage_is_valid(shapes):
        raise _broken("two areas overlap or do not share their border")
    total, expected = sum(shape.area for shape in shapes), tessellation.outline.area
    if abs(total / expected - 1) > AREA_TOLERANCE:
        raise _broken("the areas do not add up to the outline")
    for place, (lon, lat) in zip(tessellation.places, tessellation.positions, strict=True):
        holding = holdings[place.place_id]
        party = None if holding.contested else holding.party
        if party not in areas or not shapely.contains_xy(areas[party], lon, lat):
            name = party or "contested ground"
            raise _broken(f"place '{place.place_id}' does not lie in the area of {name}")
    for party, area in areas.items():
        for part in area.geoms:
            if not np.any(shapely.contains_xy(part, *tessellation.positions.T)):
                raise _broken(f"a part of {party or 'contested ground'} holds no report")


def _broken(promise: str) -> TessellationError:
    return TessellationError(
        f"The areas of control break a promise: {promise}. This is a fault of the method; "
        "please report it with the places, the frame and the holdings."
    )
