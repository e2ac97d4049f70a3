"""Influence of each report: natural-neighbour weights of places at the corners of the mesh.

A corner's weights are the shares of ground that it would take from each place's Voronoi cell if
it were a place itself (Sibson 1981), here by sampling. Unlike weights that fade with distance they
do not depend on how densely a side is reported, and they are exact at the places.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.spatial import cKDTree

from geodata.errors import TessellationError
from geodata.tessellation.grid import (
    AffinePlane,
    FloatArray,
    IntArray,
    distances,
    geocentric_km,
    to_lonlat,
)
from geodata.tessellation.mesh import Mesh, components, doubled_area
from geodata.tessellation.reports import MIN_DISTANCE_KM, ReportedPlace

SMOOTHING_PASSES = 2
MIN_WEIGHT = 0.05  # a weight below this is dropped: a report's influence stays near it
DECIMALS = 4
SHORT_EDGE_KM = 0.1  # a border across a shorter edge could not be distinguished from its ends
_SAMPLES = np.array([[4, 1, 1], [1, 4, 1], [1, 1, 4], [2, 2, 2]]) / 6  # in each triangle
_CHUNK = 200_000  # distances at a time: more do not fit the processor's cache

Matrix = sparse.csr_array
Integers = npt.NDArray[np.integer]


def influence(mesh: Mesh, plane: AffinePlane, places: IntArray) -> tuple[Matrix, IntArray]:
    """Weights (corners × places, rows sum to 1) and, for each corner, the corner it is tied to.

    Corners at the two ends of a very short edge are tied: they always have the same party.
    """
    holds = _matrix(
        mesh.place_corner,
        np.arange(len(places)),
        np.ones(len(places)),
        (len(mesh.corner_vertex), len(places)),
    )
    free = np.ones(len(mesh.corner_vertex))
    free[mesh.place_corner] = 0
    keep = sparse.diags_array(free)
    weights = keep @ _by_row_sum(_votes(mesh, plane, places)) + holds
    near = _neighbours(mesh)
    for _ in range(SMOOTHING_PASSES):
        weights = keep @ (0.5 * weights + 0.5 * (near @ weights)) + holds
    tied = _tied(mesh, plane)
    return _pruned(weights)[tied], tied


def _matrix(rows: Integers, columns: Integers, data: FloatArray, shape: tuple[int, int]) -> Matrix:
    indices = rows.astype(np.int64), columns.astype(np.int64)
    return sparse.csr_array((data, indices), shape)


def _by_row_sum(weights: Matrix) -> Matrix:
    return sparse.csr_array(sparse.diags_array(1 / weights.sum(axis=1)) @ weights)


def _votes(mesh: Mesh, plane: AffinePlane, places: IntArray) -> Matrix:
    """Area (km²) that each corner would take from each place's cell."""
    corner_km = geocentric_km(mesh.lonlat[mesh.corner_vertex])
    place_km = geocentric_km(to_lonlat(places))
    area = doubled_area(mesh.triangles, plane.km(mesh.lonlat)) / 2
    place_region = mesh.corner_region[mesh.place_corner]
    rows, columns, votes = [], [], []
    for region in np.unique(mesh.region):
        mine = np.flatnonzero(place_region == region)
        corners = np.flatnonzero(mesh.corner_region == region)
        samples, ground = _sampled(mesh, area, int(region))
        tree = cKDTree(place_km[mine])
        for place, near, taken in _region_votes(samples, ground, tree, corner_km[corners]):
            rows.append(corners[near])
            columns.append(np.full(len(near), mine[place]))
            votes.append(taken)
        # Each corner's nearest place has a weight in any case, so that no row is empty.
        rows.append(corners)
        columns.append(mine[np.asarray(tree.query(corner_km[corners])[1])])
        votes.append(np.full(len(corners), 1e-3))
    return _matrix(
        np.concatenate(rows),
        np.concatenate(columns),
        np.concatenate(votes),
        (len(corner_km), len(place_km)),
    )


