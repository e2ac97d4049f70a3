"""Tables of figures for export, each with a header that states its method and sources.

The header goes with the figures into every file, so that a number taken out of one can be traced.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from geodata.theatre import Theatre

DECIMALS: Final = 6
"""More decimals than any figure has; with fewer, sums of rows would differ from totals."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
Cell = str | int | float | date | None


@dataclass(frozen=True)
class FigureTable:
    """Rows of figures under named columns.

    `about`: method, dates, revision, information cut-off, source and licence, by name.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    about: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wrong = [row for row in self.rows if len(row) != len(self.columns)]
        if wrong:
            raise ValueError(
                f'"{self.title}" has a row of {len(wrong[0])} cells; '
                f"expected {len(self.columns)}: {', '.join(self.columns)}."
            )

    def to_csv(self) -> bytes:
        """Write CSV in UTF-8 with a byte order mark: header lines that begin with #, the table.

        Text that a spreadsheet would run as a formula has an apostrophe before it.
        """
        output = io.StringIO()
        for line in (self.title, *(f"{name}: {text}" for name, text in self.about.items())):
            output.write(f"# {' '.join(line.split())}\r\n")
        writer = csv.writer(output)
        writer.writerow([_shown(name) for name in self.columns])
        writer.writerows([_shown(cell) for cell in row] for row in self.rows)
        return output.getvalue().encode("utf-8-sig")

    def to_json(self) -> bytes:
        """Write JSON in UTF-8: title, about, and an object per row with the columns as its keys."""
        rows = [dict(zip(self.columns, map(_plain, row), strict=True)) for row in self.rows]
        document = {"title": self.title, "about": dict(self.about), "rows": rows}
        return json.dumps(document, ensure_ascii=False, indent=1).encode()


def about(
    theatre: Theatre,
    method: str,
    days: Sequence[date],
    *,
    revision: int | str | None = None,
    known_on: str = "",
    language: str = "en",
) -> dict[str, str]:
    """Header of a table of figures on days of a theatre.

    `revision`: the newest revision behind the figures; `known_on`: the instant up to which
    publications count; without it, all do.
    """
    return {
        "theatre": _in_language(theatre.title, language),
        "method": method,
        "dates": " – ".join(day.isoformat() for day in days),
        "revision": "" if revision is None else str(revision),
        "information cut-off": known_on or "none: all that is published",
        "source": _in_language(theatre.credit, language),
        "licence": _in_language(theatre.attribution, language),
    }


def _in_language(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language, texts["en"])


def _shown(cell: Cell) -> str:
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    plain = _plain(cell)
    return "" if plain is None else f"{plain}"


def _plain(cell: Cell) -> Any:  # noqa: ANN401 - any value of JSON
    if isinstance(cell, date):
        return cell.isoformat()
    # Adding nothing makes a zero of what rounds to minus zero.
    return round(cell, DECIMALS) + 0.0 if isinstance(cell, float) else cell
