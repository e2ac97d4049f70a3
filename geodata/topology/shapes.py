"""Areas as rings of arcs: cut from snapshots, measured, compared side by side, assembled again."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.control import ControlSnapshot
from geodata.errors import TopologyError
from geodata.measure import swept_km2
from geodata.topology.arcs import (
    Arcs,
    ArcShape,
    Booleans,
    Floats,
    Integers,
    Polygon,
    Ring,
    offsets_of,
    spans,
)
from geodata.topology.cut import cut


@dataclass(frozen=True, eq=False)
class FlatShapes:
    """Flat arrays of several shapes; each offsets array divides the level below it."""

    refs: Integers
    ring_offsets: Integers
    polygon_offsets: Integers
    shape_offsets: Integers

    @classmethod
    def from_shapes(cls, shapes: Sequence[ArcShape]) -> "FlatShapes":
        """Flatten shapes in their order."""
        polygons = [polygon for shape in shapes for polygon in shape.polygons]
        rings = [ring for polygon in polygons for ring in polygon]
        return cls(
            np.fromiter(chain.from_iterable(rings), dtype=np.int64),
            _offsets(rings),
            _offsets(polygons),
            _offsets([shape.polygons for shape in shapes]),
        )

    @property
    def arc_indices(self) -> Integers:
        """Index of the arc of each reference, whichever way it is walked."""
        return np.where(self.refs < 0, ~self.refs, self.refs)

    @property
    def shape_of_ref(self) -> Integers:
        """Position of the shape to which each reference belongs."""
        first_ring = self.polygon_offsets[self.shape_offsets]
        counts = np.diff(self.ring_offsets[first_ring])
        return np.repeat(np.arange(len(counts)), counts)


def cut_into_shapes(
    snapshots: Sequence[ControlSnapshot], cells_per_degree: int
) -> tuple[Arcs, list[tuple[Polygon, ...]]]:
    """Cut the areas of all snapshots into shared arcs, and each area into polygons of references.

    Raises
    ------
    TopologyError
        An area is not a polygon.
    """
    for snapshot in snapshots:
        _check(snapshot)
    geometries = [np.asarray(snapshot.areas.geometry.array) for snapshot in snapshots]
    if not sum(map(len, geometries)):
        return Arcs.from_lines([]), []
    kind, points, offsets = shapely.to_ragged_array(np.concatenate(geometries), include_z=False)
    of_ring, of_polygon, *of_area = (np.asarray(part, dtype=np.int64) for part in offsets)
    if kind == shapely.GeometryType.POLYGON:
        of_area = [np.arange(len(of_polygon))]
    pieces = cut(points, of_ring, cells_per_degree)
    return pieces.arcs, _nested(_rings(pieces.refs, pieces.ring_offsets), of_polygon, of_area[0])


def assemble(arcs: Arcs, shapes: Sequence[ArcShape]) -> NDArray[np.object_]:
    """Assemble a Polygon or MultiPolygon (lon, lat, WGS 84) per shape."""
    flat = FlatShapes.from_shapes(shapes)
    points, ring_offsets = arcs.trace(flat.refs, flat.ring_offsets)

    geometries: NDArray[np.object_] = shapely.from_ragged_array(
        shapely.GeometryType.MULTIPOLYGON,
        points,
        (ring_offsets, flat.polygon_offsets, flat.shape_offsets),
    )
    single = shapely.get_num_geometries(geometries) == 1
    geometries[single] = shapely.get_geometry(geometries[single], 0)
    return geometries


def _check(snapshot: ControlSnapshot) -> None:
    geometry = snapshot.areas.geometry
    wrong = ~np.isin(shapely.get_type_id(geometry.array), (3, 6)) | shapely.is_empty(geometry.array)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        area = geometry.iloc[row]
        what = "nothing" if area is None else f"{'an empty ' * area.is_empty}{area.geom_type}"
        raise TopologyError(
            f"Area {row} ({snapshot.areas['party'].iloc[row]}) of {snapshot.effective_date} is "
            f"{what}; only polygons have borders: check the file it came from."
        )


def _rings(refs: Integers, ring_offsets: Integers) -> list[Ring]:
    """Rings of references, each once in memory, however many days repeat it."""
    seen: dict[Ring, Ring] = {}
    listed, ends = refs.tolist(), ring_offsets.tolist()
    rings = (tuple(listed[a:b]) for a, b in pairwise(ends))
    return [seen.setdefault(ring, ring) for ring in rings]


def _nested(
    rings: Sequence[Ring], of_polygon: Integers, of_area: Integers
) -> list[tuple[Polygon, ...]]:
    """Nest rings in polygons in areas; a polygon whose outline vanished on the grid goes too."""
    ends = of_polygon.tolist()
    polygons = [
        tuple(ring for ring in rings[a:b] if ring) if rings[a:b] and rings[a] else ()
        for a, b in pairwise(ends)
    ]
    ends = of_area.tolist()
    return [tuple(polygon for polygon in polygons[a:b] if polygon) for a, b in pairwise(ends)]


def _offsets(parts: Sequence[Sequence[object]]) -> Integers:
    return offsets_of(np.fromiter(map(len, parts), dtype=np.int64, count=len(parts)))


def shapes_km2(arcs: Arcs, shapes: Sequence[ArcShape]) -> Floats:
    """Area of each shape in km² on the WGS 84 ellipsoid, each arc measured once; without holes."""
    flat = FlatShapes.from_shapes(shapes)
    if not len(flat.refs):
        return np.zeros(len(shapes))
    swept = swept_km2(arcs.points, arcs.offsets)[flat.arc_indices]
    rings = np.abs(np.add.reduceat(np.where(flat.refs < 0, -swept, swept), flat.ring_offsets[:-1]))
    outer = np.zeros(len(rings), dtype=bool)
    outer[flat.polygon_offsets[:-1]] = True
    count = np.diff(flat.polygon_offsets[flat.shape_offsets])
    shape = np.repeat(np.arange(len(shapes)), count)
    return np.bincount(shape, np.where(outer, rings, -rings), len(shapes)).astype(np.float64)


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Arcs with areas on both sides: positions of the left and right shape, arc index."""

    left: Integers
    right: Integers
    arc: Integers


