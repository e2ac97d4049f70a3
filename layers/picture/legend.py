"""Legend: km² of each party, and the signs on the map."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from matplotlib.path import Path

from geodata.record import Record
from geodata.terms import Holder
from layers.locale import Locale
from layers.moment import Moment
from layers.palette import Colours
from layers.picture.areas import AreaKind, Control, fill
from layers.picture.blocks import Block, wrapped
from layers.picture.canvas import Canvas, hatched
from layers.picture.fonts import Type, width_of
from layers.picture.names import ABOVE
from layers.picture.window import Box
from layers.style import style

SWATCH: Final = (22.0, 14.0)
_GAP: Final = 9.0
_SPACE: Final = 7.0
Sample = Callable[[Canvas, Box], None]


@dataclass(frozen=True)
class Row:
    """A line of the legend: a sample, its meaning in each language, km² and their change."""

    name: str
    sample: Sample
    texts: tuple[str, ...]
    km2: float | None = None
    delta_km2: float | None = None


def area_rows(
    moment: Moment, shown: Control, colours: Colours, locales: Sequence[Locale]
) -> list[Row]:
    """A row for each kind of ground that is seen, the largest first."""
    figures = {
        AreaKind(figure.party, figure.status, figure.basis): figure for figure in moment.figures
    }
    seen = [kind for kind in figures if kind in shown.areas]
    seen.sort(key=lambda kind: (kind.party is None, -figures[kind].km2, kind.name))
    return [
        Row(
            kind.name,
            area_sample(kind, colours),
            tuple(locale.ground(Holder(kind.party, kind.status), kind.basis) for locale in locales),
            figures[kind].km2,
            figures[kind].delta_km2,
        )
        for kind in seen
    ]


def span_rows(
    record: Record,
    days: tuple[date, date],
    shown: Iterable[AreaKind],
    colours: Colours,
    locales: Sequence[Locale],
) -> list[Row]:
    """A row for each kind of ground seen on one of two days: km² on the later, and the change."""
    old, new = (
        {
            AreaKind(figure.party, figure.status, figure.basis): figure.km2
            for figure in record.figures(day)
        }
        for day in days
    )
    kinds = sorted(
        set(shown) & (old.keys() | new.keys()),
        key=lambda kind: (kind.party is None, -new.get(kind, 0.0), kind.name),
    )
    return [
        Row(
            kind.name,
            area_sample(kind, colours),
            tuple(locale.ground(Holder(kind.party, kind.status), kind.basis) for locale in locales),
            new.get(kind, 0.0),
            new.get(kind, 0.0) - old.get(kind, 0.0),
        )
        for kind in kinds
    ]


def sign_row(
    name: str, sample: Sample, key: str, locales: Sequence[Locale], km: float | None = None
) -> Row:
    """A row for a sign that is no ground; `km` is the length that its sentence may name."""
    return Row(name, sample, tuple(locale.say(key, km=locale.number(km)) for locale in locales))


def line_sample(colours: Colours) -> Sample:
    """A piece of front line."""

    def paint(canvas: Canvas, box: Box) -> None:
        y = box.centre[1]
        width = style().lines["front"].width
        canvas.segment((box.left, y), (box.right, y), line=colours.front["line"], width=width)

    return paint


def ghost_sample(colours: Colours) -> Sample:
    """A piece of a front that is gone."""

    def paint(canvas: Canvas, box: Box) -> None:
        y = box.centre[1]
        ends, line = ((box.left, y), (box.right, y)), style().lines["former_front"]
        canvas.segment(*ends, line=colours.front["line"], width=line.width, dash=line.dash)

    return paint


def hatch_sample(colours: Colours) -> Sample:
    """Ground that is far from any report."""

    def paint(canvas: Canvas, box: Box) -> None:
        path = _rectangle(box)
        width = style().lines["swatch"].width
        canvas.path(path, fill=colours.ground["country"], line=colours.page["rule"], width=width)
        hatched(canvas, path, colours.page["muted"], style().hatches["far"])

    return paint


def event_sample(colours: Colours) -> Sample:
    """The mark of an event."""

    def paint(canvas: Canvas, box: Box) -> None:
        x, y = box.centre
        event_mark(canvas, x, y, colours)

    return paint


def event_mark(canvas: Canvas, x: float, y: float, colours: Colours) -> None:
    """A lozenge where something happened."""
    r = 5.2
    lozenge = Path([(x, y - r), (x + r, y), (x, y + r), (x - r, y), (x, y - r)], closed=True)
    canvas.path(
        lozenge,
        fill=colours.page["event"],
        line=colours.page["paper"],
        width=style().lines["event"].width,
    )


@dataclass(frozen=True)
class Head:
    """What stands over the rows, over their km² and over the changes of these."""

    title: str
    km2: str
    delta: str


def legend_block(
    rows: Sequence[Row], width: float, kind: Type, colours: Colours, *, head: Head, locale: Locale
) -> Block:
    """Rows one under another: sample, meaning, km² and the change in km² at the far side."""
    counted = [row for row in rows if row.km2 is not None]
    over = kind.scaled(0.84)
    numbers = max([width_of(_km2(row, locale), _strong(kind)) for row in counted], default=0.0)
    deltas = max([width_of(_delta(row, locale), _small(kind)) for row in counted], default=0.0)
    deltas = max(deltas, width_of(head.delta, over)) if deltas else 0.0
    room = width - SWATCH[0] - _GAP
    laid = [
        _lines(row, kind, room - (numbers + deltas + 2 * _GAP if row.km2 is not None else 0))
        for row in rows
    ]
    heights = [sum(line[1].size * 1.16 for line in lines) + _SPACE for lines in laid]
    top_row = kind.size * 1.5

    def paint(canvas: Canvas, left: float, top: float) -> None:
        place = _Place(left, top, width, locale.is_rtl)
        if counted:
            _paint_head(canvas, head, place, kind=kind, deltas=deltas, colours=colours)
        y = top + top_row
        for row, lines, height in zip(rows, laid, heights, strict=True):
            with canvas.group(f"legend-{row.name}"):
                place = _Place(left, y, width, locale.is_rtl)
                _paint_row(
                    canvas, row, lines, place,
                    locale=locale, kind=kind, deltas=deltas, colours=colours,
                )  # fmt: skip
            y += height

    return Block(top_row + sum(heights) - _SPACE if rows else 0.0, paint)


@dataclass(frozen=True)
class _Place:
    """Where a row lies; `x` counts from the side where reading begins."""

    left: float
    top: float
    width: float
    is_rtl: bool

    def x(self, along: float) -> float:
        return self.left + (self.width - along if self.is_rtl else along)

    def anchor(self, begin: bool) -> str:
        return "start" if begin != self.is_rtl else "end"


def _paint_head(
    canvas: Canvas, head: Head, place: _Place, *, kind: Type, deltas: float, colours: Colours
) -> None:
    over, tone = kind.scaled(0.84), colours.page["muted"]
    base = place.top + kind.size * ABOVE
    end = place.anchor(False)
    with canvas.group("legend-title"):
        strong = Type(kind.size * 0.96, 600)
        x = place.x(0)
        canvas.text(head.title, x, base, strong, colours.page["ink"], anchor=place.anchor(True))
        x = place.x(place.width - (deltas + _GAP if deltas else 0))
        canvas.text(head.km2, x, base, over, tone, anchor=end)
        if deltas:
            canvas.text(head.delta, place.x(place.width), base, over, tone, anchor=end)


def _paint_row(
    canvas: Canvas,
    row: Row,
    lines: Sequence[tuple[str, Type]],
    place: _Place,
    *,
    locale: Locale,
    kind: Type,
    deltas: float,
    colours: Colours,
) -> None:
    wide, high = SWATCH
    middle = place.top + kind.size * 0.52
    left = min(place.x(0), place.x(wide))
    row.sample(canvas, Box(left, middle - high / 2, wide, high))
    base = place.top + kind.size * ABOVE + 0.6
    y = base
    for text, size in lines:
        x = place.x(wide + _GAP)
        canvas.text(text, x, y, size, colours.page["ink"], anchor=place.anchor(True))
        y += size.size * 1.16
    if row.km2 is None:
        return
    ink, tone, end = colours.page["ink"], colours.page["muted"], place.anchor(False)
    x = place.x(place.width - (deltas + _GAP if deltas else 0))
    canvas.text(_km2(row, locale), x, base, _strong(kind), ink, anchor=end)
    canvas.text(_delta(row, locale), place.x(place.width), base, _small(kind), tone, anchor=end)


def _lines(row: Row, kind: Type, room: float) -> list[tuple[str, Type]]:
    lines = [(line, kind) for line in wrapped(row.texts[0], kind, room)]
    for text in row.texts[1:]:
        lines += [(line, _small(kind)) for line in wrapped(text, _small(kind), room)]
    return lines


def _strong(kind: Type) -> Type:
    return Type(kind.size, 600)


def _small(kind: Type) -> Type:
    return Type(kind.size * 0.9, 400)


def _km2(row: Row, locale: Locale) -> str:
    return "" if row.km2 is None else locale.number(row.km2)


def _delta(row: Row, locale: Locale) -> str:
    return "" if row.delta_km2 is None else locale.signed(row.delta_km2)


def area_sample(kind: AreaKind, colours: Colours) -> Sample:
    """A piece of ground of a kind."""

    def paint(canvas: Canvas, box: Box) -> None:
        path = _rectangle(box)
        fill(canvas, path, kind, colours)
        canvas.path(path, line=colours.page["muted"], width=style().lines["swatch"].width)

    return paint


def _rectangle(box: Box) -> Path:
    corners = [
        (box.left, box.top), (box.right, box.top), (box.right, box.bottom),
        (box.left, box.bottom), (box.left, box.top),
    ]  # fmt: skip
    return Path(corners, closed=True)
