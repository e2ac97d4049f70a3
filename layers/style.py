"""Style of the map, from `layers/style.json`: one document for the screen and for pictures.

The browser gets the same document with its program, as `STYLE`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, TypeVar

DOCUMENT: Final = Path(__file__).parent / "style.json"
_ANGLES: Final = (45, 135)
_WEIGHTS: Final = (400, 500, 600, 700)
_HEX: Final = frozenset("0123456789abcdef")
_T = TypeVar("_T")


class StyleError(ValueError):
    """A value of the style document that cannot be drawn with."""


@dataclass(frozen=True)
class Line:
    """Width of a line and its dash, a line and a gap, in CSS pixels; no dash is a solid line."""

    width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Hatch:
    """Parallel lines: spacing along a level line and width in CSS pixels; angle 45 or 135."""

    spacing: float
    width: float
    angle: int

    @property
    def falling(self) -> bool:
        """Whether the lines run down from left to right."""
        return self.angle == _ANGLES[1]


@dataclass(frozen=True)
class Growth:
    """A factor that grows with the zoom: of front lines, or the width of rivers."""

    from_zoom: float
    base: float
    per_zoom: float
    min: float
    max: float

    def value_at(self, zoom: float) -> float:
        """The factor at a zoom."""
        value = self.base + (zoom - self.from_zoom) * self.per_zoom
        return max(self.min, min(self.max, value))


@dataclass(frozen=True)
class GroundPaint:
    """One way in which an object of the base map is drawn, in a colour of the palette's ground.

    Parameters
    ----------
    object
        Name of the object in the base map's TopoJSON; `kind` limits it to geometries of a kind.
    colour
        Key of the palette's ground.
    fill, line, hatch, growth
        Exactly one: the area filled; or the name of a line, of a hatch, or of the growth of a
        line's width.
    """

    object: str
    colour: str
    fill: bool = False
    line: str | None = None
    hatch: str | None = None
    growth: str | None = None
    kind: str | None = None

    def __post_init__(self) -> None:
        ways = [way for way in ("fill", "line", "hatch", "growth") if getattr(self, way)]
        if len(ways) != 1:
            raise StyleError(
                f"ground of {DOCUMENT.name} paints {self.object!r} in {len(ways)} ways "
                f"({', '.join(ways) or 'none'}); write exactly one of fill, line, hatch, growth."
            )

    @property
    def is_area(self) -> bool:
        """Whether the inside of the object is drawn, and not its line."""
        return self.fill or self.hatch is not None


@dataclass(frozen=True)
class GroundLayer:
    """A layer of the base map: how its objects are drawn, in order.

    A layer with the name of a link's layer can be switched off; `group` names it in a drawing.
    """

    name: str
    paint: tuple[GroundPaint, ...]
    group: str


@dataclass(frozen=True)
class GroundPattern:
    """Hatches of ground that is not simply controlled, by its status or its basis.

    `hatch` is drawn on the map of a day; `held_hatch` where ground has not changed hands.
    """

    hatch: str
    held_hatch: str
    status: str = ""
    basis: str = ""


@dataclass(frozen=True)
class PlaceStyle:
    """Places of a rank: zooms from which dot and name are drawn, type of the name, dot's radius."""

    name_zoom: float
    dot_zoom: float
    size: float
    weight: int
    radius: float


@dataclass(frozen=True)
class NameStyle:
    """Names of what is no settlement; `colour` and `halo` are keys of the palette's text."""

    from_zoom: float
    to_zoom: float
    size: float
    weight: int
    italic: bool
    colour: str
    halo: str | None
    layer: str | None


@dataclass(frozen=True)
class TextStyle:
    """Size and weight of a text on the map."""

    size: float
    weight: int


@dataclass(frozen=True)
class Plate:
    """A short text in a frame: its type, height, padding at each end and radius of corners."""

    size: float
    weight: int
    height: float
    pad: float
    radius: float
    from_zoom: float = 0.0


@dataclass(frozen=True)
class PictureScale:
    """Factors by which a picture differs from the screen.

    Parameters
    ----------
    name_scale
        Size of names: a picture sets them in condensed letters, which look smaller.
    detail_lift
        Zooms that a picture may be drawn smaller than the screen of its link and still name and
        mark what the screen does: its margins take room, its readers' eyes are nearer.
    not_in_panels
        Layers that a small map of many does not show.
    """

    name_scale: float
    detail_lift: float
    not_in_panels: tuple[str, ...]


