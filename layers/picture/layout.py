"""Layout of a picture: margins in a column beside the map, or around it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from layers.locale import Locale
from layers.palette import Colours
from layers.picture.blocks import Block, bar, gap, height_of, stack, text_block
from layers.picture.canvas import Canvas
from layers.picture.fonts import Type, width_of
from layers.picture.legend import Head as LegendHead
from layers.picture.legend import Row, legend_block
from layers.picture.options import PictureOptions
from layers.picture.texts import Head, Note
from layers.picture.window import Box

_COLUMN_SHARE: Final = 0.285
_SIDE_FROM: Final = 1.2
_STORY_FROM: Final = 1.6
_MIN_MAP_SHARE: Final = 0.42
_MIN_STORY_SHARE: Final = 0.36
_TWO_NOTES_FROM: Final = 640.0
_SMALLER: Final = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.5)
"""Type is made smaller by these steps until everything has room."""


@dataclass(frozen=True)
class Layout:
    """Where the map lies, and the blocks of the margins with their left and top."""

    frame: Box
    margins: tuple[tuple[Block, float, float], ...]
    paper: Box
    qr: Box | None


@dataclass(frozen=True)
class Content:
    """What must find room around a map."""

    heads: Sequence[Head]
    rows: Sequence[Row]
    notes: Sequence[Note]
    legend_head: LegendHead

    @property
    def locale(self) -> Locale:
        """Words of the language that leads."""
        return self.heads[0].locale


def arranged(
    options: PictureOptions, content: Content, colours: Colours, page: Box, *, bands: bool = False
) -> Layout:
    """The layout that suits the shape of a picture, with type as large as there is room for.

    `bands` puts the text above and below the map whatever the shape: for several maps in a row.
    """
    arrange = _stacked if bands or page.width / page.height < _SIDE_FROM else _side
    for smaller in _SMALLER:
        layout = arrange(options, content, colours, page, smaller)
        if layout is not None:
            return layout
    layout = arrange(options, content, colours, page, 0.0)
    assert layout is not None, "without a limit there is always a layout"
    return layout


def _side(
    options: PictureOptions, content: Content, colours: Colours, page: Box, smaller: float
) -> Layout | None:
    margin = 26.0
    column = page.width * _COLUMN_SHARE
    width = column - 2 * margin + 6
    size = smaller or _SMALLER[-1]
    is_rtl = content.locale.is_rtl
    above = [
        *_head_blocks(content.heads, colours, width, size),
        gap(20 * size),
        legend_block(
            content.rows,
            width,
            Type(13.5 * size, 400),
            colours,
            head=content.legend_head,
            locale=content.locale,
        ),
    ]
    below = _note_blocks(content.notes, colours, width, size)
    qr = 74.0 * size if options.qr else 0.0
    used = height_of(above) + height_of(below) + (qr + 8 if qr else 0)
    if used > page.height - 2 * margin - 12 and smaller:
        return None
    left = page.width - column if is_rtl else 0.0
    frame = Box(0 if is_rtl else column, 0, page.width - column, page.height)
    text_left = left + margin - (6 if is_rtl else 0)
    foot = page.height - margin + 4 - height_of(below)
    corner = None
    if qr:
        qr_left = text_left + width - qr if is_rtl else text_left
        corner = Box(qr_left, foot - qr - 8, qr, qr)
    margins = [*_stacked_from(above, text_left, margin), *_stacked_from(below, text_left, foot)]
    return Layout(frame, tuple(margins), Box(left, 0, column, page.height), corner)


def _stacked(
    options: PictureOptions, content: Content, colours: Colours, page: Box, smaller: float
) -> Layout | None:
    margin = 24.0
    story = page.height / page.width >= _STORY_FROM
    over, under = (0.105, 0.125) if story else (0.0, 0.0)
    min_share = _MIN_STORY_SHARE if story else _MIN_MAP_SHARE
    width = page.width - 2 * margin
    size = smaller or _SMALLER[-1]
    above = _head_blocks(content.heads, colours, width, size)
    below = [
        _legend_columns(content, colours, width, size),
        gap(12 * size),
        *_notes_below(content.notes, colours, width - (86 * size if options.qr else 0), size),
    ]
    top = page.height * over + margin
    map_top = top + height_of(above) + 16 * size
    foot = page.height * (1 - under) - margin * 0.8 - height_of(below)
    map_bottom = foot - 16 * size
    if map_bottom - map_top < page.height * min_share and smaller:
        return None
    frame = Box(0, map_top, page.width, max(map_bottom - map_top, 1))
    margins = [*_stacked_from(above, margin, top), *_stacked_from(below, margin, foot)]
    corner = None
    if options.qr:
        side = 74 * size
        corner = Box(page.width - margin - side, foot + height_of(below) - side, side, side)
    return Layout(frame, tuple(margins), page, corner)


def _head_blocks(heads: Sequence[Head], colours: Colours, width: float, size: float) -> list[Block]:
    page = colours.page
    is_rtl = heads[0].locale.is_rtl
    blocks = [bar(44 * size, page["accent"], width, is_rtl=is_rtl), gap(11 * size)]
    for index, head in enumerate(heads):
        is_rtl = head.locale.is_rtl
        second = 0.8 if index else 1.0
        paragraphs = (
            ("date", head.day, Type(13 * size * second, 700), page["accent"], 7.0, 1.2),
            ("title", head.title, Type(26 * size * second, 700), page["ink"], 7.0, 1.14),
            ("subtitle", head.subtitle, Type(15 * size * second, 400), page["muted"], 0.0, 1.25),
        )
        if index:
            blocks.append(gap(13 * size))
        for name, text, kind, colour, after, leading in paragraphs:
            if text:
                blocks += [
                    text_block(
                        text, kind, colour, width, is_rtl=is_rtl,
                        gid=f"{name}-{head.locale.language}",
                        leading=leading * (1.12 if is_rtl else 1),
                        balanced=name == "title",
                    ),
                    gap(after * size),
                ]  # fmt: skip
    return blocks


def _legend_columns(content: Content, colours: Colours, width: float, size: float) -> Block:
    """The legend in two columns."""
    between = 28.0
    column = (width - between) / 2
    kind = Type(12.8 * size, 400)
    rows = list(content.rows)
    half = (len(rows) + 1) // 2
    areas = sum(row.km2 is not None for row in rows)
    if len(rows) - 3 <= 2 * areas <= len(rows) + 3:
        half = areas
    nothing = LegendHead("", "", "")
    heads = (content.legend_head, replace(content.legend_head, title=""))
    parts = [
        legend_block(
            some, column, kind, colours,
            head=head if some and some[0].km2 is not None else nothing,
            locale=content.locale,
        )
        for some, head in zip((rows[:half], rows[half:]), heads, strict=True)
    ]  # fmt: skip
    if content.locale.is_rtl:
        parts.reverse()

    def paint(canvas: Canvas, left: float, top: float) -> None:
        for index, part in enumerate(parts):
            part.paint(canvas, left + index * (column + between), top)

    return Block(max(part.height for part in parts), paint)


def _notes_below(notes: Sequence[Note], colours: Colours, width: float, size: float) -> list[Block]:
    """The small print under a map: two languages side by side where there is room."""
    texts = [note for note in notes if note.gid != "permalink"]
    locales = list(dict.fromkeys(note.locale for note in texts))
    if len(locales) < 2 or width < _TWO_NOTES_FROM:
        return _note_blocks(notes, colours, width, size)
    between = 28.0
    column = (width - between) / 2
    parts = [
        _note_blocks([note for note in texts if note.locale == locale], colours, column, size)
        for locale in locales[:2]
    ]

    def paint(canvas: Canvas, left: float, top: float) -> None:
        # Each language on the side where its reading begins.
        for locale, part in zip(locales, parts, strict=False):
            x = left + column + between if locale.is_rtl else left
            stack(canvas, part, x, top)

    link = [note for note in notes if note.gid == "permalink"]
    return [
        Block(max(map(height_of, parts)), paint),
        *_note_blocks(link, colours, width, size),
    ]


def _note_blocks(notes: Sequence[Note], colours: Colours, width: float, size: float) -> list[Block]:
    blocks = []
    for note in notes:
        kind = Type(10.2 * size, 400)
        if note.gid == "permalink":
            kind = kind.scaled(min(1.0, max(0.6, width / (width_of(note.text, kind) or 1))))
        blocks += [
            text_block(
                note.text, kind, colours.page["muted"], width,
                is_rtl=note.locale.is_rtl, gid=note.gid, leading=1.24,
            ),
            gap(2.5 * size),
        ]  # fmt: skip
    return blocks


def _stacked_from(
    blocks: Sequence[Block], left: float, top: float
) -> list[tuple[Block, float, float]]:
    placed = []
    for block in blocks:
        placed.append((block, left, top))
        top += block.height
    return placed
