"""Tables of figures as files: each says what it is, how it was measured and whose it is.

The header goes with the figures into every file, so that a number taken out of one can be traced.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from geodata.theatre import Theatre

DECIMALS: Final = 6
"""More decimals than any figure deserves; fewer would make sums of rows differ from totals."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
Cell = str | int | float | date | None
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Rows of figures under named columns.

    `name` is that of the function that made it; `about` says by name what the figures are: method,
    dates, revision, time of knowledge, source, licence. `days` are the days that they rest on.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    about: Mapping[str, str] = field(default_factory=dict)
    days: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        wrong = [row for row in self.rows if len(row) != len(self.columns)]
        if wrong:
            raise ValueError(
                f'"{self.title}" has a row of {len(wrong[0])} cells; '
                f"expected {len(self.columns)}: {', '.join(self.columns)}."
            )

    @property
    def records(self) -> list[dict[str, Cell]]:
        """The rows by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_csv(self) -> bytes:
        """CSV in UTF-8 with a mark for spreadsheets: lines of header that begin with #, the table.

        Text that a spreadsheet would run as a formula has an apostrophe before it.
        """
        text = io.StringIO()
        for line in (self.title, *(f"{name}: {value}" for name, value in self.about.items())):
            text.write(f"# {' '.join(line.split())}\r\n")
        writer = csv.writer(text)
        writer.writerow([_as_text(name) for name in self.columns])
        writer.writerows([_as_text(cell) for cell in row] for row in self.rows)
        return text.getvalue().encode("utf-8-sig")

    @property
    def document(self) -> dict[str, Any]:
        """Table, title, about, and an object a row with the columns as its keys, for JSON."""
        rows = [dict(zip(self.columns, map(_plain, row), strict=True)) for row in self.rows]
        return {"table": self.name, "title": self.title, "about": dict(self.about), "rows": rows}

    def to_json(self) -> bytes:
        """The document as JSON in UTF-8."""
        return json.dumps(self.document, ensure_ascii=False, indent=1).encode()


@dataclass(frozen=True)
class TableFormat:
    """Format of a table: its media type, and the function that writes the bytes of its file."""

    mime: str
    write: Callable[[Table], bytes]


TABLE_FORMATS: Final[Mapping[str, TableFormat]] = {
    ".csv": TableFormat("text/csv", Table.to_csv),
    ".json": TableFormat("application/json", Table.to_json),
}
"""The formats, by how the name of a file ends; command line and pages have all of them."""


@dataclass(frozen=True, eq=False)
class Provenance:
    """Where figures come from: theatre, newest revision they rest on, time of knowledge.

    `known_on` is the instant up to which publications count, ISO in UTC; empty: all of them.
    """

    theatre: Theatre
    revision: int | None = None
    known_on: str = ""

    def table(
        self,
        name: str,
        title: str,
        columns: tuple[str, ...],
        rows: Iterable[Row],
        *,
        method: str,
        days: Sequence[date] = (),
    ) -> Table:
        """Make a table with the header that says all this; of many days the first and the last."""
        return Table(name, title, columns, tuple(rows), self.about(method, days), tuple(days))

    def about(self, method: str, days: Sequence[date] = ()) -> dict[str, str]:
        """The header of a table of figures on these days, in their order; all of it in English."""
        ends = [*days[:1], *days[1:][-1:]]
        return {
            "theatre": self.theatre.title["en"],
            "method": method,
            "dates": " – ".join(day.isoformat() for day in ends),
            "revision": str(self.revision or ""),
            "known_on": self.known_on or "all that is published",
            "source": self.theatre.credit["en"],
            "licence": self.theatre.attribution["en"],
        }


def _as_text(cell: Cell) -> str:
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    if isinstance(cell, bool):
        return str(cell).lower()
    plain = _plain(cell)
    return "" if plain is None else f"{plain}"


def _plain(cell: Cell) -> Any:  # noqa: ANN401 - what JSON can say
    if isinstance(cell, date):
        return cell.isoformat()
    # Adding nothing makes a zero of what rounds to minus zero.
    return round(cell, DECIMALS) + 0.0 if isinstance(cell, float) else cell
