"""Topology over time: arcs of borders shared by all days and parties, and rings made of them."""

from geodata.topology.arcs import GRID_DEG, Arcs, ArcShape
from geodata.topology.timeline import Topology

__all__ = ["GRID_DEG", "ArcShape", "Arcs", "Topology"]
