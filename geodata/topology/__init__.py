"""This package knows borders: arcs shared over all days and parties, and the rings made of them."""

from geodata.topology.arcs import GRID_DEG, Arcs, Shape
from geodata.topology.timeline import Topology

__all__ = ["GRID_DEG", "Arcs", "Shape", "Topology"]
