"""Shared arcs as Matplotlib paths: simplified for a window, then cut to it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from layers.picture.window import Floats, MapWindow, world

_MIN_UNITS = 0.2
"""A point nearer than this to the line without it is not drawn."""
_BEYOND = 24.0
"""Shapes are cut this many units outside the sheet, so that no border shows the cut."""
Refs = Sequence[int]


class Shapes:
    """Arcs (lon, lat in WGS 84 degrees) that lines and areas are made of, seen in a window."""

    def __init__(self, arcs: Iterable[Floats], window: MapWindow) -> None:
        placed = [window.place(world(np.asarray(arc, dtype=np.float64))) for arc in arcs]
        counts = [len(arc) for arc in placed]
        points = np.concatenate(placed) if placed else np.empty((0, 2))
        lines: Any = shapely.linestrings(points, indices=np.repeat(np.arange(len(placed)), counts))
        # Simplified arc by arc, so that neighbours still share their border.
        self.lines: NDArray[Any] = shapely.simplify(lines, _MIN_UNITS, preserve_topology=False)
        self.arcs = [shapely.get_coordinates(line) for line in self.lines]
        frame = window.frame.inset(-_BEYOND)
        self._frame = (frame.left, frame.top, frame.right, frame.bottom)

    def area(self, polygons: Iterable[Iterable[Refs]]) -> Path | None:
        """Polygons, each a list of rings, as one path; None where nothing of them is seen."""
        outlines = []
        for rings in polygons:
            traced = [ring for ring in map(self._ring, rings) if len(ring) > 3]
            if traced:
                outlines.append(shapely.Polygon(traced[0], traced[1:]))
        return self.of(shapely.multipolygons(outlines)) if outlines else None

    def line(self, refs: Iterable[int]) -> Path | None:
        """Arcs as one path, joined where they meet; None where nothing of them is seen."""
        chosen = [self.lines[ref if ref >= 0 else ~ref] for ref in refs]
        if not chosen:
            return None
        return self.of(shapely.line_merge(shapely.multilinestrings(chosen)))

    def of(self, geometry: BaseGeometry) -> Path | None:
        """A geometry in units as a path, cut to the sheet."""
        seen = shapely.clip_by_rect(geometry, *self._frame)
        return path_of(seen)

    def _ring(self, refs: Refs) -> Floats:
        parts = [self.arcs[ref] if ref >= 0 else self.arcs[~ref][::-1] for ref in refs]
        return np.concatenate([*(part[:-1] for part in parts), parts[0][:1]])


def path_of(geometry: BaseGeometry) -> Path | None:
    """Areas or lines as one path; None if there is nothing."""
    if shapely.is_empty(geometry):
        return None
    parts = shapely.get_parts(shapely.orient_polygons(geometry))
    flat = [part for part in parts if part.geom_type in ("Polygon", "LineString", "LinearRing")]
    rings: list[BaseGeometry] = []
    for part in flat:
        rings += shapely.get_rings(part).tolist() if part.geom_type == "Polygon" else [part]
    return joined(
        [(shapely.get_coordinates(ring), ring.geom_type != "LineString") for ring in rings]
    )


def joined(lines: Sequence[tuple[Floats, bool]]) -> Path | None:
    """Lines (points, whether closed) as one path."""
    if not lines:
        return None
    codes = []
    for points, closed in lines:
        code = np.full(len(points), Path.LINETO, dtype=np.uint8)
        code[0] = Path.MOVETO
        if closed:
            code[-1] = Path.CLOSEPOLY
        codes.append(code)
    return Path(np.concatenate([points for points, _ in lines]), np.concatenate(codes))


def decoded(document: Mapping[str, Any]) -> list[Floats]:
    """The arcs of a quantised TopoJSON document in degrees."""
    (kx, ky), (tx, ty) = document["transform"]["scale"], document["transform"]["translate"]
    return [
        np.cumsum(np.asarray(arc, dtype=np.float64), axis=0) * (kx, ky) + (tx, ty)
        for arc in document["arcs"]
    ]


def polygons_of(geometry: Mapping[str, Any]) -> list[list[list[int]]]:
    """The polygons of a TopoJSON geometry as lists of rings; none for another kind."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry["arcs"]) if geometry["type"] == "MultiPolygon" else []


def lines_of(geometry: Mapping[str, Any]) -> list[int]:
    """The arcs that a TopoJSON geometry is drawn along."""
    if geometry["type"] == "LineString":
        return list(geometry["arcs"])
    if geometry["type"] == "MultiLineString":
        return [ref for line in geometry["arcs"] for ref in line]
    return [ref for polygon in polygons_of(geometry) for ring in polygon for ref in ring]
