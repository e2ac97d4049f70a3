"""Axis of all charts of a page: time, what is marked on it, and the style they share.

A day is a column as wide as a day; a day without a map of its own stays empty. Days are plain
numbers to the charts, so no time zone of a browser moves them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from textwrap import wrap
from typing import Any, Final

import altair as alt
import pandas as pd

from layers.locale import Locale
from layers.locale.locale import NOT_KNOWN
from layers.palette import PAGE, THEMES
from layers.style import style

MAX_TICKS: Final = 32
_LEFT_PX: Final = 50
_NARROW_PX: Final = 17
_PAPER: Final = {theme: PAGE[theme]["chart"] for theme in PAGE}
Spec = alt.LayerChart


@dataclass(frozen=True)
class Axis:
    """The time axis that charts share, and what is marked on it.

    `days` have a map of their own; `marked` says in a word what happened on some; `link` is what
    stands before a day in the address that a click opens; `source` is written under each chart.
    """

    days: tuple[date, ...]
    locale: Locale
    theme: str
    link: str
    source: str
    marked: Mapping[date, str] = field(default_factory=dict)
    chosen: date | None = None

    @property
    def language(self) -> str:
        """Language of its words."""
        return self.locale.language

    @property
    def first(self) -> date:
        """The first day that the axis shows."""
        return self.days[0]

    @property
    def all_days(self) -> tuple[date, ...]:
        """Every day from the first to the last, also those without a map of their own."""
        count = (self.days[-1] - self.first).days + 1
        return tuple(self.first + timedelta(number) for number in range(count))

    def column(self, day: date) -> dict[str, Any]:
        """Where a day lies on the axis, and where a click on it leads."""
        x = self.position(day)
        return {"x": x, "x2": x + 1, "middle": x + 0.5, "href": f"{self.link}{day.isoformat()}"}

    def position(self, day: date) -> int:
        """How many days a day is from the first."""
        return (day - self.first).days

    def words(self, day: date) -> str:
        """A day as a reader writes it."""
        return self.locale.day(day)

    def run(self, text: str) -> str:
        """Text in the direction of its language, between any others (Unicode's isolate)."""
        return f"\u2067{text}\u2069" if self.locale.is_rtl else text

    def lines(self, text: str, width: int) -> list[str]:
        """Text in lines of at most so many characters; a line end in it stays one."""
        return [self.run(line) for part in text.split("\n") for line in wrap(part, width)]

    @property
    def colours(self) -> Mapping[str, Any]:
        """The colours of ground, lines and text in this theme."""
        return THEMES[self.theme]

    @property
    def paper(self) -> str:
        """The colour of the page."""
        return _PAPER[self.theme]

    @property
    def ink(self) -> str:
        """The colour of words."""
        return str(self.colours["text"]["place"])

    @property
    def pale(self) -> str:
        """The colour of words that stand back."""
        return str(self.colours["ticks"]["text"])


def time_axis(axis: Axis, of: str = "x") -> alt.X:
    """The x axis: a tick per day while there is room, the source beneath; `of` names the field."""
    step = -(-len(axis.all_days) // MAX_TICKS)
    shown = axis.all_days[::step]
    names = ",".join(f"'{axis.position(day)}':'{day.day}'" for day in shown)
    thin = f"width < {_NARROW_PX * len(shown)} && round(datum.value - 0.5) % {2 * step}"
    return alt.X(
        f"{of}:Q",
        scale=alt.Scale(domain=[0, len(axis.all_days)], nice=False, zero=False),
        axis=alt.Axis(
            values=[axis.position(day) + 0.5 for day in shown],
            labelExpr=f"{thin} ? '' : {{{names}}}[toString(datum.value - 0.5)]",
            labelOverlap=False,
            grid=False,
            ticks=False,
            domainColor=axis.colours["ticks"]["rail"],
            title=["", *axis.lines(axis.source, 55)],
            titleAnchor="start",
            titleAlign="left",
            titleFontSize=10,
            titleFontWeight="normal",
            titlePadding=6,
        ),
    )


def months(axis: Axis) -> alt.Chart:
    """The names of the months under the days on which they begin, and under the first day."""
    begins = [day for day in axis.all_days if day.day == 1 or day == axis.first]
    if len(begins) > 1 and (begins[1] - begins[0]).days < 4:
        del begins[0]
    step = -(-len(begins) // 8)
    data = [
        {"x": axis.position(day), "text": axis.locale.day(day, "month")} for day in begins[::step]
    ]
    drawn: alt.Chart = (
        alt.Chart(inline(data))
        .mark_text(align="left", dx=4, baseline="top", fontSize=10.5, color=axis.pale)
        .encode(x=time_axis(axis), y=alt.value(alt.ExprRef("height + 20")), text=alt.Text("text:N"))
    )
    return drawn


def marks(axis: Axis) -> list[alt.Chart]:
    """Upright lines on the days marked, a frame around the day chosen."""
    lines = [axis.column(day) for day in axis.marked if day in axis.all_days]
    layers = [
        alt.Chart(inline(lines))
        .mark_rule(strokeDash=[2, 3], strokeWidth=1, color=axis.pale, opacity=0.7)
        .encode(x=time_axis(axis))
    ] if lines else []  # fmt: skip
    if axis.chosen is not None and axis.first <= axis.chosen <= axis.all_days[-1]:
        layers.append(
            alt.Chart(inline([axis.column(axis.chosen)]))
            .mark_rect(filled=False, stroke=axis.ink, strokeWidth=2)
            .encode(x=time_axis(axis), x2=alt.X2("x2:Q"))
        )
    return layers


def gaps(axis: Axis) -> list[alt.Chart]:
    """A faint column with a word on every day between the first and last that has no map."""
    empty = sorted(set(axis.all_days) - set(axis.days))
    if not empty:
        return []
    tip = axis.locale.say("trends_no_map")
    data = [axis.column(day) | {"tip": f"{axis.words(day)}: {tip}"} for day in empty]
    ground = str(axis.colours["ground"]["neighbour"])
    return [
        alt.Chart(inline(data))
        .mark_rect(color=ground)
        .encode(x=time_axis(axis), x2=alt.X2("x2:Q"), tooltip=alt.Tooltip("tip:N"))
    ]


def day_links(axis: Axis, figures: Mapping[date, Mapping[str, str]]) -> alt.Chart:
    """Over each day a column that says its figures and opens the replay there when clicked.

    `figures` are what hovering shows of a day: name → figure.
    """
    names = list(dict.fromkeys(name for of_day in figures.values() for name in of_day))
    data = [
        axis.column(day)
        | {"day": axis.words(day)}
        | {f"f{index}": of_day.get(name, NOT_KNOWN) for index, name in enumerate(names)}
        for day, of_day in figures.items()
    ]
    tips = [alt.Tooltip("day:N", title=axis.locale.say("trends_day"))]
    tips += [alt.Tooltip(f"f{index}:N", title=name) for index, name in enumerate(names)]
    drawn: alt.Chart = (
        alt.Chart(inline(data))
        .mark_rect(opacity=0, cursor="pointer")
        .encode(x=time_axis(axis), x2=alt.X2("x2:Q"), href=alt.Href("href:N"), tooltip=tips)
    )
    return drawn


def finished(axis: Axis, charts: Sequence[alt.Chart], title: str, subtitle: str, px: int) -> Spec:
    """Charts over one another as one picture: title, style, height in pixels."""
    font = style().font_stack
    drawn = alt.Config(
        background=axis.paper, font=font, padding=8, view=alt.ViewConfig(stroke=None),
        title=alt.TitleConfig(
            fontSize=17, subtitleFontSize=12, subtitleColor=axis.pale, subtitlePadding=4, offset=8,
            color=axis.ink, font=font,
        ),
        axis=alt.AxisConfig(
            labelColor=axis.pale, titleColor=axis.pale, labelFont=font, titleFont=font,
            gridColor=axis.colours["ground"]["border"], gridOpacity=0.5, domain=False,
        ),
        axisY=alt.AxisConfig(minExtent=_LEFT_PX, maxExtent=_LEFT_PX, ticks=False),
        axisX=alt.AxisConfig(domain=True, labelFontSize=11),
        legend=alt.LegendConfig(
            labelColor=axis.ink, labelFont=font, labelFontSize=12, labelLimit=260
        ),
    )  # fmt: skip
    # In one step: each further one would copy all of the chart.
    return alt.LayerChart(
        layer=list(charts),
        width="container",
        height=px,
        title=alt.TitleParams(axis.run(title), subtitle=axis.lines(subtitle, 52), anchor="start"),
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        config=drawn,
    )


def inline(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as data inside a chart: nothing is fetched.

    Altair copies and checks a list of rows at every step of building a chart, a table of pandas at
    none.
    """
    return pd.DataFrame(rows)
