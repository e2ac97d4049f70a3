"""Base map: coast, neighbours, water, governorates, roads, far ground."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import TheatreError
from geodata.tessellation import ReportedPlace, far_from_reports, read_frames
from geodata.theatre import Theatre, read_json
from layers.topojson import coarser

FAR_KM: Final = 30.0
"""Ground farther from every report than this is hatched."""
# Replays draw governorates as lines; their polygons are for counting.
_UNDRAWN: Final = frozenset({"governorates"})
_SIGNS_AT: Final = (0.18, 0.5, 0.82)
LONG_DEG: Final = 1.5
"""A shorter line is named once."""
_NAMES_AT: Final = (0.25, 0.6)
_Object = dict[str, Any]


def base_map(theatre: Theatre) -> dict[str, Any]:
    """Return the base map of a theatre as one TopoJSON document.

    It has points for road signs and names of waters, and the ground far from every report.

    Raises
    ------
    TheatreError
        The file is missing or is no TopoJSON.
    """
    document = read_json(theatre.base_map)
    try:
        drawn = _drawn(document)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise TheatreError(
            f"{theatre.folder.name}/{theatre.base_map.name} is not TopoJSON: "
            f"{type(error).__name__} {error}. Restore it from the project."
        ) from error
    drawn["objects"]["far"] = _polygons(drawn, _far(theatre))
    return coarser(drawn)


def _drawn(document: _Object) -> _Object:
    """The document without what is not drawn, with points for road signs and river names."""
    if document["type"] != "Topology":
        raise ValueError(f'type "{document["type"]}"')
    objects = {name: one for name, one in document["objects"].items() if name not in _UNDRAWN}
    drawn = {**document, "objects": objects, "arcs": list(document["arcs"])}
    objects["signs"] = _points_along(drawn, "roads", _SIGNS_AT)
    objects["waters"] = _points_along(drawn, "rivers", _NAMES_AT)
    return drawn


def _far(theatre: Theatre) -> BaseGeometry:
    """Ground that no report is near; none where the map was not made of place reports."""
    if not theatre.places:
        return shapely.MultiPolygon()
    places = [ReportedPlace(p.place_id, p.lon, p.lat, p.rank, p.banks) for p in theatre.places]
    lands = read_frames(theatre.frame)
    return shapely.union_all([far_from_reports(places, land, FAR_KM) for land in lands])


def _points_along(document: Mapping[str, Any], name: str, shares: Iterable[float]) -> _Object:
    """Named points at shares of the length of an object's lines."""
    points = []
    for geometry in document["objects"].get(name, {}).get("geometries", []):
        lines = geometry["arcs"] if geometry["type"] == "MultiLineString" else [geometry["arcs"]]
        longest = max((_line(document, refs) for refs in lines), key=lambda line: line.length)
        for share in shares if longest.length > LONG_DEG else (0.45,):
            at = longest.interpolate(share, normalized=True)
            points.append(
                {
                    "type": "Point",
                    "coordinates": _cell(document, at.x, at.y),
                    "properties": {"name": geometry["properties"]["name"], "kind": name[:-1]},
                }
            )
    return {"type": "GeometryCollection", "geometries": points}


def _line(document: Mapping[str, Any], refs: Iterable[int]) -> shapely.LineString:
    points: list[tuple[float, float]] = []
    (kx, ky), (tx, ty) = document["transform"]["scale"], document["transform"]["translate"]
    for ref in refs:
        x = y = 0
        arc = []
        for dx, dy in document["arcs"][ref if ref >= 0 else ~ref]:
            x, y = x + dx, y + dy
            arc.append((x * kx + tx, y * ky + ty))
        points += arc if ref >= 0 else arc[::-1]
    return shapely.LineString(points)


def _cell(document: Mapping[str, Any], lon: float, lat: float) -> list[int]:
    (kx, ky), (tx, ty) = document["transform"]["scale"], document["transform"]["translate"]
    return [round((lon - tx) / kx), round((lat - ty) / ky)]


def _polygons(document: _Object, geometry: BaseGeometry) -> _Object:
    """A geometry as an object of the document, with arcs of its own."""
    polygons = []
    for polygon in shapely.get_parts(geometry):
        rings = []
        for ring in (polygon.exterior, *polygon.interiors):
            cells = [_cell(document, lon, lat) for lon, lat in ring.coords]
            steps = [
                [x - before_x, y - before_y]
                for (x, y), (before_x, before_y) in zip(cells, [[0, 0], *cells], strict=False)
            ]
            document["arcs"].append(steps)
            rings.append([len(document["arcs"]) - 1])
        polygons.append(rings)
    shape = {"type": "MultiPolygon", "arcs": polygons, "properties": {"km": FAR_KM}}
    return {"type": "GeometryCollection", "geometries": [shape] if polygons else []}
