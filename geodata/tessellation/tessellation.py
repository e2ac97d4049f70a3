"""Tessellation of a list of places: mesh and influence, shared by all days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from shapely import LineString, Polygon

from geodata.errors import TessellationError
from geodata.tessellation.barriers import bent_barriers, cut_into_regions, pin_barriers, too_near
from geodata.tessellation.frame import Frame, move_inside, on_grid
from geodata.tessellation.grid import (
    AffinePlane,
    BoolArray,
    FloatArray,
    IntArray,
    geocentric_km,
    near_segment,
    to_lonlat,
    to_units,
)
from geodata.tessellation.influence import Matrix, check_room, influence
from geodata.tessellation.mesh import Mesh, make_mesh
from geodata.tessellation.reports import (
    MIN_DISTANCE_KM,
    ReportedPlace,
    check_distances,
    check_places,
)

NOWHERE = -1


@dataclass(frozen=True, eq=False)
class EdgeTable:
    """Edges of the mesh, each once, from vertex `low` to vertex `high`.

    `left`, `right`: corners at (low, high) in the region on either side, -1 where there is none.
    `of_triangle`: edge number at each side of each triangle.
    `is_constrained`: outline or barrier, where areas may end; `station`: its fixed point between
    the ends (grid units), the only place where a border may meet it.
    """

    low: IntArray
    high: IntArray
    left: IntArray
    right: IntArray
    of_triangle: IntArray
    is_constrained: BoolArray
    station: IntArray


@dataclass(frozen=True, eq=False)
class Tessellation:
    """Mesh and influence of a list of places in a frame, on which `tessellate` divides each day.

    `positions`: lon, lat at which each report counts (inside the outline). `barriers`: the lines
    as they were bent round the places, for the base map to draw. `outline`: on the grid, with the
    points where barriers meet it.
    """

    places: tuple[ReportedPlace, ...]
    frame: Frame
    outline: Polygon
    barriers: Mapping[str, LineString]
    positions: FloatArray
    plane: AffinePlane
    mesh: Mesh
    edges: EdgeTable
    weights: Matrix
    distance_km: FloatArray
    tied: IntArray


def build_tessellation(places: Sequence[ReportedPlace], frame: Frame) -> Tessellation:
    """Tessellation of a list of places: regions, mesh and influence, the same for all days.

    Deterministic: the same places and frame give the same bytes. Takes seconds; keep the result.

    Raises
    ------
    PlacesTooClose
        Two places lie within 50 m of each other.
    TessellationError
        A place lies far outside the outline, or on a line that cannot give way.
    """
    check_places(places)
    plane, outline = frame.plane, on_grid(frame.outline)
    reported = to_lonlat(to_units([[place.lon, place.lat] for place in places]))
    positions = move_inside(outline, plane, reported, [place.place_id for place in places])
    check_distances(places, positions)
    barriers = bent_barriers(frame, outline, places, positions)
    _check_barriers(places, barriers, plane, positions)
    outline, barriers = pin_barriers(outline, barriers)
    regions = cut_into_regions(outline, barriers, plane, positions)
    mesh = make_mesh(outline, regions, plane, to_units(positions))
    check_room(mesh, plane, list(places))
    weights, tied = influence(mesh, plane, to_units(positions))
    return Tessellation(
        places=tuple(places),
        frame=frame,
        outline=outline,
        barriers=barriers,
        positions=positions,
        plane=plane,
        mesh=mesh,
        edges=_edge_table(mesh),
        weights=weights,
        distance_km=_distances(mesh, positions, weights),
        tied=tied,
    )


def _check_barriers(
    places: Sequence[ReportedPlace],
    barriers: Mapping[str, LineString],
    plane: AffinePlane,
    positions: FloatArray,
) -> None:
    blocked = too_near(barriers, plane, positions, MIN_DISTANCE_KM)
    if blocked:
        name, number = blocked
        raise TessellationError(
            f"Barrier '{name}' cannot be bent round place '{places[number].place_id}': "
            "places on both sides leave no room. State their banks or move one of them."
        )


def _distances(mesh: Mesh, positions: FloatArray, weights: Matrix) -> FloatArray:
    """Distance in km from corner to place for each weight."""
    rows, columns = weights.tocoo().coords
    corner_km = geocentric_km(mesh.lonlat[mesh.corner_vertex])
    return np.asarray(
        np.linalg.norm(corner_km[rows] - geocentric_km(positions)[columns], axis=1),
    )


def _edge_table(mesh: Mesh) -> EdgeTable:
    start, end = mesh.triangles.ravel(), mesh.triangles[:, [1, 2, 0]].ravel()
    corners = np.column_stack([mesh.corner.ravel(), mesh.corner[:, [1, 2, 0]].ravel()])
    count = len(mesh.vertices)
    keys, edge = np.unique(
        np.minimum(start, end) * count + np.maximum(start, end), return_inverse=True
    )
    left = np.full((len(keys), 2), NOWHERE, dtype=np.int64)
    right = left.copy()
    forward = start < end  # triangles are counter-clockwise, so theirs is the side to the left
    left[edge[forward]] = corners[forward]
    right[edge[~forward]] = corners[~forward][:, ::-1]
    low, high = keys // count, keys % count
    is_constrained = (left != right).any(axis=1)
    station = np.zeros((len(keys), 2), dtype=np.int64)
    for number in np.flatnonzero(is_constrained):
        station[number] = near_segment(mesh.vertices[low[number]], mesh.vertices[high[number]])
    return EdgeTable(low, high, left, right, edge.reshape(-1, 3), is_constrained, station)
