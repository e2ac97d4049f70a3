"""This module knows embeds: a replay of locked days as a file, and the frame that shows it."""

from datetime import date
from typing import Final

from geodata.licences import Use, allow
from geodata.record import Record
from layers.exports.sources import between
from layers.link import View, write_link
from layers.locale.text import direction, of
from layers.web.plugin import standalone
from layers.web.web_map import escaped

FILE_NAME: Final = "lines_of_control_replay.html"
_LEAST_PX: Final = 460
"""Below this height the map has no room beside its slider and legend."""


def embed_file(
    record: Record, from_: date | None = None, to: date | None = None, language: str = "en"
) -> bytes:
    """The replay between two days as one HTML file; whoever has it cannot reach other days.

    Raises
    ------
    DateError
        The record has no day, or none between these two.
    LicenceForbids
        A source may not be shown so, or its data not be handed on.
    """
    allow(record, record.cut(from_, to).dates if record.dates else (), *Use)
    return standalone(record, from_, to, language).encode()


def snippet(record: Record, days: tuple[date, date], view: View, address: str = FILE_NAME) -> str:
    """HTML for a newsroom's page: a frame as wide as its column, whose height follows its width.

    `address` is where the newsroom has put the file; day, view and theme come from the link.
    """
    language = view.language or "en"
    title = f"{of(record.theatre.title, language)}, {between(*days, language)}"
    source = escaped(address + write_link(view).removesuffix("?"))
    return (
        f'<iframe src="{source}" title="{escaped(title)}" lang="{language}" '
        f'dir="{direction(language)}" loading="lazy" allow="fullscreen; clipboard-write" '
        f'style="display:block;width:100%;aspect-ratio:16/9;min-height:{_LEAST_PX}px;border:0"></iframe>'
    )
