"""Triangle mesh of a list of places: fine among them, coarse away from them.

Every reported place is a vertex; outline and barriers are edges (a constrained Delaunay
triangulation of these and of free points). A border may cross edges only, so it cannot pass a
place or leave its region.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy import sparse
from scipy.spatial import Delaunay, cKDTree
from shapely import Polygon

from geodata.errors import TessellationError
from geodata.tessellation.barriers import Regions
from geodata.tessellation.grid import (
    KM_PER_DEG,
    UNITS_PER_DEG,
    AffinePlane,
    BoolArray,
    FloatArray,
    IntArray,
    distances,
    geocentric_km,
    near_segment,
    to_lonlat,
    to_units,
)

# Size in km: the lesser of a share of the distance to the second nearest place,
# and a slope from the nearest one; so it is fine among villages and coarse in the desert.
SHARE_OF_SECOND, AT_PLACE_KM, SLOPE = 0.28, 0.9, 0.3
MIN_SIZE_KM, MAX_SIZE_KM = 0.4, 6.0
CLEAR_OF_EDGE, CLEAR_OF_PLACE = 0.55, 0.5  # times the mesh size
JITTER = 0.45  # share of a cell; on a regular grid borders would show its directions
# A constrained edge (outline, barrier) is no longer than the mesh size: a border meets it once.
MAX_EDGE = 1.0
MAX_SPLITS = 60
Edges = set[tuple[int, int]]


class MeshSize:
    """Size of the mesh in km at any position, from a tree of the places (earth-centred km)."""

    def __init__(self, places: cKDTree) -> None:
        self._places = places

    def km_at(self, lonlat: FloatArray) -> FloatArray:
        """Size of the mesh in km at positions in lon, lat, WGS 84 degrees."""
        nearest, second = distances(self._places, geocentric_km(lonlat), 2).T
        size = np.minimum(SHARE_OF_SECOND * second, AT_PLACE_KM + SLOPE * nearest)
        return np.asarray(np.clip(size, MIN_SIZE_KM, MAX_SIZE_KM))


@dataclass(frozen=True, eq=False)
class Mesh:
    """Vertices (grid units), triangles (counter-clockwise), and corners: a vertex in one region.

    `corner`: (triangles, 3), the corner at each triangle's vertices. `corner_vertex` and
    `corner_region`: vertex and region of each corner. `place_corner`: corner of each place.
    `is_input`: vertices that outline and barriers had from the start.
    """

    vertices: IntArray
    is_input: BoolArray
    triangles: IntArray
    region: IntArray
    corner: IntArray
    corner_vertex: IntArray
    corner_region: IntArray
    place_corner: IntArray

    @property
    def lonlat(self) -> FloatArray:
        """Lon, lat of the vertices in WGS 84 degrees, (N, 2)."""
        return to_lonlat(self.vertices)


class _Vertices:
    """Distinct grid points, numbered in the order of their first use."""

    def __init__(self) -> None:
        self.points: list[tuple[int, int]] = []
        self._number: dict[tuple[int, int], int] = {}

    def add(self, point: npt.ArrayLike) -> int:
        x, y = np.asarray(point)
        key = (int(x), int(y))
        if key not in self._number:
            self._number[key] = len(self.points)
            self.points.append(key)
        return self._number[key]

    def array(self) -> IntArray:
        return np.array(self.points, dtype=np.int64)


def make_mesh(outline: Polygon, regions: Regions, plane: AffinePlane, places: IntArray) -> Mesh:
    """Mesh of the regions; `places` are the positions at which reports count, in grid units.

    Raises
    ------
    TessellationError
        Outline and barriers lie so close together that no mesh fits between them.
    """
    size = MeshSize(cKDTree(geocentric_km(to_lonlat(places))))
    vertices = _Vertices()
    edges: Edges = set()
    for start, end in regions.constrained_edges:
        a, b = vertices.add(start), vertices.add(end)
        edges.add((min(a, b), max(a, b)))
    inputs = len(vertices.points)
    edges = _split_long(vertices, edges, size, plane)
    constrained = vertices.array()[np.array(sorted(edges))]
    place_vertex = [vertices.add(place) for place in places]
    for point in free_points(outline, plane, size, constrained, places):
        vertices.add(point)
    triangles, edges = _conforming(vertices, edges, plane)
    points = vertices.array()
    region = _flood(triangles, points, edges, regions, plane)
    inside = region >= 0
    return _with_corners(
        points, np.arange(len(points)) < inputs, triangles[inside], region[inside], place_vertex
    )


def _split_long(vertices: _Vertices, edges: Edges, size: MeshSize, plane: AffinePlane) -> Edges:
    """Split edges until each is no longer than the mesh size around it."""
    while True:
        pairs = np.array(sorted(edges))
        ends = to_lonlat(vertices.array()[pairs])
        length = np.hypot(*np.diff(plane.km(ends), axis=1)[:, 0].T)
        long = length > MAX_EDGE * np.maximum(size.km_at(ends.mean(1)), 1.0)
        if not long.any():
            return edges
        edges = _split(vertices, edges, {(int(a), int(b)) for a, b in pairs[long]})


def _split(vertices: _Vertices, edges: Edges, chosen: Edges) -> Edges:
    """Cut the chosen edges in two; return all edges."""
    cut: Edges = set()
    for a, b in sorted(chosen):
        ends = np.array([vertices.points[a], vertices.points[b]], dtype=np.int64)
        middle = vertices.add(near_segment(*ends))
        if middle in (a, b):
            raise TessellationError(
                f"Two lines of the frame all but touch at lon {ends[0][0] / UNITS_PER_DEG:.5f}, "
                f"lat {ends[0][1] / UNITS_PER_DEG:.5f}: no mesh fits between outline and barriers "
                "there. Let them meet in one point or keep them 100 m apart."
            )
        cut |= {(min(a, middle), max(a, middle)), (min(b, middle), max(b, middle))}
    return (edges - chosen) | cut


def _conforming(vertices: _Vertices, edges: Edges, plane: AffinePlane) -> tuple[IntArray, Edges]:
    """Delaunay triangles that contain every constrained edge; missing ones are split."""
    for _ in range(MAX_SPLITS):
        xy = plane.km(to_lonlat(vertices.array()))
        low, high = xy.min(0), xy.max(0)
        reach = float((high - low).max())
        # Far corners keep the outline off the hull, where Qhull may leave points out.
        far = np.array([low - reach, [low[0] - reach, high[1] + reach]])
        far = np.vstack([far, high + reach, [high[0] + reach, low[1] - reach]])
        triangles = Delaunay(np.vstack([xy, far])).simplices.astype(np.int64)
        triangles = triangles[(triangles < len(xy)).all(1)]
        sides = np.sort(triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
        wanted = np.array(sorted(edges))
        missing = wanted[~np.isin(_key(wanted, len(xy)), _key(sides, len(xy)))]
        if not len(missing):
            return _oriented(triangles, xy), edges
        edges = _split(vertices, edges, {(int(a), int(b)) for a, b in missing})
    raise TessellationError(
        "No mesh fits between outline and barriers: they run side by side too closely, "
        "or cross at too sharp an angle. Simplify the barriers near the outline."
    )


def _key(pairs: IntArray, count: int) -> IntArray:
    return pairs[:, 0] * count + pairs[:, 1]


def doubled_area(triangles: IntArray, xy: FloatArray) -> FloatArray:
    """Twice the signed area of triangles, in the square of the unit of `xy`."""
    a, b, c = (xy[triangles[:, k]] for k in range(3))
    (ux, uy), (vx, vy) = (b - a).T, (c - a).T
    return np.asarray(ux * vy - uy * vx)


def _oriented(triangles: IntArray, xy: FloatArray) -> IntArray:
    """Triangles counter-clockwise, in an order that does not depend on Qhull's facets."""
    turned = np.where(doubled_area(triangles, xy)[:, None] < 0, triangles[:, ::-1], triangles)
    first = turned.argmin(1)
    rolled = np.take_along_axis(turned, (first[:, None] + np.arange(3)) % 3, axis=1)
    return np.asarray(rolled[np.lexsort(rolled.T[::-1])])


