"""This module knows how far it is on the WGS 84 ellipsoid: to places, fronts, a party's ground."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.control import ControlSnapshot
from geodata.errors import UnknownName
from geodata.front_line import FrontLine, lines_of_contact
from geodata.measure import circle, inverse, nearest
from geodata.places import Place
from geodata.terms import Basis


@dataclass(frozen=True)
class Distance:
    """The geodesic between two places: length in metres, initial bearing in degrees from north."""

    start: Place
    end: Place
    metres: float
    initial_bearing_deg: float

    @property
    def km(self) -> float:
        """Length in kilometres."""
        return self.metres / 1000.0

    def __invert__(self) -> "Distance":
        """The same line walked from its other end."""
        return between(self.end, self.start)


@dataclass(frozen=True)
class Path:
    """A way over several places, a geodesic from each to the next."""

    legs: tuple[Distance, ...]

    @property
    def km(self) -> float:
        """Length of all legs in kilometres."""
        return sum(leg.km for leg in self.legs)


@dataclass(frozen=True)
class ToFront:
    """The nearest point (lon, lat) of a front or of a party's ground, and how far it is.

    `facing` are the codes of the parties that meet there, or of the one whose ground it is;
    `bearing_deg` is the initial bearing of the geodesic, degrees from north.
    """

    km: float
    bearing_deg: float
    lon: float
    lat: float
    facing: tuple[str, ...]


def point(lon: float, lat: float) -> Place:
    """A point of the map without a name of its own, to measure from; lon, lat in WGS 84."""
    name = f"{abs(lat):.4f}° {'NS'[lat < 0]} {abs(lon):.4f}° {'EW'[lon < 0]}"
    return Place("", {"en": name}, lon, lat, "point", 3, "", "chosen on the map")


def between(start: Place, end: Place) -> Distance:
    """The geodesic from one place to another (Karney 2013, WGS 84)."""
    metres, bearing_deg = inverse(start.lon, start.lat, end.lon, end.lat)
    return Distance(start, end, metres, bearing_deg)


def path(points: Sequence[Place]) -> Path:
    """The way over places in the order given; with fewer than two it has no leg."""
    return Path(tuple(between(start, end) for start, end in pairwise(points)))


def matrix(places: Sequence[Place]) -> list[list[float]]:
    """Geodesic km from each place (row) to each (column), in the order given."""
    return [[between(start, end).km for end in places] for start in places]


def ring(place: Place, km: float) -> Polygon:
    """The ground within so many geodesic km of a place, lon, lat (WGS 84)."""
    return Polygon(circle(place.lon, place.lat, km))


def to_front(place: Place, snapshot: ControlSnapshot) -> ToFront | None:
    """The nearest line of contact of a day, with the parties that meet there; None without any."""
    return to_nearest(place, lines_of_contact(snapshot))


def to_nearest(place: Place, fronts: Iterable[FrontLine]) -> ToFront | None:
    """The nearest of several fronts; the first of those that are equally near."""
    found = [
        _to(place, front.geometry, front.between) for front in fronts if not front.geometry.is_empty
    ]
    return min(found, key=lambda one: one.km, default=None)


def to_party(place: Place, snapshot: ControlSnapshot, party: str) -> ToFront:
    """The nearest point of the assessed ground of a party, 0 km away if the place lies in it.

    Raises
    ------
    UnknownName
        The party holds no ground on this day.
    """
    areas = snapshot.areas[snapshot.areas["basis"] == Basis.ASSESSED]
    shapes = areas.geometry[areas["party"] == party].to_numpy()
    if not len(shapes):
        raise UnknownName("party with ground on this day", party, sorted(set(areas["party"])))
    parts = shapely.get_parts(shapes)
    return _to(place, shapely.MultiPolygon(list(parts)), (party,))


def _to(place: Place, geometry: BaseGeometry, facing: tuple[str, ...]) -> ToFront:
    lon, lat = nearest(place.lon, place.lat, geometry)
    metres, bearing_deg = inverse(place.lon, place.lat, lon, lat)
    return ToFront(metres / 1e3, bearing_deg if metres else 0.0, lon, lat, facing)
