"""Distances on the WGS 84 ellipsoid between places, and to fronts and a party's ground."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.control import ControlSnapshot
from geodata.errors import UnknownName
from geodata.front_line import FrontLine, lines_of_contact
from geodata.measure import circle, inverse, nearest
from geodata.places import Place
from geodata.terms import Basis

MAX_PART_KM: Final = 15.0
"""A part of a city lies no farther from its point than this."""


@dataclass(frozen=True)
class Distance:
    """Geodesic between two places: length in metres, initial bearing in degrees from north."""

    start: Place
    end: Place
    metres: float
    initial_bearing_deg: float

    @property
    def km(self) -> float:
        """Length in kilometres."""
        return self.metres / 1000.0

    def __invert__(self) -> "Distance":
        """Reverse the geodesic: from its end to its start."""
        return between(self.end, self.start)


@dataclass(frozen=True)
class Path:
    """Path over several places, a geodesic from each to the next."""

    legs: tuple[Distance, ...]

    @property
    def km(self) -> float:
        """Length of all legs in kilometres."""
        return sum(leg.km for leg in self.legs)


@dataclass(frozen=True)
class ToFront:
    """Nearest point (lon, lat) of a front or of a party's ground, and its distance in km.

    `facing`: the codes of the parties that meet there, or of the party whose ground it is;
    `bearing_deg`: the initial bearing of the geodesic, degrees from north.
    """

    km: float
    bearing_deg: float
    lon: float
    lat: float
    facing: tuple[str | None, ...]


def coordinates(lon: float, lat: float, decimals: int = 4) -> str:
    """Coordinates in WGS 84 degrees, written by hemisphere: 36.2012° N 37.1612° E."""
    north, east = f"{abs(lat):.{decimals}f}", f"{abs(lon):.{decimals}f}"
    return f"{north}° {'NS'[lat < 0]} {east}° {'EW'[lon < 0]}"


def point(lon: float, lat: float) -> Place:
    """Unnamed point of the map, to measure from; lon, lat in WGS 84."""
    return Place("", {"en": coordinates(lon, lat)}, lon, lat, "point", 3, "", "chosen on the map")


def between(start: Place, end: Place) -> Distance:
    """Geodesic from a place to another (Karney 2013, WGS 84)."""
    metres, bearing_deg = inverse(start.lon, start.lat, end.lon, end.lat)
    return Distance(start, end, metres, bearing_deg)


def path(points: Sequence[Place]) -> Path:
    """Path over places in their order; with fewer than two it has no leg."""
    return Path(tuple(between(start, end) for start, end in pairwise(points)))


def matrix(places: Sequence[Place]) -> list[list[float]]:
    """Geodesic km from each place (row) to each (column), in their order."""
    return [[between(start, end).km for end in places] for start in places]


def city_parts(city: Place, places: Iterable[Place]) -> list[Place]:
    """City point, and the places whose names begin with its name: quarters, its airport."""
    name = city.name["en"]
    return [city] + [
        place
        for place in places
        if place.labelled
        and place.place_id != city.place_id
        and place.name["en"].startswith(f"{name} ")
        and between(city, place).km <= MAX_PART_KM
    ]


def distance_variants(start: Place, end: Place, places: Sequence[Place]) -> list[Distance]:
    """Distances between two cities from and to every part of each, the shortest first.

    Sources differ about a distance because they measure between different points.
    """
    distances = [
        between(here, there)
        for here in city_parts(start, places)
        for there in city_parts(end, places)
    ]
    return sorted(distances, key=lambda distance: distance.metres)


def ring(place: Place, km: float) -> Polygon:
    """Ground within a geodesic distance in km of a place, lon, lat (WGS 84)."""
    return Polygon(circle(place.lon, place.lat, km))


def to_front(place: Place, snapshot: ControlSnapshot) -> ToFront | None:
    """Nearest line of contact of a day, with the parties that meet there; None without any."""
    return to_nearest(place, lines_of_contact(snapshot))


def to_nearest(place: Place, fronts: Iterable[FrontLine]) -> ToFront | None:
    """Nearest of several fronts; the first of those that are equally near."""
    points = [
        _to(place, front.geometry, front.between) for front in fronts if not front.geometry.is_empty
    ]
    return min(points, key=lambda point: point.km, default=None)


def to_party(place: Place, snapshot: ControlSnapshot, party: str) -> ToFront:
    """Nearest point of the assessed ground of a party, 0 km away if the place lies in it.

    Raises
    ------
    UnknownName
        The party holds no ground on this day.
    """
    areas = snapshot.areas[snapshot.areas["basis"] == Basis.ASSESSED]
    shapes = areas.geometry[areas["party"] == party].to_numpy()
    if not len(shapes):
        raise UnknownName("party with ground on this day", party, snapshot.parties)
    parts = shapely.get_parts(shapes)
    return _to(place, shapely.MultiPolygon(list(parts)), (party,))


def _to(place: Place, geometry: BaseGeometry, facing: tuple[str | None, ...]) -> ToFront:
    lon, lat = nearest(place.lon, place.lat, geometry)
    metres, bearing_deg = inverse(place.lon, place.lat, lon, lat)
    return ToFront(metres / 1e3, bearing_deg if metres else 0.0, lon, lat, facing)
