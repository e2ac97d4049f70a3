"""This module knows why sources differ about a distance: which points they measured from and to."""

from collections.abc import Iterable, Sequence

from geodata.distance import Distance, between
from geodata.places import Place

FARTHEST_KM = 15.0
"""A part of a city lies no farther from its point than this."""


def parts_of(city: Place, places: Iterable[Place]) -> list[Place]:
    """The city point itself, and the places that carry its name first: quarters, its airport."""
    name = city.name["en"]
    return [city] + [
        place
        for place in places
        if place.labelled
        and place.place_id != city.place_id
        and place.name["en"].startswith(f"{name} ")
        and between(city, place).km <= FARTHEST_KM
    ]


def candidates(start: Place, end: Place, places: Sequence[Place]) -> list[Distance]:
    """The distance between two cities from and to every part of each, the shortest first."""
    found = [
        between(one, other) for one in parts_of(start, places) for other in parts_of(end, places)
    ]
    return sorted(found, key=lambda distance: distance.metres)
