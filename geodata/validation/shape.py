"""Checks of shapes: invalid polygons, spikes, slivers."""

import re
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.measure import areas_km2
from geodata.problems import Problem
from geodata.topology.arcs import Booleans, Floats, Integers
from geodata.validation.context import CheckContext
from geodata.validation.kinds import problem_of
from geodata.validation.rings import CELLS, Geometries, Rings, in_degrees

REASONS: Final = (
    ("self-intersection", "elf-intersection"),
    ("hole-outside-shell", "ole lies outside shell"),
    ("nested-holes", "oles are nested"),
    ("nested-shells", "ested shells"),
    ("interior-disconnected", "nterior is disconnected"),
)
METRES: Final = 111_319.5
"""One degree of latitude; of longitude, times the cosine of the latitude."""
NARROW_M: Final = 20.0
"""Mean width below which ground is a fault of drawing, not held ground."""
SPIKE_DEG: Final = 1.0
SPIKE_M: Final = 50.0
MAX_CROSSINGS: Final = 300_000
MAX_OWN_CROSSINGS: Final = 30_000
"""The same for a single area that is known to cross itself."""
MAX_NEIGHBOURS: Final = 60
SAMPLE: Final = 20_000


def valid_polygons(geometry: BaseGeometry) -> BaseGeometry:
    """Make an invalid geometry valid: its polygons on the grid."""
    single: Geometries = np.empty(1, dtype=object)
    single[0] = geometry
    valid: BaseGeometry = all_valid_polygons(single)[0]
    return valid


def all_valid_polygons(geometries: Geometries) -> Geometries:
    """Make invalid geometries valid, all at once: their polygons on the grid."""
    valid = shapely.make_valid(geometries, method="structure", keep_collapsed=False)
    return _areas_of_each(shapely.set_precision(_areas_of_each(valid), 1.0))


def _areas_of_each(geometries: Geometries) -> Geometries:
    areas: Geometries = np.empty(len(geometries), dtype=object)
    areas[:] = [areas_only(geometry) for geometry in geometries]
    return areas


def cleaned(shapes: Geometries) -> Geometries:
    """Clean shapes whose points were moved: valid, and without repeated points."""
    result = shapes.copy()
    for i in np.flatnonzero(~shapely.is_valid(result)):
        result[i] = valid_polygons(result[i])
    # Only now: of a ring that has become a single point none would be left.
    result_shapes: Geometries = shapely.remove_repeated_points(result)
    return result_shapes


def areas_only(geometry: BaseGeometry) -> BaseGeometry:
    """Polygons of a geometry, as a MultiPolygon."""
    parts = shapely.get_parts(geometry)
    if any(part.geom_type not in ("Polygon", "LineString", "Point") for part in parts):
        parts = shapely.get_parts(parts)
    polygons = [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]
    return shapely.MultiPolygon(polygons)


def check_validity(
    context: CheckContext, shapes: Geometries, suspects: Integers
) -> tuple[Geometries, Booleans, list[Problem]]:
    """Check validity: the shapes (on the grid) made valid, which were invalid, the problems.

    `suspects` are the shapes that are not valid as they stand: to look at all takes long.
    """
    fixed = shapes.copy()
    for i in suspects:
        parts = shapely.get_parts(shapes[i])
        # Parts that only share a border are one area, written in pieces.
        if shapely.is_valid(parts).all() and shapely.coverage_is_valid(parts):
            fixed[i] = areas_only(shapely.coverage_union_all(parts))
    shapes = fixed.copy()
    which = suspects[~shapely.is_valid(shapes[suspects])]
    invalid = np.zeros(len(shapes), dtype=bool)
    invalid[which] = True
    fixed[which] = all_valid_polygons(shapes[which])
    before, after = (areas_km2(in_degrees(some[which])) for some in (shapes, fixed))
    problems = []
    for number, i in enumerate(which):
        reason = shapely.is_valid_reason(shapes[i])
        code = next((code for code, words in REASONS if words in reason), REASONS[0][0])
        facts = {"before_km2": float(before[number]), "after_km2": float(after[number])}
        problems.append(problem_of(code, context.where(int(i), _spot(reason)), facts))
    return fixed, invalid, problems


