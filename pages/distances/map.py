"""The map of the distances page: the day's ground, and over it everything that is measured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely
from shapely import LineString, Point

from geodata.control import ControlSnapshot
from geodata.distance import Distance, ToFront, ring
from geodata.front_line import lines_of_contact
from geodata.measure import destination
from geodata.places import Place
from geodata.theatre import Theatre
from layers.locale import Locale
from layers.web.sketch import Bounds, SketchShape, area_shape, sketch
from pages.distances.selection import name

_POINTS = 24
_PAD = 0.14
_RINGS = ("top", "bottom")
_MIN_PAD_DEG = 0.1


@dataclass(frozen=True)
class Measured:
    """Everything on the map: lines between places, the way to a front, rings; and a first click."""

    lines: Sequence[Distance] = ()
    front: tuple[Place, ToFront] | None = None
    rings: tuple[Place, Sequence[float]] | None = None
    first: Place | None = None


def drawn(theatre: Theatre, snapshot: ControlSnapshot, measured: Measured, locale: Locale) -> bytes:
    """The map as the browser reads it."""
    over = _over(measured, locale)
    shapes = [area_shape(row, "around") for row in snapshot.areas.itertuples()]
    shapes += [SketchShape(line.geometry, "front") for line in lines_of_contact(snapshot)]
    label = locale.say("distances_map")
    view = _view(over) if over else None
    return sketch(
        theatre, [*shapes, *over], locale.language, label, view, clickable=True, tall=True
    )


def _over(measured: Measured, locale: Locale) -> list[SketchShape]:
    shapes: list[SketchShape] = []
    ends: dict[tuple[float, float], tuple[Place, str]] = {}
    for line in measured.lines:
        shapes += _line(line.start, line.initial_bearing_deg, line.km, locale)
        east, west = sorted((line.start, line.end), key=lambda place: -place.lon)
        ends[east.lon, east.lat] = (east, "right")
        ends[west.lon, west.lat] = (west, "left")
    if measured.rings:
        centre, radii = measured.rings
        for index, km in enumerate(radii):
            label = locale.say("km", value=locale.exact(km))
            edge = ring(centre, km).exterior
            shapes += [
                SketchShape(edge, "halo"),
                SketchShape(edge, "ring", label=label, pinned=_RINGS[index % 2]),
            ]
        ends[centre.lon, centre.lat] = (centre, "right")
    if measured.front:
        place, front = measured.front
        shapes += _line(place, front.bearing_deg, front.km, locale)
        shapes.append(SketchShape(Point(front.lon, front.lat), "end"))
        ends[place.lon, place.lat] = (place, "left" if front.bearing_deg < 180 else "right")
    if measured.first:
        ends[measured.first.lon, measured.first.lat] = (measured.first, "top")
    return shapes + [
        SketchShape(Point(position), "end", label=name(place, locale), pinned=side)
        for position, (place, side) in ends.items()
    ]


def _line(start: Place, bearing_deg: float, km: float, locale: Locale) -> list[SketchShape]:
    """A geodesic with its length on it; short ones too, for what is straight here is not there."""
    points = [
        destination(start.lon, start.lat, bearing_deg, km * 1e3 * index / _POINTS)
        for index in range(_POINTS + 1)
    ]
    line = LineString(points)
    label = locale.say("km", value=locale.number(km, 1))
    return [SketchShape(line, "halo"), SketchShape(line, "line", label=label, pinned="center")]


def _view(shapes: Iterable[SketchShape]) -> Bounds:
    """Bounds of what is measured with a little room; never so near that nothing else is seen."""
    west, south, east, north = shapely.total_bounds([shape.ground for shape in shapes]).tolist()
    pad = max(_PAD * max(east - west, north - south), _MIN_PAD_DEG)
    return west - pad, south - pad, east + pad, north + pad
