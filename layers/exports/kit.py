"""This module knows press kits: pictures of a day, its data, words and sources, in one ZIP.

`manifest.json` names every file with its SHA-256; `SHA256SUMS` is the same for `sha256sum -c`.
"""

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import Final

from geodata.ingest.export import write_areas
from geodata.licences import Use, allow
from layers.exports.archive import add
from layers.exports.figures import tables
from layers.exports.order import Order, Progress
from layers.exports.renderer import Renderer
from layers.exports.sources import licences_of, sources_of
from layers.locale import Locale
from layers.locale.captions import alt_text, caption, headline
from layers.locale.text import of
from layers.picture import Look, of_size

PICTURES: Final = (
    ("1920x1080", "png"),
    ("1200x675", "jpeg"),
    ("1080x1080", "png"),
    ("1080x1920", "png"),
    ("a4-landscape", "pdf"),
    ("1920x1080", "svg"),
)
"""What is drawn: a size of `PRESETS` and a format."""
Files = Iterator[tuple[str, bytes]]


def make_kit(
    order: Order,
    *,
    words: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    processes: int | None = None,
) -> bytes:
    """The press kit of a day; the same bytes for the same map.

    Parameters
    ----------
    order
        Its look gives theme, languages, titles and permalink; sizes and formats are `PICTURES`.
    words
        "headline", "caption" and "alt_text" as an editor wrote them; for those that are missing,
        the proposed ones.

    Raises
    ------
    DateError
        The day lies before the first of the record.
    LicenceForbids
        A source may not be shown so, or its data not be handed on.
    """
    allow(order.record, [order.effective], *Use)
    files = {**dict(_words(order, words or {})), **dict(_data(order))}
    with Renderer(order, processes) as renderer:
        drawn = renderer.pictures((order.view, look_of(order.look, *one)) for one in PICTURES)
        for done, (one, image) in enumerate(zip(PICTURES, drawn, strict=True), 1):
            files[_picture_name(order, *one)] = image
            if progress:
                progress(done, len(PICTURES))
    return _zipped({**files, **_manifest(order, files)}, f"{order.record.theatre.id}_{order.day}")


def look_of(look: Look, preset: str, format_: str) -> Look:
    """The look of one picture of a kit."""
    size = of_size(preset)
    transparent = look.transparent and format_ != "jpeg"
    return replace(
        look, width_px=size.width_px, height_px=size.height_px, dpi=size.dpi, text_px=size.text_px,
        format=format_, transparent=transparent,
    )  # fmt: skip


def _picture_name(order: Order, preset: str, format_: str) -> str:
    ending = "jpg" if format_ == "jpeg" else format_
    return f"pictures/{order.record.theatre.id}_{order.day}_{preset}.{ending}"


def _words(order: Order, words: Mapping[str, str]) -> Files:
    record, view = order.record, order.view
    for language in order.look.languages:
        # What an editor wrote is in the language that leads.
        own = words if language == order.language else {}
        for name, text in (
            (
                "headline",
                own.get("headline") or headline(record, view, Locale(record.theatre, language)),
            ),
            (
                "caption",
                own.get("caption") or caption(record, view, Locale(record.theatre, language)),
            ),
            (
                "alt_text",
                own.get("alt_text") or alt_text(record, view, Locale(record.theatre, language)),
            ),
            ("sources", sources_of(record, order.day, language)),
            ("licences", licences_of(record, language)),
        ):
            yield f"text/{name}.{language}.txt", _line(text)


def _line(text: str) -> bytes:
    return f"{text.rstrip()}\n".encode()


def _data(order: Order) -> Files:
    snapshot = order.record.snapshot(order.effective)
    yield (
        f"data/control_{order.effective}.geojson",
        write_areas(order.record.theatre, snapshot, ".geojson"),
    )
    for name, table in tables(order).items():
        yield f"data/{name}_{order.day}.csv", table.to_csv()


def _manifest(order: Order, files: Mapping[str, bytes]) -> dict[str, bytes]:
    theatre = order.record.theatre
    sums = {name: sha256(data).hexdigest() for name, data in sorted(files.items())}
    told = {
        "title": of(theatre.title, order.language),
        "theatre": theatre.id,
        "day": order.day.isoformat(),
        "effective_date": order.effective.isoformat(),
        "revision": order.edition.version or None,
        "information_cut_off": order.edition.known_on or None,
        "link": order.link,
        "source": of(theatre.credit, order.language),
        "licence": of(theatre.attribution, order.language),
        "files": [
            {"name": name, "bytes": len(files[name]), "sha256": digest}
            for name, digest in sums.items()
        ],
    }
    lines = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    document = json.dumps(told, ensure_ascii=False, indent=1)
    return {"SHA256SUMS": lines.encode(), "manifest.json": _line(document)}


def _zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            add(archive, f"{folder}/{name}", data)
    return out.getvalue()
