"""A table for a page of text: what came from a file is escaped, nothing in it can act."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from layers.locale.text import direction


def show_table(
    language: str, title: str, heads: Iterable[str], rows: Iterable[Sequence[str]], texts: int = 1
) -> None:
    """A table on the page; its first `texts` columns are words, the others numbers."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    st.html(
        f'<div class="loc-scroll" dir="{direction(language)}">'
        f'<table class="loc-table loc-texts-{texts}">'
        f"<caption>{escape(title)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(text: str) -> str:
    # A name runs in its own direction, whatever stands around it; a sign stands before its number.
    way = "auto" if any(sign.isalpha() for sign in text) else "ltr"
    return f'<bdi dir="{way}">{escape(text)}</bdi>'


def signed(km2: float) -> str:
    """A change in km² with its sign, a dash for none."""
    if abs(km2) < 0.005:
        return "–"
    return f"{'+' if km2 > 0 else '−'}{area(abs(km2))}"


def area(km2: float) -> str:
    """An area in km²: whole numbers above ten, two decimals below."""
    return f"{km2:,.0f}" if km2 >= 10 else f"{km2:,.2f}"
