"""Decks: a PowerPoint file of chosen days, its text and tables to be edited.

Each day has its map, a headline, who holds what, and notes for the speaker, with sources.
"""

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Final

from pptx.enum.text import MSO_ANCHOR
from pptx.presentation import Presentation as PresentationFile
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.util import Emu, Inches, Pt

from geodata.control import AreaFigure
from geodata.errors import DateError
from geodata.terms import Holder
from layers.exports.archive import add
from layers.exports.order import Order, Progress
from layers.exports.pictures import Renderer
from layers.exports.registry import Export
from layers.exports.slides import HEIGHT_IN, MARGIN_IN, WIDTH_IN, Box, Deck
from layers.exports.sources import about, between, licences_of, sources_of
from layers.locale import Locale
from layers.locale.captions import alt_text, headline
from layers.moment import Moment
from layers.palette import Colours, colours_of
from layers.picture import PictureError, PictureOptions
from layers.style import style

MAX_DAYS: Final = 60
_MAP: Final = Box(MARGIN_IN, 1.9, 7.35, 4.98)
_DPI: Final = 200
_TEXT_PX: Final = 26.0
_SIDE: Final = Box(8.25, 1.9, WIDTH_IN - 8.25 - MARGIN_IN, 4.98)
_COLUMNS_IN: Final = (0.26, 2.2, 0.75, 0.57, 0.703)
_ROW_IN: Final = 0.36
_MAX_ROWS: Final = 10


def _make(order: Order, _export: Export, progress: Progress) -> bytes:
    """A deck of the days of an order, in the language that leads and in light or dark."""
    days = order.days
    if not days:
        raise DateError("A deck needs at least one day; choose some.")
    if len(days) > MAX_DAYS:
        raise PictureError(f"{len(days)} days make no deck; choose at most {MAX_DAYS}.")
    options = map_options(order.options)
    with Renderer(order) as renderer:
        maps = []
        for image in renderer.maps((order.on(day).view, options) for day in days):
            maps.append(image)
            progress(len(maps), len(days))
    return compose(order, list(zip(days, maps, strict=True)))


def map_options(options: PictureOptions) -> PictureOptions:
    """Options of the maps of a deck: as large as their place, their headline left to the slide."""
    return replace(
        options,
        width_px=round(_MAP.width * _DPI),
        height_px=round(_MAP.height * _DPI),
        dpi=_DPI,
        text_px=_TEXT_PX,
        format="png",
        title="",
        subtitle="",
        transparent=False,
        languages=options.languages[:1],
    )


def compose(order: Order, maps: Sequence[tuple[date, bytes]]) -> bytes:
    """The deck, put together from maps that were drawn before; equal maps make equal bytes."""
    theatre = order.record.theatre
    colours = colours_of(theatre, order.options.theme)
    fills = [colours.party(party.code) for party in theatre.parties][:6]
    deck = Deck(dict(colours.page), fills, mirrored=order.locale.is_rtl)
    days = [day for day, _ in maps]
    _opening(deck, order, days, maps[-1][1])
    for day, image in maps:
        _day(deck, order.on(day), colours, image)
    _closing(deck, order)
    _properties(deck.file, about(order, days), days[-1])
    return _saved(deck.file)


def _opening(deck: Deck, order: Order, days: Sequence[date], image: bytes) -> None:
    record, options, locale = order.record, order.options, order.locale
    title = options.title or locale.text(record.theatre.title)
    slide = deck.add_slide(title, between(days[0], days[-1], locale))
    deck.picture(slide, image, _MAP, title)
    subtitle = options.subtitle or headline(Moment(record, days[-1]), locale)
    deck.text(slide, subtitle, Box(_SIDE.left, _SIDE.top, _SIDE.width, 2.2), 20)
    credit = "\n".join(
        [locale.text(record.theatre.credit), locale.text(record.theatre.attribution)]
    )
    deck.text(slide, credit, Box(_SIDE.left, 5.6, _SIDE.width, 1.2), 11, tone="muted")


def _day(deck: Deck, order: Order, colours: Colours, image: bytes) -> None:
    record, moment, locale = order.record, order.moment, order.locale
    kicker = locale.day(moment.day)
    if moment.age_days:
        kicker += f" · {locale.say('age', count=moment.age_days)}"
    slide = deck.add_slide(headline(moment, locale), kicker)
    alt = alt_text(moment, locale)
    deck.picture(slide, image, _MAP, alt)
    used = _figures(deck, slide, order, colours)
    facts = _facts(moment, locale)
    deck.text(slide, facts, Box(_SIDE.left, _SIDE.top + used + 0.25, _SIDE.width, 0.8), 13)
    source = f"{locale.text(record.theatre.credit)}. {locale.text(record.theatre.attribution)}"
    foot = Box(MARGIN_IN, HEIGHT_IN - 0.47, WIDTH_IN - 2 * MARGIN_IN, 0.3)
    deck.text(slide, source, foot, 9, tone="muted")
    notes = [alt, "", sources_of(moment, locale), "", order.link]
    slide.notes_slide.notes_text_frame.text = "\n".join(notes)


