"""Map of a day as a picture: the same scene as on the screen, in a layout."""

from geodata.record import Record
from layers.edition import NEWEST, Edition
from layers.link import View
from layers.locale import Locale
from layers.moment import Moment, moment_of
from layers.palette import Colours, colours_of
from layers.picture.areas import Control, control
from layers.picture.canvas import Canvas
from layers.picture.export import exported
from layers.picture.layout import Content, Layout, arranged
from layers.picture.legend import Head as LegendHead
from layers.picture.legend import (
    Row,
    area_rows,
    event_sample,
    ghost_sample,
    hatch_sample,
    line_sample,
    sign_row,
)
from layers.picture.maps import paint_map, window_of
from layers.picture.marginalia import paint_qr
from layers.picture.metadata import Facts
from layers.picture.options import PictureOptions
from layers.picture.texts import heads, notes, permalink
from layers.picture.window import Box, MapWindow


def draw(record: Record, view: View, options: PictureOptions, edition: Edition = NEWEST) -> bytes:
    """The map of a view's day as a file in a format; the same bytes for the same scene.

    Raises
    ------
    GeodataError
        The day lies before the first one of the record.
    """
    canvas, moment = Canvas(options), moment_of(record, view)
    compose(canvas, moment, view, options, edition)
    return exported(canvas, options, Facts.of(moment, view, options, edition))


def compose(
    canvas: Canvas, moment: Moment, view: View, options: PictureOptions, edition: Edition = NEWEST
) -> None:
    """The map of a day with its margins, drawn on a canvas."""
    colours = colours_of(moment.record.theatre, options.theme)
    layout, window = laid_out(canvas, moment, view, options, edition)
    if not options.transparent:
        canvas.rectangle(canvas.frame, fill=colours.page["paper"], gid="paper")
    paint_map(canvas, moment, view, window, options=options, colours=colours)
    paint_margins(canvas, layout, permalink(moment, view, options), colours)


def paint_margins(canvas: Canvas, layout: Layout, link: str, colours: Colours) -> None:
    """What stands around the map, and the QR code if there is one."""
    for block, left, top in layout.margins:
        block.paint(canvas, left, top)
    if layout.qr is not None:
        paint_qr(canvas, link, layout.qr, colours)


def laid_out(
    canvas: Canvas, moment: Moment, view: View, options: PictureOptions, edition: Edition
) -> tuple[Layout, MapWindow]:
    """The layout, and the window that comes of it.

    Which rows the legend has depends on what the map shows, so the map is placed twice.
    """
    record = moment.record
    colours = colours_of(record.theatre, options.theme)
    top, small = heads(moment, options), notes(moment, view, options, edition)
    head = _legend_head(moment, options.locale(record.theatre))
    window = window_of(record, view, Box(0, 0, canvas.width * 0.72, canvas.height * 0.7))
    for _ in range(2):
        areas = control(record, moment.effective_date, window)
        rows = _rows(moment, view, areas, colours, options)
        content = Content(top, rows, small, head)
        layout = arranged(options, content, colours, canvas.frame)
        window = window_of(record, view, layout.frame)
    return layout, window


def _rows(
    moment: Moment, view: View, areas: Control, colours: Colours, options: PictureOptions
) -> list[Row]:
    rows = area_rows(moment, areas, colours, options.locales(moment.record.theatre))
    return [*rows, *sign_rows(moment, view, areas, colours, options)]


def sign_rows(
    moment: Moment, view: View, areas: Control, colours: Colours, options: PictureOptions
) -> list[Row]:
    """The rows of signs that are no ground: fronts, far ground, events."""
    record, km = moment.record, moment.front_km
    locales = options.locales(record.theatre)
    rows = []
    if "fronts" in view.layers:
        rows.append(sign_row("front", line_sample(colours), "picture_front", locales, km=km))
        if "fronts_before" in view.layers and areas.abandoned is not None:
            rows.append(sign_row("before", ghost_sample(colours), "front_before", locales))
    if "far" in view.layers and record.theatre.places:
        rows.append(sign_row("far", hatch_sample(colours), "far_from_reports", locales))
    if "events" in view.layers and record.events_on(moment.day):
        rows.append(sign_row("event", event_sample(colours), "picture_event", locales))
    return rows


def _legend_head(moment: Moment, locale: Locale) -> LegendHead:
    since = ""
    if moment.before is not None:
        since = locale.say("picture_since", day=locale.day(moment.before, "short"))
    return LegendHead(locale.say("picture_legend"), locale.say("km2"), since)
