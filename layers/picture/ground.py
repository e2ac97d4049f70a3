"""Base map of a picture: land, sea, water, governorates, roads, zones."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from matplotlib.path import Path

from geodata.theatre import Theatre
from layers.basemap import base_layer
from layers.link import LAYERS
from layers.picture.canvas import Canvas
from layers.picture.colours import Colours
from layers.picture.hatching import hatched
from layers.picture.shapes import Shapes, decoded, lines_of, polygons_of
from layers.picture.window import MapWindow
from layers.style import style

_AREAS: Final = ("neighbours", "country", "lakes", "far", "zones")
_LINES: Final = ("coast", "borders", "governorate_lines", "rivers", "roads", "ceasefire_lines")
Drawn = tuple[Path, Mapping[str, Any]]
Painters = Mapping[str, Callable[[], None]]
GROUPS: Final = {"far": "far-from-reports", "rivers": "waters"}
"""Names of elements in a drawing, where they are not those of the layer."""


@dataclass(frozen=True, eq=False)
class Ground:
    """The paths of a base map in a window, by object, each with its properties."""

    areas: Mapping[str, tuple[Drawn, ...]]
    lines: Mapping[str, tuple[Drawn, ...]]


@lru_cache(maxsize=4)
def base_document(theatre: Theatre) -> Mapping[str, Any]:
    """The TopoJSON of what lies beneath, as the web map has it."""
    return base_layer(theatre).data


@lru_cache(maxsize=16)
def ground(theatre: Theatre, window: MapWindow) -> Ground:
    """The base map of a theatre as it is seen in a window."""
    document = base_document(theatre)
    shapes = Shapes(decoded(document), window)
    areas = {
        name: _drawn(
            (shapes.area(polygons_of(geometry)), geometry) for geometry in _members(document, name)
        )
        for name in _AREAS
    }
    lines = {
        name: _drawn(
            (shapes.line(lines_of(geometry)), geometry) for geometry in _members(document, name)
        )
        for name in (*_LINES, "country", "lakes")
    }
    return Ground(areas, lines)


def paint_beneath(canvas: Canvas, base_map: Ground, colours: Colours) -> None:
    """Sea, neighbours and country, beneath the areas of control."""
    tone = colours.ground
    with canvas.group("ground"):
        paint: Painters = {
            "neighbours": lambda: _fill(canvas, base_map, "neighbours", tone["neighbour"]),
            "country": lambda: _fill(canvas, base_map, "country", tone["country"]),
            "coast": lambda: _stroke(canvas, base_map, "coast", tone["water"], "coast"),
            "borders": lambda: _stroke(canvas, base_map, "borders", tone["border"], "borders"),
        }
        for name in style().order["beneath"]:
            paint[name]()


def paint_above(
    canvas: Canvas, base_map: Ground, colours: Colours, window: MapWindow, layers: frozenset[str]
) -> None:
    """Far ground, governorates, water, zones, roads and outline, above the areas of control."""
    tone = colours.ground
    paint: Painters = {
        "far": lambda: _hatch(canvas, base_map.areas["far"], tone["hatch"], "far"),
        "governorates": lambda: _stroke(
            canvas, base_map, "governorate_lines", tone["division"], "governorates"
        ),
        "rivers": lambda: _rivers(canvas, base_map, tone["water"], window),
        "lakes": lambda: _lakes(canvas, base_map, colours),
        "zones": lambda: _zones(canvas, base_map, tone["zone"]),
        "roads": lambda: _roads(canvas, base_map, colours),
        "outline": lambda: _stroke(canvas, base_map, "country", tone["outline"], "outline"),
    }
    for name in style().order["above"]:
        if name in layers or name not in LAYERS:
            with canvas.group(GROUPS.get(name, name)):
                paint[name]()


def _fill(canvas: Canvas, base_map: Ground, name: str, colour: str) -> None:
    for path, _ in base_map.areas[name]:
        canvas.path(path, fill=colour)


def _hatch(canvas: Canvas, areas: Iterable[Drawn], colour: str, name: str) -> None:
    for path, _ in areas:
        hatched(canvas, path, colour, style().hatches[name])


def _rivers(canvas: Canvas, base_map: Ground, colour: str, window: MapWindow) -> None:
    width = style().growth["river"].value_at(window.zoom)
    for path, properties in base_map.lines["rivers"]:
        minor = properties.get("rank", 1) > 1
        canvas.path(path, line=colour, width=width * (style().minor_river if minor else 1))


def _lakes(canvas: Canvas, base_map: Ground, colours: Colours) -> None:
    tone, width = colours.ground, style().lines["lakes"].width
    for path, _ in base_map.areas["lakes"]:
        canvas.path(path, fill=tone["lake"], line=tone["water"], width=width)


def _zones(canvas: Canvas, base_map: Ground, colour: str) -> None:
    zones = [zone for zone in base_map.areas["zones"] if zone[1].get("kind") == "un_zone"]
    _hatch(canvas, zones, colour, "zone")
    _stroke(canvas, base_map, "ceasefire_lines", colour, "ceasefire")


def _roads(canvas: Canvas, base_map: Ground, colours: Colours) -> None:
    _stroke(canvas, base_map, "roads", colours.ground["roadCase"], "road_case")
    _stroke(canvas, base_map, "roads", colours.ground["road"], "road")


def _stroke(canvas: Canvas, base_map: Ground, name: str, colour: str, line: str) -> None:
    drawn = style().lines[line]
    for path, _ in base_map.lines[name]:
        canvas.path(path, line=colour, width=drawn.width, dash=drawn.dash)


def _members(document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return list(document["objects"].get(name, {}).get("geometries", []))


def _drawn(geometries: Any) -> tuple[Drawn, ...]:  # noqa: ANN401 - pairs of a path or None, a geometry
    return tuple(
        (path, geometry.get("properties", {})) for path, geometry in geometries if path is not None
    )
