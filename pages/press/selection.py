"""Choices of the press page that stand in the address: switches, numbers, days, lines of text."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Final, TypeVar

import streamlit as st

from layers.link_table import Unreadable, parameter, read_value, write_value
from layers.locale import Locale
from pages.shared.choices import keep

_T = TypeVar("_T", int, float)
_PAGE: Final = "press"


def words_of(locale: Locale, head: str, codes: Sequence[str]) -> dict[str, str]:
    """The word of each code, by keys that begin alike."""
    return {code: locale.say(f"press_{head}_{code}") for code in codes}


def switch(key: str, label: str) -> bool:
    """Yes or no, usually no."""
    chosen = st.toggle(label, st.query_params.get(key) == "1", key=f"choice_{key}")
    keep(key, "1" if chosen else "0", "0")
    return chosen


def number(key: str, label: str, step: _T) -> _T:
    """A number in the range of its link parameter, whole or not as `step` is."""
    declared, kind = parameter(key, _PAGE), type(step)
    low, high = map(kind, declared.facts["range"])
    usual = kind(declared.default)
    start: Any = usual
    with suppress(Unreadable):
        start = read_value(declared, st.query_params.get(key, ""), [])
    chosen = st.number_input(label, low, high, kind(start), step, key=f"choice_{key}")
    keep(key, write_value(declared, chosen), write_value(declared, usual))
    return chosen


def line(key: str, label: str, proposed: str, about: str) -> str | None:
    """A text that begins as what is proposed; None as long as it has not been changed.

    `about` is what the proposal depends on: with another one the field begins anew.
    """
    max_length = parameter(key, _PAGE).facts["max_length"]
    start = st.query_params.get(key, proposed)[:max_length]
    text = st.text_input(label, start, max_chars=max_length, key=f"choice_{key}_{about}").strip()
    keep(key, text, proposed)
    return None if text == proposed else text


def several_days(
    key: str, label: str, days: Sequence[date], usual: Sequence[date], locale: Locale
) -> list[date]:
    """Some of the days, in the order of time, as many as their link parameter may have."""
    declared = parameter(key, _PAGE)
    max_items, query = declared.facts["max_items"], st.query_params
    text = next((query[name] for name in (key, *declared.aliases) if name in query), None)
    wanted = usual if text is None else [day for day in days if day.isoformat() in text]
    chosen = st.multiselect(
        label,
        list(days),
        list(wanted)[:max_items],
        format_func=locale.day,
        key=f"choice_{key}",
        max_selections=max_items,
    )
    texts = [",".join(day.isoformat() for day in some) for some in (sorted(chosen), usual)]
    keep(key, *texts)
    return sorted(chosen)
