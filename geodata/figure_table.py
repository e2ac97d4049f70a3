"""This module knows tables of figures that are handed out: each says what it is and whence.

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
"""More decimals than any figure deserves; fewer would make sums of rows differ from totals."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
Cell = str | int | float | date | None


@dataclass(frozen=True)
class FigureTable:
    """Rows of figures under named columns.

    `about` says by name what they are: method, dates, revision, information cut-off, source,
    licence.
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
        """CSV in UTF-8 with a mark for spreadsheets: lines of header that begin with #, the table.

        Text that a spreadsheet would run as a formula has an apostrophe before it.
        """
        text = io.StringIO()
        for line in (self.title, *(f"{name}: {said}" for name, said in self.about.items())):
            text.write(f"# {' '.join(line.split())}\r\n")
        writer = csv.writer(text)
        writer.writerow([_shown(name) for name in self.columns])
        writer.writerows([_shown(cell) for cell in row] for row in self.rows)
        return text.getvalue().encode("utf-8-sig")

    def to_json(self) -> bytes:
        """JSON in UTF-8: title, about, and one object per row with the columns as its keys."""
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
    """The header of a table of figures on days of a theatre.

    `revision` is the newest revision that the figures rest on, `known_on` the instant up to which
    what was published counts; without it, everything does.
    """
    return {
        "theatre": _of(theatre.title, language),
        "method": method,
        "dates": " – ".join(day.isoformat() for day in days),
        "revision": "" if revision is None else str(revision),
        "information cut-off": known_on or "none: all that is published",
        "source": _of(theatre.credit, language),
        "licence": _of(theatre.attribution, language),
    }


def _of(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language, texts["en"])


def _shown(cell: Cell) -> str:
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    plain = _plain(cell)
    return "" if plain is None else f"{plain}"


def _plain(cell: Cell) -> Any:  # noqa: ANN401 - what JSON can say
    if isinstance(cell, date):
        return cell.isoformat()
    # Adding nothing makes a zero of what rounds to minus zero.
    return round(cell, DECIMALS) + 0.0 if isinstance(cell, float) else cell
