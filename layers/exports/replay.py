"""Replay files: one HTML document that replays days offline, and the frame that embeds it."""

from dataclasses import replace
from datetime import date
from html import escape
from typing import Final

from layers.exports.order import REPLAY_FILE_NAME, Order, Progress
from layers.exports.registry import Export
from layers.exports.sources import between
from layers.link import write_link
from layers.web import payload
from layers.web.plugin import document

_MIN_HEIGHT_PX: Final = 460
"""Below this height the map has no room beside its slider and legend."""


def _make(order: Order, _export: Export, _progress: Progress) -> bytes:
    """The replay between the two days of the view; no other day can be reached in the file."""
    view = order.view
    days = payload(order.record, view.from_day, view.to_day, order.edition)
    return document(days, order.language).encode()


def snippet(order: Order, days: tuple[date, date], address: str = REPLAY_FILE_NAME) -> str:
    """HTML for a newsroom's page: a frame as wide as its column, whose height follows its width.

    `address` is where the newsroom has put the file; day, language and theme come from the link.
    """
    locale = order.locale
    title = f"{locale.text(order.record.theatre.title)}, {between(*days, locale)}"
    # The file is of one theatre.
    view = replace(order.view, theatre=None)
    source = escape(address + write_link(view).removesuffix("?"))
    return (
        f'<iframe src="{source}" title="{escape(title)}" lang="{locale.language}" '
        f'dir="{locale.direction}" loading="lazy" allow="fullscreen; clipboard-write" '
        f'style="display:block;width:100%;aspect-ratio:16/9;min-height:{_MIN_HEIGHT_PX}px;border:0">'
        f"</iframe>"
    )
