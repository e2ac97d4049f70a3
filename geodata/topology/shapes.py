"""Areas as rings of arcs: cut from snapshots, measured, compared side by side, assembled again.

Arcs are the runs of border that rings share. All rings of all days are taken together.
Their points are put on a grid and numbered; each step from one point to the next is a segment.
A point is a node where more than two distinct segments meet, and where a ring turns back on
itself. Rings are cut at nodes, and each distinct run between two nodes is named once.

Why this is enough: a ring that passes a point which is no node must come in on one of its two
segments and leave on the other. So both have the same users on every day, every ring that touches
a run walks all of it, and the first or last segment of a run identifies it.
"""

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
    spans_within,
)


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


@dataclass(frozen=True, eq=False)
class Cut:
    """Rings as arcs: ring j is made of the arcs `refs[ring_offsets[j]:ring_offsets[j + 1]]`."""

    arcs: Arcs
    refs: Integers
    ring_offsets: Integers


@dataclass(frozen=True, eq=False)
class _Walk:
    """Rings as numbers of points: from `here` to `there`; every ring starts at `starts[j]`."""

    here: Integers
    there: Integers
    starts: Integers
    counts: Integers

    @property
    def segments(self) -> Integers:
        """Number of each undirected segment."""
        low, high = np.minimum(self.here, self.there), np.maximum(self.here, self.there)
        return low * (int(self.here.max()) + 1) + high


def cut(points: Floats, ring_offsets: Integers, cells_per_degree: int) -> Cut:
    """Cut closed rings (lon, lat) into shared arcs, points moved to the nearest grid crossing.

    A ring that has fewer than three distinct points on the grid has no arcs in the result.
    """
    cells = np.rint(points * cells_per_degree).astype(np.int64)
    positions, counts = _distinct(cells, ring_offsets)
    alive = counts >= 3
    if not alive.any():
        return Cut(
            Arcs.from_lines([]), np.empty(0, dtype=np.int64), np.zeros(len(counts) + 1, np.int64)
        )
    numbers, cells = _numbered(cells[positions[np.repeat(alive, counts)]])
    walk = _walk(numbers, counts[alive])
    node = _nodes(walk, len(cells))
    path, arc_offsets, refs, runs = _runs(_rotated(walk, node), node)
    runs_of_ring = np.zeros(len(counts), dtype=np.int64)
    runs_of_ring[alive] = runs
    # Dividing whole numbers gives the double nearest to the decimal, as a parser would.
    arcs = Arcs(cells[path] / cells_per_degree, arc_offsets)
    return Cut(arcs, refs, offsets_of(runs_of_ring))


def _distinct(cells: Integers, offsets: Integers) -> tuple[Integers, Integers]:
    """Positions that differ from the previous, without the closing point; their number per ring."""
    keep = np.ones(len(cells), dtype=bool)
    keep[1:] = (cells[1:] != cells[:-1]).any(axis=1)
    keep[offsets[:-1]] = True
    counts = np.add.reduceat(keep, offsets[:-1], dtype=np.int64)
    positions = np.flatnonzero(keep)
    return np.delete(positions, np.cumsum(counts) - 1), counts - 1


def _numbered(cells: Integers) -> tuple[Integers, Integers]:
    """Number of the point at each position, and the points by number."""
    origin = cells.min(axis=0)
    height = int(cells[:, 1].max() - origin[1]) + 1
    key, numbers = np.unique(
        (cells[:, 0] - origin[0]) * height + (cells[:, 1] - origin[1]), return_inverse=True
    )
    return numbers, np.stack([key // height, key % height], axis=1) + origin


def _walk(numbers: Integers, counts: Integers) -> _Walk:
    starts = offsets_of(counts)[:-1]
    there = np.roll(numbers, -1)
    there[starts + counts - 1] = numbers[starts]
    return _Walk(numbers, there, starts, counts)


def _nodes(walk: _Walk, points: int) -> Booleans:
    """Mask of the points at which rings are cut."""
    ends = np.stack(np.divmod(np.unique(walk.segments), int(walk.here.max()) + 1))
    node: Booleans = np.bincount(ends.ravel(), minlength=points) > 2
    came_from = np.roll(walk.here, 1)
    came_from[walk.starts] = walk.here[walk.starts + walk.counts - 1]
    node[walk.here[came_from == walk.there]] = True
    # A ring that meets no other has no node yet; its lowest point is the same in all its copies.
    lonely = ~np.logical_or.reduceat(node[walk.here], walk.starts)
    node[np.minimum.reduceat(walk.here, walk.starts)[lonely]] = True
    return node


def _rotated(walk: _Walk, node: Booleans) -> _Walk:
    """Rotate each ring to begin at its first node."""
    size = len(walk.here)
    first = np.minimum.reduceat(np.where(node[walk.here], np.arange(size), size), walk.starts)
    order = spans_within(walk.counts) + np.repeat(first - walk.starts, walk.counts)
    counts = np.repeat(walk.counts, walk.counts)
    order -= np.where(order >= counts, counts, 0)
    order += np.repeat(walk.starts, walk.counts)
    return _Walk(walk.here[order], walk.there[order], walk.starts, walk.counts)


def _runs(walk: _Walk, node: Booleans) -> tuple[Integers, Integers, Integers, Integers]:
    """Points along all arcs, arc offsets, references in the order of the rings, runs per ring."""
    begins = np.flatnonzero(node[walk.here])
    ends = np.append(begins[1:], len(walk.here)) - 1
    segments = walk.segments
    name = np.minimum(segments[begins], segments[ends])
    _, first_seen, same = np.unique(name, return_index=True, return_inverse=True)
    in_order = np.argsort(first_seen)
    number = np.empty_like(in_order)
    number[in_order] = np.arange(len(in_order))
    arc = number[same]
    model = first_seen[in_order]
    origin = begins[model[arc]]
    forward = (walk.here[begins] == walk.here[origin]) & (walk.there[begins] == walk.there[origin])
    sizes = ends[model] - begins[model] + 1
    offsets = offsets_of(sizes + 1)
    path = np.empty(offsets[-1], dtype=np.int64)
    last = np.zeros(len(path), dtype=bool)
    last[offsets[1:] - 1] = True
    path[~last] = walk.here[spans(begins[model], sizes)]
    path[last] = walk.there[ends[model]]
    runs = np.add.reduceat(node[walk.here], walk.starts, dtype=np.int64)
    return path, offsets, np.where(forward, arc, ~arc), runs
