"""Marginalia of a map: scale bar, locator, distances, QR."""

from collections.abc import Iterable
from math import floor, hypot, log10
from typing import Final

import segno
from matplotlib.path import Path

from geodata.distance import between
from geodata.places import Place
from layers.locale import Locale
from layers.palette import Colours, mixed
from layers.picture.areas import Control
from layers.picture.canvas import Canvas
from layers.picture.fonts import Type, width_of
from layers.picture.ground import Ground
from layers.picture.names import ABOVE, CollisionIndex
from layers.picture.window import Box, MapWindow
from layers.style import style

_SCALE_SHARE: Final = 0.2
_SMALL: Final = 0.65
"""Widths of lines on the locator, in parts of those on the map."""
_SCALE_TYPE: Final = Type(style().scale_text.size, style().scale_text.weight)
_PLATE: Final = style().plates
_PILL: Final = Type(_PLATE.size, _PLATE.weight)


def scale_km(window: MapWindow) -> float:
    """The round number of km whose bar is at most a fifth of the map's width."""
    max_km = window.km(window.box.width * _SCALE_SHARE)
    power = 10.0 ** floor(log10(max_km))
    return max(step * power for step in (1, 2, 5) if step * power <= max_km)


def scale_units(window: MapWindow, km: float) -> float:
    """How long the bar of that many km is, in units, so that it is true at the map's centre."""
    units = window.box.width * _SCALE_SHARE
    for _ in range(4):
        units *= km / window.km(units)
    return units


def scale_box(window: MapWindow, left: float, bottom: float) -> Box:
    """What the scale bar covers."""
    return Box(left, bottom - 26, scale_units(window, scale_km(window)) + 8, 26)


def paint_scale(
    canvas: Canvas, window: MapWindow, box: Box, locale: Locale, colours: Colours
) -> None:
    """A bar with its length in km, true at the map's centre."""
    km = scale_km(window)
    ink, halo = colours.text["place"], colours.text["halo"]
    left, y = box.left + 4, box.bottom - 7
    right = left + scale_units(window, km)
    with canvas.group("scale"):
        ends = [(left, y - 5), (left, y), (right, y), (right, y - 5)]
        canvas.path(Path(ends), line=halo, width=style().lines["scale_halo"].width)
        canvas.path(Path(ends), line=ink, width=style().lines["scale"].width, gid="scale-bar")
        text = locale.say("km", value=locale.exact(km))
        middle = (left + right) / 2
        canvas.text(
            text, middle, y - 6, _SCALE_TYPE, ink, anchor="middle", halo=halo, gid="scale-text"
        )


def paint_locator(
    canvas: Canvas,
    small: Ground,
    held: Control,
    windows: tuple[MapWindow, MapWindow],
    colours: Colours,
) -> None:
    """The whole theatre in a corner, with a frame around what the map shows."""
    inner, window = windows
    tone, box, lines = colours.ground, inner.frame, style().lines
    with canvas.group("locator", clip=box):
        canvas.rectangle(box, fill=tone["sea"])
        for name, key in (("neighbours", "neighbour"), ("country", "country")):
            for path, _ in small.areas[name]:
                canvas.path(path, fill=tone[key])
        for kind, path in held.areas.items():
            canvas.path(path, fill=mixed(colours.party(kind.party), tone["country"], 0.35))
        for path, _ in small.lines["borders"]:
            canvas.path(path, line=tone["border"], width=lines["borders"].width * _SMALL)
        for path, _ in small.lines["country"]:
            canvas.path(path, line=tone["outline"], width=lines["outline"].width * _SMALL)
        west, south, east, north = window.extent()
        (left, top), (right, bottom) = inner.point(west, north), inner.point(east, south)
        frame = Box(left, top, max(right - left, 5), max(bottom - top, 5))
        canvas.rectangle(
            frame,
            fill=f"{colours.page['accent']}33",
            line=colours.page["accent"],
            width=lines["locator_view"].width,
        )
    canvas.rectangle(box, line=colours.page["muted"], width=lines["locator"].width)


def paint_lines(
    canvas: Canvas, pairs: Iterable[tuple[Place, Place]], window: MapWindow, colours: Colours
) -> None:
    """A dashed line for each distance."""
    measure = colours.measure
    line, wide = (style().lines[name] for name in ("distance", "distance_halo"))
    with canvas.group("distances"):
        for start, end in pairs:
            here, there = window.point(start.lon, start.lat), window.point(end.lon, end.lat)
            canvas.segment(here, there, line=measure["halo"], width=wide.width)
            canvas.segment(here, there, line=measure["line"], width=line.width, dash=line.dash)


def pills_of(
    pairs: Iterable[tuple[Place, Place]], window: MapWindow, index: CollisionIndex, locale: Locale
) -> list[tuple[str, Box]]:
    """The length of each distance and its box on its line; takes that box."""
    pills = []
    for start, end in pairs:
        text = locale.say("km", value=locale.number(between(start, end).km, 1))
        here, there = window.point(start.lon, start.lat), window.point(end.lon, end.lat)
        boxes = _pill_boxes(width_of(text, _PILL) + 2 * _PLATE.pad, here, there)
        box = next(filter(index.free, boxes), boxes[0])
        index.take(box)
        pills.append((text, box))
    return pills


def paint_pills(canvas: Canvas, pills: Iterable[tuple[str, Box]], colours: Colours) -> None:
    """The numbers of distances in a frame."""
    measure = colours.measure
    with canvas.group("distance-numbers"):
        for text, box in pills:
            canvas.rectangle(
                box,
                radius=_PLATE.radius,
                fill=measure["label"],
                line=measure["line"],
                width=style().lines["plate"].width,
            )
            x, y = box.centre
            base = y + _PILL.size * ABOVE / 2 - 0.3
            canvas.text(text, x, base, _PILL, measure["text"], anchor="middle")


def paint_qr(canvas: Canvas, text: str, box: Box, colours: Colours) -> None:
    """A QR code of a text, black on white in every theme: readers expect it so."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    size = box.width / (len(code.matrix) + 8)
    with canvas.group("qr"):
        canvas.rectangle(box, fill=colours.page["qr_paper"])
        corners: list[tuple[float, float]] = []
        for y, line in enumerate(code.matrix):
            for x, dark in enumerate(line):
                if dark:
                    left, top = box.left + (x + 4) * size, box.top + (y + 4) * size
                    corners += [
                        (left, top), (left + size, top), (left + size, top + size),
                        (left, top + size), (left, top),
                    ]  # fmt: skip
        codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
        canvas.path(Path(corners, codes * (len(corners) // 5)), fill=colours.page["qr"])


def _pill_boxes(width: float, here: tuple[float, float], there: tuple[float, float]) -> list[Box]:
    """Where a number may stand, best first: on its line, or beside one that is too short for it."""
    dx, dy = there[0] - here[0], there[1] - here[1]
    length = hypot(dx, dy) or 1.0
    across = (-dy / length, dx / length)
    near = (width * abs(across[0]) + _PLATE.height * abs(across[1])) / 2 + 4
    asides = [] if length < 1.6 * width else [0.0]
    asides += [side * (near + more) for more in (0, 10, 24, 40) for side in (-1, 1)]
    return [
        Box(
            here[0] + dx * share + across[0] * aside - width / 2,
            here[1] + dy * share + across[1] * aside - _PLATE.height / 2,
            width,
            _PLATE.height,
        )
        for aside in asides
        for share in (0.5, 0.4, 0.6, 0.3, 0.7)
    ]
