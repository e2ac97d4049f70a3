"""Maps of a day: ground, control, fronts, distances, marks and names in a window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Final

from geodata.errors import UnknownName
from geodata.places import Place, find
from geodata.record import Record
from layers.link import PlacePair, View
from layers.moment import Moment
from layers.palette import Colours
from layers.picture.areas import control, paint_areas, paint_fronts
from layers.picture.canvas import Canvas
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
from layers.picture.names import (
    ABOVE,
    CollisionIndex,
    Dot,
    Writer,
    dots,
    paint_dots,
    paint_names,
    paint_regions,
    paint_signs,
)
from layers.picture.options import PictureOptions
from layers.picture.window import USUAL_SCREEN, Box, MapWindow, fitted, seen_on
from layers.style import style

_MARGIN: Final = 10.0
_LOCATOR_BELOW: Final = 0.75
"""The theatre is shown in a corner once the map shows less of its width than this."""
_PLATE: Final = style().day_plates
_LABEL_TYPE: Final = Type(_PLATE.size, _PLATE.weight)


@dataclass(frozen=True)
class Marginalia:
    """Marginalia of a map: scale bar, locator, and its day as a label in a corner."""

    scale: bool = True
    locator: bool = True
    day_label: str = ""


DEFAULT_MARGINALIA: Final = Marginalia()
Paint = Callable[[Canvas], None]


def paint_map(
    canvas: Canvas,
    moment: Moment,
    view: View,
    window: MapWindow,
    *,
    options: PictureOptions,
    colours: Colours,
    marginalia: Marginalia = DEFAULT_MARGINALIA,
    areas: Paint | None = None,
) -> None:
    """The map of a day alone, in its window; `areas` paints others than those of the day."""
    frame, below = window.frame, ground(moment.record.theatre, window)
    areas_of_day = control(moment.record, moment.effective_date, window)
    with canvas.group("map", clip=frame):
        if not options.transparent:
            canvas.rectangle(frame, fill=colours.ground["sea"], gid="sea")
        paint_beneath(canvas, below, colours, window)
        if areas is None:
            paint_areas(canvas, areas_of_day, colours)
        else:
            areas(canvas)
        paint_above(canvas, below, colours, window, view.layers)
        if "fronts" in view.layers:
            paint_fronts(canvas, areas_of_day, colours, window, "fronts_before" in view.layers)
        painter = Lettering(canvas, moment, view, window, options, colours, marginalia)
        painter.paint()


@dataclass
class Lettering:
    """Labels and marks of a map, each kept clear of the others, and its marginalia."""

    canvas: Canvas
    moment: Moment
    view: View
    window: MapWindow
    options: PictureOptions
    colours: Colours
    marginalia: Marginalia

    @property
    def record(self) -> Record:
        """Record of the map."""
        return self.moment.record

    def paint(self) -> None:
        """Distances, marks and names; then scale, locator and day."""
        canvas, window, colours, layers = self.canvas, self.window, self.colours, self.view.layers
        frame, theatre = window.frame, self.record.theatre
        locale = self.options.locale(theatre)
        index = CollisionIndex(frame.inset(4))
        scale, locator, day_label = self._place_marginalia(index)
        pairs = places_of(self.record, self.view) if "distances" in layers else ()
        ends = frozenset(place.place_id for pair in pairs for place in pair)
        seen = dots(theatre, window, frame.inset(3), ends) if "places" in layers else []
        marks = self._marks(seen, index) if "events" in layers else []
        index.take(*(Box(x, y, 0, 0).inset(-4.5) for x, y in marks))
        writer = Writer(seen, window, index, self.options.locales(theatre))
        # Major cities first, then numbers, which may stand anywhere along their line.
        names = writer.rank(0, ends)
        pills = pills_of(pairs, window, index, locale)
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
        self._quiet(index)
        if scale is not None:
            paint_scale(canvas, window, scale, locale, colours)
        if locator is not None:
            held = control(self.record, self.moment.effective_date, locator)
            small = ground(theatre, locator)
            paint_locator(canvas, small, held, (locator, window), colours)
        if day_label is not None:
            self._paint_day_label(day_label)

    def _place_marginalia(
        self, index: CollisionIndex
    ) -> tuple[Box | None, MapWindow | None, Box | None]:
        """Boxes of scale, locator and day; takes them."""
        frame, marginalia = self.window.frame, self.marginalia
        is_rtl = self.options.locale(self.record.theatre).is_rtl
        scale, locator, day_label = None, None, None
        if marginalia.scale:
            scale = scale_box(self.window, frame.left + _MARGIN, frame.bottom - _MARGIN)
            index.take(scale.inset(-3))
        if marginalia.locator:
            locator = _locator(self.record, self.window, is_rtl)
            index.take(*([locator.frame.inset(-4)] if locator else []))
        if marginalia.day_label:
            width = width_of(marginalia.day_label, _LABEL_TYPE) + 2 * _PLATE.pad
            left = frame.right - _MARGIN - width if is_rtl else frame.left + _MARGIN
            day_label = Box(left, frame.top + _MARGIN, width, _PLATE.height)
            index.take(day_label)
        return scale, locator, day_label

    def _paint_day_label(self, box: Box) -> None:
        page = self.colours.page
        with self.canvas.group("day-label"):
            self.canvas.rectangle(box, radius=_PLATE.radius, fill=page["paper"])
            x, y = box.centre
            base = y + _LABEL_TYPE.size * ABOVE / 2 - 0.4
            self.canvas.text(
                self.marginalia.day_label, x, base, _LABEL_TYPE, page["ink"], anchor="middle"
            )

    def _quiet(self, index: CollisionIndex) -> None:
        """Road signs, and names of what is no settlement."""
        document = base_document(self.record.theatre)
        if "roads" in self.view.layers and self.window.detail_zoom >= style().signs.from_zoom:
            paint_signs(self.canvas, document, self.window, index, self.colours)
        paint_regions(
            self.canvas, document, self.window, index,
            colours=self.colours, locales=self.options.locales(self.record.theatre),
            layers=self.view.layers,
        )  # fmt: skip

    def _marks(self, seen: Sequence[Dot], index: CollisionIndex) -> list[tuple[float, float]]:
        """Points of the events of a day: beside the dot of a major city, not on it."""
        events = self.record.events_on(self.moment.day)
        where = sorted({(event.lon, event.lat) for event in events})
        points = [self.window.point(lon, lat) for lon, lat in where]
        major_cities = [dot for dot in seen if dot.place.is_major_city]
        beside = [
            (x - 8, y - 8)
            if any(hypot(x - dot.x, y - dot.y) < 6 for dot in major_cities)
            else (x, y)
            for x, y in points
        ]
        return [(x, y) for x, y in beside if index.bounds.holds(Box(x, y, 0, 0))]

    def _taken(self) -> frozenset[str]:
        """Cities that changed hands that day: the news is named first."""
        cities = {place.place_id for place in self.record.theatre.places if place.is_city}
        return frozenset(
            report.place_id
            for report in self.record.reports_on(self.moment.effective_date)
            if not report.default_rule and report.place_id in cities
        )


def places_of(record: Record, view: View) -> tuple[tuple[Place, Place], ...]:
    """The pairs of places to measure between; those the theatre does not have are left out."""
    pairs: Sequence[PlacePair] = (
        record.theatre.default_distances if view.distances is None else view.distances
    )
    places = []
    for pair in pairs:
        try:
            start, end = (find(record.theatre.places, name) for name in pair)
        except UnknownName:
            continue
        places.append((start, end))
    return tuple(places)


def window_of(record: Record, view: View, frame: Box) -> MapWindow:
    """What the map shows: the screen of the link, or the whole theatre."""
    box = frame.inset(_MARGIN)
    if view.centre is not None and view.zoom is not None:
        return seen_on(view.screen or USUAL_SCREEN, view.centre, view.zoom, frame, frame)
    return fitted(record.theatre.extent_deg, box, frame)


def _locator(record: Record, window: MapWindow, is_rtl: bool) -> MapWindow | None:
    """The small map of the theatre, in the upper corner away from the column of text."""
    west, _, east, _ = window.extent()
    theatre_west, south, theatre_east, north = record.theatre.extent_deg
    if (east - west) > _LOCATOR_BELOW * (theatre_east - theatre_west):
        return None
    frame = window.frame
    width = min(170.0, frame.width * 0.26)
    height = width * 0.86
    left = frame.left + _MARGIN if is_rtl else frame.right - _MARGIN - width
    box = Box(left, frame.top + _MARGIN, width, height)
    return fitted((theatre_west, south, theatre_east, north), box.inset(6), box)
