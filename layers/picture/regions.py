"""This module writes the quiet names: countries, seas, governorates, rivers, lakes, road signs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from layers.picture.canvas import Canvas
from layers.picture.colours import Colours
from layers.picture.fonts import Type, width_of
from layers.picture.names import ABOVE, Room, bases_from, block_of, texts_of
from layers.picture.window import Box, MapWindow


@dataclass(frozen=True)
class Manner:
    """How names of a kind are written, and at which zooms; `layer` may be switched off."""

    least: float
    most: float
    kind: Type
    tone: str
    halo: bool
    layer: str = ""
    capitals: bool = False


MANNERS: Final[Mapping[str, Manner]] = {
    "country": Manner(3, 10, Type(12.5, 600), "country", halo=True, capitals=True),
    "sea": Manner(3, 12, Type(13.5, 500, italic=True), "water", halo=False),
    "zone": Manner(7.4, 14, Type(11, 500, italic=True), "division", halo=True),
    "governorate": Manner(
        7.6, 10.5, Type(10.5, 500), "division", halo=True, layer="governorates", capitals=True
    ),
    "lake": Manner(7.6, 14, Type(11, 500, italic=True), "water", halo=True),
    "river": Manner(7.0, 14, Type(11, 500, italic=True), "water", halo=True, layer="rivers"),
}


def paint_regions(
    canvas: Canvas,
    document: Mapping[str, Any],
    window: MapWindow,
    room: Room,
    *,
    colours: Colours,
    languages: Sequence[str],
    layers: frozenset[str],
) -> None:
    """Names of what is no settlement, only where there is room."""
    own = {one["properties"]["name"]["en"] for one in _members(document, "country")}
    found = [one for name in ("labels", "seas", "waters") for one in _members(document, name)]
    for kind, manner in MANNERS.items():
        if not manner.least <= window.zoom <= manner.most:
            continue
        if manner.layer and manner.layer not in layers:
            continue
        for one in found:
            properties = one["properties"]
            # The country itself is the title's business.
            if properties["kind"] != kind or (
                kind == "country" and properties["name"]["en"] in own
            ):
                continue
            texts = texts_of(properties["name"], languages)
            texts = tuple(text.upper() if manner.capitals else text for text in texts)
            where = window.at(*_point(document, one))
            _write(canvas, texts, where, room, manner=manner, colours=colours)


def paint_signs(
    canvas: Canvas, document: Mapping[str, Any], window: MapWindow, room: Room, colours: Colours
) -> None:
    """The numbers of roads in a small frame."""
    kind = Type(9.5, 600, narrow=True)
    with canvas.group("road-signs"):
        for one in _members(document, "signs"):
            x, y = window.at(*_point(document, one))
            text = one["properties"]["name"]["en"]
            width = width_of(text, kind) + 8
            box = Box(x - width / 2, y - 7, width, 14)
            if not room.free(box):
                continue
            room.take(box)
            canvas.rectangle(
                box, radius=3, fill=colours.ground["roadCase"], line=colours.ground["road"]
            )
            base = y + ABOVE * kind.size / 2 - 0.2
            canvas.text(text, x, base, kind, colours.text["place"], anchor="middle")


def _write(
    canvas: Canvas,
    texts: tuple[str, ...],
    where: tuple[float, float],
    room: Room,
    *,
    manner: Manner,
    colours: Colours,
) -> None:
    x, y = where
    width, height = block_of(texts, manner.kind)
    box = Box(x - width / 2, y - height / 2, width, height).inset(-3)
    if not room.free(box):
        return
    room.take(box)
    under = f"{colours.ground['neighbour']}c0" if manner.tone == "country" else colours.text["halo"]
    halo = under if manner.halo else None
    with canvas.group(f"region-{texts[0].lower().replace(' ', '-')}"):
        for text, base in zip(
            texts, bases_from(y - height / 2, len(texts), manner.kind), strict=True
        ):
            canvas.text(
                text, x, base, manner.kind, colours.text[manner.tone],
                anchor="middle", halo=halo, halo_width=2.4,
            )  # fmt: skip


def _members(document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return list(document["objects"].get(name, {}).get("geometries", []))


def _point(document: Mapping[str, Any], one: Mapping[str, Any]) -> tuple[float, float]:
    (kx, ky), (tx, ty) = document["transform"]["scale"], document["transform"]["translate"]
    x, y = one["coordinates"]
    return x * kx + tx, y * ky + ty
