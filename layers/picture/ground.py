"""Base map of a picture: land, sea, water, governorates, roads, zones."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib.path import Path

from geodata.theatre import Theatre
from layers.base_map import base_map as base_map_document
from layers.link import LAYERS
from layers.palette import Colours
from layers.picture.canvas import Canvas, hatched
from layers.picture.shapes import Shapes, decoded, lines_of, polygons_of
from layers.picture.window import MapWindow
from layers.style import GroundLayer, GroundPaint, style

Drawn = tuple[Path, Mapping[str, Any]]


@dataclass(frozen=True, eq=False)
class Ground:
    """The paths of a base map in a window, by object, each with its properties."""

    areas: Mapping[str, tuple[Drawn, ...]]
    lines: Mapping[str, tuple[Drawn, ...]]


@lru_cache(maxsize=4)
def base_document(theatre: Theatre) -> Mapping[str, Any]:
    """The TopoJSON of what lies beneath, as the web map has it."""
    return base_map_document(theatre)


@lru_cache(maxsize=16)
def ground(theatre: Theatre, window: MapWindow) -> Ground:
    """The base map of a theatre as it is seen in a window."""
    document = base_document(theatre)
    shapes = Shapes(decoded(document), window)
    paints = [
        paint for layers in style().ground.values() for layer in layers for paint in layer.paint
    ]
    areas = {
        name: _drawn(
            (shapes.area(polygons_of(geometry)), geometry) for geometry in _members(document, name)
        )
        for name in {paint.object for paint in paints if paint.is_area}
    }
    lines = {
        name: _drawn(
            (shapes.line(lines_of(geometry)), geometry) for geometry in _members(document, name)
        )
        for name in {paint.object for paint in paints if not paint.is_area}
    }
    return Ground(areas, lines)


def paint_beneath(canvas: Canvas, base_map: Ground, colours: Colours, window: MapWindow) -> None:
    """Paint sea, neighbours and country, beneath the areas of control."""
    with canvas.group("ground"):
        for layer in style().ground["beneath"]:
            _paint_layer(canvas, base_map, layer, colours, window)


def paint_above(
    canvas: Canvas, base_map: Ground, colours: Colours, window: MapWindow, layers: frozenset[str]
) -> None:
    """Paint what lies above the areas of control, but for layers that the link leaves out."""
    for layer in style().ground["above"]:
        if layer.name in layers or layer.name not in LAYERS:
            with canvas.group(layer.group):
                _paint_layer(canvas, base_map, layer, colours, window)


def _paint_layer(
    canvas: Canvas, base_map: Ground, layer: GroundLayer, colours: Colours, window: MapWindow
) -> None:
    for paint in layer.paint:
        shapes = (base_map.areas if paint.is_area else base_map.lines)[paint.object]
        for drawn in shapes:
            if paint.kind is None or drawn[1].get("kind") == paint.kind:
                _paint(canvas, drawn, paint, colours.ground[paint.colour], window.zoom)


def _paint(canvas: Canvas, drawn: Drawn, paint: GroundPaint, colour: str, zoom: float) -> None:
    path, properties = drawn
    if paint.fill:
        canvas.path(path, fill=colour)
    elif paint.hatch:
        hatched(canvas, path, colour, style().hatches[paint.hatch])
    elif paint.growth:
        minor = properties.get("rank", 1) > 1
        width = style().growth[paint.growth].value_at(zoom)
        canvas.path(path, line=colour, width=width * (style().minor_river if minor else 1))
    elif paint.line:
        line = style().lines[paint.line]
        canvas.path(path, line=colour, width=line.width, dash=line.dash)


def _members(document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return list(document["objects"].get(name, {}).get("geometries", []))


def _drawn(geometries: Any) -> tuple[Drawn, ...]:  # noqa: ANN401 - pairs of a path or None, a geometry
    return tuple(
        (path, geometry.get("properties", {})) for path, geometry in geometries if path is not None
    )