def _sampled(mesh: Mesh, area: FloatArray, region: int) -> tuple[FloatArray, FloatArray]:
    """Sample points of a region (earth-centred km) and the area that each stands for (km²)."""
    inside = mesh.region == region
    points = np.einsum("bk,tkd->tbd", _SAMPLES, mesh.lonlat[mesh.triangles[inside]])
    ground = np.repeat(area[inside] / len(_SAMPLES), len(_SAMPLES))
    return geocentric_km(points.reshape(-1, 2)), ground


def _region_votes(
    samples: FloatArray, ground: FloatArray, places: cKDTree, corners: FloatArray
) -> Iterator[tuple[int, IntArray, FloatArray]]:
    """Corners nearer than a place to some of its samples, and the area of these, place by place."""
    reach, owner = (np.asarray(nearest) for nearest in places.query(samples))
    order = np.argsort(owner, kind="stable")
    bounds = np.searchsorted(owner[order], np.arange(places.n + 1))
    tree = cKDTree(corners)
    for place in range(places.n):
        own = order[bounds[place] : bounds[place + 1]]
        if not len(own):
            continue
        ball = tree.query_ball_point(places.data[place], 2 * reach[own].max(), return_sorted=True)
        near = np.array(ball, dtype=np.int64)
        # Seen from the place, a corner c is the nearer one to a sample s if s·c ≥ c·c / 2.
        seen = corners[near] - places.data[place]
        half = (seen**2).sum(1) / 2
        taken = np.zeros(len(near))
        for some in np.array_split(own, 1 + len(own) * len(near) // _CHUNK):
            nearer = (samples[some] - places.data[place]) @ seen.T >= half
            taken += ground[some] @ nearer
        yield place, near[taken > 0], taken[taken > 0]


def _neighbours(mesh: Mesh) -> Matrix:
    """Adjacency of the corners, each row summing to 1."""
    a = mesh.corner[:, [0, 1, 2, 1, 2, 0]].ravel()
    b = mesh.corner[:, [1, 2, 0, 0, 1, 2]].ravel()
    count = len(mesh.corner_vertex)
    near = _matrix(a, b, np.ones(len(a)), (count, count))
    near.sum_duplicates()
    near.data[:] = 1
    return _by_row_sum(near)


def _pruned(weights: Matrix) -> Matrix:
    """Weights without the small ones, rows again summing to 1, rounded to be the same anywhere."""
    loose = weights.tocoo()
    strong = loose.data > MIN_WEIGHT
    rows, columns = loose.coords
    pruned = _by_row_sum(_matrix(rows[strong], columns[strong], loose.data[strong], weights.shape))
    pruned.data = np.round(pruned.data, DECIMALS)
    pruned.sort_indices()
    return pruned


def _tied(mesh: Mesh, plane: AffinePlane) -> IntArray:
    """First of the corners to which each is tied by edges too short for a border to cross."""
    a = mesh.corner.ravel()
    b = mesh.corner[:, [1, 2, 0]].ravel()
    xy = plane.km(mesh.lonlat[mesh.corner_vertex])
    is_place = np.zeros(len(xy), dtype=bool)
    is_place[mesh.place_corner] = True
    short = np.hypot(*(xy[a] - xy[b]).T) < SHORT_EDGE_KM
    short &= ~is_place[a] & ~is_place[b]
    part = components(a[short], b[short], len(xy))
    first = np.full(part.max() + 1, len(xy))
    np.minimum.at(first, part, np.arange(len(xy)))
    return first[part]


def check_room(mesh: Mesh, plane: AffinePlane, places: list[ReportedPlace]) -> None:
    """Refuse a place so near a line of the frame that no border could pass between them."""
    xy = plane.km(mesh.lonlat)
    own = mesh.corner_vertex[mesh.place_corner]
    rest = np.ones(len(xy), dtype=bool)
    rest[own] = False
    gap = distances(cKDTree(xy[rest]), xy[own])
    if gap.min() < MIN_DISTANCE_KM:
        place = places[int(gap.argmin())]
        raise TessellationError(
            f"Place '{place.place_id}' lies {1000 * gap.min():.0f} m from the outline or a barrier "
            f"that cannot be bent away from it; at least {1000 * MIN_DISTANCE_KM:.0f} m are "
            "needed. Correct its coordinates, state its bank, or move the barrier."
        )
