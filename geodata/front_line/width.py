"""Width of contested ground between the parties on its two sides."""

from dataclasses import dataclass, replace
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.control import ControlSnapshot
from geodata.front_line.contact import FrontLine, lines_of_contact
from geodata.measure import LocalPlane
from geodata.terms import Status

Floats = NDArray[np.float64]
_STEP_KM: Final = 0.1
"""Distance between the points at which the width is measured."""


@dataclass(frozen=True)
class Width:
    """Width in km of the contested ground between two forward edges.

    Mean and maximum over all points of both edges of the distance to the other edge.
    """

    mean_km: float
    max_km: float


def contested_width_km(snapshot: ControlSnapshot, a: str, b: str) -> Width | None:
    """Width in km of the contested ground between two parties; None if there is none.

    Every piece of contested ground that has both parties on its border counts.
    """
    zones = _zones(snapshot)
    edges = _edges(snapshot, zones)
    sides = [
        (edges[a, n], edges[b, n]) for n in range(len(zones)) if (a, n) in edges and (b, n) in edges
    ]
    if not sides:
        return None
    both_ways = (*sides, *((there, here) for here, there in sides))
    samples = [_distances(here, there) for here, there in both_ways]
    away_km, weights = (np.concatenate(parts) for parts in zip(*samples, strict=True))
    return Width(float(np.average(away_km, weights=weights)), float(away_km.max()))


def _zones(snapshot: ControlSnapshot) -> NDArray[np.object_]:
    contested = snapshot.areas["status"] == Status.CONTESTED
    zones: NDArray[np.object_] = shapely.get_parts(snapshot.areas.geometry[contested].to_numpy())
    return zones


def _edges(
    snapshot: ControlSnapshot, zones: NDArray[np.object_]
) -> dict[tuple[str, int], FrontLine]:
    """Lines of contact of every party with every zone, by code and number of the zone."""
    held = snapshot.areas[snapshot.areas["status"] != Status.CONTESTED]
    # A zone has a name that no code has, so that each is a party of its own.
    names = [f"\0{n}" for n in range(len(zones))]
    areas = gpd.GeoDataFrame(
        {
            "party": [*held["party"], *names],
            "status": Status.CONTROLLED.value,
            "basis": [*held["basis"], *("assessed" for _ in names)],
            "source": "",
        },
        geometry=[*held.geometry, *zones],
        crs=snapshot.areas.crs,
    )
    return {
        (party, int(zone[1:])): line
        for line in lines_of_contact(replace(snapshot, areas=areas))
        for zone, party in [line.between]
        if zone and party and zone.startswith("\0") and not party.startswith("\0")
    }


def _distances(edge: FrontLine, other: FrontLine) -> tuple[Floats, Floats]:
    """Distances in km of points along an edge from another, and the length that each stands for.

    The points are the middles and ends of short steps; an end has no length, but may be farthest.
    """
    middle = shapely.centroid(edge.geometry)
    plane = LocalPlane(middle.x, middle.y)
    line, beyond = plane.km(edge.geometry), plane.km(other.geometry)
    ends, part = shapely.get_coordinates(
        shapely.segmentize(shapely.get_parts(line), _STEP_KM), return_index=True
    )
    inside = part[1:] == part[:-1]
    begin, end = ends[:-1][inside], ends[1:][inside]
    points = np.concatenate([(begin + end) / 2, ends])
    weights = np.concatenate([np.hypot(*(end - begin).T), np.zeros(len(ends))])
    away_km: Floats = np.asarray(shapely.distance(shapely.points(points), beyond))
    return away_km, weights
