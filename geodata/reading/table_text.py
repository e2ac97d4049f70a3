"""Tables as text: separators, head, rows with their line numbers."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from geodata.reading.findings import Findings
from geodata.reading.limits import Limits

_SEPARATORS: Final = ",;\t|"
_SAMPLE_LINES: Final = 20
_MAX_FIELD_BYTES: Final = 8 * 1024 * 1024
_MAX_COLUMNS: Final = 2000


class _Reader(Protocol):
    """The part of csv.reader's result that is used; its own type has no public name."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass(frozen=True)
class TableRow:
    """Row of a table: its line in the file, and its texts by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class TextTable:
    """Columns as the head names them, and the rows."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


def parse(text: bytes, findings: Findings, limits: Limits) -> TextTable | None:
    """The table of a text in UTF-8; None, and a finding, if it has none."""
    decoded = text.decode("utf-8", errors="replace").replace("\0", "")
    if not decoded.strip():
        findings.error("file-empty")
        return None
    csv.field_size_limit(_MAX_FIELD_BYTES)
    reader = csv.reader(io.StringIO(decoded, newline=""), delimiter=_separator(decoded))
    try:
        columns = next((head for head in reader if any(cell.strip() for cell in head)), [])
        columns = [name.strip() for name in columns]
        if len(columns) > _MAX_COLUMNS:
            findings.error("too-much-data", values=len(columns), limit_mb=limits.parsed_mb)
            return None
        rows = tuple(_rows(reader, columns, findings, limits))
        if decoded.count('"') % 2:
            line = rows[-1].line if rows else 1
            findings.error("csv-broken", line=line, reason="a quotation mark is never closed")
    except csv.Error as error:
        findings.error("csv-broken", line=reader.line_num, reason=str(error))
        return None
    return TextTable(tuple(columns), rows)


def _rows(
    reader: "_Reader", columns: Sequence[str], findings: Findings, limits: Limits
) -> list[TableRow]:
    rows: list[TableRow] = []
    line = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            if len(cells) != len(columns):
                findings.warning("csv-cells", line=line, found=len(cells), expected=len(columns))
            texts = [cell.strip() for cell in cells] + [""] * (len(columns) - len(cells))
            rows.append(TableRow(line, dict(zip(columns, texts, strict=False))))
        line = reader.line_num + 1
        if len(rows) > limits.features or len(rows) * len(columns) * 50 > limits.parsed_mb << 20:
            findings.error("too-much-data", values=len(rows), limit_mb=limits.parsed_mb)
            return []
    return rows


def _separator(text: str) -> str:
    """The separator that comes most evenly in the first lines."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:_SAMPLE_LINES]
    counts = {mark: [line.count(mark) for line in lines] for mark in _SEPARATORS}
    return max(
        _SEPARATORS, key=lambda mark: (counts[mark][0] > 0, min(counts[mark]), sum(counts[mark]))
    )
