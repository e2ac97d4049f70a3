"""This module draws the map of a day as a picture: the same scene as on the screen, in a layout."""

from collections.abc import Sequence
from datetime import date
from math import hypot
from typing import Final

from geodata.errors import UnknownName
from geodata.places import Place, find
from geodata.record import Record
from layers.link import Pair, View
from layers.picture.areas import Control, control, paint_areas, paint_fronts
from layers.picture.canvas import Canvas
from layers.picture.colours import Colours, colours_of
from layers.picture.export import exported
from layers.picture.furniture import (
    paint_lines,
    paint_locator,
    paint_pills,
    paint_qr,
    paint_scale,
    pills_of,
    scale_box,
)
from layers.picture.ground import (
    base_document,
    ground,
    paint_above,
    paint_beneath,
    paint_outline,
)
from layers.picture.layout import Content, Layout, arranged
from layers.picture.legend import Head as LegendHead
from layers.picture.legend import (
    Row,
    area_rows,
    event_mark,
    event_sample,
    ghost_sample,
    hatch_sample,
    line_sample,
    sign_row,
)
from layers.picture.look import Look
from layers.picture.metadata import Facts
from layers.picture.names import Dot, Room, Writer, dots, paint_dots, paint_names
from layers.picture.regions import paint_regions, paint_signs
from layers.picture.texts import heads, notes, permalink, short_day
from layers.picture.window import USUAL_SCREEN, Box, MapWindow, fitted, seen_on
from layers.scene import Edition
from layers.text import RIGHT_TO_LEFT, say
from layers.wording import shown_day

NEWEST: Final = Edition()
_MARGIN: Final = 10.0
_SIGNS_FROM: Final = 6.0
_LOCATOR_BELOW: Final = 0.75
"""The theatre is shown in a corner once the map shows less of its width than this."""


def draw(record: Record, view: View, look: Look, edition: Edition = NEWEST) -> bytes:
    """The map of a view's day as a file in the look's format; the same bytes for the same scene.

    Raises
    ------
    GeodataError
        The day lies before the first one of the record.
    """
    canvas = Canvas(look)
    compose(canvas, record, view, look, edition)
    return exported(canvas, look, Facts.of(record, view, look, edition))


def compose(
    canvas: Canvas, record: Record, view: View, look: Look, edition: Edition = NEWEST
) -> None:
    """The map of a day with its margins, drawn on a canvas."""
    colours = colours_of(record.theatre, look.theme)
    layout, window = _laid_out(canvas, record, view, look, edition)
    if not look.transparent:
        canvas.rectangle(canvas.sheet, fill=colours.page["paper"], gid="paper")
    paint_map(canvas, record, view, window, look=look, colours=colours)
    for block, left, top in layout.margins:
        block.paint(canvas, left, top)
    if layout.qr is not None:
        paint_qr(canvas, permalink(record, view, look), layout.qr, colours)


def paint_map(
    canvas: Canvas, record: Record, view: View, window: MapWindow, *, look: Look, colours: Colours
) -> None:
    """The map alone, in its window."""
    day = shown_day(record, view)
    effective = record.effective(day)
    found, below = control(record, effective, window), ground(record.theatre, window)
    sheet = window.sheet
    with canvas.group("map", clip=sheet):
        if not look.transparent:
            canvas.rectangle(sheet, fill=colours.ground["sea"], gid="sea")
        paint_beneath(canvas, below, colours)
        paint_areas(canvas, found, colours)
        paint_above(canvas, below, colours, window, view.layers)
        paint_outline(canvas, below, colours)
        if "fronts" in view.layers:
            paint_fronts(canvas, found, colours, window, "fronts_before" in view.layers)
        _paint_written(canvas, record, view, window, look=look, colours=colours)