@dataclass(frozen=True)
class Style:
    """The whole style; see the `about` of the document for units."""

    family: str
    zoom: Mapping[str, float]
    ground: Mapping[str, tuple[GroundLayer, ...]]
    lines: Mapping[str, Line]
    growth: Mapping[str, Growth]
    minor_river: float
    hatches: Mapping[str, Hatch]
    ground_patterns: tuple[GroundPattern, ...]
    places: tuple[PlaceStyle, ...]
    names: Mapping[str, NameStyle]
    name_halo: float
    quiet_halo: float
    signs: Plate
    plates: Plate
    day_plates: Plate
    scale_text: TextStyle
    picture: PictureScale
    palette: Mapping[str, Mapping[str, Mapping[str, Any]]]

    @property
    def font_stack(self) -> str:
        """Value of CSS `font-family` that everything on the screen is written in."""
        return f"{self.family}, sans-serif"

    def pattern(self, status: str, basis: str) -> GroundPattern | None:
        """The pattern of ground of a status and basis, the first that fits; None is plain."""
        for pattern in self.ground_patterns:
            if status == pattern.status or basis == pattern.basis:
                return pattern
        return None


@cache
def style() -> Style:
    """The style of `style.json`.

    Raises
    ------
    StyleError
        The document lacks a value or has one that cannot be drawn with.
    """
    return read_style(document())


@cache
def document() -> Mapping[str, Any]:
    """The style document as it stands in its file."""
    read: Mapping[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return read


def read_style(style_document: Mapping[str, Any]) -> Style:
    """A style from its document, checked value by value.

    Raises
    ------
    StyleError
        A value is missing or cannot be drawn with; the sentence says where, and what was expected.
    """
    try:
        return _read_style(style_document)
    except (KeyError, TypeError) as error:
        raise StyleError(
            f"{DOCUMENT.name} lacks a value or has one that it does not know: {error}; compare it "
            f"with the classes of layers/style.py."
        ) from error


def _read_style(style_document: Mapping[str, Any]) -> Style:
    _check(style_document["palette"], ("palette",), _colour)
    _check(
        {key: style_document[key] for key in style_document if key not in ("about", "palette")},
        (),
        _plain,
    )
    places = [PlaceStyle(**row) for row in style_document["places"]]
    for rank, (above, below) in enumerate(pairwise(places)):
        if above.name_zoom > below.name_zoom or above.dot_zoom > below.dot_zoom:
            raise StyleError(
                f"places[{rank + 1}] of {DOCUMENT.name} is shown from a smaller zoom than "
                f"places[{rank}]; give the lesser rank the larger zoom."
            )
    return Style(
        family=style_document["family"],
        zoom=style_document["zoom"],
        ground=_each(style_document["ground"], lambda rows: tuple(map(_ground_layer, rows))),
        lines=_each(
            style_document["lines"], lambda row: Line(row["width"], tuple(row.get("dash", ())))
        ),
        growth=_each(style_document["growth"], lambda row: Growth(**row)),
        minor_river=style_document["minor_river"],
        hatches=_each(style_document["hatches"], lambda row: Hatch(**row)),
        ground_patterns=tuple(GroundPattern(**row) for row in style_document["ground_patterns"]),
        places=tuple(places),
        names=_each(style_document["names"], lambda row: NameStyle(**row)),
        name_halo=style_document["name_halo"],
        quiet_halo=style_document["quiet_halo"],
        signs=Plate(**style_document["signs"]),
        plates=Plate(**style_document["plates"]),
        day_plates=Plate(**style_document["day_plates"]),
        scale_text=TextStyle(**style_document["scale_text"]),
        picture=_picture_scale(style_document["picture"]),
        palette=style_document["palette"],
    )


def _ground_layer(row: Mapping[str, Any]) -> GroundLayer:
    paint = tuple(GroundPaint(**entry) for entry in row["paint"])
    return GroundLayer(row["name"], paint, row.get("group", row["name"]))


def _picture_scale(row: Mapping[str, Any]) -> PictureScale:
    return PictureScale(**{**row, "not_in_panels": tuple(row["not_in_panels"])})


def _each(rows: Mapping[str, Any], make: Callable[[Any], _T]) -> dict[str, _T]:
    return {name: make(row) for name, row in rows.items()}


def _check(
    value: object, path: Sequence[object], leaf: Callable[[object, Sequence[object]], None]
) -> None:
    """Walks a document down to its single values."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _check(inner, (*path, key), leaf)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _check(inner, (*path, index), leaf)
    else:
        leaf(value, path)


def _colour(value: object, path: Sequence[object]) -> None:
    written = isinstance(value, str) and value.startswith("#") and len(value) in (7, 9)
    if not written or not set(str(value)[1:]) <= _HEX:
        _refuse(value, path, "a colour such as #1c1c1c, or #1c1c1c80 with its opacity")


def _plain(value: object, path: Sequence[object]) -> None:
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    if key == "angle" and value not in _ANGLES:
        _refuse(value, path, f"an angle, {' or '.join(map(str, _ANGLES))}")
    elif key == "weight" and path[0] != "sketch" and value not in _WEIGHTS:
        _refuse(value, path, f"a weight of type: {', '.join(map(str, _WEIGHTS))}")
    elif isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        _refuse(value, path, "a number of 0 or more")


def _refuse(value: object, path: Sequence[object], expected: str) -> None:
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    raise StyleError(f"{where[1:]} of {DOCUMENT.name} is {value!r}; write {expected}.")
