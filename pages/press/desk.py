"""What the whole press page works on: the map of the link, as somebody wants it drawn."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

import streamlit as st

from geodata.record import Record
from layers.exports import Order
from layers.link import View
from layers.locale import Locale
from layers.locale.text import say
from layers.picture import PRESETS, THEMES, PictureOptions, of_size
from pages.press.selection import number, words_of
from pages.shared import data
from pages.shared.choices import choose_one

_WORDS: Final = {"en": ("en",), "ar": ("ar",), "both": ("en", "ar")}
_FREE: Final = "free"
_HERE: Final = {"localhost", "127.0.0.1", "::1", None}


@dataclass(frozen=True)
class Desk:
    """The map of a link and the language of the page."""

    edition: data.Edition
    record: Record
    view: View
    language: str

    def say(self, key: str, **facts: object) -> str:
        """A sentence of the page."""
        return say(self.language, key, **facts)

    @property
    def first(self) -> date:
        """The first effective date."""
        return self.record.dates[0]

    @property
    def locale(self) -> Locale:
        """The words of the theatre in the language of the page."""
        return Locale(self.record.theatre, self.language)

    def order(self, view: View, options: PictureOptions, **parts: Any) -> Order:  # noqa: ANN401
        """An order for an export: a view of this map, as the options say."""
        return data.order(self.edition, view=view, options=options, **parts)

    def on(self, day: date) -> View:
        """The view of the link, of one day."""
        return replace(self.view, as_of=day, from_day=None, to_day=None)


def permalink() -> str:
    """Where this map is seen by others; nothing where only this machine could open it."""
    parts = urlsplit(st.context.url or "")
    if parts.hostname in _HERE:
        return ""
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/"


def chosen_words(desk: Desk, *, both: bool = True) -> tuple[str, ...]:
    """The language, or languages, of what is made."""
    codes = [code for code in _WORDS if both or code != "both"]
    usual = desk.language if desk.language in codes else "en"
    return _WORDS[
        choose_one("words", desk.say("press_words"), words_of(desk.language, "words", codes), usual)
    ]


def chosen_theme(desk: Desk, themes: tuple[str, ...] = THEMES) -> str:
    """The colours of what is made; usually those of the link."""
    usual = desk.view.theme or "light"
    return choose_one(
        "look", desk.say("press_look"), words_of(desk.language, "look", themes), usual
    )


def chosen_size(
    desk: Desk, presets: tuple[str, ...] = tuple(PRESETS), usual: str = ""
) -> PictureOptions:
    """A look of the size chosen among presets, or of any other size."""
    names = {one: size_name(one) for one in presets}
    names[_FREE] = desk.say("press_size_free")
    chosen = choose_one("size", desk.say("press_size"), names, usual or presets[0])
    if chosen != _FREE:
        return of_size(chosen)
    left, right = st.columns(2)
    with left:
        width = number("width", desk.say("press_width"), (320, 12_000), 1600, 10)
    with right:
        height = number("height", desk.say("press_height"), (320, 12_000), 900, 10)
    dpi = number("dpi", desk.say("press_dpi"), (36, 1200), 144, 12)
    return PictureOptions(width, height, dpi)


def size_name(preset: str) -> str:
    """A preset in words: 1920 × 1080, A4 landscape."""
    if preset[0] == "a":
        return preset[:2].upper() + preset[2:].replace("-", " ")
    width, _, height = preset.partition("x")
    return sides(int(width), int(height))


def sides(width_px: int, height_px: int) -> str:
    """Width and height, in this order also where lines run from the right."""
    return f"\u2066{width_px} × {height_px}\u2069"
