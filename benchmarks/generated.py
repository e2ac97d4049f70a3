"""A generated series of days: three parties, wiggly shared borders, a few vertices moved a day.

Three borders run from one point to the rim of a disc. Each is a winding line that always moves
outwards inside its own sector, so none crosses itself or another. Every day one front moves: a
bulge of about 25 vertices is pushed to one side. The front is where it was yesterday or near it;
one day in twenty another part of a border becomes active. Coordinates lie on a grid of 1e-5°.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.control import ControlSnapshot

PARTIES: Final = ("A", "B", "C")
CENTRE: Final = (38.0, 35.0)
RADIUS_DEG: Final = 2.5
FIRST_DAY: Final = date(2023, 1, 1)
Floats = NDArray[np.float64]


def snapshots(
    days: int = 770, vertices: int = 3000, changed: int = 25, seed: int = 20241126
) -> Iterator[ControlSnapshot]:
    """Days with about `vertices` ring vertices in all; `changed` of the shared ones move a day."""
    random = np.random.default_rng(seed)
    along = np.linspace(0.0, 1.0, vertices // 6)
    # How far a border may wander at each vertex: less than its sector, nothing at either end.
    reach = RADIUS_DEG * np.minimum(1.2 * along, 8.0 * (1.0 - along))
    across = np.clip(_winding(random, along), -reach, reach)
    front = (0, len(along) // 2)
    for day in range(days):
        if day:
            front = _next(random, front, len(along))
            _push(random, across, reach, front, changed)
        yield ControlSnapshot(FIRST_DAY + timedelta(days=day), _areas(along, across))


def _winding(random: np.random.Generator, along: Floats) -> Floats:
    """Degrees to the left at every vertex of the three borders: waves of many sizes, and noise."""
    across = random.normal(0.0, 2.0 * RADIUS_DEG / len(along), (3, len(along)))
    for border in range(3):
        for k in (1, 2, 5, 11, 23):
            across[border] += 0.4 / k * np.sin(2 * np.pi * (k * along + random.random()))
    return across


def _next(random: np.random.Generator, front: tuple[int, int], length: int) -> tuple[int, int]:
    border, middle = front
    if random.random() < 0.05:
        return int(random.integers(3)), int(random.integers(length))
    return border, int(np.clip(middle + random.integers(-6, 7), 0, length - 1))


def _push(
    random: np.random.Generator,
    across: Floats,
    reach: Floats,
    front: tuple[int, int],
    changed: int,
) -> None:
    border, middle = front
    first = int(np.clip(middle - changed // 2, 1, len(reach) - changed - 1))
    part = slice(first, first + changed)
    bulge = np.sin(np.pi * (np.arange(changed) + 1) / (changed + 1)) ** 2
    moved = across[border, part] + random.normal(0.0, 0.05) * bulge
    across[border, part] = np.clip(moved, -reach[part], reach[part])


def _areas(along: Floats, across: Floats) -> gpd.GeoDataFrame:
    bearings = 2 * np.pi * np.arange(3) / 3
    rim = bearings[:, None] + np.linspace(0, 2 * np.pi / 3, 12)[1:-1]
    edges = RADIUS_DEG * np.stack([np.cos(rim), np.sin(rim)], axis=-1) + CENTRE
    out = np.stack([np.cos(bearings), np.sin(bearings)], axis=-1)[:, None]
    left = out[..., ::-1] * (-1, 1)
    lines = CENTRE + RADIUS_DEG * along[:, None] * out + across[..., None] * left
    lines, edges = lines.round(5), edges.round(5)
    rings = [
        np.concatenate([lines[border], edges[border], lines[(border + 1) % 3, :0:-1]])
        for border in range(3)
    ]
    return gpd.GeoDataFrame(
        {"party": PARTIES, "status": "controlled", "basis": "assessed", "source": "generated"},
        geometry=[shapely.Polygon(ring) for ring in rings],
        crs="EPSG:4326",
    )
