"""Layers of the base map, cut from the sources; the outline is never changed."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas
import shapely
from shapely.geometry import LineString, MultiLineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from geodata.theatres.syria_2024.cartography import coverage, frame, names, rivers, sources
from geodata.theatres.syria_2024.cartography.coverage import Border
from geodata.theatres.syria_2024.cartography.topojson import Feature

NEAR = box(34.5, 31.9, 43.5, 38.0)
NEAR_TOLERANCE_DEG = 0.0015
WINDOW = box(31.0, 31.0, 47.0, 39.0)
WINDOW_TOLERANCE_DEG = 0.004
FAR_TOLERANCE_DEG = 0.012
MIN_ISLAND_DEG2 = 3e-4
CURVE_POINTS = 16
RIVER_SAGITTA_DEG = 5e-4


def build(
    features: list[dict[str, Any]], divisions: Path, places: Path
) -> dict[str, list[Feature]]:
    """Build the layers of the base map by name, each feature with its properties, lon/lat."""
    outline = frame.outline(features)
    lakes = _lakes()
    inner, governorates = _governorates(outline, divisions)
    return {
        **_countries(outline),
        "lakes": lakes,
        "rivers": _rivers(lakes),
        "governorates": governorates,
        "governorate_lines": [(line, {"kind": "governorate"}) for line in inner],
        "roads": _roads(places),
        "zones": [(frame.geometry(features, k), _named(v, k)) for k, v in names.ZONES.items()],
        "ceasefire_lines": [
            (frame.geometry(features, k), _named(v, k)) for k, v in names.LINES.items()
        ],
        "labels": _labels(governorates),
        "seas": [(Point(lonlat), _named(name, "sea", 0)) for name, lonlat in names.SEAS],
    }


def _named(name: names.Name, kind: str, rank: int | None = None) -> dict[str, Any]:
    properties: dict[str, Any] = {"name": {"en": name[0], "ar": name[1]}, "kind": kind}
    return properties if rank is None else {**properties, "rank": rank}


def _countries(outline: Polygon) -> dict[str, list[Feature]]:
    """Country, its neighbours, the borders between these and every coast."""
    raw = sources.natural_earth("admin_0_countries").set_index("ADM0_A3")["geometry"]
    clip = box(*names.CLIP)
    areas: dict[str, BaseGeometry] = {"SYR": outline}
    for code, (parts, *_) in names.COUNTRIES.items():
        if code != "SYR":
            whole = shapely.union_all(raw.loc[list(parts)].to_numpy(), grid_size=1e-7)
            areas[code] = _without_islets(shapely.difference(whole.intersection(clip), outline))
    lines = coverage.following(outline.exterior, "SYR", coverage.borders(areas))
    lines = coverage.simplified(lines, _tolerance)
    return {
        "neighbours": [
            (coverage.area_of(frozenset({code}), lines), _named(name, code.lower(), rank))
            for code, (_, name, rank, _) in names.COUNTRIES.items()
            if code != "SYR"
        ],
        "country": [(outline, _named(names.COUNTRIES["SYR"][1], "syr", 0))],
        "borders": _border_lines(lines),
        "coast": _coast(lines),
    }


def _tolerance(border: Border) -> float:
    if "SYR" in border.sides:
        return 0.0
    if border.line.intersects(NEAR):
        return NEAR_TOLERANCE_DEG
    return WINDOW_TOLERANCE_DEG if border.line.intersects(WINDOW) else FAR_TOLERANCE_DEG


def _without_islets(area: BaseGeometry) -> BaseGeometry:
    parts = [p for p in shapely.get_parts(area) if getattr(p, "area", 0) > MIN_ISLAND_DEG2]
    return shapely.union_all(parts)


def _border_lines(lines: list[Border]) -> list[Feature]:

    borders: list[Feature] = []
    for border in lines:
        if None not in border.sides and "SYR" not in border.sides:
            agreed = border.sides not in names.NOT_AGREED
            borders.append((border.line, {"kind": "international" if agreed else "not_agreed"}))
    return borders


def _coast(lines: list[Border]) -> list[Feature]:
    """Lines between land and sea; where the map is cut off there is no coast."""
    inside = shapely.buffer(box(*names.CLIP), -1e-4)
    coasts: list[Feature] = []
    for border in lines:
        if None in border.sides:
            part = shapely.line_merge(_segments_in(border.line, inside))
            coasts += [(line, {"kind": "coast"}) for line in shapely.get_parts(part)]
    return coasts


def _segments_in(line: LineString, inside: BaseGeometry) -> BaseGeometry:
    """Segments of a line that meet an area, whole, so that their points stay as they are."""
    points = shapely.get_coordinates(line)
    segments = [LineString(pair) for pair in pairwise(points)]
    return MultiLineString([s for s in segments if s.intersects(inside)])


def _governorates(outline: Polygon, divisions: Path) -> tuple[list[LineString], list[Feature]]:
    """Lines between governorates, ending on the outline, and the 14 areas themselves."""
    raw = sources.natural_earth_divisions(divisions)
    raw = raw[raw["adm0_a3"] == "SYR"].set_index("iso_3166_2")["geometry"]
    areas = {code: raw[code] for code in names.GOVERNORATES}
    separation = raw.drop(list(names.GOVERNORATES)).union_all()
    areas["SY-QU"] = shapely.union_all([areas["SY-QU"], separation, frame.golan_heights()])
    between = [b for b in coverage.borders(areas) if None not in b.sides]
    inner = [b.line for b in coverage.simplified(between, lambda _: NEAR_TOLERANCE_DEG)]
    noded = shapely.union_all([outline.exterior, *inner], grid_size=coverage.GRID_DEG)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    features = []
    for code, name in names.GOVERNORATES.items():
        face = max(faces, key=lambda f: shapely.intersection(f, areas[code]).area)
        features.append((face, _named(name, code)))
    return inner, features


def _lakes() -> list[Feature]:
    raw = sources.natural_earth("lakes")
    raw = raw[raw.intersects(box(*names.CLIP))]

    lakes: list[Feature] = []
    for source_name, name, rank in names.LAKES:
        whole = raw.loc[raw["name"] == source_name, "geometry"].union_all()
        tolerance = NEAR_TOLERANCE_DEG if whole.intersects(NEAR) else WINDOW_TOLERANCE_DEG
        simple = shapely.simplify(whole, tolerance)

        lakes.append((shapely.set_precision(simple, coverage.GRID_DEG), _named(name, "lake", rank)))
    for lake_id, name, rank in names.SMALL_LAKES:
        shore = np.round(sources.gshhg_lake(lake_id), coverage.DECIMALS)
        lakes.append((Polygon(shore), _named(name, "lake", rank)))
    return lakes


def _rivers(lakes: list[Feature]) -> list[Feature]:
    """Rivers from source to mouth, left out where they run through a lake that is drawn."""
    west, south, east, north = names.CLIP
    pieces = list(sources.gshhg_rivers(west, south, east, north))
    water = shapely.union_all([lake for lake, _ in lakes])

    features: list[Feature] = []
    for name, rank, reaches in names.RIVERS:
        lines = [
            rivers.smooth(rivers.trace(pieces, stations), sagitta_deg=RIVER_SAGITTA_DEG)
            for stations in reaches
        ]
        dry = shapely.difference(MultiLineString(lines), water)
        river = shapely.set_precision(dry, coverage.GRID_DEG)
        features.append((river, _named(name, "river", rank)))
    return features


def _roads(places: Path) -> list[Feature]:
    """Motorways as smooth curves through the points of their towns: schematic, not surveyed."""
    table = pandas.read_csv(places).set_index("place_id")[["lon", "lat"]]
    lonlat = {town: (row["lon"], row["lat"]) for town, row in table.iterrows()} | names.MORE_TOWNS
    roads: list[Feature] = []
    for name, stretches in names.ROADS.items():
        curves = [_through(np.array([lonlat[town] for town in towns])) for towns in stretches]
        line = MultiLineString([np.round(curve, coverage.DECIMALS) for curve in curves])
        properties = {**_named((name, name), "motorway", 0), "schematic": True}
        roads.append((line, properties))
    return roads


def _through(points: sources.Points) -> sources.Points:
    """Smooth curve through all points (centripetal Catmull-Rom, which makes no loops)."""
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    knots = np.r_[0, np.cumsum(np.sqrt(np.hypot(*np.diff(padded, axis=0).T)))]
    parts = [
        _span(padded[i : i + 4], knots[i : i + 4])[: None if i == len(points) - 2 else -1]
        for i in range(len(points) - 1)
    ]
    return np.vstack(parts)


def _span(p: sources.Points, t: sources.Points) -> sources.Points:
    """Curve between the middle two of four points (Barry and Goldman's pyramid)."""
    x = np.linspace(t[1], t[2], CURVE_POINTS + 1)[:, None]

    def mix(a: Any, b: Any, start: float, end: float) -> Any:  # noqa: ANN401
        return ((end - x) * a + (x - start) * b) / (end - start)

    a1, a2, a3 = (mix(p[i], p[i + 1], t[i], t[i + 1]) for i in range(3))
    return np.asarray(mix(mix(a1, a2, t[0], t[2]), mix(a2, a3, t[1], t[3]), t[1], t[2]))


def _labels(governorates: list[Feature]) -> list[Feature]:
    labels: list[Feature] = [
        (Point(lonlat), _named(name, "country", rank))
        for _, name, rank, lonlat in names.COUNTRIES.values()
    ]
    for area, properties in governorates:
        inside = shapely.maximum_inscribed_circle([area], 0.01)[0].coords[0]
        labels.append((Point(inside), {**properties, "kind": "governorate", "rank": 1}))
    return labels
