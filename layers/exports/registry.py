"""Registry of exports: everything that leaves the house, each with its format and its uses.

Bytes come from `Export.make` alone, which asks the licence of every day drawn before it makes
anything. The makers are private to this package and loaded when first used, because some bring
large libraries. A new format is one entry here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Final

from geodata.ingest.export import AREA_FORMATS
from geodata.licences import Use, allow_snapshots
from geodata.record import Record
from geodata.tables import TABLE_FORMATS
from layers.edition import Edition
from layers.exports.order import (
    Order,
    Progress,
    chart_dates,
    clip_dates,
    control_dates,
    day_dates,
    no_dates,
    pair_dates,
    replay_dates,
    strip_dates,
    table_dates,
)
from layers.link import View
from layers.picture import FORMATS, PictureError, PictureOptions
from layers.workers import report_progress

Dates = Callable[[Order], tuple[date, ...]]
Maker = Callable[[Order, "Export", Progress], bytes]
DRAW: Final = "layers.exports.registry:make_shared"
"""What a worker process that shares a record is asked to do for one export."""
MAKE_FILE: Final = "layers.exports.registry:make_file"
"""What a worker process is asked to do for an order of its own."""


@dataclass(frozen=True)
class Export:
    """A kind of export in one format.

    Parameters
    ----------
    kind, suffix
        Both together name an export: "clip" and ".mp4".
    mime
        Media type of the file.
    uses
        What a licence must allow.
    dates
        The effective dates that an order draws.
    maker
        "module:function" of this package; "" for what the browser draws of what it shows, for
        which the page asks beforehand.
    """

    kind: str
    mime: str
    suffix: str
    uses: tuple[Use, ...]
    dates: Dates
    maker: str

    def ask(self, order: Order) -> None:
        """Ask the licence of every day drawn.

        Raises
        ------
        LicenceForbids
            A source may not be used so; the message names whose.
        DateError
            The order draws a day that the record does not have.
        """
        dates = self.dates(order)
        if self.uses:
            allow_snapshots(order.record.theatre, order.snapshots(dates), *self.uses)

    def make(self, order: Order, progress: Progress | None = None) -> bytes:
        """Ask the licence, then make the file; equal orders make equal bytes.

        Raises
        ------
        GeodataError
            The licence forbids it, or it cannot be made as it was ordered.
        """
        if not self.maker:
            raise ValueError(f"A {self.kind} {self.suffix} is drawn by the browser.")
        self.ask(order)
        module, _, name = self.maker.partition(":")
        maker: Maker = getattr(import_module(f"layers.exports.{module}"), name)
        return maker(order, self, progress or _unheard)


def _unheard(_done: int, _total: int) -> None:
    """Progress that is not followed."""


_DRAWN: Final = (Use.PICTURES,)
_DATA: Final = (Use.DATA,)
_BOTH: Final = tuple(Use)
_PICTURES: Final[dict[str, Dates]] = {
    "map": day_dates,
    "pair": pair_dates,
    "change": pair_dates,
    "strip": strip_dates,
    "areas": chart_dates,
    "fronts": chart_dates,
}
PICTURE_KINDS: Final = tuple(_PICTURES)
_DECK: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
EXPORTS: Final = (
    *(
        Export(kind, format_.mime, format_.suffix, _DRAWN, dates, "pictures:_draw")
        for kind, dates in _PICTURES.items()
        for format_ in FORMATS.values()
    ),
    Export("clip", "video/mp4", ".mp4", _DRAWN, clip_dates, "clip:_make_mp4"),
    Export("clip", "video/webm", ".webm", _DRAWN, clip_dates, "clip:_make_webm"),
    Export("clip", "image/gif", ".gif", _DRAWN, clip_dates, "clip:_make_gif"),
    Export("clip", "application/zip", ".zip", _DRAWN, clip_dates, "clip:_make_sequence"),
    Export("deck", _DECK, ".pptx", _DRAWN, strip_dates, "deck:_make"),
    Export("kit", "application/zip", ".zip", _BOTH, day_dates, "kit:_make"),
    Export("replay", "text/html", ".html", _BOTH, replay_dates, "replay:_make"),
    *(
        Export("control", format_.mime, suffix, _DATA, control_dates, "data:_areas")
        for suffix, format_ in AREA_FORMATS.items()
    ),
    Export("topology", "application/topo+json", ".topojson", _DATA, replay_dates, "data:_topology"),
    *(
        Export("table", format_.mime, suffix, _DATA, table_dates, "data:_table")
        for suffix, format_ in TABLE_FORMATS.items()
    ),
    Export("chart", "image/svg+xml", ".svg", _DRAWN, table_dates, ""),
    Export("chart", "image/png", ".png", _DRAWN, table_dates, ""),
    Export("original", "application/octet-stream", ".bin", _DATA, no_dates, "data:_content"),
    Export("template", "application/geo+json", ".geojson", (), no_dates, "data:_content"),
)
"""All exports."""
_ALIASES: Final = {".jpeg": ".jpg"}


def formats(kind: str) -> dict[str, Export]:
    """The exports of a kind, by how the names of their files end."""
    return {export.suffix: export for export in EXPORTS if export.kind == kind}


def export_of(kind: str, name: str) -> Export:
    """The export of a kind in the format that a file's name, or a suffix alone, ends with.

    Raises
    ------
    PictureError
        This kind has no such format.
    """
    known = formats(kind)
    suffix = Path(name).suffix.lower() or name.lower()
    suffix = _ALIASES.get(suffix, suffix)
    if suffix not in known:
        noun = "picture" if kind in PICTURE_KINDS else kind
        raise PictureError(
            f'"{Path(name).name}" names no format of a {noun}; let it end in one of '
            f"{', '.join(known)}."
        )
    return known[suffix]


def make_shared(
    shared: tuple[Record, Edition],
    export: tuple[str, str],
    view: View,
    days: tuple[date, ...],
    options: PictureOptions,
) -> bytes:
    """Make an export, by kind and suffix, of a record that this worker process keeps."""
    record, edition = shared
    return export_of(*export).make(Order(record, view, options, edition, days))


def make_file(kind: str, suffix: str, order: Order, path: Path) -> None:
    """Make an export in a worker process that reports its progress; the file is whole or absent."""
    path.write_bytes(export_of(kind, suffix).make(order, lambda *done: report_progress(done)))
