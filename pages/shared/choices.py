"""Choices of a visitor that stand in the address as codes, whatever language they are shown in.

Streamlit's own binding writes the words of the page into the address, which then says nothing in
another language.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

MOST = 12


def choose_one(key: str, label: str, names: Mapping[str, str], usual: str | None = None) -> str:
    """One of several in a list; `names` are what it shows by code, the first is the usual one."""
    codes = list(names)
    usual = usual or codes[0]
    asked = st.query_params.get(key, usual)
    at = codes.index(asked if asked in names else usual)
    chosen = st.selectbox(label, codes, at, format_func=names.__getitem__, key=f"choice_{key}")
    keep(key, chosen, usual)
    return str(chosen)


def choose_part(key: str, label: str, names: Mapping[str, str]) -> str:
    """One of a few side by side; the first is the usual one."""
    usual = next(iter(names))
    asked = st.query_params.get(key, usual)
    chosen = st.segmented_control(
        label,
        list(names),
        default=asked if asked in names else usual,
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
    """Some of many, at most `MOST`, in the order chosen; `empty` stands there before the first."""
    asked = st.query_params.get(key)
    wanted = usual if asked is None else [code for code in asked.split(",") if code in names]
    chosen = st.multiselect(
        label,
        list(names),
        list(dict.fromkeys(wanted))[:MOST],
        format_func=names.__getitem__,
        key=f"choice_{key}",
        max_selections=MOST,
        placeholder=empty,
    )
    keep(key, ",".join(chosen), ",".join(usual))
    return chosen


def keep(key: str, chosen: str, usual: str) -> None:
    """The choice in the address, unless it is the usual one."""
    if chosen != usual:
        st.query_params[key] = chosen
    elif key in st.query_params:
        del st.query_params[key]
