"""This module knows how far it is from one point to another on the WGS 84 ellipsoid."""

from dataclasses import dataclass

from geodata.measure import inverse
from geodata.places import Place


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


def between(start: Place, end: Place) -> Distance:
    """The geodesic from one place to another (Karney 2013, WGS 84)."""
    metres, bearing_deg = inverse(start.lon, start.lat, end.lon, end.lat)
    return Distance(start, end, metres, bearing_deg)
