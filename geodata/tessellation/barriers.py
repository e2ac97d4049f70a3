"""Barriers: smoothed, led round the places beside them, and the regions that they cut.

A river on a small-scale map runs through towns that stand on its bank; the bent line, along which
the areas are cut, keeps within a kilometre of the line in the frame.

Reports act only inside their own region. A piece of land without a report joins a neighbour, so
that no barrier divides ground where nothing is known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from geodata.errors import TessellationError
from geodata.tessellation.frame import Frame
from geodata.tessellation.grid import (
    GRID_DEG,
    UNITS_PER_DEG,
    AffinePlane,
    BoolArray,
    FloatArray,
    IntArray,
    distances,
    near_segment,
    to_lonlat,
    to_units,
)
from geodata.tessellation.reports import ReportedPlace

STEP_KM = 0.5
IRONING_PASSES = 16
CLEARANCE_KM = 0.35
BANK_REACH_KM = 2.0  # a place this near to the wrong side of its bank moves the line
BEND_STEPS = 5  # a bend is about 5 km long
ROUNDS = 6
JOIN_KM = 1.0
OVERSHOOT_KM = 0.05
TOLERANCE_KM = 0.03


def bent_barriers(
    frame: Frame, outline: Polygon, places: Sequence[ReportedPlace], lonlat: FloatArray
) -> dict[str, LineString]:
    """Smooth the barriers and bend them round the places; lon, lat on the grid."""
    plane = frame.plane
    spacing = _spacing_km(plane.km(lonlat))
    bent = {
        name: _bend(_Barrier(name, plane.km(line.coords)), places, plane.km(lonlat), spacing)
        for name, line in frame.barriers.items()
    }
    joined = _rejoin(frame, outline, bent)
    return {name: LineString(to_lonlat(to_units(plane.lonlat(xy)))) for name, xy in joined.items()}


def _spacing_km(xy: FloatArray) -> FloatArray:
    """Distance in km that barriers keep from each place: less where places stand close."""
    if len(xy) == 1:
        return np.array([CLEARANCE_KM])
    return np.minimum(CLEARANCE_KM, 0.35 * distances(cKDTree(xy), xy, 2)[:, 1])


class _Barrier:
    """Points of one barrier at even steps, in km, with the directions at each."""

    def __init__(self, name: str, xy: FloatArray) -> None:
        self.name = name
        self.closed = bool((xy[0] == xy[-1]).all())
        line = LineString(xy)
        count = max(int(line.length / STEP_KM), 8)
        steps = np.linspace(0, line.length, count + 1)
        self.xy = shapely.get_coordinates(shapely.line_interpolate_point(line, steps))
        if self.closed:
            self.xy = self.xy[:-1]
        for _ in range(IRONING_PASSES):
            self._iron()

    def _iron(self) -> None:
        smooth = 0.25 * np.roll(self.xy, 1, 0) + 0.5 * self.xy + 0.25 * np.roll(self.xy, -1, 0)
        if not self.closed:
            smooth[[0, -1]] = self.xy[[0, -1]]
        self.xy = smooth

    def left(self) -> FloatArray:
        """Unit vectors to the left of the line, at each point."""
        ahead, behind = np.roll(self.xy, -1, 0), np.roll(self.xy, 1, 0)
        if not self.closed:
            ahead[-1], behind[0] = self.xy[-1], self.xy[0]
        tangent = ahead - behind
        tangent /= np.maximum(np.hypot(*tangent.T), 1e-9)[:, None]
        return np.column_stack([-tangent[:, 1], tangent[:, 0]])

    def steps_from(self, index: int) -> FloatArray:
        """Number of steps along the line from one point to every other."""
        steps = np.abs(np.arange(len(self.xy)) - index).astype(np.float64)
        return np.minimum(steps, len(self.xy) - steps) if self.closed else steps

    def line(self) -> LineString:
        """Line in km."""
        return LineString(np.vstack([self.xy, self.xy[:1]]) if self.closed else self.xy)


def _bend(
    barrier: _Barrier, places: Sequence[ReportedPlace], xy: FloatArray, spacing: FloatArray
) -> FloatArray:
    """Coordinates in km of a barrier pushed away from the places, on their stated banks."""
    reach = shapely.distance(barrier.line(), shapely.points(xy))
    stated = np.array([place.banks.get(barrier.name, 0) for place in places])
    near = np.flatnonzero((reach < 4 * BANK_REACH_KM) | (stated != 0))
    side = stated.copy()
    for index in near.tolist():
        nearest, offset, _ = _offset(barrier, xy[index])
        side[index] = stated[index] or (1 if offset >= 0 else -1)
        if stated[index] and offset * stated[index] < 0 and nearest > BANK_REACH_KM:
            bank = "left" if stated[index] > 0 else "right"
            raise TessellationError(
                f"Place '{places[index].place_id}' is stated to lie {bank} of barrier "
                f"'{barrier.name}', but lies {nearest:.1f} km on the other side; "
                "correct its bank or its coordinates."
            )
    for _ in range(ROUNDS):
        moved = [_push(barrier, xy[i], int(side[i]), float(spacing[i])) for i in near]
        if not any(moved):
            break
    return shapely.get_coordinates(shapely.simplify(barrier.line(), TOLERANCE_KM))


def _offset(barrier: _Barrier, point: FloatArray) -> tuple[float, float, int]:
    """Distance to the barrier and signed offset to its left, in km, and the nearest point on it."""
    distance = np.hypot(*(barrier.xy - point).T)
    nearest = int(distance.argmin())
    offset = float(barrier.left()[nearest] @ (point - barrier.xy[nearest]))
    return float(distance[nearest]), offset, nearest


def _push(barrier: _Barrier, point: FloatArray, side: int, clearance_km: float) -> bool:
    """Bend the barrier off a place, if need be; return whether it moved."""
    distance, offset, nearest = _offset(barrier, point)
    wrong = offset * side < 0
    if distance >= clearance_km and not wrong:
        return False
    gap = clearance_km + (distance if wrong else -distance)
    bell = np.exp(-((barrier.steps_from(nearest) / BEND_STEPS) ** 2))[:, None]
    barrier.xy = barrier.xy - bell * side * barrier.left()[nearest] * gap * 1.02
    return True


def _rejoin(
    frame: Frame, outline: Polygon, bent: Mapping[str, FloatArray]
) -> dict[str, FloatArray]:
    """Barriers whose ends again reach what they reached before they were bent."""
    plane = frame.plane
    edge = shapely.transform(outline.boundary, plane.km)
    originals = {name: shapely.transform(line, plane.km) for name, line in frame.barriers.items()}
    joined = {}
    for name, xy in bent.items():
        line = xy
        if not (xy[0] == xy[-1]).all():
            for last in (0, -1):
                end = Point(plane.km(frame.barriers[name].coords[last]))
                goals: list[BaseGeometry] = [
                    LineString(bent[other])
                    for other, original in originals.items()
                    if other != name and _near(original, end)
                ]
                goals += [edge] if _near(edge, end) else []
                if goals:
                    line = _extend(line, last, goals[0])
        joined[name] = line
    return joined


def _near(line: BaseGeometry, point: Point) -> bool:
    return bool(line.distance(point) < JOIN_KM)


def _extend(xy: FloatArray, last: int, goal: BaseGeometry) -> FloatArray:
    """Lengthen the line at one end until it just crosses the goal."""
    target = np.array(nearest_points(goal, Point(xy[last]))[0].coords[0])
    ahead = target - xy[last]
    if not ahead.any():
        ahead = xy[last] - xy[1 if last == 0 else -2]
    beyond = target + ahead / np.hypot(*ahead) * OVERSHOOT_KM
    return np.vstack([beyond[None], xy]) if last == 0 else np.vstack([xy, beyond[None]])


def pin_barriers(
    outline: Polygon, barriers: Mapping[str, LineString]
) -> tuple[Polygon, dict[str, LineString]]:
    """Insert a common grid point into outline and barriers wherever they meet.

    Without it the crossing would be rounded off the outline and the outline moved with it.
    """
    rings = [to_units(ring.coords) for ring in (outline.exterior, *outline.interiors)]
    lines = {name: to_units(line.coords) for name, line in barriers.items()}
    for name, line in barriers.items():
        for point in shapely.get_coordinates(shapely.intersection(line, outline.boundary)):
            _pin(rings, lines, name, point * UNITS_PER_DEG)
    exact = Polygon(to_lonlat(rings[0]), [to_lonlat(ring) for ring in rings[1:]])
    return exact, {name: LineString(to_lonlat(xy)) for name, xy in lines.items()}


def _pin(rings: list[IntArray], lines: dict[str, IntArray], name: str, target: FloatArray) -> None:
    """Insert a common point at a crossing into the ring and the barrier that meet there."""
    gaps = [_gaps(ring, target) for ring in rings]
    which = int(np.argmin([gap.min() for gap in gaps]))
    ring = rings[which]
    edge = int(gaps[which].argmin())
    start, end = ring[edge], ring[edge + 1]
    length = float(np.hypot(*(end - start)))
    share = float((target - start) @ (end - start) / length**2)
    if min(share, 1 - share) * length < 100:
        common = start if share < 0.5 else end
    else:
        common = near_segment(start, end, share, slack=50)
        rings[which] = np.insert(ring, edge + 1, common, axis=0)
    line = lines[name]
    lines[name] = np.insert(line, int(_gaps(line, target).argmin()) + 1, common, axis=0)


def _gaps(xy: IntArray, point: FloatArray) -> FloatArray:
    """Distance in grid units from a point to each edge of a line."""
    start = xy[:-1].astype(np.float64)
    delta = np.diff(xy, axis=0)
    length2 = np.maximum((delta**2).sum(1), 1)
    share = np.clip(((point - start) * delta).sum(1) / length2, 0, 1)
    return np.asarray(np.hypot(*(start + share[:, None] * delta - point).T))


def too_near(
    barriers: Mapping[str, LineString], plane: AffinePlane, lonlat: FloatArray, min_km: float
) -> tuple[str, int] | None:
    """Name of a barrier and number of a place that it could not be bent away from, if any."""
    points = shapely.points(plane.km(lonlat))
    for name, line in barriers.items():
        gap = np.asarray(shapely.distance(shapely.transform(line, plane.km), points))
        if gap.min() < min_km:
            return name, int(gap.argmin())
    return None


@dataclass(frozen=True, eq=False)
class Regions:
    """Faces between outline and barriers, the region of each face, and the edges between regions.

    `constrained_edges`: (N, 2, 2) start and end of every piece of outline and of every piece of
    barrier that parts two regions, in grid units.
    """

    faces: tuple[Polygon, ...]
    region_of_face: IntArray
    constrained_edges: IntArray

    def at_points(self, lonlat: FloatArray) -> IntArray:
        """Region at each point, -1 outside the outline."""
        regions = np.full(len(lonlat), -1, dtype=np.int64)
        for face, region in zip(self.faces, self.region_of_face, strict=True):
            regions[shapely.contains_xy(face, *lonlat.T)] = region
        return regions


def cut_into_regions(
    outline: Polygon, barriers: Mapping[str, LineString], plane: AffinePlane, lonlat: FloatArray
) -> Regions:
    """Regions of the outline; `lonlat` are the places, of which each region holds at least one."""
    lines = shapely.union_all([outline.boundary, *barriers.values()])
    noded = shapely.set_precision(lines, GRID_DEG)
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    faces = [face for face in pieces if outline.contains(face.representative_point())]
    edges, owners = _edges(faces)
    held = np.array([bool(shapely.contains_xy(face, *lonlat.T).any()) for face in faces])
    region = _join_unheld(edges, owners, held, plane)
    left, right = owners.T
    constrained = (right < 0) | (region[left] != region[right])
    return Regions(tuple(faces), region, edges[constrained])


def _edges(faces: list[Polygon]) -> tuple[IntArray, IntArray]:
    """Edges of the faces, each once, in grid units, and the two faces at each (-1: outside)."""
    faces_at: dict[tuple[tuple[int, int], tuple[int, int]], list[int]] = {}
    for number, face in enumerate(faces):
        for ring in (face.exterior, *face.interiors):
            points = [(int(x), int(y)) for x, y in to_units(ring.coords)]
            for a, b in pairwise(points):
                faces_at.setdefault((min(a, b), max(a, b)), []).append(number)

    keys = sorted(faces_at)
    owners = [(faces_at[key] + [-1])[:2] for key in keys]
    return np.array(keys, dtype=np.int64), np.array(owners, dtype=np.int64)


def _join_unheld(
    edges: IntArray, owners: IntArray, held: BoolArray, plane: AffinePlane
) -> IntArray:
    """Region of each face, once each face without a report has joined its longest neighbour."""
    region = np.arange(len(held))
    length = np.hypot(*np.diff(plane.km(to_lonlat(edges)), axis=1)[:, 0].T)
    inner = owners[:, 1] >= 0
    pair, length = owners[inner], length[inner]
    while True:
        lost = np.flatnonzero(~np.isin(region, region[held]))
        if not len(lost):
            return np.unique(region, return_inverse=True)[1].astype(np.int64)
        unheld = region[lost[0]]
        a, b = region[pair].T
        touching = (a == unheld) ^ (b == unheld)
        neighbour = np.where(a == unheld, b, a)[touching]
        longest = int(np.bincount(neighbour, length[touching], len(region)).argmax())
        region[region == unheld] = longest
