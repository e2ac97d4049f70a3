"""This module draws what lies beneath and between: land, sea, water, governorates, roads, zones."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from matplotlib.path import Path

from geodata.theatre import Theatre
from layers.basemap import base_layer
from layers.picture.canvas import Canvas
from layers.picture.colours import Colours
from layers.picture.hatching import hatched
from layers.picture.shapes import Shapes, decoded, lines_of, polygons_of
from layers.picture.window import MapWindow

_AREAS: Final = ("neighbours", "country", "lakes", "far", "zones")
_LINES: Final = ("coast", "borders", "governorate_lines", "rivers", "roads", "ceasefire_lines")
Drawn = tuple[Path, Mapping[str, Any]]


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
        name: _drawn((shapes.area(polygons_of(one)), one) for one in _members(document, name))
        for name in _AREAS
    }
    lines = {
        name: _drawn((shapes.line(lines_of(one)), one) for one in _members(document, name))
        for name in (*_LINES, "country", "lakes")
    }
    return Ground(areas, lines)


def paint_beneath(canvas: Canvas, found: Ground, colours: Colours) -> None:
    """Sea, neighbours and country, beneath the areas of control."""
    tone = colours.ground
    with canvas.group("ground"):
        for name, key in (("neighbours", "neighbour"), ("country", "country")):
            for path, _ in found.areas[name]:
                canvas.path(path, fill=tone[key])
        _stroke(canvas, found, "coast", tone["water"], 0.8)
        _stroke(canvas, found, "borders", tone["border"], 0.9)


def paint_above(
    canvas: Canvas, found: Ground, colours: Colours, window: MapWindow, layers: frozenset[str]
) -> None:
    """Far ground, governorates, water, zones and roads, above the areas of control."""
    tone = colours.ground
    if "far" in layers and found.areas["far"]:
        with canvas.group("far-from-reports"):
            for path, _ in found.areas["far"]:
                hatched(canvas, path, tone["hatch"], spacing=7, width=0.8, falling=True)
    if "governorates" in layers:
        with canvas.group("governorates"):
            _stroke(canvas, found, "governorate_lines", tone["division"], 0.8, 4, 2.5)
    with canvas.group("waters"):
        _waters(canvas, found, colours, window, "rivers" in layers)
    with canvas.group("zones"):
        for path, properties in found.areas["zones"]:
            if properties.get("kind") == "un_zone":
                hatched(canvas, path, tone["zone"], spacing=5, width=0.9)
        _stroke(canvas, found, "ceasefire_lines", tone["zone"], 1.1, 2, 2.5)
    if "roads" in layers:
        with canvas.group("roads"):
            _stroke(canvas, found, "roads", tone["roadCase"], 3.0)
            _stroke(canvas, found, "roads", tone["road"], 1.3, 6, 3)


def paint_outline(canvas: Canvas, found: Ground, colours: Colours) -> None:
    """The country's own border, over everything but names."""
    with canvas.group("outline"):
        _stroke(canvas, found, "country", colours.ground["outline"], 1.3)


def _waters(
    canvas: Canvas, found: Ground, colours: Colours, window: MapWindow, rivers: bool
) -> None:
    tone = colours.ground
    wide = max(0.7, min(2.0, (window.zoom - 4) * 0.4))
    for path, properties in found.lines["rivers"] if rivers else ():
        minor = properties.get("rank", 1) > 1
        canvas.path(path, line=tone["water"], width=wide * (0.6 if minor else 1))
    for path, _ in found.areas["lakes"]:
        canvas.path(path, fill=tone["lake"], line=tone["water"], width=0.6)


def _stroke(
    canvas: Canvas, found: Ground, name: str, colour: str, width: float, *dash: float
) -> None:
    for path, _ in found.lines[name]:
        canvas.path(path, line=colour, width=width, dash=dash)


def _members(document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return list(document["objects"].get(name, {}).get("geometries", []))


def _drawn(found: Any) -> tuple[Drawn, ...]:  # noqa: ANN401 - pairs of a path or None, a geometry
    return tuple((path, one.get("properties", {})) for path, one in found if path is not None)
