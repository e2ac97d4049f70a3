"""This module knows the areas of one day: the arcs that neighbours share, and polygons of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import shapely
from shapely import LineString, MultiPolygon

from geodata.tessellation.chains import chains
from geodata.tessellation.crossing import crossings
from geodata.tessellation.field import field_of
from geodata.tessellation.grid import FloatArray
from geodata.tessellation.prepared import NOWHERE, Loom
from geodata.tessellation.reports import Holding, check_holdings
from geodata.tessellation.rounding import drawn
from geodata.tessellation.sliding import positions_km


@dataclass(frozen=True, eq=False)
class Arc:
    """A piece of border: (N, 2) lon, lat in WGS 84 degrees, and whose land lies on either side.

    `left`, `right`: a party's code, CONTESTED, or None outside the outline.
    """

    lonlat: FloatArray
    left: str | None
    right: str | None


@dataclass(frozen=True, eq=False)
class Weave:
    """The areas of one day, as the arcs between them. Each border is stored once."""

    arcs: tuple[Arc, ...]

    def polygons(self) -> dict[str, MultiPolygon]:
        """Area of each party, and of CONTESTED, in lon, lat; assembled from the arcs unchanged."""
        left: dict[tuple[object, object], str | None] = {}
        for arc in self.arcs:
            points = [tuple(point) for point in arc.lonlat.tolist()]
            for a, b in pairwise(points):
                left[a, b], left[b, a] = arc.left, arc.right
        faces = shapely.get_parts(shapely.polygonize([LineString(arc.lonlat) for arc in self.arcs]))
        areas: dict[str, list[shapely.Polygon]] = {}
        for face in shapely.orient_polygons(faces):
            code = left[face.exterior.coords[0], face.exterior.coords[1]]
            if code is not None:
                areas.setdefault(code, []).append(face)
        return {code: MultiPolygon(parts) for code, parts in sorted(areas.items())}


def weave(loom: Loom, holdings: Mapping[str, Holding]) -> Weave:
    """Areas of control of one day from who holds each place.

    Parameters
    ----------
    loom
        Made once from the places and the frame by `build`.
    holdings
        By place id, one for each place of the loom.

    Returns
    -------
    Weave
        Arcs between areas that cover the outline exactly: every place lies in the area of its
        own party (in CONTESTED if contested), every part holds a place, coordinates are
        multiples of 1e-5 degrees. Equal input gives equal bytes.

    Raises
    ------
    TessellationError
        Holdings are missing or name places that the loom does not have.
    """
    check_holdings(loom.places, holdings)
    field = field_of(loom, holdings)
    found = crossings(loom, field)
    joined = chains(found.segments)
    lines = drawn(loom, found, positions_km(loom, found), joined)
    names: dict[int, str | None] = {**dict(enumerate(field.codes)), NOWHERE: None}
    return Weave(
        tuple(
            Arc(line, names[chain.left], names[chain.right])
            for line, chain in zip(lines, joined, strict=True)
        )
    )