def _figures(deck: Deck, slide: Slide, order: Order, colours: Colours) -> float:
    """The table of who holds what, with the colours of the map; how high it is, in inches."""
    locale = order.locale
    rows = order.moment.figures[:_MAX_ROWS]
    heads = [locale.say(key) for key in ("party", "km2_head", "share", "change")]
    height = _ROW_IN * (len(rows) + 1)
    places = Box(_SIDE.left, _SIDE.top, _SIDE.width, height).places(mirrored=deck.mirrored)
    shape = slide.shapes.add_table(len(rows) + 1, len(_COLUMNS_IN), *places)
    shape.name = "Figures"
    shape.table._tbl.tblPr.set("bandRow", "0")
    # Not every program turns a table round for a language that runs from the right.
    step = -1 if deck.mirrored else 1
    for column, width in zip(shape.table.columns, _COLUMNS_IN[::step], strict=True):
        column.width = Inches(width)
    for index, row in enumerate([None, *rows]):
        shape.table.rows[index].height = Inches(_ROW_IN)
        cells = [shape.table.cell(index, number) for number in range(len(_COLUMNS_IN))][::step]
        texts = _texts(row, locale) if row else heads
        _swatch(deck, cells[0], colours, row)
        for number, (cell, text) in enumerate(zip(cells[1:], texts, strict=True)):
            _fill(deck, cell, text, head=row is None, number=number > 0)
    return height


def _fill(deck: Deck, cell: _Cell, text: str, *, head: bool, number: bool) -> None:
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Emu(0)
    start, end = (Inches(0.02), Inches(0.02)) if number else (Inches(0.1), Inches(0))
    cell.margin_left, cell.margin_right = (end, start) if deck.mirrored else (start, end)
    tone, size = ("muted", 10.5) if head else ("ink", 12)
    deck.write(cell.text_frame.paragraphs[0], text, size, tone=tone, end=number)
    deck.rule(cell, "muted" if head else "rule", 1.0 if head else 0.5)


def _swatch(deck: Deck, cell: _Cell, colours: Colours, row: AreaFigure | None) -> None:
    """The sign of the map beside a name: solid, striped where contested, hatched where claimed."""
    cell.text_frame.paragraphs[0].font.size = Pt(8)
    if row is None:
        deck.rule(cell, "muted", 1.0)
        return
    deck.apart(cell)
    if style().pattern(row.status, row.basis):
        deck.stripe(cell.fill, *colours.hatch(row.party))
    else:
        deck.solid(cell.fill, colours.party(row.party))


def _texts(row: AreaFigure, locale: Locale) -> list[str]:
    delta_km2 = locale.signed(row.delta_km2)
    name = locale.ground(Holder(row.party, row.status), row.basis)
    return [name, locale.number(row.km2), locale.percent(row.share), delta_km2]


def _facts(moment: Moment, locale: Locale) -> str:
    """Lengths of the front, and how many places changed hands."""
    lines = [locale.say("front_total", km=locale.number(moment.front_km))]
    reports = moment.record.reports_on(moment.effective_date)
    count = sum(not report.default_rule for report in reports)
    changes = locale.say("headline_change" if count else "headline_none", count=count)
    return "\n".join([*lines, f"{changes[0].upper()}{changes[1:]}."])


def _closing(deck: Deck, order: Order) -> None:
    record, locale = order.record, order.locale
    slide = deck.add_slide(locale.say("press_sources"), locale.text(record.theatre.title))
    text = licences_of(record, locale)
    deck.text(slide, text, Box(MARGIN_IN, 1.95, WIDTH_IN - 2 * MARGIN_IN, 4.5), 16)


def _properties(file: PresentationFile, facts: dict[str, str], day: date) -> None:
    properties = file.core_properties
    properties.title, properties.comments = facts["title"], facts["comment"][:255]
    properties.author, properties.last_modified_by = "Lines of Control", "Lines of Control"
    properties.subject, properties.revision = facts["copyright"][:255], 1
    # The time of making would make every deck another file.
    properties.created = properties.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001


def _saved(file: PresentationFile) -> bytes:
    """The file without the times at which its parts were written."""
    written, clean = BytesIO(), BytesIO()
    file.save(written)
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            add(target, entry.filename, source.read(entry))
    return clean.getvalue()
