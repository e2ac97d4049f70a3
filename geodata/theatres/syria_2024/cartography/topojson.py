"""Writer of TopoJSON: shared lines stored once, on a grid of 1e-5 degrees."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

GRID_DEG = 1e-5
PER_DEG = 100_000

GridPoint = tuple[int, int]
Feature = tuple[BaseGeometry, dict[str, Any]]


def document(
    objects: Mapping[str, Sequence[Feature]], corner: tuple[float, float]
) -> dict[str, Any]:
    """TopoJSON topology of the objects; `corner` (lon, lat) is the origin of its grid."""
    origin = (round(corner[0] * PER_DEG), round(corner[1] * PER_DEG))
    writer = _Writer(origin, _junctions(_all_lines(objects)))
    written = {
        name: {"type": "GeometryCollection", "geometries": [writer.geometry(*f) for f in features]}
        for name, features in objects.items()
    }
    return {
        "type": "Topology",
        "transform": {"scale": [GRID_DEG, GRID_DEG], "translate": list(corner)},
        "objects": written,
        "arcs": writer.arcs,
    }


def _grid(points: Iterable[Iterable[float]]) -> list[GridPoint]:
    rounded = np.round(np.asarray(points) * PER_DEG).astype(int).tolist()
    line = [(x, y) for x, y in rounded]
    return line[:1] + [b for a, b in pairwise(line) if a != b]


def _lines(geometry: BaseGeometry) -> list[list[GridPoint]]:
    if geometry.geom_type in {"Polygon", "MultiPolygon"}:
        return [_grid(r.coords) for p in shapely.get_parts(geometry) for r in _rings(p)]
    if geometry.geom_type in {"LineString", "MultiLineString"}:
        return [_grid(part.coords) for part in shapely.get_parts(geometry)]
    return []


def _rings(polygon: shapely.Polygon) -> list[shapely.LinearRing]:
    """Rings with the outer clockwise, holes the other way, as TopoJSON's readers for d3 like it."""
    turned = shapely.orient_polygons(polygon, exterior_cw=True)
    return [turned.exterior, *turned.interiors]


def _all_lines(objects: Mapping[str, Sequence[Feature]]) -> list[list[GridPoint]]:
    return [
        line for features in objects.values() for shape, _ in features for line in _lines(shape)
    ]


def _junctions(lines: list[list[GridPoint]]) -> set[GridPoint]:
    """Points where a line ends or where lines part, so that an arc must end there."""
    around: dict[GridPoint, set[GridPoint]] = {}
    ends: set[GridPoint] = set()
    for line in lines:
        if line[0] != line[-1]:
            ends |= {line[0], line[-1]}
        for a, b in pairwise(line):
            around.setdefault(a, set()).add(b)
            around.setdefault(b, set()).add(a)
    return ends | {point for point, near in around.items() if len(near) > 2}


class _Writer:
    """Writer of arcs, each stored once, in the direction in which it was met first."""

    def __init__(self, origin: GridPoint, junctions: set[GridPoint]) -> None:
        self.arcs: list[list[list[int]]] = []
        self._origin = origin
        self._junctions = junctions
        self._known: dict[tuple[GridPoint, ...], int] = {}

    def geometry(self, shape: BaseGeometry, properties: dict[str, Any]) -> dict[str, Any]:
        kind = shape.geom_type
        if kind == "Point":
            x, y = _grid(shape.coords)[0]
            place = {"coordinates": [x - self._origin[0], y - self._origin[1]]}
            return {"type": kind, **place, "properties": properties}
        if kind == "LineString":
            arcs: list[Any] = self._line(_lines(shape)[0])
        elif kind == "MultiLineString":
            arcs = [self._line(line) for line in _lines(shape)]
        else:
            polygons = [
                [self._line(_grid(ring.coords)) for ring in _rings(part)]
                for part in shapely.get_parts(shape)
            ]
            arcs = polygons[0] if kind == "Polygon" else polygons
        return {"type": kind, "arcs": arcs, "properties": properties}

    def _line(self, line: list[GridPoint]) -> list[int]:
        cuts = [i for i, point in enumerate(line) if point in self._junctions]
        if line[0] == line[-1]:
            start = cuts[0] if cuts else line.index(min(line))
            line = line[start:-1] + line[: start + 1]
            cuts = [i for i, point in enumerate(line) if point in self._junctions]
        bounds = sorted({0, *cuts, len(line) - 1})
        return [self._arc(tuple(line[a : b + 1])) for a, b in pairwise(bounds)]

    def _arc(self, points: tuple[GridPoint, ...]) -> int:
        if points in self._known:
            return self._known[points]
        if points[::-1] in self._known:
            return ~self._known[points[::-1]]
        self._known[points] = len(self.arcs)
        before = (self._origin, *points)
        self.arcs.append([[b[0] - a[0], b[1] - a[1]] for a, b in pairwise(before)])
        return self._known[points]
