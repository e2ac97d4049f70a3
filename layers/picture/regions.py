"""Names of what is no settlement: countries, seas, governorates, rivers, lakes, road signs."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from layers.locale import Locale
from layers.picture.canvas import Canvas
from layers.picture.colours import Colours
from layers.picture.fonts import Type, width_of
from layers.picture.names import ABOVE, CollisionIndex, bases_from, block_of, texts_of
from layers.picture.window import Box, MapWindow
from layers.style import NameStyle, style

_CAPITALS: Final = frozenset({"country", "governorate"})


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
