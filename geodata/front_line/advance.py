"""This module knows how fast a party advances: by the ground it gains, and in a straight line.

The straight line runs to the point of the gained ground that is farthest from all ground the party
held before. Only gained ground that borders on the ground before is an advance; what a party gains
elsewhere (an uprising, a landing) counts as ground gained and not as distance. Slivers are neither.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Voronoi, cKDTree
from shapely.geometry.base import BaseGeometry

from geodata.change import Change, compare
from geodata.change.overlay import NOTHING, large_parts, polygons, together
from geodata.control import ControlSnapshot
from geodata.measure import Plane, inverse, nearest
from geodata.places import Place
from geodata.terms import CONTESTED, Basis

_STEP_KM: Final = 1.0
"""How far apart points on borders are at most between which the farthest is looked for."""
_FINE_KM: Final = 0.2
"""And on the border from which they are far: a point 1 km away then seems at most 5 m farther."""
_FEWEST_SITES: Final = 4
"""Three corners of a triangle less than a kilometre wide enclose nothing worth a search."""
_BORDERS_DEG: Final = 1e-6
"""Ground nearer than this (11 cm) borders on other ground: the grid on which borders are kept."""
Point = tuple[float, float]


@dataclass(frozen=True)
class Advance:
    """How a party advanced between two days; positions in lon, lat (WGS 84).

    `km2_per_day`: ground gained less ground lost. `km`: the geodesic from `start`, on the border of
    the ground before, to `end`, the farthest point of the gained ground; `place` is the named place
    nearest to `end`. Rates are None between two maps of one day, and backwards in time.
    """

    party: str
    km2_per_day: float | None
    km: float
    km_per_day: float | None
    bearing_deg: float
    start: Point
    end: Point
    place: Place | None


def advance(
    before: ControlSnapshot, after: ControlSnapshot, party: str, places: Iterable[Place] = ()
) -> Advance | None:
    """The advance of a party; None if it gained no ground that borders on what it held before."""
    return advance_in(compare(before, after, claimed=False), party, places)


def advances(change: Change, places: Iterable[Place] = ()) -> dict[str, Advance]:
    """The advance of every party that made one, by code, who came farthest first."""
    places = [place for place in places if place.labelled]
    parties = [one.party for one in change.parties if one.party != CONTESTED and one.gained_km2]
    found = {party: advance_in(change, party, places) for party in parties}
    made = [(party, one) for party, one in found.items() if one is not None]
    return dict(sorted(made, key=lambda item: -item[1].km))


def advance_in(change: Change, party: str, places: Iterable[Place] = ()) -> Advance | None:
    """The advance of a party in a change that is known; assessed ground only."""
    ground = _assessed(change.before, party)
    gained = _bordering(
        together(
            flow.ground
            for flow in change.flows
            if flow.after == party and flow.basis is Basis.ASSESSED
        ),
        ground,
    )
    if gained.is_empty:
        return None
    end = _farthest(gained, ground)
    start = nearest(*end, ground)
    metres, bearing_deg = inverse(*start, *end)
    days = change.days if change.days > 0 else None
    return Advance(
        party,
        change.km2_per_day(party) if days else None,
        metres / 1e3,
        metres / 1e3 / days if days else None,
        bearing_deg,
        start,
        end,
        _nearest_place(end, [place for place in places if place.labelled]),
    )


def _assessed(snapshot: ControlSnapshot | None, party: str) -> BaseGeometry:
    if snapshot is None:
        return NOTHING
    areas = snapshot.areas
    mine = (areas["basis"] == Basis.ASSESSED) & (areas["party"] == party)
    return together(areas.geometry[mine])


def _bordering(gained: BaseGeometry, ground: BaseGeometry) -> BaseGeometry:
    parts = polygons(large_parts(gained))
    if ground.is_empty or not len(parts):
        return NOTHING
    shapely.prepare(ground)
    return shapely.MultiPolygon(list(parts[shapely.dwithin(parts, ground, _BORDERS_DEG)]))


def _farthest(gained: BaseGeometry, ground: BaseGeometry) -> Point:
    """The point (lon, lat) of gained ground that is farthest from other ground.

    It lies on the border of the gained ground, or inside where several fronts closed in: there it
    is as far from two points of the other border, on an edge of their Voronoi diagram.
    """
    middle = shapely.centroid(gained)
    plane = Plane(middle.x, middle.y)
    here, there = plane.km(gained), plane.km(ground)
    shapely.prepare(here)
    border = shapely.segmentize(shapely.boundary(there), _STEP_KM)
    points = np.concatenate(
        [
            shapely.get_coordinates(shapely.segmentize(shapely.boundary(here), _STEP_KM)),
            _inside(here, shapely.get_coordinates(border)),
        ]
    )
    beyond = shapely.get_coordinates(shapely.segmentize(border, _FINE_KM))
    away_km = np.asarray(cKDTree(beyond).query(points)[0])
    lon, lat = plane.lonlat_of(points[[int(away_km.argmax())]])[0]
    return float(lon), float(lat)


def _inside(shape: BaseGeometry, sites: NDArray[np.float64]) -> NDArray[np.float64]:
    """The corners of the sites' Voronoi diagram that lie in a shape."""
    sites = np.unique(sites, axis=0)
    if len(sites) < _FEWEST_SITES:
        return np.empty((0, 2))
    corners = Voronoi(sites).vertices
    chosen: NDArray[np.float64] = corners[shapely.contains_xy(shape, *corners.T)]
    return chosen


def _nearest_place(point: Point, places: Sequence[Place]) -> Place | None:
    return min(places, key=lambda place: inverse(*point, place.lon, place.lat)[0], default=None)
