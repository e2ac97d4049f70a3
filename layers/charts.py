"""Charts of figures over time: columns of ground, rows of numbers, events.

Every chart has the axis of `chart_axis`. What is not simply controlled is striped, so no
chart rests on colour alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import floor, log10
from typing import Any, Final

import altair as alt

from geodata.places import Event
from layers.chart_axis import (
    Axis,
    Spec,
    day_links,
    finished,
    gaps,
    inline,
    marks,
    months,
    time_axis,
)
from layers.locale.locale import NOT_KNOWN

STACK_PX: Final = 330
ROW_PX: Final = 64
_ROOM: Final = 0.52
_WIDTH_PX: Final = 1000
_STRIPE_PX: Final = 7
_LABEL_PX: Final = 30
_DOT_PX: Final = 11
_NAME_PX: Final = 16
_NICE: Final = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True)
class Series:
    """One figure over time: a number per day; on a day that is not in it there is none.

    `stripe` is the colour of stripes over `colour`, for ground that is contested or only claimed;
    `looks` are colour and stripe of single days.
    """

    name: str
    values: Mapping[date, float]
    colour: str
    stripe: str | None = None
    looks: Mapping[date, tuple[str, str | None]] = field(default_factory=dict)


def stacked(
    axis: Axis, series: Sequence[Series], title: str, subtitle: str, *, share: bool = False
) -> Spec:
    """Columns of all series one upon another, in the order given, the first at the foot."""
    cells = list(_piled(axis, series))
    top = max((cell["y2"] for cell in cells), default=1.0)
    names = [figure.name for figure in series]
    colour = alt.Color(
        "name:N",
        scale=alt.Scale(domain=names, range=[figure.colour for figure in series]),
        legend=alt.Legend(
            orient="top", title=None, direction="horizontal", symbolType="square",
            columns=alt.ExprRef("max(1, floor(width / 230))"),
        ),
    )  # fmt: skip
    height = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[0, 1 if share else top], nice=not share),
        axis=alt.Axis(format=".0%" if share else ",.0f", title=None, tickCount=5, grid=True),
    )
    fills = (
        alt.Chart(inline(cells))
        .mark_rect(stroke=axis.paper, strokeWidth=0.7)
        .encode(x=time_axis(axis), x2=alt.X2("x2:Q"), y=height, y2=alt.Y2("y2:Q"), color=colour)
    )
    charts = [
        *gaps(axis),
        fills,
        *_stripes(axis, cells, top, STACK_PX),
        months(axis),
        *marks(axis),
        day_links(axis, _figures(axis, series, share)),
    ]
    return finished(axis, charts, title, subtitle, STACK_PX)


def rows(axis: Axis, series: Sequence[Series], title: str, subtitle: str, unit: str) -> Spec:
    """One row of columns per series under its name, all on one scale; `unit` as in "{value} km"."""
    values = [value for figure in series for value in figure.values.values()]
    top = _nice(max(values, default=0.0))
    decimals = 0 if top >= 20 or all(value == round(value) for value in values) else 1
    cells = []
    for index, figure in enumerate(series):
        foot = len(series) - 1 - index
        for day, value in figure.values.items():
            fill, stripe = figure.looks.get(day, (figure.colour, figure.stripe))
            text = axis.locale.number(value, decimals)
            up = {"y": foot, "y2": foot + _ROOM * value / top, "text": text}
            cells.append(axis.column(day) | up | {"fill": fill, "stripe": stripe})
    height_px = ROW_PX * max(1, len(series))
    height = _row_height(axis, len(series), top)
    figures = {
        day: {
            figure.name: unit.format(value=axis.locale.number(figure.values[day], decimals))
            for figure in series
            if day in figure.values
        }
        for day in axis.days
    }
    charts = [
        *gaps(axis),
        *_columns(axis, cells, height),
        *_stripes(axis, cells, len(series), height_px),
        *marks(axis),
        *_words(axis, cells, [figure.name for figure in series], height),
        months(axis),
        day_links(axis, figures),
    ]
    return finished(axis, charts, title, subtitle, height_px)


def happened(axis: Axis, events: Iterable[Event], title: str, subtitle: str) -> Spec:
    """A dot per event over its day, and the words of the days marked above them."""
    dots = []
    piles: Counter[date] = Counter()
    for event in sorted(events, key=lambda event: event.event_date):
        if event.event_date in axis.all_days:
            piles[event.event_date] += 1
            tip = {"text": axis.locale.text(event.text), "source": event.source}
            dot = {"day": axis.words(event.event_date), "y": piles[event.event_date] - 0.5}
            dots.append(axis.column(event.event_date) | dot | tip)
    tall = max(piles.values(), default=1)
    tips = [
        alt.Tooltip("day:N", title=axis.locale.say("trends_day")),
        alt.Tooltip("text:N", title=axis.locale.say("trends_event")),
        alt.Tooltip("source:N", title=axis.locale.say("trends_source")),
    ]
    lines = 4 if axis.marked else 0
    height = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[0, tall + lines * _NAME_PX / _DOT_PX]),
        axis=alt.Axis(labels=False, grid=False, title=None),
    )
    circles = (
        alt.Chart(inline(dots))
        .mark_circle(size=58, color=axis.colours["ticks"]["event"], opacity=1, cursor="pointer")
        .encode(x=time_axis(axis, "middle"), y=height, tooltip=tips, href=alt.Href("href:N"))
    )
    charts = [*gaps(axis), *marks(axis), months(axis), *_marked(axis, lines), circles]
    return finished(axis, charts, title, subtitle, _DOT_PX * tall + _NAME_PX * lines)


def _piled(axis: Axis, series: Sequence[Series]) -> Iterator[dict[str, Any]]:
    for day in axis.days:
        foot = 0.0
        for figure in series:
            value = figure.values.get(day, 0.0)
            if value > 0:
                style = {"name": figure.name, "stripe": figure.stripe}
                yield axis.column(day) | style | {"y": foot, "y2": foot + value}
                foot += value


def _figures(axis: Axis, series: Sequence[Series], share: bool) -> dict[date, dict[str, str]]:
    locale = axis.locale

    def written(value: float) -> str:
        if not value > 0:
            return NOT_KNOWN
        return locale.percent(value) if share else f"{locale.number(value)} {locale.say('km2')}"

    return {
        day: {figure.name: written(figure.values.get(day, 0.0)) for figure in reversed(series)}
        for day in axis.days
    }


def _nice(value: float) -> float:
    """The next round number, for the top of a scale."""
    if value <= 0:
        return 1.0
    ten = 10.0 ** floor(log10(value))
    return next(step * ten for step in _NICE if step * ten >= value * 0.999)


def _row_height(axis: Axis, count: int, top: float) -> alt.Y:
    feet = [float(foot) for foot in range(count)]
    return alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[0, max(1, count)], nice=False),
        axis=alt.Axis(
            values=[y for foot in feet for y in (foot, foot + _ROOM)],
            labelExpr=f"datum.value == floor(datum.value) ? '0' : '{axis.locale.exact(top)}'",
            labelFontSize=10,
            labelOverlap=False,
            title=None,
            grid=True,
        ),
    )


def _columns(axis: Axis, cells: Sequence[Mapping[str, Any]], height: alt.Y) -> list[alt.Chart]:
    return [
        alt.Chart(inline(cells))
        .mark_rect(stroke=axis.paper, strokeWidth=0.7)
        .encode(
            x=time_axis(axis),
            x2=alt.X2("x2:Q"),
            y=height,
            y2=alt.Y2("y2:Q"),
            color=alt.Color("fill:N", scale=None, legend=None),
        )
    ]


def _words(
    axis: Axis, cells: Sequence[Mapping[str, Any]], names: Sequence[str], height: alt.Y
) -> list[alt.Chart]:
    """The name of each row, and each number over its column where columns are wide enough."""
    heads = [
        {"x": 0, "y": len(names) - index - 0.08, "name": axis.run(name)}
        for index, name in enumerate(names)
    ]
    seen = f"width > {_LABEL_PX * len(axis.all_days)} ? 1 : 0"
    tops = [dict(cell) | {"y": cell["y2"]} for cell in cells]
    return [
        alt.Chart(inline(heads))
        .mark_text(
            align="left",
            baseline="top",
            fontSize=12,
            fontWeight="bold",
            color=axis.ink,
            limit=alt.ExprRef("width"),
        )
        .encode(x=time_axis(axis), y=height, text=alt.Text("name:N")),
        alt.Chart(inline(tops))
        .mark_text(baseline="bottom", dy=-2, fontSize=10, color=axis.ink, opacity=alt.ExprRef(seen))
        .encode(x=time_axis(axis, "middle"), y=height, text=alt.Text("text:N")),
    ]


def _marked(axis: Axis, lines: int) -> list[alt.Chart]:
    """The words of marked days in turn on a few lines, so that neighbours do not run together."""
    half = len(axis.all_days) / 2
    data = [
        axis.column(day)
        | {"text": axis.run(text), "line": _NAME_PX * (index % max(1, lines))}
        | {"late": axis.position(day) > half}
        for index, (day, text) in enumerate(axis.marked.items())
        if day in axis.all_days
    ]
    # Words that left the picture at its right would make it narrower than the others.
    return [
        alt.Chart(inline([row for row in data if (row["line"], row["late"]) == (line, late)]))
        .mark_text(
            align="right" if late else "left", dx=-4 if late else 4, baseline="top", fontSize=12,
            color=axis.ink,
        )
        .encode(x=time_axis(axis), y=alt.value(line), text=alt.Text("text:N"))
        for line, late in sorted({(row["line"], row["late"]) for row in data})
    ]  # fmt: skip


def _stripes(
    axis: Axis, cells: Sequence[Mapping[str, Any]], top: float, px: int
) -> list[alt.Chart]:
    """Slanting lines over what is contested or claimed, as data: every renderer can draw them."""
    days = len(axis.all_days)
    slope = top * _WIDTH_PX / (px * days)
    gap = _STRIPE_PX * top / px
    data = [
        {"x": x, "x2": x2, "y": y, "y2": y2, "stripe": cell["stripe"]}
        for cell in cells
        if cell["stripe"]
        for x, y, x2, y2 in _slanting(cell, slope, gap)
    ]
    if not data:
        return []
    return [
        alt.Chart(inline(data))
        .mark_rule(strokeWidth=1.2)
        .encode(
            x=time_axis(axis),
            x2=alt.X2("x2:Q"),
            y=alt.Y("y:Q"),
            y2=alt.Y2("y2:Q"),
            color=alt.Color("stripe:N", scale=None, legend=None),
        )
    ]


def _slanting(
    cell: Mapping[str, float], slope: float, gap: float
) -> Iterator[tuple[float, float, float, float]]:
    """The parts inside a cell of parallel lines a gap apart, running on from cell to cell."""
    left, right, foot, head = cell["x"], cell["x2"], cell["y"], cell["y2"]
    number = floor((foot - slope * right) / gap)
    while number * gap <= head - slope * left:
        begin = max(left, (foot - number * gap) / slope)
        end = min(right, (head - number * gap) / slope)
        if begin < end:
            yield begin, slope * begin + number * gap, end, slope * end + number * gap
        number += 1
