"""Advance of a party: ground gained per day, and distance in a straight line.

The straight line runs to the point of the gained ground that is farthest from all ground the party
held before. Only gained ground that borders on the ground before is an advance; ground gained
elsewhere (an uprising, a landing) counts as area and not as distance. Slivers are neither.
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
from geodata.change.overlay import NOTHING, large_parts, polygons, union
from geodata.control import ControlSnapshot
from geodata.measure import LocalPlane, inverse, nearest
from geodata.places import Place
from geodata.terms import Basis, Holder

_STEP_KM: Final = 1.0
"""Distance between the points on borders among which the farthest is sought."""
_FINE_KM: Final = 0.2
"""And between those on the other border: a point 1 km away then seems at most 5 m farther."""
_MIN_SITES: Final = 4
"""Three corners of a triangle less than a kilometre wide enclose nothing worth a search."""
_BORDERS_DEG: Final = 1e-6
"""Ground nearer than this (11 cm) borders on other ground: the grid of the topology."""
LonLat = tuple[float, float]


@dataclass(frozen=True)
class Advance:
    """Advance of a party between two days; positions in lon, lat (WGS 84).

    `km2_per_day`: ground gained less ground lost. `km`: the geodesic from `start`, on the border of
    the ground before, to `end`, the farthest point of the gained ground; `place` is the named place
    nearest to `end`. Rates are None between two maps of one day, and backwards in time.
    """

    party: str
    km2_per_day: float | None
    km: float
    km_per_day: float | None
    bearing_deg: float
    start: LonLat
    end: LonLat
    place: Place | None


def advance(
    before: ControlSnapshot, after: ControlSnapshot, party: str, places: Iterable[Place] = ()
) -> Advance | None:
    """Advance of a party; None if it gained no ground that borders on its ground before."""
    return advance_in(compare(before, after, claimed=False), party, places)


def advances(change: Change, places: Iterable[Place] = ()) -> dict[str, Advance]:
    """Advances of all parties by code, the farthest first."""
    places = [place for place in places if place.labelled]
    gained = [row.party for row in change.parties if row.party and row.gained_km2]
    by_party = [(party, advance_in(change, party, places)) for party in gained]
    advanced = [(party, advance) for party, advance in by_party if advance is not None]
    return dict(sorted(advanced, key=lambda item: -item[1].km))


def advance_in(change: Change, party: str, places: Iterable[Place] = ()) -> Advance | None:
    """Advance of a party in a known change; assessed ground only."""
    ground = _assessed(change.before, party)
    gained = _bordering(
        union(
            flow.ground
            for flow in change.flows
            if flow.after == Holder(party) and flow.basis is Basis.ASSESSED
        ),
        ground,
    )
    if gained.is_empty:
        return None
    end = _farthest_point(gained, ground)
    start = nearest(*end, ground)
    metres, bearing_deg = inverse(*start, *end)
    days = change.days if change.days > 0 else None
    return Advance(
        party,
        change.km2_per_day(Holder(party)) if days else None,
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
    return union(areas.geometry[mine])


def _bordering(gained: BaseGeometry, ground: BaseGeometry) -> BaseGeometry:
    parts = polygons(large_parts(gained))
    if ground.is_empty or not len(parts):
        return NOTHING
    shapely.prepare(ground)
    return shapely.MultiPolygon(list(parts[shapely.dwithin(parts, ground, _BORDERS_DEG)]))


def _farthest_point(gained: BaseGeometry, ground: BaseGeometry) -> LonLat:
    """Point (lon, lat) of gained ground that is farthest from other ground.

    It lies on the border of the gained ground, or inside where several fronts closed in: there it
    is as far from two points of the other border, on an edge of their Voronoi diagram.
    """
    middle = shapely.centroid(gained)
    plane = LocalPlane(middle.x, middle.y)
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
    """Vertices of the sites' Voronoi diagram that lie in a shape."""
    sites = np.unique(sites, axis=0)
    if len(sites) < _MIN_SITES:
        return np.empty((0, 2))
    corners = Voronoi(sites).vertices
    chosen: NDArray[np.float64] = corners[shapely.contains_xy(shape, *corners.T)]
    return chosen


def _nearest_place(point: LonLat, places: Sequence[Place]) -> Place | None:
    return min(places, key=lambda place: inverse(*point, place.lon, place.lat)[0], default=None)
