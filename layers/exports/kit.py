"""Press kits: pictures of a day, its data, words and sources, in one ZIP.

`manifest.json` names every file with its SHA-256; `SHA256SUMS` is the same for `sha256sum -c`.
"""

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import Final

from geodata import tables as named
from geodata.ingest.export import write_areas
from geodata.tables import Provenance, Table
from layers.exports.archive import add
from layers.exports.order import Order, Progress
from layers.exports.pictures import Renderer
from layers.exports.registry import Export
from layers.exports.sources import licences_of, sources_of
from layers.locale import Locale
from layers.locale.captions import alt_text, caption, headline
from layers.picture import FORMATS, PictureOptions, of_size

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


def _make(order: Order, _export: Export, progress: Progress) -> bytes:
    """The press kit of a day.

    Its options give theme, languages, titles and permalink; sizes and formats are `PICTURES`.
    """
    files = {**dict(_words(order)), **dict(_data(order))}
    with Renderer(order) as renderer:
        images = renderer.maps((order.view, options_of(order.options, *size)) for size in PICTURES)
        for done, (size, image) in enumerate(zip(PICTURES, images, strict=True), 1):
            files[_picture_name(order, *size)] = image
            progress(done, len(PICTURES))
    return _zipped({**files, **_manifest(order, files)}, f"{order.record.theatre.id}_{order.day}")


def options_of(options: PictureOptions, preset: str, format_: str) -> PictureOptions:
    """Options of one picture of a kit."""
    size = of_size(preset)
    transparent = options.transparent and format_ != "jpeg"
    return replace(
        options,
        width_px=size.width_px, height_px=size.height_px, dpi=size.dpi, text_px=size.text_px,
        format=format_, transparent=transparent,
    )  # fmt: skip


def _picture_name(order: Order, preset: str, format_: str) -> str:
    suffix = FORMATS[format_].suffix
    return f"pictures/{order.record.theatre.id}_{order.day}_{preset}{suffix}"


def _words(order: Order) -> Files:
    record, moment = order.record, order.moment
    for language in order.options.languages:
        # What an editor wrote is in the language that leads.
        own = order.words if language == order.language else {}
        locale = Locale(record.theatre, language)
        for name, text in (
            ("headline", own.get("headline") or headline(moment, locale)),
            ("caption", own.get("caption") or caption(moment, locale)),
            ("alt_text", own.get("alt_text") or alt_text(moment, locale)),
            ("sources", sources_of(moment, locale)),
            ("licences", licences_of(record, locale)),
        ):
            yield f"text/{name}.{language}.txt", _line(text)


def _line(text: str) -> bytes:
    return f"{text.rstrip()}\n".encode()


def _data(order: Order) -> Files:
    snapshot = order.record.snapshot(order.effective_date)
    yield (
        f"data/control_{order.effective_date}.geojson",
        write_areas(order.record.theatre, snapshot, ".geojson"),
    )
    for name, table in tables(order).items():
        yield f"data/{name}_{order.day}.csv", table.to_csv()


def tables(order: Order) -> dict[str, Table]:
    """Tables of figures of a day by the name of their file: areas, fronts, places, events."""
    record, edition = order.record, order.edition
    provenance = Provenance(record.theatre, edition.version or None, edition.known_on)
    days = [record.daily_statistics(order.effective_date)]
    return {
        "control": named.areas(provenance, days),
        "front": named.fronts(provenance, days),
        "places": named.places(provenance, order.day, record.reports_on(order.day)),
        "events": named.events(provenance, order.day, order.day),
    }


def _manifest(order: Order, files: Mapping[str, bytes]) -> dict[str, bytes]:
    theatre = order.record.theatre
    sums = {name: sha256(data).hexdigest() for name, data in sorted(files.items())}
    facts = {
        "title": order.locale.text(theatre.title),
        "theatre": theatre.id,
        "day": order.day.isoformat(),
        "effective_date": order.effective_date.isoformat(),
        "revision": order.edition.version or None,
        "information_cut_off": order.edition.known_on or None,
        "link": order.link,
        "source": order.locale.text(theatre.credit),
        "licence": order.locale.text(theatre.attribution),
        "files": [
            {"name": name, "bytes": len(files[name]), "sha256": digest}
            for name, digest in sums.items()
        ],
    }
    lines = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    document = json.dumps(facts, ensure_ascii=False, indent=1)
    return {"SHA256SUMS": lines.encode(), "manifest.json": _line(document)}


def _zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            add(archive, f"{folder}/{name}", data)
    return out.getvalue()
