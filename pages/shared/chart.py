"""A chart on a page, with its table, its files, its pictures and the way to its method."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from geodata.record import Record
from geodata.tables import Table
from layers.chart_axis import Axis, Spec
from layers.exports import Order, export_of
from layers.locale import Locale
from layers.locale.locale import NOT_KNOWN
from layers.picture import PictureOptions
from pages.shared.bridge import SHARED, Component
from pages.shared.download import download_table, permitted
from pages.shared.link import address
from pages.shared.table import PageTable, TableCell, TableRow, show_page_table

_program = Component("chart_program", Path(__file__).parent / "chart_picture.js")
_pictures = Component("chart_pictures", SHARED, isolated=False)
Wide = tuple[Sequence[str], Sequence[Sequence[str]]]


@dataclass(frozen=True)
class Drawn:
    """A chart ready for the page.

    `name` is its own, in addresses and file names; `wide` are heads and rows of the table beneath
    it, by day; `table` is what its files hold; `method` the paragraph that explains it;
    `texts` is how many columns of `wide`, from the first, are words.
    """

    name: str
    title: str
    chart: Spec
    alt: str
    wide: Wide
    table: Table
    method: str
    texts: int = 1


def provide_pictures() -> None:
    """Provide what the buttons of all charts of a page need, once."""
    _program.show("chart_program")


def show_chart(axis: Axis, drawn: Drawn, record: Record) -> None:
    """The chart, and beneath it everything that can be had of it."""
    say, name = axis.locale.say, drawn.name
    order = table_order(record, drawn.table, axis.language)
    st.html(Markup('<h2 class="loc-hidden" id="{}">{}</h2>').format(name, drawn.title))
    with st.container(key=f"chart_{name}"):
        st.altair_chart(drawn.chart, width="stretch", theme=None, alt=drawn.alt)
    with st.expander(say("chart_table", title=drawn.title), key=f"table_{name}"):
        _show_wide(axis, drawn)
    with st.container(horizontal=True, key=f"below_{name}"):
        # The browser makes the picture of what it shows, once the licence has been asked.
        if permitted(export_of("chart", ".svg"), order):
            words = say("chart_picture", title=drawn.title)
            data = {"chart": f"chart_{name}", "name": f"lines_of_control_{name}", "words": words}
            _pictures.show(f"pictures_{name}", data)
        show_files(order, name)
        show_method_link(axis.locale, drawn.method)


def show_method_link(locale: Locale, anchor: str) -> None:
    """Show the link to a paragraph of the method page."""
    link = Markup('<a class="loc-link" href="{}" target="_self">{}</a>')
    st.html(link.format(address("method", anchor), locale.say("chart_method")))


def table_order(record: Record, table: Table, language: str) -> Order:
    """An order for the files of a table."""
    return Order(record, options=PictureOptions(languages=(language,)), table=table)


def show_files(order: Order, name: str) -> None:
    """Show buttons for a table as CSV and as JSON; a file is made when it is asked for."""
    download_table(order, f"lines_of_control_{name}", key=name)


def _show_wide(axis: Axis, drawn: Drawn) -> None:
    heads, rows = drawn.wide
    cells: list[TableRow] = [(_day(axis, row[0]), *row[1:]) for row in rows]
    show_page_table(axis.locale, PageTable(drawn.title, heads, cells, texts=drawn.texts))


def _day(axis: Axis, iso: str) -> TableCell:
    return TableCell(axis.words(date.fromisoformat(iso)), link=f"{axis.link}{iso}")


def wide_rows(axis: Axis, columns: Sequence[Sequence[tuple[date, str]]]) -> list[tuple[str, ...]]:
    """Rows of a table by day from columns of (day, figure); a dash where there is none."""
    by_day = [dict(column) for column in columns]
    return [
        (day.isoformat(), *(column.get(day, NOT_KNOWN) for column in by_day)) for day in axis.days
    ]
