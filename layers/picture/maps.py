"""This module paints maps: ground, control, fronts, distances, marks and names in a window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import hypot
from typing import Final

from geodata.errors import UnknownName
from geodata.places import Place, find
from geodata.record import Record
from layers.link import Pair, View
from layers.locale.captions import shown_day
from layers.locale.text import RIGHT_TO_LEFT
from layers.picture.areas import control, paint_areas, paint_fronts
from layers.picture.canvas import Canvas
from layers.picture.colours import Colours
from layers.picture.fonts import Type, width_of
from layers.picture.ground import (
    base_document,
    ground,
    paint_above,
    paint_beneath,
)
from layers.picture.legend import event_mark
from layers.picture.marginalia import (
    paint_lines,
    paint_locator,
    paint_pills,
    paint_scale,
    pills_of,
    scale_box,
)
from layers.picture.names import ABOVE, Dot, Room, Writer, dots, paint_dots, paint_names
from layers.picture.options import Look
from layers.picture.regions import paint_regions, paint_signs
from layers.picture.window import USUAL_SCREEN, Box, MapWindow, fitted, seen_on
from layers.style import style

_MARGIN: Final = 10.0
_LOCATOR_BELOW: Final = 0.75
"""The theatre is shown in a corner once the map shows less of its width than this."""
_PLATE: Final = style().day_plates
_TAG: Final = Type(_PLATE.size, _PLATE.weight)


@dataclass(frozen=True)
class Manner:
    """How a map is furnished: a scale bar, a locator; a `tag` in its corner says its day."""

    scale: bool = True
    locator: bool = True
    tag: str = ""


USUAL: Final = Manner()
Paint = Callable[[Canvas], None]


def paint_map(
    canvas: Canvas,
    record: Record,
    view: View,
    window: MapWindow,
    *,
    look: Look,
    colours: Colours,
    manner: Manner = USUAL,
    areas: Paint | None = None,
) -> None:
    """The map of a view's day alone, in its window; `areas` paints others than those of the day."""
    effective = record.effective(shown_day(record, view))
    found, below = control(record, effective, window), ground(record.theatre, window)
    sheet = window.sheet
    with canvas.group("map", clip=sheet):
        if not look.transparent:
            canvas.rectangle(sheet, fill=colours.ground["sea"], gid="sea")
        paint_beneath(canvas, below, colours)
        if areas is None:
            paint_areas(canvas, found, colours)
        else:
            areas(canvas)
        paint_above(canvas, below, colours, window, view.layers)
        if "fronts" in view.layers:
            paint_fronts(canvas, found, colours, window, "fronts_before" in view.layers)
        painter = Lettering(canvas, record, view, window, look, colours, manner)
        painter.paint()


