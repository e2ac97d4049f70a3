"""A table of the compare page: what came from a file is escaped, and each can be taken away."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from geodata.record import Record
from geodata.tables import Cell, Provenance, Table
from geodata.terms import Holder
from layers.exports import Order, formats
from layers.locale import Locale
from layers.locale.text import direction, say
from layers.palette import THEMES, party_colour
from layers.picture import PictureOptions
from pages.shared.download import download, permitted
from pages.shared.link import address

_MIN_KM2 = 0.005
_MIN_KM = 0.05


class Html(str):
    """Text that is HTML already."""


@dataclass(frozen=True)
class Shown:
    """A table as it stands on the page; `name` is that of its words, `anchor` of its method.

    The first `texts` columns are words; `sums` is a last row; `empty` is said where no row is.
    """

    name: str
    anchor: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    table: Table
    texts: int = 1
    sums: Sequence[str] = ()
    note: str = ""
    tall: bool = False
    empty: str = ""


class Tables:
    """Shows tables of one comparison in one language."""

    def __init__(self, record: Record, provenance: Provenance, language: str, stem: str) -> None:
        self.record = record
        self.provenance = provenance
        self.language = language
        self.locale = Locale(record.theatre, language)
        self.stem = stem
        self.roles = {party.code: party.role for party in provenance.theatre.parties}

    def word(self, key: str, **facts: object) -> str:
        """A sentence of the page."""
        language = self.language
        return say(language, f"compare_{key}", **facts)

    def holder(self, holder: Holder | None, name: str) -> Html:
        """As `party`; None is ground that a map does not have."""
        return self.party(holder.party if holder else "", name)

    def party(self, code: str | None, name: str) -> Html:
        """A party's name after a swatch of its colour; None is contested ground."""
        fills = {}
        for name_of_var, theme in (("--light", "light"), ("--dark", "dark")):
            contested = str(THEMES[theme]["contested"]["stripe"])
            role = self.roles.get(code or "", "other")
            fills[name_of_var] = contested if code is None else party_colour(role, theme)
        style = ";".join(f"{name}:{fill}" for name, fill in fills.items())
        return Html(f'<i class="loc-swatch" style="{style}"></i>{_cell(name)}')

    def area(self, cell: Cell) -> str:
        """An area in km²; a dash where there is next to none."""
        km2 = number(cell)
        return self.locale.area(km2 if km2 >= _MIN_KM2 else None)

    def change(self, cell: Cell) -> str:
        """A change of an area in km², with its sign."""
        return self.locale.area_change(None if cell is None else number(cell))

    def km(self, cell: Cell) -> str:
        """A length in km; a dash where there is next to none."""
        km = number(cell)
        return self.locale.number(km if km >= _MIN_KM else None, 1)

    def show(self, one: Shown) -> None:
        """A table with its method and its files."""
        with st.container(key=f"compare_box_{one.name}"):
            st.html(self._html(one) if one.rows else self._nothing(one))
            self._files(one.name, one.table)

    def _html(self, one: Shown) -> str:
        head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in one.heads)
        body = "".join(
            "<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>"
            for row in one.rows
        )
        if one.sums:
            cells = "".join(f"<td>{_cell(cell)}</td>" for cell in one.sums)
            body += f'<tr class="loc-sum">{cells}</tr>'
        below = f'<p class="loc-note">{escape(one.note)}</p>' if one.note else ""
        tall = " loc-tall" if one.tall else ""
        return (
            f'<div dir="{direction(self.language)}"><div class="loc-scroll{tall}" tabindex="0"'
            f' role="region" aria-label="{escape(self.word(one.name))}">'
            f'<table class="loc-table loc-texts-{one.texts}">{self._caption(one)}'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{below}</div>"
        )

    def _nothing(self, one: Shown) -> str:
        return (
            f'<div dir="{direction(self.language)}">'
            f'<table class="loc-table">{self._caption(one)}</table>'
            f'<p class="loc-note">{escape(one.empty)}</p></div>'
        )

    def _caption(self, one: Shown) -> str:
        method = escape(address("method", one.anchor, lang=self.language))
        how = f'<a href="{method}" target="_self">{escape(self.word("how"))}</a>'
        return f"<caption>{escape(self.word(one.name))} {how}</caption>"

    def _files(self, name: str, table: Table) -> None:
        with st.container(horizontal=True, gap="small", key=f"compare_files_{name}"):
            order = Order(
                self.record, options=PictureOptions(languages=(self.language,)), table=table
            )
            exports = formats("table")
            if not permitted(exports[".csv"], order):
                return
            for suffix, export in exports.items():
                kind = suffix.removeprefix(".")
                download(
                    export, order, self.word(kind), f"{self.stem}_{name}{suffix}",
                    key=f"compare_{kind}_{name}", type="tertiary",
                    icon=":material/download:", help=f"{self.word(name)}: {self.word(kind)}",
                )  # fmt: skip


def number(cell: Cell) -> float:
    """The number in a cell of a table; 0 where there is none."""
    return float(cell) if isinstance(cell, int | float) else 0.0


def _cell(text: str) -> str:
    if isinstance(text, Html):
        return text
    # A name runs in its own direction, whatever stands around it; a sign stands before its number.
    way = "auto" if any(sign.isalpha() for sign in text) else "ltr"
    return f'<bdi dir="{way}">{escape(text)}</bdi>'
