"""This layer is distances: pairs of places, measured where they are drawn."""

from geodata.theatre import Theatre
from layers.scene import Layer


def distance_layer(theatre: Theatre) -> Layer:
    """The pairs of places that a theatre shows unless others are chosen."""
    return Layer("distances", {"pairs": [list(pair) for pair in theatre.default_distances]})
