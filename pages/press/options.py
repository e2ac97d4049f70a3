"""Options of what the press page makes, as the link has them: size, theme, languages, address."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from layers.link import View
from layers.locale import Locale
from layers.picture import LANGUAGES, PRESETS, THEMES, PictureOptions, of_size
from pages.press.selection import number, words_of
from pages.shared.choices import choose_one
from pages.shared.page import Page

_WORDS: Final = {"both" if len(codes) > 1 else codes[0]: codes for codes in LANGUAGES}
_FREE: Final = "free"
_THIS_MACHINE: Final = {"localhost", "127.0.0.1", "::1", None}


def view_on(page: Page, day: date) -> View:
    """The view of the link, of one day."""
    return replace(page.link, as_of=day, from_day=None, to_day=None)


def permalink() -> str:
    """Where this map is seen by others; nothing where only this machine could open it."""
    parts = urlsplit(st.context.url or "")
    if parts.hostname in _THIS_MACHINE:
        return ""
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/"


def choose_words(page: Page, *, both: bool = True) -> tuple[str, ...]:
    """The language, or languages, of what is made."""
    codes = [code for code in _WORDS if both or code != "both"]
    usual = page.language if page.language in codes else "en"
    names = {
        code: page.say("press_words_both")
        if code == "both"
        else Locale(None, code).say("language_name")
        for code in codes
    }
    return _WORDS[choose_one("words", page.say("press_words"), names, usual)]


def choose_theme(page: Page) -> str:
    """The colours of what is made; usually those of the link."""
    names = words_of(page.locale, "look", THEMES)
    return choose_one("look", page.say("press_look"), names, page.link.theme or "light")


def choose_size(page: Page, presets: Sequence[str] = tuple(PRESETS)) -> PictureOptions:
    """Options of the size chosen among presets, or of any other size."""
    names = {preset: size_name(preset) for preset in presets}
    names[_FREE] = page.say("press_size_free")
    chosen = choose_one("size", page.say("press_size"), names, presets[0])
    if chosen != _FREE:
        return of_size(chosen)
    left, right = st.columns(2)
    with left:
        width_px = number("width", page.say("press_width"), 10)
    with right:
        height_px = number("height", page.say("press_height"), 10)
    return PictureOptions(width_px, height_px, number("dpi", page.say("press_dpi"), 12))


def size_name(preset: str) -> str:
    """A preset in words: 1920 × 1080, A4 landscape."""
    if preset[0] == "a":
        return preset[:2].upper() + preset[2:].replace("-", " ")
    width, _, height = preset.partition("x")
    return sides(int(width), int(height))


def sides(width_px: int, height_px: int) -> str:
    """Width and height, in this order also where lines run from the right."""
    return f"\u2066{width_px} × {height_px}\u2069"
