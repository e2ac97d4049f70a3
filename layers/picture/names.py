"""Names on a map: places, major cities first, each by its dot, then countries, waters and the like.

No name stands over another; what is no settlement is named only where there is room.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from matplotlib.path import Path

from geodata.places import Place
from geodata.theatre import Theatre
from layers.locale import Locale
from layers.palette import Colours
from layers.picture.canvas import Canvas
from layers.picture.fonts import Type, width_of
from layers.picture.window import Box, MapWindow, world
from layers.style import NameStyle, style

ABOVE: Final = 0.74
BELOW: Final = 0.22
"""How far letters reach above and below their base, in parts of their size."""
_LEADING: Final = 1.12
_CROWDED_TO: Final = 8.8
_CAPITALS: Final = frozenset({"country", "governorate"})


@dataclass(frozen=True)
class Name:
    """A label in its place: lines of text with their bases, from `x` on as the anchor says."""

    texts: tuple[str, ...]
    kind: Type
    x: float
    bases: tuple[float, ...]
    anchor: str
    box: Box
    place_id: str = ""


@dataclass
class CollisionIndex:
    """Collision index of a map: boxes that are taken; names stay within `bounds`."""

    bounds: Box
    taken: list[Box] = field(default_factory=list)

    def free(self, box: Box) -> bool:
        """Whether nothing lies there, and it lies on the map."""
        return self.bounds.holds(box) and not any(box.meets(other) for other in self.taken)

    def take(self, *boxes: Box) -> None:
        """Nothing else may lie there."""
        self.taken.extend(boxes)


@dataclass(frozen=True)
class Dot:
    """A place where it is seen."""

    place: Place
    x: float
    y: float

    @property
    def radius(self) -> float:
        """Half the width of its dot."""
        return style().places[self.place.rank].radius

    @property
    def box(self) -> Box:
        """What its dot covers."""
        return Box(self.x, self.y, 0, 0).inset(-self.radius)


def dots(theatre: Theatre, window: MapWindow, bounds: Box, wanted: frozenset[str]) -> list[Dot]:
    """Places to mark, major cities first: by rank, and those `wanted` before their equals."""
    places = [place for place in theatre.places if place.labelled]
    if not places:
        return []
    where = window.place(world(np.array([(place.lon, place.lat) for place in places])))
    seen = [
        Dot(place, float(x), float(y))
        for place, (x, y) in zip(places, where, strict=True)
        if window.detail_zoom >= style().places[place.rank].dot_zoom or place.place_id in wanted
        if bounds.holds(Box(float(x), float(y), 0, 0))
    ]
    return sorted(
        seen, key=lambda dot: (dot.place.rank, dot.place.place_id not in wanted, dot.place.place_id)
    )


@dataclass
class Writer:
    """Placement of names beside their dots, rank by rank.

    A city's name may lie over a village's dot, never the other way round.
    """

    seen: Sequence[Dot]
    window: MapWindow
    index: CollisionIndex
    locales: Sequence[Locale]
    named: list[Dot] = field(default_factory=list)

    @property
    def size(self) -> float:
        """Names are smaller on maps hardly larger than a stamp, and where they have two lines."""
        two = 0.84 if len(self.locales) > 1 else 1.0
        return two * min(1.0, max(0.7, (self.window.zoom - 2.9) / 2.6))

    def rank(self, rank: int, wanted: frozenset[str]) -> list[Name]:
        """Names of a rank with a free box, which they take; `wanted` are named at any zoom."""
        mine = [dot for dot in self.seen if dot.place.rank == rank]
        mine.sort(key=lambda dot: dot.place.place_id not in wanted)
        if not rank:
            self.index.take(*(dot.box for dot in mine))
        # The farther off, the more air between the names of lesser places.
        air = 1.2 + max(0.0, _CROWDED_TO - self.window.zoom) * rank * 3.5
        names = []
        for dot in mine:
            shown = (
                self.window.detail_zoom >= style().places[rank].name_zoom
                or dot.place.place_id in wanted
            )
            if not shown or (rank and not self.index.free(dot.box)):
                continue
            near = 1.2 if dot.place.place_id in wanted else air
            label = _beside(dot, self.index, self.locales, near, type_of(rank).scaled(self.size))
            if label is not None:
                self.index.take(label.box, dot.box)
                names.append(label)
                self.named.append(dot)
        return names


def paint_dots(canvas: Canvas, seen: Iterable[Dot], colours: Colours) -> None:
    """A dot for each place; major cities have a ring."""
    text, lines = colours.text, style().lines
    for dot in sorted(seen, key=lambda dot: -dot.place.rank):
        is_major = dot.place.is_major_city
        circle = Path.circle((dot.x, dot.y), dot.radius)
        canvas.path(
            circle,
            fill=opaque(text["halo"]) if is_major else text["place"],
            line=text["place"] if is_major else text["halo"],
            width=lines["city_dot" if is_major else "dot"].width,
        )


def paint_names(canvas: Canvas, names: Iterable[Name], colours: Colours) -> None:
    """Names with a halo; each is one element."""
    for name in names:
        with canvas.group(f"name-{name.place_id}"):
            for text, base in zip(name.texts, name.bases, strict=True):
                canvas.text(
                    text, name.x, base, name.kind, colours.text["place"],
                    anchor=name.anchor, halo=colours.text["halo"], halo_width=style().name_halo,
                )  # fmt: skip


def type_of(rank: int) -> Type:
    """Type of the names of places of a rank."""
    place = style().places[rank]
    return Type(place.size * style().picture.name_scale, place.weight, narrow=True)


def texts_of(names: Mapping[str, str], locales: Sequence[Locale]) -> tuple[str, ...]:
    """A name in each language, once where two are the same."""
    return tuple(dict.fromkeys(locale.text(names) for locale in locales))


def opaque(colour: str) -> str:
    """A colour without its two digits of opacity."""
    return colour[:7]


def block_of(texts: Sequence[str], kind: Type) -> tuple[float, float]:
    """Width and height of lines of text, from the top of the first to the foot of the last."""
    width = max(width_of(text, kind) for text in texts)
    return width, kind.size * (ABOVE + BELOW + (len(texts) - 1) * _LEADING)


def bases_from(top: float, count: int, kind: Type) -> tuple[float, ...]:
    """Where the lines of a block stand that begins at a height."""
    return tuple(top + kind.size * (ABOVE + line * _LEADING) for line in range(count))


def _beside(
    dot: Dot, index: CollisionIndex, locales: Sequence[Locale], air: float, kind: Type
) -> Name | None:
    texts = texts_of(dot.place.name, locales)
    width, height = block_of(texts, kind)
    for gap in (dot.radius + 2.5, dot.radius + 7.5):
        for anchor, x, left, top in _spots(dot, width, height, gap):
            box = Box(left, top, width, height).inset(-1.2)
            if index.free(box.inset(1.2 - air)):
                bases = bases_from(top, len(texts), kind)
                return Name(texts, kind, x, bases, anchor, box, dot.place.place_id)
    return None


def _spots(
    dot: Dot, width: float, height: float, gap: float
) -> list[tuple[str, float, float, float]]:
    """Where a name may stand, best first: anchor, x, left, top."""
    middle, over, under = dot.y - height / 2, dot.y - gap - height, dot.y + gap
    near, sink = gap * 0.7, gap * 0.3
    return [
        ("start", dot.x + gap, dot.x + gap, middle),
        ("end", dot.x - gap, dot.x - gap - width, middle),
        ("start", dot.x + near, dot.x + near, over + sink),
        ("start", dot.x + near, dot.x + near, under - sink),
        ("middle", dot.x, dot.x - width / 2, over),
        ("middle", dot.x, dot.x - width / 2, under),
        ("end", dot.x - near, dot.x - near - width, over + sink),
        ("end", dot.x - near, dot.x - near - width, under - sink),
    ]


def paint_regions(
    canvas: Canvas,
    document: Mapping[str, Any],
    window: MapWindow,
    index: CollisionIndex,
    *,
    colours: Colours,
    locales: Sequence[Locale],
    layers: frozenset[str],
) -> None:
    """Names of what is no settlement, only where there is room."""
    own = {geometry["properties"]["name"]["en"] for geometry in _members(document, "country")}
    geometries = [
        geometry for name in ("labels", "seas", "waters") for geometry in _members(document, name)
    ]
    for kind, name in style().names.items():
        if not name.from_zoom <= window.detail_zoom <= name.to_zoom:
            continue
        if name.layer and name.layer not in layers:
            continue
        for geometry in geometries:
            properties = geometry["properties"]
            # The country itself is the title's business.
            if properties["kind"] != kind or (
                kind == "country" and properties["name"]["en"] in own
            ):
                continue
            texts = texts_of(properties["name"], locales)
            texts = tuple(text.upper() if kind in _CAPITALS else text for text in texts)
            where = window.point(*_point(document, geometry))
            _write(canvas, texts, where, index, name=name, colours=colours)


def paint_signs(
    canvas: Canvas,
    document: Mapping[str, Any],
    window: MapWindow,
    index: CollisionIndex,
    colours: Colours,
) -> None:
    """The numbers of roads in a small frame."""
    sign = style().signs
    kind = Type(sign.size, sign.weight, narrow=True)
    with canvas.group("road-signs"):
        for geometry in _members(document, "signs"):
            x, y = window.point(*_point(document, geometry))
            text = geometry["properties"]["name"]["en"]
            width = width_of(text, kind) + 2 * sign.pad
            box = Box(x - width / 2, y - sign.height / 2, width, sign.height)
            if not index.free(box):
                continue
            index.take(box)
            canvas.rectangle(
                box, radius=sign.radius, fill=colours.ground["roadCase"],
                line=colours.ground["road"], width=style().lines["plate"].width,
            )  # fmt: skip
            base = y + ABOVE * kind.size / 2 - 0.2
            canvas.text(text, x, base, kind, colours.text["place"], anchor="middle")


def _write(
    canvas: Canvas,
    texts: tuple[str, ...],
    where: tuple[float, float],
    index: CollisionIndex,
    *,
    name: NameStyle,
    colours: Colours,
) -> None:
    x, y = where
    kind = Type(name.size, name.weight, italic=name.italic)
    width, height = block_of(texts, kind)
    box = Box(x - width / 2, y - height / 2, width, height).inset(-3)
    if not index.free(box):
        return
    index.take(box)
    halo = colours.text[name.halo] if name.halo else None
    with canvas.group(f"region-{texts[0].lower().replace(' ', '-')}"):
        for text, base in zip(texts, bases_from(y - height / 2, len(texts), kind), strict=True):
            canvas.text(
                text, x, base, kind, colours.text[name.colour],
                anchor="middle", halo=halo, halo_width=style().quiet_halo,
            )  # fmt: skip


def _members(document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return list(document["objects"].get(name, {}).get("geometries", []))


def _point(document: Mapping[str, Any], geometry: Mapping[str, Any]) -> tuple[float, float]:
    (kx, ky), (tx, ty) = document["transform"]["scale"], document["transform"]["translate"]
    x, y = geometry["coordinates"]
    return x * kx + tx, y * ky + ty
