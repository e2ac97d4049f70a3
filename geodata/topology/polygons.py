"""This module knows how areas become rings of arcs, and rings of arcs areas again."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.control import ControlSnapshot
from geodata.errors import TopologyError
from geodata.topology.arcs import Arcs, Integers, Polygon, Ring, Shape, offsets_of
from geodata.topology.cut import cut


@dataclass(frozen=True, eq=False)
class Flat:
    """Shapes as arrays; each offsets array divides the level below it."""

    refs: Integers
    ring_offsets: Integers
    polygon_offsets: Integers
    shape_offsets: Integers

    @classmethod
    def of(cls, shapes: Sequence[Shape]) -> "Flat":
        """All shapes in one."""
        polygons = [polygon for shape in shapes for polygon in shape.polygons]
        rings = [ring for polygon in polygons for ring in polygon]
        return cls(
            np.fromiter(chain.from_iterable(rings), dtype=np.int64),
            _offsets(rings),
            _offsets(polygons),
            _offsets([shape.polygons for shape in shapes]),
        )

    @property
    def names(self) -> Integers:
        """The arc of each reference, whichever way it is walked."""
        return np.where(self.refs < 0, ~self.refs, self.refs)

    @property
    def shape_of_ref(self) -> Integers:
        """The position of the shape that each reference belongs to."""
        first_ring = self.polygon_offsets[self.shape_offsets]
        counts = np.diff(self.ring_offsets[first_ring])
        return np.repeat(np.arange(len(counts)), counts)


def taken_apart(
    snapshots: Sequence[ControlSnapshot], cells_per_degree: int
) -> tuple[Arcs, list[tuple[Polygon, ...]]]:
    """The arcs of all areas of all snapshots, and each area in turn as polygons of arc references.

    Raises
    ------
    TopologyError
        An area is not a polygon.
    """
    for snapshot in snapshots:
        _check(snapshot)
    geometries = [np.asarray(snapshot.areas.geometry.array) for snapshot in snapshots]
    if not sum(map(len, geometries)):
        return Arcs.of([]), []
    kind, points, offsets = shapely.to_ragged_array(np.concatenate(geometries), include_z=False)
    of_ring, of_polygon, *of_area = (np.asarray(part, dtype=np.int64) for part in offsets)
    if kind == shapely.GeometryType.POLYGON:
        of_area = [np.arange(len(of_polygon))]
    found = cut(points, of_ring, cells_per_degree)
    return found.arcs, _nested(_rings(found.refs, found.ring_offsets), of_polygon, of_area[0])


def put_together(arcs: Arcs, shapes: Sequence[Shape]) -> NDArray[np.object_]:
    """One Polygon or MultiPolygon (lon, lat, WGS 84) per shape."""
    flat = Flat.of(shapes)
    points, ring_offsets = arcs.trace(flat.refs, flat.ring_offsets)
    made: NDArray[np.object_] = shapely.from_ragged_array(
        shapely.GeometryType.MULTIPOLYGON,
        points,
        (ring_offsets, flat.polygon_offsets, flat.shape_offsets),
    )
    single = shapely.get_num_geometries(made) == 1
    made[single] = shapely.get_geometry(made[single], 0)
    return made


def _check(snapshot: ControlSnapshot) -> None:
    geometry = snapshot.areas.geometry
    wrong = ~np.isin(shapely.get_type_id(geometry.array), (3, 6)) | shapely.is_empty(geometry.array)
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        found = geometry.iloc[at]
        what = "nothing" if found is None else f"{'an empty ' * found.is_empty}{found.geom_type}"
        raise TopologyError(
            f"Area {at} ({snapshot.areas['party'].iloc[at]}) of {snapshot.effective_date} is "
            f"{what}; only polygons have borders: check the file it came from."
        )


def _rings(refs: Integers, ring_offsets: Integers) -> list[Ring]:
    """Every ring once in memory, however many days repeat it."""
    seen: dict[Ring, Ring] = {}
    listed, ends = refs.tolist(), ring_offsets.tolist()
    rings = (tuple(listed[a:b]) for a, b in pairwise(ends))
    return [seen.setdefault(ring, ring) for ring in rings]


def _nested(
    rings: Sequence[Ring], of_polygon: Integers, of_area: Integers
) -> list[tuple[Polygon, ...]]:
    """Areas of polygons of rings; a polygon whose outline vanished on the grid goes with it."""
    ends = of_polygon.tolist()
    polygons = [
        tuple(ring for ring in rings[a:b] if ring) if rings[a:b] and rings[a] else ()
        for a, b in pairwise(ends)
    ]
    ends = of_area.tolist()
    return [tuple(polygon for polygon in polygons[a:b] if polygon) for a, b in pairwise(ends)]


def _offsets(parts: Sequence[Sequence[object]]) -> Integers:
    return offsets_of(np.fromiter(map(len, parts), dtype=np.int64, count=len(parts)))
