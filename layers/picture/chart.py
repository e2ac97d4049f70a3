"""Figures over time, in the style of the maps: ground held, length of the front.

A day without a map of its own keeps the last one's figures, so lines run in steps.

Drawn here and not by Vega (vl-convert), which shapes Arabic as well but knows no margins: date,
legend with figures, sources, link and metadata are those of every other picture.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil, floor, log10
from typing import Final

import numpy as np
from matplotlib.path import Path

from geodata.record import Record
from layers.edition import NEWEST, Edition
from layers.link import View
from layers.moment import period_of
from layers.palette import Colours, colours_of
from layers.picture.areas import AreaKind, fill
from layers.picture.canvas import Canvas
from layers.picture.drawing import paint_margins
from layers.picture.export import exported
from layers.picture.fonts import Type, width_of
from layers.picture.layout import Content, arranged
from layers.picture.legend import Head as LegendHead
from layers.picture.legend import line_sample, sign_row, span_rows
from layers.picture.options import PictureError, PictureOptions
from layers.picture.panels import Span, span_facts, span_link, span_notes
from layers.picture.window import Box

FIGURES: Final = ("areas", "fronts")
_AXIS: Final = Type(12, 400)
_TITLE: Final = Type(13, 600)
_TICKS: Final = 5


@dataclass(frozen=True)
class PlotArea:
    """A box with days along its width, time running as the language does, and values upwards."""

    box: Box
    first: date
    days: int
    top: float
    is_rtl: bool

    def x(self, day: date) -> float:
        """Where a day begins."""
        share = (day - self.first).days / self.days
        return self.box.left + self.box.width * (1 - share if self.is_rtl else share)

    def y(self, value: float) -> float:
        """How high a value stands."""
        return self.box.bottom - self.box.height * value / self.top


def draw_chart(
    record: Record,
    view: View,
    options: PictureOptions,
    figure: str = "areas",
    edition: Edition = NEWEST,
) -> bytes:
    """Ground held by each party, or the length of all fronts, over the days of a view.

    Parameters
    ----------
    figure
        One of `FIGURES`.

    Raises
    ------
    PictureError
        There is no such figure.
    """
    if figure not in FIGURES:
        raise PictureError(f'"{figure}" is no figure; choose one of {", ".join(FIGURES)}.')
    span = Span(record, view, options, edition, period_of(record, view))
    canvas, colours = Canvas(options), colours_of(record.theatre, options.theme)
    kinds = _kinds(span) if figure == "areas" else []
    layout = arranged(options, _content(span, kinds, colours), colours, canvas.frame)
    if not options.transparent:
        canvas.rectangle(canvas.frame, fill=colours.page["paper"], gid="paper")
    series = _stacked(span, kinds) if figure == "areas" else [_fronts(span)]
    plot = _plot(layout.frame, span, float(max(series[-1])))
    with canvas.group("chart", clip=layout.frame):
        title = span.locale.say(f"picture_chart_{figure}")
        _paint_axes(canvas, plot, span, title, colours, thousands=figure == "areas")
        if figure == "areas":
            _paint_areas(canvas, plot, span, dict(zip(kinds, series, strict=True)), colours)
        else:
            _paint_line(canvas, plot, span, series[0], colours)
    paint_margins(canvas, layout, span_link(span), colours)
    return exported(canvas, options, span_facts(span))


def _kinds(span: Span) -> list[AreaKind]:
    """Every kind of ground held on these days, who held most at the foot."""
    max_km2: dict[AreaKind, float] = {}
    for day in span.days:
        for figure in span.record.figures(day):
            kind = AreaKind(figure.party, figure.status, figure.basis)
            max_km2[kind] = max(max_km2.get(kind, 0.0), figure.km2)
    return sorted(max_km2, key=lambda kind: (kind.party is None, -max_km2[kind], kind.name))


def _content(span: Span, kinds: Sequence[AreaKind], colours: Colours) -> Content:
    content = span_notes(span)
    if kinds:
        return replace(
            content, rows=span_rows(span.record, span.ends, kinds, colours, span.locales)
        )
    row = sign_row("front", line_sample(colours), "picture_fronts_all", span.locales)
    heads = content.heads
    if span.options.title is None:
        heads = [replace(head, title=head.locale.say("picture_chart_fronts")) for head in heads]
    return replace(content, heads=heads, rows=[row], legend_head=LegendHead("", "", ""))


def _stacked(span: Span, kinds: Sequence[AreaKind]) -> list[list[float]]:
    """Per kind the upper edge of its band in km², day by day."""
    table = np.zeros((len(kinds), len(span.days)))
    for column, day in enumerate(span.days):
        for figure in span.record.figures(day):
            table[kinds.index(AreaKind(figure.party, figure.status, figure.basis)), column] += (
                figure.km2
            )
    return [list(map(float, row)) for row in np.cumsum(table, axis=0)]


def _fronts(span: Span) -> list[float]:
    return [sum(span.record.contact_km(day).values()) for day in span.days]


def _plot(frame: Box, span: Span, largest: float) -> PlotArea:
    end = span.days[-1] + timedelta(days=1)
    box = Box(frame.left + 66, frame.top + 64, frame.width - 118, frame.height - 116)
    step = _step(largest)
    return PlotArea(
        box,
        span.days[0],
        (end - span.days[0]).days,
        ceil(largest / step) * step,
        span.locale.is_rtl,
    )


def _step(largest: float) -> float:
    """The round distance of lines, so that there are about `_TICKS` of them."""
    rough = max(largest, 1e-9) / _TICKS
    power = 10.0 ** floor(log10(rough))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= rough)


def _paint_axes(
    canvas: Canvas, plot: PlotArea, span: Span, title: str, colours: Colours, *, thousands: bool
) -> None:
    page, box = colours.page, plot.box
    side = (box.right, "end") if plot.is_rtl else (box.left, "start")
    canvas.text(
        title, side[0], box.top - 26, _TITLE, page["ink"], anchor=side[1], gid="chart-title"
    )
    step, locale = _step(plot.top), span.locale
    for value in np.arange(round(plot.top / step) + 1) * step:
        y = plot.y(value)
        canvas.segment((box.left, y), (box.right, y), line=page["rule"], width=0.7)
        shown = value / (1000 if thousands else 1)
        canvas.text(locale.exact(shown), box.left - 8, y + 4, _AXIS, page["muted"], anchor="end")
    room = max(width_of(locale.day(day, "short"), _AXIS) for day in span.days) + 14
    taken: list[float] = []
    for day in (span.days[0], span.days[-1], *span.days[1:-1]):
        x = plot.x(day)
        canvas.segment((x, box.bottom), (x, box.bottom + 5), line=page["muted"], width=0.9)
        if all(abs(x - other) >= room for other in taken):
            taken.append(x)
            text = locale.day(day, "short")
            canvas.text(text, x, box.bottom + 20, _AXIS, page["muted"], anchor="middle")


def _steps(plot: PlotArea, span: Span, values: Sequence[float]) -> list[tuple[float, float]]:
    """The corners of a line that holds each value until the next day that has one."""
    ends = [*span.days[1:], span.days[-1] + timedelta(days=1)]
    return [
        (plot.x(side), plot.y(value))
        for day, end, value in zip(span.days, ends, values, strict=True)
        for side in (day, end)
    ]


def _paint_areas(
    canvas: Canvas,
    plot: PlotArea,
    span: Span,
    bands: Mapping[AreaKind, Sequence[float]],
    colours: Colours,
) -> None:
    below = _steps(plot, span, [0.0] * len(span.days))
    for kind, values in bands.items():
        above = _steps(plot, span, values)
        band = Path([*above, *below[::-1], above[0]], closed=True)
        with canvas.group(f"band-{kind.name}"):
            fill(canvas, band, kind, colours)
            canvas.path(Path(above), line=colours.page["paper"], width=0.8)
        below = above


def _paint_line(
    canvas: Canvas, plot: PlotArea, span: Span, values: Sequence[float], colours: Colours
) -> None:
    line = _steps(plot, span, values)
    canvas.path(Path(line), line=colours.front["line"], width=2.4, gid="front-length")
    page, kind = colours.page, Type(12, 600)
    taken: list[Box] = []
    for day, value in zip(span.days, values, strict=True):
        text = span.locale.number(value)
        width = width_of(text, kind)
        x = plot.x(day) + (-2 - width if plot.is_rtl else 2)
        box = Box(x, plot.y(value) - 18, width, 14)
        if not any(box.inset(-4).meets(other) for other in taken):
            taken.append(box)
            canvas.text(text, x, plot.y(value) - 6, kind, page["ink"], halo=page["paper"])
