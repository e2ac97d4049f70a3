"""Blocks of a margin: text and rules stacked in a column, measured first."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from layers.picture.canvas import Canvas
from layers.picture.fonts import Type, width_of
from layers.picture.names import ABOVE
from layers.picture.window import Box

LEADING: Final = 1.26
_FROM_RIGHT: Final = "\u200f"
"""Says that a line runs from the right, whatever its first word is."""
_UNIT: Final = re.compile(r"(?<=\d) (km²|km|كم²|كم)")
Paint = Callable[[Canvas, float, float], None]


@dataclass(frozen=True)
class Block:
    """Something of a known height that can be drawn from a left and a top on."""

    height: float
    paint: Paint


def gap(height: float) -> Block:
    """Empty space."""
    return Block(height, lambda _canvas, _left, _top: None)


def text_block(
    text: str,
    kind: Type,
    colour: str,
    width: float,
    *,
    is_rtl: bool,
    gid: str,
    leading: float = LEADING,
    balanced: bool = False,
) -> Block:
    """A paragraph, broken into lines; it runs from the right in languages that do."""
    lines = even(text, kind, width) if balanced else wrapped(text, kind, width)
    pitch = kind.size * leading

    def paint(canvas: Canvas, left: float, top: float) -> None:
        with canvas.group(gid):
            for index, line in enumerate(lines):
                base = top + kind.size * ABOVE + index * pitch
                x, anchor = (left + width, "end") if is_rtl else (left, "start")
                shown = f"{_FROM_RIGHT}{line}{_FROM_RIGHT}" if is_rtl else line
                canvas.text(shown, x, base, kind, colour, anchor=anchor)

    height = kind.size * (ABOVE + 0.24) + (len(lines) - 1) * pitch if lines else 0.0
    return Block(height, paint)


def bar(width: float, colour: str, column: float, *, is_rtl: bool) -> Block:
    """A short thick rule that opens a picture."""

    def paint(canvas: Canvas, left: float, top: float) -> None:
        x = left + column - width if is_rtl else left
        canvas.rectangle(Box(x, top, width, 5), fill=colour, gid="bar")

    return Block(5.0, paint)


def rule(column: float, colour: str) -> Block:
    """A thin line across the column."""

    def paint(canvas: Canvas, left: float, top: float) -> None:
        canvas.segment((left, top), (left + column, top), line=colour, width=0.8)

    return Block(0.0, paint)


def height_of(blocks: Iterable[Block]) -> float:
    """The height of blocks stacked without space between them."""
    return sum(block.height for block in blocks)


def stack(canvas: Canvas, blocks: Sequence[Block], left: float, top: float) -> float:
    """Blocks drawn one under another; the height where they end."""
    for block in blocks:
        block.paint(canvas, left, top)
        top += block.height
    return top


def even(text: str, kind: Type, width: float) -> list[str]:
    """A text in as few lines as fit, all of about one length."""
    lines = wrapped(text, kind, width)
    for share in range(98, 50, -2):
        shorter = wrapped(text, kind, width * share / 100)
        if len(shorter) > len(lines) or width_of(max(shorter, key=len), kind) > width:
            break
        lines = shorter
    return lines


def wrapped(text: str, kind: Type, width: float) -> list[str]:
    """A text in lines that are no wider than that; a longer word stands alone in its line.

    A number stays with its unit; a no-break space holds other words together.
    """
    if not text:
        return []
    text = _UNIT.sub("\u00a0\\1", text)
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, kind) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
