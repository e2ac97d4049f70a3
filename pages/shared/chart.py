"""A chart on a page, with its table, its files, its pictures and the way to its method."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

import streamlit as st

from geodata.record import Record
from geodata.tables import Table
from layers.chart_axis import Axis, Spec
from layers.exports import Order, export_of
from layers.locale.text import direction, say
from layers.picture import PictureOptions
from pages.shared.download import download_table, permitted
from pages.shared.link import address

_HERE = Path(__file__).parent
_pictures = st.components.v2.component(
    "lines_of_control_chart_pictures",
    js=(_HERE / "chart_picture.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)
Wide = tuple[Sequence[str], Sequence[Sequence[str]]]


@dataclass(frozen=True)
class Drawn:
    """A chart ready for the page.

    `name` is its own, in addresses and file names; `wide` are heads and rows of the table beneath
    it, by day; `table` is what its files hold; `method` the paragraph that explains it.
    """

    name: str
    title: str
    chart: Spec
    alt: str
    wide: Wide
    table: Table
    method: str


def show_chart(axis: Axis, drawn: Drawn, record: Record) -> None:
    """The chart, and beneath it everything that can be had of it."""
    language, name = axis.language, drawn.name
    order = table_order(record, drawn.table, language)
    st.html(f'<h2 class="loc-hidden" id="{name}">{escape(drawn.title)}</h2>')
    with st.container(key=f"chart_{name}"):
        st.altair_chart(drawn.chart, width="stretch", theme=None, alt=drawn.alt)
    with st.expander(say(language, "chart_table", title=drawn.title), key=f"table_{name}"):
        _show_wide(axis, drawn)
    with st.container(horizontal=True, key=f"below_{name}"):
        # The browser makes the picture of what it shows, once the licence has been asked.
        if permitted(export_of("chart", ".svg"), order):
            words = say(language, "chart_picture", title=drawn.title)
            data = {"chart": f"chart_{name}", "name": f"lines_of_control_{name}", "words": words}
            _pictures(data=data, key=f"pictures_{name}", height="content")
        show_files(order, name)
        st.html(
            f'<a class="loc-door" href="{escape(address("method", drawn.method))}" target="_self">'
            f"{escape(say(language, 'chart_method'))}</a>"
        )


def table_order(record: Record, table: Table, language: str) -> Order:
    """An order for the files of a table."""
    return Order(record, options=PictureOptions(languages=(language,)), table=table)


def show_files(order: Order, name: str) -> None:
    """Show buttons for a table as CSV and as JSON; a file is made when it is asked for."""
    download_table(order, f"lines_of_control_{name}", key=name)


def _show_wide(axis: Axis, drawn: Drawn) -> None:
    heads, rows = drawn.wide
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in _cells(axis, row)) + "</tr>" for row in rows
    )
    st.html(
        f'<div class="loc-scroll" dir="{direction(axis.language)}"><table class="loc-table">'
        f"<caption>{escape(drawn.title)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(axis: Axis, row: Sequence[str]) -> list[str]:
    day = date.fromisoformat(row[0])
    first = (
        f'<a class="loc-door" href="{escape(axis.link)}{day.isoformat()}" target="_self">'
        f"{escape(axis.words(day))}</a>"
    )
    return [first, *(f'<bdi dir="auto">{escape(cell)}</bdi>' for cell in row[1:])]


def wide_rows(axis: Axis, columns: Sequence[Sequence[tuple[date, str]]]) -> list[tuple[str, ...]]:
    """Rows of a table by day from columns of (day, figure); a dash where there is none."""
    by_day = [dict(column) for column in columns]
    return [(day.isoformat(), *(column.get(day, "–") for column in by_day)) for day in axis.days]
