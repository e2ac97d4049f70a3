"""Ground of a theatre, and so whether the axes and units of a file are right."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pyproj
import shapely
from pyproj.exceptions import CRSError, ProjError
from shapely.geometry.base import BaseGeometry

from geodata.theatre import Theatre, read_json
from geodata.topology.arcs import Booleans, Floats, Integers
from geodata.validation.rings import Rings

NEAR_DEG: Final = 0.1
"""Distance outside the theatre's outline at which a point still counts as in it."""
SAMPLE: Final = 100_000
WEB_MERCATOR: Final = "EPSG:3857"


@dataclass(frozen=True, eq=False)
class Ground:
    """Ground of a theatre in lon, lat (WGS 84); `outline` is None where it has no border."""

    extent_deg: tuple[float, float, float, float]
    outline: BaseGeometry | None

    @classmethod
    def of_theatre(cls, theatre: Theatre) -> "Ground":
        """Ground of a theatre, with the outline of its frame if there is a frame."""
        outlines = []
        if theatre.frame.exists():
            outlines = [
                shapely.geometry.shape(feature["geometry"])
                for feature in read_json(theatre.frame).get("features", [])
                if feature["properties"].get("kind") == "outline"
            ]
        return cls(theatre.extent_deg, shapely.union_all(outlines) if outlines else None)

    @property
    def near(self) -> BaseGeometry:
        """Ground with a margin around it."""
        return (self.outline or shapely.box(*self.extent_deg)).buffer(NEAR_DEG)

    @property
    def box(self) -> BaseGeometry:
        """Extent with a margin around it."""
        return shapely.box(*self.extent_deg).buffer(NEAR_DEG, join_style="mitre")


@dataclass(frozen=True, eq=False)
class Placement:
    """Placement of each feature's numbers: axes swapped, or in another CRS."""

    swapped: Booleans
    projected: Booleans
    crs: str | None
    north_first: bool = False

    def in_degrees(self, rings: Rings) -> Rings:
        """Rings as lon, lat in WGS 84 degrees; positions that cannot be converted are infinite."""
        return _reprojected(_turned(rings, self.swapped), self)


def placement(rings: Rings, features: int, ground: Ground, declared: str | None) -> Placement:
    """Placement that brings the numbers of each feature into the theatre."""
    nowhere = np.zeros(features, dtype=bool)
    crs = known_crs(declared)
    if not len(rings.points):
        return Placement(nowhere, nowhere, crs)
    sample = _sample(rings)
    points, owner = rings.points[sample], rings.feature_of_point[sample]
    beyond = np.asarray(np.abs(points) > (180, 90)).any(axis=1)
    metres = _share(np.asarray(beyond), owner, features) > 0.5
    near = ground.near
    shapely.prepare(near)
    as_is = _share(shapely.contains_xy(near, points), owner, features)
    turned = _share(shapely.contains_xy(near, points[:, ::-1]), owner, features)
    swapped = _swapped(as_is, turned)
    if crs and not _projected_crs(crs):
        return Placement(swapped, ~nowhere, crs)
    metres &= ~swapped
    if not metres.any():
        return Placement(swapped, nowhere, None)
    guess, north_first = _guess(points[metres[owner]], near, ground, crs)
    return Placement(swapped, metres if guess else nowhere, guess, north_first)


@lru_cache(maxsize=64)
def known_crs(declared: str | None) -> str | None:
    """Declared CRS as an authority's code or text; None if it is WGS 84, or unknown."""
    if not declared or len(declared) > 5_000:
        return None
    code = re.search(r"EPSG:[:\d.]*?:?(\d{4,6})$", declared.strip(), re.I)
    text = f"EPSG:{code[1]}" if code else declared
    if text.upper().endswith(("CRS84", "EPSG:4326", "EPSG:4979", "WGS84")):
        return None
    try:
        return None if pyproj.CRS.from_user_input(text).equals("EPSG:4326", True) else text
    except (CRSError, ProjError, ValueError, UnicodeError):
        return None


def _projected_crs(crs: str) -> bool:
    return bool(pyproj.CRS.from_user_input(crs).is_projected)


def _sample(rings: Rings) -> Integers:
    """Positions of points that stand for all: every feature has some."""
    step = max(1, len(rings.points) // SAMPLE)
    return np.unique(np.append(np.arange(0, len(rings.points), step), rings.ring_offsets[:-1]))


def _share(hits: Booleans, owner: Integers, features: int) -> Floats:
    total = np.bincount(owner, minlength=features)
    return np.bincount(owner, weights=hits, minlength=features) / np.maximum(total, 1)


def _swapped(as_is: Floats, turned: Floats) -> Booleans:
    """Features that lie in the theatre only when lon and lat change places.

    Where the theatre is wide enough for both to be possible, the other features decide.
    """
    clearly = turned - as_is > 0.5
    undecided = (np.abs(turned - as_is) <= 0.5) & (turned > 0) & (turned >= as_is)
    others_are = clearly.sum() > (as_is - turned > 0.5).sum()
    swapped: Booleans = clearly | (undecided & others_are)
    return swapped


def _turned(rings: Rings, swapped: Booleans) -> Rings:
    if not swapped.any():
        return rings
    turn = swapped[rings.feature_of_point]
    return rings.moved(np.where(turn[:, None], rings.points[:, ::-1], rings.points))


def _reprojected(rings: Rings, how: Placement) -> Rings:
    if how.crs is None or not how.projected.any():
        return rings
    chosen = how.projected[rings.feature_of_point]
    points = rings.points.copy()
    points[chosen] = _to_degrees(points[chosen], how.crs, how.north_first)
    return rings.moved(points)


def _to_degrees(points: Floats, crs: str, north_first: bool) -> Floats:
    x, y = points.T[::-1] if north_first else points.T
    return np.stack(_transformer(crs).transform(x, y), axis=1)


@lru_cache(maxsize=64)
def _transformer(crs: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)


def _guess(
    points: Floats, near: BaseGeometry, ground: Ground, declared: str | None
) -> tuple[str | None, bool]:
    """CRS that brings most of these points into the theatre, and whether north comes first."""
    best: tuple[float, str | None, bool] = (0.5, None, False)
    for crs in [*([declared] if declared else []), WEB_MERCATOR, *_utm_zones(ground)]:
        for north_first in (False, True):
            converted = _to_degrees(points, crs, north_first)
            share = float(shapely.contains_xy(near, converted).mean())
            if share > best[0] + 0.01:
                best = (share, crs, north_first)
    return best[1], best[2]


def _utm_zones(ground: Ground) -> list[str]:
    """UTM zones of the theatre and those beside it, in which files are cut as well."""
    west, south, east, north = ground.extent_deg
    zones = range(int((west + 180) // 6), int((east + 180) // 6) + 3)
    base = 32_600 if (south + north) / 2 >= 0 else 32_700
    return [f"EPSG:{base + zone}" for zone in zones if 1 <= zone <= 60]