@dataclass
class Lettering:
    """What is written on a map, each kept clear of the others, and its furniture."""

    canvas: Canvas
    record: Record
    view: View
    window: MapWindow
    look: Look
    colours: Colours
    manner: Manner

    def paint(self) -> None:
        """Distances, marks and names; then scale, locator and tag."""
        canvas, window, colours, layers = self.canvas, self.window, self.colours, self.view.layers
        sheet, theatre = window.sheet, self.record.theatre
        room = Room(sheet.inset(4))
        scale, locator, tag = self._furniture(room)
        pairs = places_of(self.record, self.view) if "distances" in layers else ()
        ends = frozenset(place.place_id for pair in pairs for place in pair)
        seen = dots(theatre, window, sheet.inset(3), ends) if "places" in layers else []
        marks = self._marks(seen, room) if "events" in layers else []
        room.take(*(Box(x, y, 0, 0).inset(-4.5) for x, y in marks))
        writer = Writer(seen, window, room, self.look.languages)
        # Great cities first, then numbers, which may stand anywhere along their line.
        names = writer.rank(0, ends)
        pills = pills_of(pairs, window, room, self.look.language)
        wanted = ends | self._taken()
        names += [name for rank in (1, 2, 3) for name in writer.rank(rank, wanted)]
        paint_lines(canvas, pairs, window, colours)
        with canvas.group("places"):
            paint_dots(canvas, writer.named, colours)
        with canvas.group("events"):
            for x, y in marks:
                event_mark(canvas, x, y, colours)
        with canvas.group("names"):
            paint_names(canvas, names, colours)
        paint_pills(canvas, pills, colours)
        self._quiet(room)
        if scale is not None:
            paint_scale(canvas, window, scale, self.look.language, colours)
        if locator is not None:
            held = control(self.record, self._effective, locator)
            small = ground(theatre, locator)
            paint_locator(canvas, small, held, (locator, window), colours)
        if tag is not None:
            self._paint_tag(tag)

    @property
    def _effective(self) -> date:
        return self.record.effective(shown_day(self.record, self.view))

    def _furniture(self, room: Room) -> tuple[Box | None, MapWindow | None, Box | None]:
        """Where scale, locator and tag stand; takes their room."""
        sheet, manner = self.window.sheet, self.manner
        from_right = self.look.language in RIGHT_TO_LEFT
        scale, locator, tag = None, None, None
        if manner.scale:
            scale = scale_box(self.window, sheet.left + _MARGIN, sheet.bottom - _MARGIN)
            room.take(scale.inset(-3))
        if manner.locator:
            locator = _locator(self.record, self.window, from_right)
            room.take(*([locator.sheet.inset(-4)] if locator else []))
        if manner.tag:
            width = width_of(manner.tag, _TAG) + 2 * _PLATE.pad
            left = sheet.right - _MARGIN - width if from_right else sheet.left + _MARGIN
            tag = Box(left, sheet.top + _MARGIN, width, _PLATE.height)
            room.take(tag)
        return scale, locator, tag

    def _paint_tag(self, box: Box) -> None:
        page = self.colours.page
        with self.canvas.group("tag"):
            self.canvas.rectangle(box, radius=_PLATE.radius, fill=page["paper"])
            x, y = box.centre
            base = y + _TAG.size * ABOVE / 2 - 0.4
            self.canvas.text(self.manner.tag, x, base, _TAG, page["ink"], anchor="middle")

    def _quiet(self, room: Room) -> None:
        """Road signs, and names of what is no settlement."""
        document = base_document(self.record.theatre)
        if "roads" in self.view.layers and self.window.detail_zoom >= style().signs.from_zoom:
            paint_signs(self.canvas, document, self.window, room, self.colours)
        paint_regions(
            self.canvas, document, self.window, room,
            colours=self.colours, languages=self.look.languages, layers=self.view.layers,
        )  # fmt: skip

    def _marks(self, seen: Sequence[Dot], room: Room) -> list[tuple[float, float]]:
        """Where the events of a day are marked: beside the dot of a great city, not on it."""
        events = self.record.events_on(shown_day(self.record, self.view))
        where = sorted({(event.lon, event.lat) for event in events})
        points = [self.window.at(lon, lat) for lon, lat in where]
        great = [dot for dot in seen if not dot.place.rank]
        beside = [
            (x - 8, y - 8) if any(hypot(x - dot.x, y - dot.y) < 6 for dot in great) else (x, y)
            for x, y in points
        ]
        return [(x, y) for x, y in beside if room.bounds.holds(Box(x, y, 0, 0))]

    def _taken(self) -> frozenset[str]:
        """Towns that changed hands that day: the news is named first."""
        ranks = {place.place_id: place.rank for place in self.record.theatre.places}
        return frozenset(
            one.place_id
            for one in self.record.reports_on(self._effective)
            if not one.default_rule and ranks[one.place_id] <= 1
        )


def places_of(record: Record, view: View) -> tuple[tuple[Place, Place], ...]:
    """The pairs of places to measure between; those the theatre does not have are left out."""
    asked: Sequence[Pair] = (
        record.theatre.default_distances if view.distances is None else view.distances
    )
    found = []
    for pair in asked:
        try:
            start, end = (find(record.theatre.places, name) for name in pair)
        except UnknownName:
            continue
        found.append((start, end))
    return tuple(found)


def window_of(record: Record, view: View, sheet: Box) -> MapWindow:
    """What the map shows: the screen of the link, or the whole theatre."""
    box = sheet.inset(_MARGIN)
    if view.centre is not None and view.zoom is not None:
        return seen_on(view.screen or USUAL_SCREEN, view.centre, view.zoom, sheet, sheet)
    return fitted(record.theatre.extent_deg, box, sheet)


def _locator(record: Record, window: MapWindow, from_right: bool) -> MapWindow | None:
    """The small map of the theatre, in the upper corner away from the column of text."""
    west, _, east, _ = window.extent()
    theatre_west, south, theatre_east, north = record.theatre.extent_deg
    if (east - west) > _LOCATOR_BELOW * (theatre_east - theatre_west):
        return None
    sheet = window.sheet
    width = min(170.0, sheet.width * 0.26)
    height = width * 0.86
    left = sheet.left + _MARGIN if from_right else sheet.right - _MARGIN - width
    box = Box(left, sheet.top + _MARGIN, width, height)
    return fitted((theatre_west, south, theatre_east, north), box.inset(6), box)
