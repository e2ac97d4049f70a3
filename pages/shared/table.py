"""Table of a page: cells of text, names, links and swatches, put together by one template."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import streamlit as st

from layers.locale import Locale
from pages.shared.markup import render


@dataclass(frozen=True)
class TableCell:
    """Cell of a table; its text runs in its own direction, apart from what stands around it.

    Parameters
    ----------
    link
        Address that the text leads to.
    swatch
        Colours of a swatch before the text, in the light and in the dark theme.
    """

    text: str
    link: str = ""
    swatch: tuple[str, str] | None = None
    strong: bool = False

    @property
    def direction(self) -> str:
        """Direction of the text: that of its letters; of a number, its sign stands before it."""
        return "auto" if any(sign.isalpha() for sign in self.text) else "ltr"


class Link(NamedTuple):
    """Words that lead to an address."""

    text: str
    address: str


TableRow = Sequence[str | TableCell]


@dataclass(frozen=True)
class PageTable:
    """Table as it stands on a page; a plain text is a cell as well.

    Parameters
    ----------
    texts
        How many columns, from the first, are words; the others are numbers.
    sums
        A last row.
    method
        Link to the paragraph that explains the figures.
    note
        A sentence beneath the table.
    empty
        The sentence in place of a table without a row.
    tall
        Whether the table scrolls in a height of its own.
    """

    title: str
    heads: Sequence[str]
    rows: Sequence[TableRow]
    texts: int = 1
    sums: TableRow = ()
    method: Link | None = None
    note: str = ""
    empty: str = ""
    tall: bool = False


def table_html(locale: Locale, table: PageTable) -> str:
    """Return the HTML of a table."""
    rows = [_cells(row) for row in table.rows]
    facts = {"table": table, "rows": rows, "sums": _cells(table.sums)}
    return render("shared/table.html", locale=locale, **facts)


def show_page_table(locale: Locale, table: PageTable) -> None:
    """Show a table on the page."""
    st.html(table_html(locale, table))


def show_table(
    locale: Locale, title: str, heads: Sequence[str], rows: Iterable[TableRow], texts: int = 1
) -> None:
    """Show a table without more than its title, its heads and its rows."""
    show_page_table(locale, PageTable(title, heads, list(rows), texts))


def _cells(row: TableRow) -> list[TableCell]:
    return [cell if isinstance(cell, TableCell) else TableCell(cell) for cell in row]