def neighbours(
    arcs: Arcs, flat: FlatShapes, day_of_shape: Integers, cells_per_degree: int
) -> Neighbours:
    """Find the arcs, day by day, that have two shapes on opposite sides."""
    if not len(flat.refs):
        nothing = np.empty(0, dtype=np.int64)
        return Neighbours(nothing, nothing, nothing)
    on_left = _ground_on_left(arcs, flat, cells_per_degree)
    shape, arc_indices = flat.shape_of_ref, flat.arc_indices
    slot = day_of_shape[shape] * len(arcs) + arc_indices
    left, right = np.flatnonzero(on_left), np.flatnonzero(~on_left)
    left = left[np.argsort(slot[left], kind="stable")]
    first = np.searchsorted(slot[left], slot[right], side="left")
    count = np.searchsorted(slot[left], slot[right], side="right") - first
    left, right = left[spans(first, count)], np.repeat(right, count)
    return Neighbours(shape[left], shape[right], arc_indices[left])


def _ground_on_left(arcs: Arcs, flat: FlatShapes, cells_per_degree: int) -> Booleans:
    """Mask of the references whose shape lies to the left of the arc as it is stored."""
    turn = np.where(flat.refs < 0, -1, 1)
    doubled = np.add.reduceat(
        turn * _cross(arcs, cells_per_degree)[flat.arc_indices], flat.ring_offsets[:-1]
    )
    outer = np.zeros(len(doubled), dtype=bool)
    outer[flat.polygon_offsets[:-1]] = True
    ring_left = (doubled > 0) == outer
    on_left: Booleans = np.repeat(ring_left, np.diff(flat.ring_offsets)) == (turn > 0)
    return on_left


def _cross(arcs: Arcs, cells_per_degree: int) -> Integers:
    """Sum of x·y' − x'·y of each arc; over the arcs of a ring it is twice the signed area.

    In whole grid cells: sums may pass 2⁶³ and wrap, but come back right for the whole ring,
    whereas rounding would give small rings far from the origin a random sign.
    """
    cells = np.rint(arcs.points * cells_per_degree).astype(np.int64)
    x, y = (cells - cells.min(axis=0)).T
    step = x * np.roll(y, -1) - np.roll(x, -1) * y
    step[arcs.offsets[1:] - 1] = 0
    return np.add.reduceat(step, arcs.offsets[:-1])
