"""Base map: coast, neighbours, water, governorates, roads, far ground, on the grid of a screen."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.errors import TheatreError
from geodata.tessellation import ReportedPlace, far_from_reports, read_frames
from geodata.theatre import Theatre, read_json

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
    objects = {name: value for name, value in document["objects"].items() if name not in _UNDRAWN}
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
            point = longest.interpolate(share, normalized=True)
            points.append(
                {
                    "type": "Point",
                    "coordinates": _cell(document, point.x, point.y),
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


DRAWN_DEG: Final = 1e-4
"""A cell of 11 m: one pixel at the deepest zoom of the replay. Figures never come from it."""
PLAIN_CELLS: Final = 1.5
"""A point nearer than this to the line without it (17 m) is not drawn."""


def coarser(document: Mapping[str, Any], grid_deg: float = DRAWN_DEG) -> dict[str, Any]:
    """The same quantised document on a wider grid, for drawing only; arcs stay shared.

    Points that fall into the cell of the one before them are left out; an arc keeps its two ends.
    """
    (kx, ky), (tx, ty) = document["transform"]["scale"], document["transform"]["translate"]
    arcs = [
        _coarser(arc, (kx / grid_deg, ky / grid_deg), (tx / grid_deg, ty / grid_deg))
        for arc in document["arcs"]
    ]
    objects = {
        name: _moved(value, document["transform"], grid_deg)
        for name, value in document["objects"].items()
    }
    transform = {"scale": [grid_deg, grid_deg], "translate": [0, 0]}
    return {**document, "transform": transform, "arcs": arcs, "objects": objects}


def _coarser(
    arc: list[list[int]], scale: tuple[float, float], shift: tuple[float, float]
) -> list[list[int]]:
    points = np.cumsum(np.asarray(arc, dtype=np.int64), axis=0)
    cells = np.rint(points * scale + shift).astype(np.int64)
    moved = np.any(cells[1:] != cells[:-1], axis=1)
    cells = _plainer(cells[np.concatenate([[True], moved])])
    if len(cells) == 1:
        cells = np.repeat(cells, 2, axis=0)
    return np.diff(cells, axis=0, prepend=[[0, 0]]).tolist()  # type: ignore[no-any-return]


def _plainer(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """The line without points that lie within `PLAIN_CELLS` of it; a ring stays a ring."""
    if len(cells) < 3:
        return cells
    plain = shapely.simplify(shapely.LineString(cells), PLAIN_CELLS, preserve_topology=False)
    points = shapely.get_coordinates(plain).astype(np.int64)
    ring = np.array_equal(cells[0], cells[-1])
    return cells if ring and len(points) < 4 else points


def _moved(thing: Mapping[str, Any], transform: Mapping[str, Any], grid_deg: float) -> Any:  # noqa: ANN401
    """An object with its points (which are no arcs) in cells of the wider grid."""
    if "geometries" in thing:
        moved = [_moved(geometry, transform, grid_deg) for geometry in thing["geometries"]]
        return {**thing, "geometries": moved}
    if "coordinates" not in thing:
        return thing
    cells = [
        round((cell * k + t) / grid_deg)
        for cell, k, t in zip(
            thing["coordinates"], transform["scale"], transform["translate"], strict=True
        )
    ]
    return {**thing, "coordinates": cells}
