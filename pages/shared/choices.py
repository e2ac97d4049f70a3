"""Choices of a visitor that stand in the address as codes, the same in every language.

Streamlit's own binding writes the words of the page into the address, which then says nothing in
another language.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from layers.link_table import parameter
from layers.locale import Locale


def choose_one(
    key: str,
    label: str,
    names: Mapping[str, str],
    usual: str | None = None,
    alias: str = "",
) -> str:
    """One of several in a list; `names` are what it shows by code, the first is the usual one.

    `alias` is an older name of the parameter, which links may still have.
    """
    codes = list(names)
    usual = usual or codes[0]
    code = st.query_params.get(key) or st.query_params.get(alias, usual)
    index = codes.index(code if code in names else usual)
    chosen = st.selectbox(label, codes, index, format_func=names.__getitem__, key=f"choice_{key}")
    keep(key, chosen, usual)
    return str(chosen)


def choose_part(key: str, label: str, names: Mapping[str, str]) -> str:
    """One of a few side by side; the first is the usual one."""
    usual = next(iter(names))
    code = st.query_params.get(key, usual)
    chosen = st.segmented_control(
        label,
        list(names),
        default=code if code in names else usual,
        required=True,
        format_func=names.__getitem__,
        key=f"choice_{key}",
        label_visibility="collapsed",
    )
    keep(key, chosen or usual, usual)
    return chosen or usual


def choose_several(
    key: str, label: str, names: Mapping[str, str], usual: Sequence[str], empty: str
) -> list[str]:
    """Some of many, in the order chosen; `empty` stands there before the first.

    They are no more than the parameter of this key may name in a link.
    """
    text = st.query_params.get(key)
    wanted = usual if text is None else [code for code in text.split(",") if code in names]
    max_items: int | None = parameter(key).facts.get("max_items")
    chosen = st.multiselect(
        label,
        list(names),
        list(dict.fromkeys(wanted))[:max_items],
        format_func=names.__getitem__,
        key=f"choice_{key}",
        max_selections=max_items,
        placeholder=empty,
    )
    keep(key, ",".join(chosen), ",".join(usual))
    return chosen


def choose_day(key: str, label: str, days: Sequence[date], usual: date, locale: Locale) -> date:
    """One of the days (ascending): the last that is not after the one of the link."""
    text = st.query_params.get(key)
    before = [day for day in days if text is None or day.isoformat() <= text]
    start = usual if text is None or not before else before[-1]
    chosen = st.selectbox(
        label,
        list(days),
        list(days).index(start),
        format_func=locale.day,
        key=f"choice_{key}",
    )
    # Between two effective dates the address keeps the day of the link.
    if chosen != start or text is None:
        keep(key, chosen.isoformat(), usual.isoformat() if text is None else "")
    return chosen


def keep(key: str, chosen: str, usual: str) -> None:
    """The choice in the address, unless it is the usual one."""
    if chosen != usual:
        st.query_params[key] = chosen
    elif key in st.query_params:
        del st.query_params[key]
