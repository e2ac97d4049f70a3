"""Several days on one picture: a pair, before and after, or a strip of dates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import ceil
from typing import Final

from geodata.errors import DateError
from geodata.record import Record
from layers.edition import NEWEST, Edition
from layers.link import View
from layers.locale import Locale
from layers.locale.captions import span_headline
from layers.moment import Moment, moment_of
from layers.palette import Colours, colours_of
from layers.picture.areas import AreaKind, control
from layers.picture.canvas import Canvas
from layers.picture.drawing import paint_margins, sign_rows
from layers.picture.export import exported
from layers.picture.layout import Content, Layout, arranged
from layers.picture.legend import Head as LegendHead
from layers.picture.legend import Row, span_rows
from layers.picture.maps import Marginalia, paint_map, window_of
from layers.picture.metadata import Facts
from layers.picture.options import PictureOptions
from layers.picture.texts import Head, notes, permalink
from layers.picture.window import Box, MapWindow
from layers.style import style

MAX_PANELS: Final = 12
_BETWEEN: Final = 6.0


@dataclass(frozen=True)
class Span:
    """The days of a picture of several, ascending, with what is common to all of them."""

    record: Record
    view: View
    options: PictureOptions
    edition: Edition
    days: tuple[date, ...]

    @property
    def locale(self) -> Locale:
        """Words of the theatre in the language that leads."""
        return self.options.locale(self.record.theatre)

    @property
    def locales(self) -> tuple[Locale, ...]:
        """Words of the theatre in each language of the picture."""
        return self.options.locales(self.record.theatre)

    @property
    def ends(self) -> tuple[date, date]:
        """The effective dates of the first and the last day."""
        return self.record.effective(self.days[0]), self.record.effective(self.days[-1])

    @cached_property
    def moment(self) -> Moment:
        """Moment of the last day."""
        return Moment(self.record, self.days[-1])

    @property
    def pair(self) -> View:
        """View of the first and the last day."""
        return replace(self.view, from_day=self.days[0], to_day=self.days[-1])

    def on(self, day: date) -> View:
        """The view of one of the days."""
        return replace(self.view, as_of=day, from_day=None, to_day=None)


def draw_pair(
    record: Record, view: View, options: PictureOptions, edition: Edition = NEWEST
) -> bytes:
    """Two maps, before and after: of the days of a comparison, or of a day and the one before it.

    Raises
    ------
    DateError
        There is nothing before the day, or it lies before the first one of the record.
    """
    return _drawn(pair_of(record, view, options, edition))


def draw_multiples(
    record: Record,
    view: View,
    options: PictureOptions,
    days: Sequence[date],
    edition: Edition = NEWEST,
) -> bytes:
    """Small maps of several days in the order of time, with one legend.

    Raises
    ------
    DateError
        Fewer than two days, more than `MAX_PANELS`, or one before the first of the record.
    """
    chosen = tuple(sorted(set(days)))
    if not 2 <= len(chosen) <= MAX_PANELS:
        raise DateError(
            f"A strip of {len(chosen)} days cannot be drawn; choose 2 to {MAX_PANELS} days."
        )
    return _drawn(Span(record, view, options, edition, chosen))


def pair_of(record: Record, view: View, options: PictureOptions, edition: Edition) -> Span:
    """The two days that a view compares."""
    moment = moment_of(record, view)
    after, before = moment.day, view.from_day or moment.before
    if before is None:
        raise DateError(
            f"Nothing is known before {after}: choose a later day, or two days to compare."
        )
    return Span(record, view, options, edition, (min(before, after), max(before, after)))


def span_heads(span: Span) -> tuple[Head, ...]:
    """Days, title and subtitle of several days in each language."""
    record, options = span.record, span.options
    first, last = span.ends
    heads = []
    for index, locale in enumerate(options.locales(record.theatre)):
        days = [locale.day(span.days[0]), locale.day(span.days[-1])]
        title = (
            span_headline(record, first, last, locale) if options.title is None else options.title
        )
        about = locale.text(record.theatre.title) if options.subtitle is None else options.subtitle
        about = "" if about == title else about
        is_repeated = (options.title is not None and index, options.subtitle is not None and index)
        texts = ("" if is_repeated[0] else title, "" if is_repeated[1] else about)
        heads.append(Head(locale, " – ".join(days), *texts))
    return tuple(heads)


def span_link(span: Span) -> str:
    """The address of the same comparison."""
    return permalink(span.moment, span.pair, span.options)


def span_notes(span: Span) -> Content:
    """The margins of several days, but for the rows of the legend."""
    small = notes(span.moment, span.pair, span.options, span.edition)
    locale = span.locale
    since = locale.say("picture_since", day=locale.day(span.ends[0], "short"))
    head = LegendHead(locale.say("picture_legend"), locale.say("km2"), since)
    return Content(span_heads(span), [], small, head)


def span_facts(span: Span) -> Facts:
    """What a picture of several days says of itself: what it says of the last one."""
    facts = Facts.of(span.moment, span.pair, span.options, span.edition)
    head = span_heads(span)[0]
    return replace(facts, title=f"{head.title or facts.title} · {head.day}")


def _drawn(span: Span) -> bytes:
    canvas = Canvas(span.options)
    colours = colours_of(span.record.theatre, span.options.theme)
    layout, windows = _laid_out(canvas, span, colours)
    if not span.options.transparent:
        canvas.rectangle(canvas.frame, fill=colours.page["paper"], gid="paper")
    small = len(windows) > 2
    for index, (day, window) in enumerate(zip(span.days, windows, strict=True)):
        view = span.on(day)
        if small:
            view = replace(view, layers=view.layers.difference(style().picture.not_in_panels))
        day_label = span.locale.day(day, "short" if small else "long")
        marginalia = Marginalia(
            scale=not index, locator=not index and not small, day_label=day_label
        )
        with canvas.group(f"panel-{day.isoformat()}"):
            paint_map(
                canvas,
                Moment(span.record, day),
                view,
                window,
                options=span.options,
                colours=colours,
                marginalia=marginalia,
            )
    paint_margins(canvas, layout, span_link(span), colours)
    return exported(canvas, span.options, span_facts(span))


def _laid_out(canvas: Canvas, span: Span, colours: Colours) -> tuple[Layout, list[MapWindow]]:
    """The layout, and a window for each day; the legend has what any of them shows."""
    content = span_notes(span)
    guess = Box(0, 0, canvas.width, canvas.height * 0.6)
    windows = _windows(span, guess)
    for _ in range(2):
        rows = _rows(span, windows, colours)
        layout = arranged(
            span.options, replace(content, rows=rows), colours, canvas.frame, bands=True
        )
        windows = _windows(span, layout.frame)
    return layout, windows


def _windows(span: Span, frame: Box) -> list[MapWindow]:
    """Cells of a grid that lets the maps be as large as may be."""
    count = len(span.days)
    grids = [_cells(frame, count, columns) for columns in range(1, count + 1)]
    windows = max(
        ([window_of(span.record, span.view, cell) for cell in cells] for cells in grids),
        key=lambda windows: windows[0].zoom,
    )
    if span.locale.is_rtl:
        columns = len({window.frame.left for window in windows})
        lines = [windows[index : index + columns] for index in range(0, count, columns)]
        cells = [window.frame.left for window in windows[:columns]]
        windows = [
            window_of(
                span.record, span.view, replace(window.frame, left=cells[columns - 1 - index])
            )
            for line in lines
            for index, window in enumerate(line)
        ]
    return windows


def _cells(frame: Box, count: int, columns: int) -> list[Box]:
    lines = ceil(count / columns)
    width = (frame.width - _BETWEEN * (columns - 1)) / columns
    height = (frame.height - _BETWEEN * (lines - 1)) / lines
    return [
        Box(
            frame.left + index % columns * (width + _BETWEEN),
            frame.top + index // columns * (height + _BETWEEN),
            width,
            height,
        )
        for index in range(count)
    ]


def _rows(span: Span, windows: Sequence[MapWindow], colours: Colours) -> list[Row]:
    controls = [
        control(span.record, span.record.effective(day), window)
        for day, window in zip(span.days, windows, strict=True)
    ]
    seen: dict[AreaKind, None] = dict.fromkeys(
        kind for control_of_day in controls for kind in control_of_day.areas
    )
    rows = span_rows(span.record, span.ends, seen, colours, span.locales)
    quiet = replace(span.on(span.days[-1]), layers=span.view.layers - {"events"})
    signs = sign_rows(span.moment, quiet, controls[-1], colours, span.options)
    return [*rows, *signs]