def check_parts(context: CheckContext, shapes: Geometries) -> list[Problem]:
    """Check for parts of areas that are slivers."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    degrees = in_degrees(parts)
    width = mean_width_m(degrees)
    thin = np.flatnonzero(width < NARROW_M)
    problems = []
    for part, km2 in zip(thin, areas_km2(degrees[thin]), strict=True):
        spot = shapely.get_coordinates(degrees[part])[0]
        facts = {"width_m": float(width[part]), "km2": float(km2)}
        where = context.where(int(owner[part]), (float(spot[0]), float(spot[1])), degrees[part])
        problems.append(problem_of("sliver", where, facts))
    return problems


def mean_width_m(polygons: Geometries) -> Floats:
    """Mean width of polygons (lon, lat) in metres: twice the area over the perimeter."""
    flat = shapely.transform(polygons, in_metres)
    length = shapely.length(flat)
    width: Floats = 2 * shapely.area(flat) / np.where(length > 0, length, 1)
    return width


def in_metres(points: Floats, middle_lon: float | None = None) -> Floats:
    """Lon, lat as metres east of a meridian (None: their mean) and north; true near it."""
    if middle_lon is None:
        middle_lon = float(points[:, 0].mean()) if len(points) else 0.0
    east = (points[:, 0] - middle_lon) * np.cos(np.radians(points[:, 1]))
    return np.stack([east * METRES, points[:, 1] * METRES], axis=1)


def check_spikes(context: CheckContext, closed: Rings) -> list[Problem]:
    """Check for points to which a border goes out and straight back."""
    problems = []
    owner = closed.feature_of_point
    for point in np.flatnonzero(spikes(closed)):
        lon, lat = closed.points[point]
        where = context.where(int(owner[point]), (float(lon), float(lat)))
        problems.append(problem_of("spike", where))
    return problems


def spikes(closed: Rings) -> Booleans:
    """For each point of closed rings (lon, lat), whether it is the tip of a spike."""
    before, after = _neighbours(closed)
    place = closed.points
    scale = np.stack([np.cos(np.radians(place[:, 1])), np.ones(len(place))], axis=1) * METRES
    back, on = (place[before] - place) * scale, (place[after] - place) * scale
    lengths = np.hypot(*back.T), np.hypot(*on.T)
    product = np.maximum(lengths[0] * lengths[1], 1e-9)
    straight_back = (back * on).sum(axis=1) / product > np.cos(np.radians(SPIKE_DEG))
    long = np.minimum(*lengths) > SPIKE_M
    tip: Booleans = straight_back & long & np.repeat(closed.ring_sizes > 4, closed.ring_sizes)
    return tip


def _neighbours(closed: Rings) -> tuple[Integers, Integers]:
    """Positions of the points before and after each; the closing point counts as the first."""
    positions = np.arange(len(closed.points))
    before, after = positions - 1, positions + 1
    begin, end = closed.ring_offsets[:-1], closed.ring_offsets[1:] - 1
    before[begin] = np.maximum(end - 1, begin)
    after[end] = np.minimum(begin + 1, end)
    return before, after


def tangled(rings: Rings, max_crossings: int = MAX_CROSSINGS) -> bool:
    """Whether borders cross so often that working them out would not end in reasonable time.

    Estimated from a sample: how many other edges does the bounding box of an edge meet?
    """
    keep = np.ones(len(rings.points), dtype=bool)
    keep[rings.ring_offsets[1:] - 1] = False
    begin = np.flatnonzero(keep)
    if len(begin) < 200:
        return False
    chance = np.random.default_rng(0)
    many = begin if len(begin) < SAMPLE else chance.choice(begin, SAMPLE)
    few = chance.choice(begin, 200)
    # Without a predicate the tree compares bounding boxes.
    met = shapely.STRtree(_edges(rings, many)).query(_edges(rings, few)).shape[1]
    mean = float(met) / len(few) / len(many) * len(begin)
    return mean > MAX_NEIGHBOURS and mean * len(begin) / 2 > max_crossings


def _edges(rings: Rings, begin: Integers) -> Geometries:
    """Edges that begin at these points."""
    edges = np.stack([rings.points[begin], rings.points[begin + 1]], axis=1)
    return np.asarray(shapely.linestrings(edges), dtype=object)


def _spot(reason: str) -> tuple[float, float] | None:
    """Place that a reason names, which is on the grid, in lon, lat."""
    match = re.search(r"\[(-?[\d.e+]+) (-?[\d.e+]+)\]", reason)
    return (float(match[1]) / CELLS, float(match[2]) / CELLS) if match else None
