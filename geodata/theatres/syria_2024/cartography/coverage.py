"""Coverage of areas: cut into shared borders, each simplified once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry

from geodata.theatres.syria_2024.cartography.sources import Points

GRID_DEG = 1e-5
DECIMALS = 5
SLIVER_DEG2 = 1e-5  # About 0.1 km²: no country or governorate has a part so small here.


@dataclass(frozen=True, eq=False)
class Border:
    """Border in lon/lat with the names of the areas on its left and right, None being the sea."""

    line: LineString
    left: str | None
    right: str | None

    @property
    def sides(self) -> frozenset[str | None]:
        """Names on both sides, without order."""
        return frozenset({self.left, self.right})


def borders(areas: Mapping[str, BaseGeometry]) -> list[Border]:
    """Borders of the areas, each once, noded on a grid of 1e-5 degrees; no slivers remain."""
    rings = [shapely.boundary(area) for area in areas.values()]
    noded = shapely.union_all(rings, grid_size=GRID_DEG)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    faces = shapely.orient_polygons(faces)
    names = _names(faces, areas)
    side = _sides(faces)

    lines = []
    for line in shapely.get_parts(shapely.line_merge(noded)):
        a, b = _first_segment(line)
        left, right = side.get((a, b)), side.get((b, a))
        name_left = None if left is None else names[left]
        name_right = None if right is None else names[right]
        if name_left != name_right:
            lines.append(Border(line, name_left, name_right))
    return _merged(lines)


def simplified(lines: list[Border], tolerance_deg: Callable[[Border], float]) -> list[Border]:
    """Simplify borders; their ends stay, so that borders that met still meet."""
    result = []
    for border in lines:
        tolerance = tolerance_deg(border)
        line = shapely.simplify(border.line, tolerance) if tolerance else border.line
        result.append(Border(line, border.left, border.right))
    return result


def following(ring: LineString, name: str, lines: list[Border]) -> list[Border]:
    """Snap the borders of an area to exactly the points of its ring.

    Noding leaves points a metre beside the ring; with them neighbours would not quite meet.
    """
    result = []
    for border in lines:
        points = _ends_on(ring, border.line)
        if name in border.sides:
            points = np.vstack([points[:1], _between(ring, points), points[-1:]])
        result.append(Border(LineString(points), border.left, border.right))
    return result


def _ends_on(ring: LineString, line: LineString) -> Points:
    """Points of the line; an end nearer than 10 m to a point of the ring becomes that point."""
    points, vertices = shapely.get_coordinates(line), shapely.get_coordinates(ring)
    for end in (0, -1):
        gap = np.linalg.norm(vertices - points[end], axis=1)
        if gap.min() < 10 * GRID_DEG:
            points[end] = vertices[gap.argmin()]
    return points


def _between(ring: LineString, points: Points) -> Points:
    """Points of the ring between the ends of a line, on the way round that the line takes."""
    vertices = shapely.get_coordinates(ring)[:-1]

    along = np.array([shapely.line_locate_point(ring, Point(vertex)) for vertex in vertices])
    start, end = (float(shapely.line_locate_point(ring, Point(points[i]))) for i in (0, -1))
    ways = []
    for a, b, step in ((start, end, 1), (end, start, -1)):
        ahead, whole = (along - a) % ring.length, (b - a) % ring.length
        order = np.argsort(ahead, kind="stable")
        inside = (ahead[order] > GRID_DEG) & (ahead[order] < whole - GRID_DEG)
        ways.append(vertices[order][inside][::step])
    line = LineString(points)
    return min(ways, key=lambda way: float(shapely.hausdorff_distance(line, _path(way, points))))


def _path(way: Points, points: Points) -> LineString:
    return LineString(np.vstack([points[:1], way, points[-1:]]))


def area_of(names: frozenset[str], lines: list[Border]) -> BaseGeometry:
    """Area of these names together, assembled from their borders with others."""
    edge = [b.line for b in lines if (b.left in names) != (b.right in names)]
    return shapely.build_area(MultiLineString(edge))


def _names(faces: np.ndarray, areas: Mapping[str, BaseGeometry]) -> list[str | None]:
    keys = list(areas)
    tree = shapely.STRtree(list(areas.values()))
    points = shapely.point_on_surface(faces)
    names: list[str | None] = [None] * len(faces)
    for face, area in tree.query(points, predicate="within").T:
        names[int(face)] = names[int(face)] or keys[int(area)]
    small = [i for i, face in enumerate(faces) if face.area < SLIVER_DEG2]
    for i in small:
        names[i] = _widest_neighbour(i, faces, names, set(small))
    return names


def _widest_neighbour(
    i: int, faces: np.ndarray, names: list[str | None], skip: set[int]
) -> str | None:
    near = [j for j in shapely.STRtree(faces).query(faces[i], predicate="touches") if j not in skip]
    shared = {
        int(j): shapely.intersection(faces[i].boundary, faces[j].boundary).length for j in near
    }
    open_sea = faces[i].boundary.length - sum(shared.values())
    if not shared or open_sea > max(shared.values()):
        return None
    return names[max(shared, key=lambda j: shared[j])]


def _sides(faces: np.ndarray) -> dict[tuple[tuple[float, ...], tuple[float, ...]], int]:
    """Face on the left of each directed segment."""
    side = {}
    for index, face in enumerate(faces):
        for ring in (face.exterior, *face.interiors):
            points = [tuple(point) for point in np.round(ring.coords, DECIMALS).tolist()]
            side.update(dict.fromkeys(pairwise(points), index))
    return side


def _first_segment(line: LineString) -> tuple[tuple[float, ...], tuple[float, ...]]:
    a, b = np.round(line.coords[:2], DECIMALS).tolist()
    return tuple(a), tuple(b)


def _merged(lines: list[Border]) -> list[Border]:
    """Merge borders of the same two names that meet end to end, as slivers leave them cut."""
    groups: dict[tuple[str | None, str | None], list[LineString]] = {}
    for border in lines:
        left, right, line = border.left, border.right, border.line
        if (left or "") > (right or ""):
            left, right, line = right, left, shapely.reverse(line)
        groups.setdefault((left, right), []).append(line)
    return [
        Border(_rounded(part), left, right)
        for (left, right), group in groups.items()
        for part in shapely.get_parts(shapely.line_merge(MultiLineString(group), directed=True))
    ]


def _rounded(line: LineString) -> LineString:
    return shapely.transform(line, lambda points: np.round(points, DECIMALS))
