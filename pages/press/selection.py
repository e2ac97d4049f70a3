"""Choices of the press page that stand in the address: switches, numbers, days, lines of text."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import streamlit as st

from layers.locale import Locale
from layers.locale.text import day_in_words, say
from pages.shared.choices import choose_day, keep

_T = TypeVar("_T", int, float)
LONGEST = 200


def words_of(language: str, head: str, codes: Sequence[str]) -> dict[str, str]:
    """The word of each code, by keys that begin alike."""
    return {code: say(language, f"press_{head}_{code}") for code in codes}


def switch(key: str, label: str) -> bool:
    """Yes or no, usually no."""
    chosen = st.toggle(label, st.query_params.get(key) == "1", key=f"choice_{key}")
    keep(key, "1" if chosen else "0", "0")
    return chosen


def number(key: str, label: str, bounds: tuple[_T, _T], usual: _T, step: _T) -> _T:
    """A number between two others, whole or not as `usual` is."""
    least, most = bounds
    try:
        start = type(usual)(st.query_params.get(key, usual))
    except ValueError:
        start = usual
    if not least <= start <= most:
        start = usual
    chosen = st.number_input(label, least, most, start, step, key=f"choice_{key}")
    keep(key, f"{chosen:g}", f"{usual:g}")
    return chosen


def line(key: str, label: str, proposed: str, about: str) -> str | None:
    """A text that begins as what is proposed; None as long as nobody has changed it.

    `about` is what the proposal depends on: with another one the field begins anew.
    """
    asked = st.query_params.get(key, proposed)[:LONGEST]
    text = st.text_input(label, asked, max_chars=LONGEST, key=f"choice_{key}_{about}").strip()
    keep(key, text, proposed)
    return None if text == proposed else text


def day(key: str, label: str, days: Sequence[date], usual: date, language: str) -> date:
    """One of the days (ascending): the last that is not after the one asked for."""
    return choose_day(key, label, days, usual, Locale(None, language))


def several_days(
    key: str, label: str, days: Sequence[date], usual: Sequence[date], *, language: str, most: int
) -> list[date]:
    """Some of the days, in the order of time."""
    asked = st.query_params.get(key)
    wanted = usual if asked is None else [one for one in days if one.isoformat() in asked]
    chosen = st.multiselect(
        label,
        list(days),
        list(wanted)[:most],
        format_func=lambda one: day_in_words(one, language),
        key=f"choice_{key}",
        max_selections=most,
    )
    written = [",".join(one.isoformat() for one in some) for some in (sorted(chosen), usual)]
    keep(key, *written)
    return sorted(chosen)