def _flood(
    triangles: IntArray, points: IntArray, edges: Edges, regions: Regions, plane: AffinePlane
) -> IntArray:
    """Region of each triangle, -1 outside: flooded over every edge that is not constrained.

    A centroid test alone would keep splinters between the outline and its rounded points.
    """
    sides = np.sort(triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    key = _key(sides, len(points))
    order = np.argsort(key, kind="stable")
    constrained = _key(np.array(sorted(edges)), len(points))
    open_ = (key[order][1:] == key[order][:-1]) & ~np.isin(key[order][1:], constrained)
    a, b = order[1:][open_] // 3, order[:-1][open_] // 3
    part = components(a, b, len(triangles))
    area = np.abs(doubled_area(triangles, plane.km(to_lonlat(points))))
    largest = np.zeros(part.max() + 1, dtype=np.int64)
    by_area = np.argsort(area, kind="stable")
    largest[part[by_area]] = by_area
    centre = to_lonlat(points[triangles[largest]].mean(1))
    return regions.at_points(centre)[part]


def components(a: IntArray, b: IntArray, count: int) -> IntArray:
    """Number of the connected component of each node of the graph with edges a-b."""
    graph = sparse.csr_matrix((np.ones(len(a), dtype=np.int8), (a, b)), (count, count))
    return np.asarray(sparse.csgraph.connected_components(graph, directed=False)[1], np.int64)


def _with_corners(
    points: IntArray,
    is_input: BoolArray,
    triangles: IntArray,
    region: IntArray,
    place_vertex: list[int],
) -> Mesh:
    """Mesh with its corners numbered by vertex, then region."""
    regions = int(region.max()) + 1
    keys, corner = np.unique(triangles * regions + region[:, None], return_inverse=True)
    vertex = keys // regions
    return Mesh(
        vertices=points,
        is_input=is_input,
        triangles=triangles,
        region=region,
        corner=corner.reshape(triangles.shape).astype(np.int64),
        corner_vertex=vertex,
        corner_region=keys % regions,
        place_corner=np.searchsorted(vertex, np.array(place_vertex)).astype(np.int64),
    )


def free_points(
    outline: Polygon, plane: AffinePlane, size: MeshSize, constrained: IntArray, places: IntArray
) -> IntArray:
    """Points clear of constrained edges (pairs of ends) and places, all in grid units."""
    points = to_units(_cell_centres(outline, plane, size))
    points = points[shapely.contains_xy(outline, *to_lonlat(points).T)]
    xy, h = plane.km(to_lonlat(points)), size.km_at(to_lonlat(points))
    along = np.linspace(0, 1, 5)[:, None, None]
    samples = constrained[:, 0] + along * (constrained[:, 1] - constrained[:, 0])
    to_edge = distances(cKDTree(plane.km(to_lonlat(samples.reshape(-1, 2)))), xy)
    to_place = distances(cKDTree(plane.km(to_lonlat(places))), xy)
    return points[(to_edge > CLEAR_OF_EDGE * h) & (to_place > CLEAR_OF_PLACE * h)]


def _cell_centres(outline: Polygon, plane: AffinePlane, size: MeshSize) -> FloatArray:
    """Jittered centres of quadtree cells, split until each is as fine as the mesh there."""
    west, south, east, north = outline.bounds
    side = 2 * MAX_SIZE_KM / KM_PER_DEG
    columns = np.arange(int((east - west) * plane.cos_lat / side) + 1)
    column, row = (
        axis.ravel() for axis in np.meshgrid(columns, np.arange(int((north - south) / side) + 1))
    )
    centres: list[FloatArray] = []
    level = 0
    while len(column):
        step = np.array([side / plane.cos_lat, side])
        centre = np.column_stack([column + 0.5, row + 0.5]) * step + [west, south]
        done = size.km_at(centre) >= 0.8 * side * KM_PER_DEG
        shift = np.column_stack([_hashed(column, row, level, salt) for salt in (1, 2)])
        centres.append((centre + shift * step * JITTER)[done])
        column, row = 2 * column[~done], 2 * row[~done]
        column = np.concatenate([column, column + 1, column, column + 1])
        row = np.concatenate([row, row, row + 1, row + 1])
        side, level = side / 2, level + 1
    return np.vstack(centres)


def _hashed(column: IntArray, row: IntArray, level: int, salt: int) -> FloatArray:
    """Hash of each cell: a number in [-0.5, 0.5), the same on every machine."""
    bits = (
        column.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        ^ row.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F)
        ^ np.uint64(level * 7919 + salt * 104729)
    )
    bits ^= bits >> np.uint64(29)
    bits *= np.uint64(0xBF58476D1CE4E5B9)
    bits ^= bits >> np.uint64(32)
    return (bits >> np.uint64(11)).astype(np.float64) / 2.0**53 - 0.5