def _paint_written(
    canvas: Canvas, record: Record, view: View, window: MapWindow, *, look: Look, colours: Colours
) -> None:
    """Distances, marks and names, each kept clear of the others; then scale and locator."""
    sheet, theatre, layers = window.sheet, record.theatre, view.layers
    day = shown_day(record, view)
    room = Room(sheet.inset(4))
    scale = scale_box(window, sheet.left + _MARGIN, sheet.bottom - _MARGIN)
    locator = _locator(record, window, look.language in RIGHT_TO_LEFT)
    room.take(scale.inset(-3), *([locator.sheet.inset(-4)] if locator else []))
    pairs = places_of(record, view) if "distances" in layers else ()
    ends = frozenset(place.place_id for pair in pairs for place in pair)
    seen = dots(theatre, window, sheet.inset(3), ends) if "places" in layers else []
    marks = _marks(record, day, window, seen, room) if "events" in layers else []
    writer = Writer(seen, window, room, look.languages)
    room.take(*(Box(x, y, 0, 0).inset(-4.5) for x, y in marks))
    # Great cities first, then numbers, which may stand anywhere along their line, then the rest.
    names = writer.rank(0, ends)
    pills = pills_of(pairs, window, room, look.language)
    wanted = ends | _taken(record, day)
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
    document = base_document(theatre)
    if "roads" in layers and window.zoom >= _SIGNS_FROM:
        paint_signs(canvas, document, window, room, colours)
    paint_regions(
        canvas, document, window, room,
        colours=colours, languages=look.languages, layers=layers,
    )  # fmt: skip
    paint_scale(canvas, window, scale, look.language, colours)
    if locator is not None:
        held = control(record, record.effective(day), locator)
        paint_locator(canvas, ground(theatre, locator), held, (locator, window), colours)


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


def _laid_out(
    canvas: Canvas, record: Record, view: View, look: Look, edition: Edition
) -> tuple[Layout, MapWindow]:
    """The layout, and the window that comes of it.

    Which rows the legend has depends on what the map shows, so the map is placed twice.
    """
    colours = colours_of(record.theatre, look.theme)
    day = shown_day(record, view)
    top, small = heads(record, view, look), notes(record, view, look, edition)
    head = _legend_head(record, day, look.language)
    window = window_of(record, view, Box(0, 0, canvas.width * 0.72, canvas.height * 0.7))
    for _ in range(2):
        found = control(record, record.effective(day), window)
        rows = _rows(record, view, found, colours, look)
        content = Content(top, rows, small, head)
        layout = arranged(look, content, colours, canvas.width, canvas.height)
        window = window_of(record, view, layout.sheet)
    return layout, window


def _rows(record: Record, view: View, found: Control, colours: Colours, look: Look) -> list[Row]:
    effective = record.effective(shown_day(record, view))
    languages = look.languages
    rows = area_rows(record, effective, found, colours, languages)
    km = f"{sum(record.contact_km(effective).values()):,.0f}"
    if "fronts" in view.layers:
        rows.append(sign_row("front", line_sample(colours), "picture_front", languages, km=km))
        if "fronts_before" in view.layers and found.gone is not None:
            rows.append(sign_row("before", ghost_sample(colours), "front_before", languages))
    if "far" in view.layers and record.theatre.places:
        rows.append(sign_row("far", hatch_sample(colours), "far_from_reports", languages))
    if "events" in view.layers and record.events_on(shown_day(record, view)):
        rows.append(sign_row("event", event_sample(colours), "picture_event", languages))
    return rows


def _legend_head(record: Record, day: date, language: str) -> LegendHead:
    before = record.before(record.effective(day))
    since = ""
    if before is not None:
        since = say(language, "picture_since", day=short_day(before, language))
    return LegendHead(say(language, "picture_legend"), say(language, "km2"), since)


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


def _marks(
    record: Record, day: date, window: MapWindow, seen: Sequence[Dot], room: Room
) -> list[tuple[float, float]]:
    """Where the events of a day are marked: beside the dot of a great city, not on it."""
    great = [dot for dot in seen if not dot.place.rank]
    where = sorted({(event.lon, event.lat) for event in record.events_on(day)})
    points = [window.at(lon, lat) for lon, lat in where]
    beside = [
        (x - 8, y - 8) if any(hypot(x - dot.x, y - dot.y) < 6 for dot in great) else (x, y)
        for x, y in points
    ]
    return [(x, y) for x, y in beside if room.bounds.holds(Box(x, y, 0, 0))]


def _taken(record: Record, day: date) -> frozenset[str]:
    """Towns that changed hands that day: the news is named first."""
    ranks = {place.place_id: place.rank for place in record.theatre.places}
    effective = record.effective(day)
    return frozenset(
        one.place_id
        for one in record.reports_on(effective)
        if not one.default_rule and ranks[one.place_id] <= 1
    )
