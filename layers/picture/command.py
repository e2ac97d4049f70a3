"""This module knows pictures on the command line: of a day, of two, of many, and of figures."""

import argparse
from datetime import date
from pathlib import Path
from typing import Final

from geodata.control import read_day
from geodata.licences import Use, allow
from geodata.record import Record
from geodata.store import Store
from geodata.store.commands import add_known_on, add_store, add_theatre, known_on, record_of
from layers.edition import edition_of
from layers.link import View, read_link
from layers.locale.captions import shown_day
from layers.picture import (
    FIGURES,
    LANGUAGES,
    PRESETS,
    THEMES,
    Look,
    PictureError,
    draw,
    draw_change,
    draw_chart,
    draw_multiples,
    draw_pair,
    of_size,
)
from layers.scene import Edition

_USUAL_PANELS: Final = 6
KINDS: Final = ("map", "pair", "change", "strip", *FIGURES)
_FORMATS: Final = {
    ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp", ".svg": "svg", ".pdf": "pdf",
}  # fmt: skip


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command `picture`."""
    text = "a map, a comparison or a chart as .png, .jpg, .webp, .svg or .pdf"
    command = commands.add_parser("picture", help=text, description=text)
    command.add_argument("-o", "--output", metavar="FILE", required=True, type=Path)
    command.add_argument(
        "--link",
        default="",
        help="the map as a page's link shows it, for example ?as_of=2024-11-30; two days are "
        "?from=2024-11-26&to=2024-11-30",
    )
    command.add_argument("--kind", choices=KINDS, default="map", help="default: map")
    command.add_argument(
        "--days", nargs="+", metavar="DAY", help="the days of a strip; default: six of its link"
    )
    command.add_argument(
        "--preset",
        default="1920x1080",
        metavar="SIZE",
        help=f"{', '.join(PRESETS)}, or WIDTHxHEIGHT in pixels; default: 1920x1080",
    )
    command.add_argument("--dpi", type=int, help="pixels per inch, for a size of your own")
    command.add_argument("--theme", choices=THEMES, help="default: the link's, or light")
    words = ["+".join(one) for one in LANGUAGES]
    command.add_argument(
        "--words", "--lang", dest="lang", choices=words, help="default: the link's, or en"
    )
    command.add_argument("--title", help="default: a headline from the numbers")
    command.add_argument("--subtitle", help="default: the title of the theatre")
    command.add_argument("--transparent", action="store_true", help="no colour behind the map")
    command.add_argument("--qr", action="store_true", help="the link also as a QR code")
    command.add_argument("--address", default="", metavar="URL", help="where the map is published")
    add_theatre(command)
    add_store(command)
    add_known_on(command)
    command.set_defaults(run=_picture)


def _picture(given: argparse.Namespace) -> str:
    view, record = read_link(given.link), record_of(given)
    look = _look(given, view)
    allow(record, _days(record, view, given), Use.PICTURES)
    with Store.open(given.store) as store:
        edition = edition_of(store, given.theatre, known_on(given))
    content = _drawn(given, record, view, look, edition)
    given.output.write_bytes(content)
    return f"{given.output}: {len(content):,} bytes, {look.width_px} × {look.height_px} pixels"


def _drawn(
    given: argparse.Namespace, record: Record, view: View, look: Look, edition: Edition
) -> bytes:
    if given.kind == "strip":
        days = [read_day(text) for text in given.days or ()] or _spread(record, view)
        return draw_multiples(record, view, look, days, edition)
    if given.kind in FIGURES:
        return draw_chart(record, view, look, given.kind, edition)
    drawers = {"map": draw, "pair": draw_pair, "change": draw_change}
    return drawers[given.kind](record, view, look, edition)


def _spread(record: Record, view: View) -> list[date]:
    """Days of a link's period for a strip, evenly spread, its first and last among them."""
    first, last = view.from_day or date.min, view.to_day or date.max
    days = [day for day in record.dates if first <= day <= last]
    if len(days) <= _USUAL_PANELS:
        return days
    step = (len(days) - 1) / (_USUAL_PANELS - 1)
    return [days[round(at * step)] for at in range(_USUAL_PANELS)]


def _days(record: Record, view: View, given: argparse.Namespace) -> list[date]:
    """The effective dates that are shown."""
    if given.kind in FIGURES or given.kind == "strip":
        return list(record.dates)
    asked = [shown_day(record, view), *([view.from_day] if view.from_day else [])]
    return sorted({record.effective(day) for day in asked})


def _look(given: argparse.Namespace, view: View) -> Look:
    ending = given.output.suffix.lower()
    if ending not in _FORMATS:
        raise PictureError(
            f'"{given.output.name}" names no format of a picture; let it end in one of '
            f"{', '.join(_FORMATS)}."
        )
    more: dict[str, object] = {
        "format": _FORMATS[ending],
        "theme": given.theme or view.theme or "light",
        "languages": tuple((given.lang or view.language or "en").split("+")),
        "title": given.title,
        "subtitle": given.subtitle,
        "transparent": given.transparent,
        "qr": given.qr,
        "permalink": given.address,
    }
    if given.preset not in PRESETS and "x" in given.preset:
        width, _, height = given.preset.partition("x")
        if width.isdigit() and height.isdigit():
            size = {"width_px": int(width), "height_px": int(height), "dpi": given.dpi or 96}
            return Look(**size, **more)  # type: ignore[arg-type]
    return of_size(given.preset, **more)
