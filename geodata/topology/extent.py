"""This module knows how large areas are that are made of arcs: every arc is measured once."""

from collections.abc import Sequence

import numpy as np

from geodata.measure import swept_km2
from geodata.topology.arcs import Arcs, Floats, Shape
from geodata.topology.polygons import Flat


def shapes_km2(arcs: Arcs, shapes: Sequence[Shape]) -> Floats:
    """The area of each shape in km² on the WGS 84 ellipsoid; holes are subtracted."""
    flat = Flat.of(shapes)
    if not len(flat.refs):
        return np.zeros(len(shapes))
    swept = swept_km2(arcs.points, arcs.offsets)[flat.names]
    rings = np.abs(np.add.reduceat(np.where(flat.refs < 0, -swept, swept), flat.ring_offsets[:-1]))
    outer = np.zeros(len(rings), dtype=bool)
    outer[flat.polygon_offsets[:-1]] = True
    count = np.diff(flat.polygon_offsets[flat.shape_offsets])
    shape = np.repeat(np.arange(len(shapes)), count)
    return np.bincount(shape, np.where(outer, rings, -rings), len(shapes)).astype(np.float64)
