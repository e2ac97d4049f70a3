"""Frame of a theatre: the outline of the land to divide, and the barriers in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geodata.errors import TessellationError, TheatreError
from geodata.tessellation.grid import GRID_DEG, AffinePlane, FloatArray, to_lonlat, to_units
from geodata.theatre import read_json

# A report off the drawn outline (coast, border towns) counts this far inside it.
INSET_KM = 0.6
MAX_OUTSIDE_KM = 10.0
APART_KM = 0.2  # two such reports never count at one point
MAX_STEPS = 50


@dataclass(frozen=True)
class Frame:
    """Outline and named barriers, lon, lat in WGS 84 degrees.

    Barriers are lines that influence does not pass: rivers, ceasefire lines, rings round a zone.
    They may end inside (an end that reaches nothing divides nothing) and may meet each other.

    Raises
    ------
    TessellationError
        The outline is not one valid Polygon, or a barrier is not one LineString.
    """

    outline: Polygon
    barriers: Mapping[str, LineString] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        """Refuse an outline that cannot hold areas."""
        if not _is("Polygon", self.outline):
            raise TessellationError(
                f"The outline is a {self.outline.geom_type}, expected one Polygon, not empty; "
                "make one frame for each separate land."
            )
        if not self.outline.is_valid:
            raise TessellationError(
                f"The outline is not valid: {shapely.is_valid_reason(self.outline)}. "
                "Correct it (for example with shapely.make_valid) and try again."
            )
        for name, line in self.barriers.items():
            if not _is("LineString", line):
                raise TessellationError(
                    f"Barrier '{name}' is a {line.geom_type}, expected one LineString that is not "
                    "empty; give each piece its own name."
                )

    @property
    def plane(self) -> AffinePlane:
        """Local plane in km, true to scale in the middle of the outline."""
        _, south, _, north = self.outline.bounds
        return AffinePlane.at_latitude((south + north) / 2)


def _is(kind: str, shape: BaseGeometry) -> bool:
    return shape.geom_type == kind and not shape.is_empty


def read_frame(path: Path) -> Frame:
    """Frame of the largest land in a GeoJSON file; see `read_frames`."""
    return read_frames(path)[0]


def read_frames(path: Path) -> tuple[Frame, ...]:
    """Frames from a GeoJSON file, one for each separate land, the largest first.

    Features of kind `outline` are lands (a MultiPolygon is several), those of kind `barrier` are
    lines; each land has the barriers that meet it.

    Raises
    ------
    TheatreError
        The file is missing or is no GeoJSON.
    TessellationError
        It has no outline, or one that cannot hold areas.
    """
    content = read_json(path)
    try:
        shapes = [
            (feature["properties"], shapely.geometry.shape(feature["geometry"]))
            for feature in content["features"]
        ]
        outlines: list[Any] = [shape for facts, shape in shapes if facts.get("kind") == "outline"]
        barriers: dict[str, Any] = {
            facts["name"]: shape for facts, shape in shapes if facts.get("kind") == "barrier"
        }
    except (KeyError, TypeError, ValueError, AttributeError, ShapelyError) as error:
        raise TheatreError(
            f"{path.parent.name}/{path.name} is not GeoJSON with kinds and names: "
            f"{type(error).__name__} {error}. Restore it from the project."
        ) from error
    lands = sorted(
        (part for shape in outlines for part in _parts(shape)), key=lambda part: -part.area
    )
    if not lands:
        raise TessellationError(
            f"{path.name} has {len(outlines)} features of kind 'outline', expected at least one."
        )
    if len(lands) == 1:
        return (Frame(lands[0], MappingProxyType(barriers)),)
    return tuple(Frame(land, MappingProxyType(_meeting(land, barriers))) for land in lands)


def _parts(shape: Any) -> list[Any]:  # noqa: ANN401 - any geometry of the file
    return list(shape.geoms) if shape.geom_type == "MultiPolygon" else [shape]


def _meeting(land: Polygon, barriers: Mapping[str, LineString]) -> dict[str, LineString]:
    return {name: line for name, line in barriers.items() if line.intersects(land)}


def on_grid(outline: Polygon) -> Polygon:
    """Outline with its coordinates on the grid of 1e-5 degrees."""
    snapped = shapely.transform(outline, lambda xy: to_lonlat(to_units(xy)))
    if not snapped.is_valid:
        snapped = shapely.set_precision(outline, GRID_DEG)
    if not _is("Polygon", snapped):
        raise TessellationError(
            "The outline falls apart on the grid of 1e-5 degrees (1 m): somewhere it is narrower "
            "than that. Give a simpler outline."
        )
    return snapped


def move_inside(
    outline: Polygon, plane: AffinePlane, lonlat: FloatArray, names: list[str]
) -> FloatArray:
    """Positions at which reports count: their own, or the nearest free point inside the outline.

    `lonlat`: (N, 2) in WGS 84 degrees; so is the result.

    Raises
    ------
    TessellationError
        A place lies more than `MAX_OUTSIDE_KM` outside.
    """
    drawn = shapely.transform(outline, plane.km)
    inset = INSET_KM
    while drawn.buffer(-inset).is_empty:
        inset /= 2
    room, inner = drawn.buffer(-inset / 2), drawn.buffer(-inset)
    shapely.prepare(room)
    xy = plane.km(lonlat)
    moved = np.flatnonzero(~np.array([room.contains(Point(point)) for point in xy])).tolist()
    settled = np.delete(xy, moved, axis=0)
    for index in moved:
        point = Point(xy[index])
        outside_km = drawn.distance(point)
        if outside_km > MAX_OUTSIDE_KM:
            raise TessellationError(
                f"Place '{names[index]}' lies {outside_km:.0f} km outside the outline, more than "
                f"{MAX_OUTSIDE_KM:.0f} km; correct its coordinates or widen the outline."
            )
        xy[index] = _free_spot(inner.boundary, point, settled)
        settled = np.vstack([settled, xy[index]])
    counted = lonlat.copy()
    counted[moved] = to_lonlat(to_units(plane.lonlat(xy[moved])))
    return counted


def _free_spot(line: BaseGeometry, point: Point, taken: FloatArray) -> FloatArray:
    """Point of a line nearest to a point, or beside it if others stand there (km)."""
    rings = shapely.get_parts(line).tolist()
    ring = min(rings, key=point.distance)
    nearest = ring.project(point)
    for step in range(MAX_STEPS):
        for side in (1, -1):
            along = (nearest + side * step * APART_KM) % ring.length
            spot = np.array(ring.interpolate(along).coords[0])
            if not len(taken) or np.hypot(*(taken - spot).T).min() >= APART_KM:
                return spot
    return np.array(ring.interpolate(nearest).coords[0])
