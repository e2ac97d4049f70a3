"""Tables of the compare page: how figures, parties and days stand in them, and their files."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import streamlit as st

from geodata.tables import Cell, Provenance, Table
from geodata.terms import Holder, Status
from layers.change import Span
from layers.exports import Order, formats
from layers.locale.locale import NOT_KNOWN
from layers.palette import THEMES, party_colour
from layers.picture import PictureOptions
from pages.shared.download import download, permitted
from pages.shared.link import address
from pages.shared.table import Link, PageTable, TableCell, TableRow, show_page_table

MIN_KM: Final = 0.05
"""A shorter length is a dash."""
MIN_KM2: Final = 0.005
"""A smaller area is a dash."""
Record = Mapping[str, Cell]
"""Row of a table of figures, by column."""


class Tables:
    """Tables of the change between the two days of a span."""

    def __init__(self, span: Span, provenance: Provenance) -> None:
        self.span = span
        self.locale = span.locale
        self.provenance = provenance
        self.stem = f"{span.record.theatre.id}_{span.first}_{span.last}"
        self._roles = {party.code: party.role for party in span.record.theatre.parties}

    def word(self, key: str, **facts: object) -> str:
        """A sentence of the page."""
        return self.locale.say(f"compare_{key}", **facts)

    @property
    def days(self) -> list[str]:
        """The two days, as heads of columns."""
        return [self.locale.day(day) for day in (self.span.first, self.span.last)]

    # Cells

    def holder(self, holder: Holder | None) -> TableCell:
        """A holder after a swatch; None is ground that a map does not have."""
        code = holder.party if holder else ""
        return TableCell(self.span.holder(holder), swatch=self._colours(code))

    def holder_of(self, record: Record, side: str = "") -> TableCell:
        """The holder of a row's ground; of a flow the one on a side, `from_` or `to_`."""
        status, party = record[f"{side}status"], record[f"{side}party"]
        return self.holder(Holder(_code(party), Status(str(status))) if status else None)

    def party(self, record: Record) -> TableCell:
        """The party of a row after a swatch."""
        code = str(record["party"])
        return TableCell(self.locale.party(code), swatch=self._colours(code))

    def parties(self, record: Record) -> str:
        """The two parties of a row."""
        return " – ".join(self.locale.party(_code(record[f"party_{end}"])) for end in "ab")

    def place(self, record: Record) -> str:
        """The place of a row, or a dash."""
        place_id = record["place_id"]
        return self.locale.place(str(place_id)) if place_id else NOT_KNOWN

    def report(self, record: Record) -> tuple[str, str, str]:
        """Day, confidence and source of the report behind a row; dashes where there is none."""
        if not isinstance(record["date"], date):
            return NOT_KNOWN, NOT_KNOWN, NOT_KNOWN
        return (
            self.locale.day(record["date"]),
            self.locale.say(f"confidence_{record['confidence']}"),
            self.word("default_rule") if record["default_rule"] else str(record["source"]),
        )

    def area(self, cell: Cell) -> str:
        """An area in km²; a dash where there is next to none."""
        km2 = number(cell)
        return self.locale.area(km2 if km2 >= MIN_KM2 else None)

    def change(self, cell: Cell) -> str:
        """A change of an area in km², with its sign."""
        return self.locale.area_change(None if cell is None else number(cell))

    def length(self, cell: Cell) -> str:
        """A length in km; a dash where there is next to none."""
        km = number(cell)
        return self.locale.number(km if km >= MIN_KM else None, 1)

    # Tables

    def show(
        self,
        name: str,
        table: Table,
        heads: Sequence[str],
        rows: Sequence[TableRow],
        *,
        method: str,
        empty: str,
        texts: int = 1,
        sums: TableRow = (),
        note: str = "",
        tall: bool = False,
    ) -> None:
        """Show a table with its files.

        Parameters
        ----------
        name
            Of its words, and in the names of its files.
        method
            Anchor of the paragraph that explains it.
        empty, texts, sums, note, tall
            As in `PageTable`; `empty` is the key of the sentence.
        """
        link = Link(self.word("how"), address("method", method, lang=self.locale.language))
        page_table = PageTable(
            self.word(name), heads, rows, texts, sums, link, note, self.word(empty), tall
        )
        with st.container(key=f"compare_box_{name}"):
            show_page_table(self.locale, page_table)
            self._show_files(name, table)

    def _show_files(self, name: str, table: Table) -> None:
        options = PictureOptions(languages=(self.locale.language,))
        order, exports = Order(self.span.record, options=options, table=table), formats("table")
        with st.container(horizontal=True, gap="small", key=f"compare_files_{name}"):
            if not permitted(exports[".csv"], order):
                return
            for suffix, export in exports.items():
                kind = suffix.removeprefix(".")
                download(
                    export, order, kind.upper(), f"{self.stem}_{name}{suffix}",
                    key=f"compare_{kind}_{name}", type="tertiary",
                    icon=":material/download:", help=f"{self.word(name)}: {kind.upper()}",
                )  # fmt: skip

    def _colours(self, code: str | None) -> tuple[str, str]:
        """Colour of a party in the light and in the dark theme; None is contested ground."""
        light, dark = (
            str(THEMES[theme]["contested"]["stripe"])
            if code is None
            else party_colour(self._roles.get(code, "other"), theme)
            for theme in ("light", "dark")
        )
        return light, dark


def number(cell: Cell) -> float:
    """The number in a cell of a table; 0 where there is none."""
    return float(cell) if isinstance(cell, int | float) else 0.0


def _code(cell: Cell) -> str | None:
    return None if cell is None else str(cell)
