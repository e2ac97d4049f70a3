"""Contents of raw geometries: rings of polygons, other kinds, unreadable numbers.

Any value is accepted: lists that are too deep or too flat, text for numbers, NaN, heights.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeGuard

import numpy as np
from shapely.geometry import mapping as as_geojson
from shapely.geometry.base import BaseGeometry

from geodata.draft import DraftFeature, RawGeometry
from geodata.topology.arcs import Floats, offsets_of
from geodata.validation.rings import Rings

MAX_DEPTH: Final = 8
"""Levels of geometry collections that are followed."""
MAX_COORDINATE: Final = 1e9
"""No coordinate system on earth has larger numbers; neither NaN nor infinity is smaller."""
OTHER_KINDS: Final = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString"})


@dataclass
class Content:
    """Content of a feature's geometry; `heights` and `surplus` count positions, as `unreadable`.

    `broken` is the kind of a geometry that cannot be understood, None otherwise.
    """

    polygons: list[list[Floats]] = field(default_factory=list)
    others: int = 0
    collections: int = 0
    unreadable: int = 0
    heights: int = 0
    surplus: int = 0
    broken: str | None = None

    @property
    def empty(self) -> bool:
        """Whether the geometry holds nothing at all."""
        return not (self.polygons or self.others or self.unreadable or self.broken)


def contents(features: Sequence[DraftFeature]) -> list[Content]:
    """Content of each feature."""
    return [content(feature.geometry) for feature in features]


def content(geometry: RawGeometry | None) -> Content:
    """Read the content of a geometry; never raises."""
    content_found = Content()
    if isinstance(geometry, BaseGeometry):
        geometry = None if geometry.is_empty else as_geojson(geometry)
    if geometry is not None:
        _geometry(geometry, content_found, 0)
    return content_found


def rings_of(contents_read: Sequence[Content]) -> Rings:
    """Rings of all features with at least one point each, as arrays."""
    polygons = [
        (i, [ring for ring in polygon if len(ring)])
        for i, content_read in enumerate(contents_read)
        for polygon in content_read.polygons
        if polygon and len(polygon[0])
    ]
    rings = [ring for _, polygon in polygons for ring in polygon]
    return Rings(
        np.concatenate(rings) if rings else np.empty((0, 2)),
        offsets_of(np.fromiter(map(len, rings), dtype=np.int64, count=len(rings))),
        offsets_of(np.array([len(polygon) for _, polygon in polygons], dtype=np.int64)),
        np.array([i for i, _ in polygons], dtype=np.int64),
    )


def _geometry(raw: object, result: Content, depth: int) -> None:
    kind = raw.get("type") if isinstance(raw, Mapping) else None
    if not isinstance(raw, Mapping) or not isinstance(kind, str):
        result.broken = result.broken or "type"
        return
    if kind == "GeometryCollection":
        members = raw.get("geometries")
        if depth >= MAX_DEPTH or not isinstance(members, list | tuple):
            result.broken = result.broken or kind
            return
        result.collections += 1
        for member in members:
            _geometry(member, result, depth + 1)
    elif kind in OTHER_KINDS:
        result.others += 1
    elif kind in ("Polygon", "MultiPolygon"):
        _polygons(raw.get("coordinates"), kind, result)
    else:
        result.broken = result.broken or kind


def _polygons(raw: object, kind: str, result: Content) -> None:
    polygons = [raw] if kind == "Polygon" else raw
    if not isinstance(polygons, list | tuple):
        result.broken = result.broken or kind
        return
    for polygon in polygons:
        if not isinstance(polygon, list | tuple):
            result.broken = result.broken or kind
            return
        rings = [_ring(ring, result) for ring in polygon]
        read = [ring for ring in rings if ring is not None]
        if len(read) < len(rings):
            result.broken = result.broken or kind
        elif read:
            result.polygons.append(read)


def _ring(raw: object, result: Content) -> Floats | None:
    """Points of a ring, without those that cannot be read; None where it is no ring at all."""
    if not isinstance(raw, list | tuple):
        return None
    if not raw:
        return np.empty((0, 2))
    try:
        points = np.array(raw, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        return _ring_by_position(raw, result)
    if points.ndim != 2 or points.shape[1] < 2 or _text_inside(raw):
        return _ring_by_position(raw, result)
    if points.shape[1] > 2:
        result.heights += len(points)
        result.surplus += len(points) if points.shape[1] > 3 else 0
        points = np.ascontiguousarray(points[:, :2])
    good = (np.abs(points) <= MAX_COORDINATE).all(axis=1)
    if good.all():
        return points
    result.unreadable += int((~good).sum())
    return points[good]


def _text_inside(raw: Sequence[object]) -> bool:
    """Whether the first position is text, which numpy would take for numbers."""
    first = raw[0]
    return isinstance(first, list | tuple) and not all(map(_is_number, first))


def _ring_by_position(raw: Sequence[object], result: Content) -> Floats | None:
    good = [position for position in raw if _is_position(position)]
    if not good and any(isinstance(p, list | tuple) and _holds_lists(p) for p in raw):
        return None
    result.unreadable += len(raw) - len(good)
    longer = [len(position) for position in good if len(position) > 2]
    result.heights += len(longer)
    result.surplus += sum(size > 3 for size in longer)
    return np.array([position[:2] for position in good], dtype=np.float64).reshape(-1, 2)


def _holds_lists(raw: Sequence[object]) -> bool:
    return any(isinstance(value, list | tuple) for value in raw)


def _is_position(raw: object) -> TypeGuard[Sequence[float]]:
    return isinstance(raw, list | tuple) and len(raw) >= 2 and all(map(_is_number, raw[:2]))


def _is_number(raw: object) -> bool:
    if not isinstance(raw, int | float) or isinstance(raw, bool):
        return False
    return abs(raw) <= MAX_COORDINATE
