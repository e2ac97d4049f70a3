"""Tables of a theatre: places, changes of control and events, read from their CSV files.

A line becomes a typed object at once; what cannot be read is named with file, line and field.
Texts stand in a column for each language: `name:fr` for places, `text:fr` for events; `name_en`,
`name_ar`, `text_en` and `text_ar` are the older spelling of four of them.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from geodata.errors import TheatreError
from geodata.places import Event, Place, Report
from geodata.terms import Confidence, read_holder

_T = TypeVar("_T")
LANGUAGE_CODE: Final = "[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
"""A pattern of BCP 47 codes such as ar, ckb and pt-BR."""
_LANGUAGE: Final = rf"(?:_(?=(?:en|ar)$)|:)(?P<language>{LANGUAGE_CODE})"


@dataclass(frozen=True)
class Row:
    """Line of a CSV file; a value that cannot be read is named with its field."""

    values: Mapping[str, str | None]

    def __getitem__(self, field: str) -> str:
        text = self.values.get(field)
        if text is None:
            raise ValueError(f'the field "{field}" is missing')
        return text

    def read(self, field: str, make: Callable[[str], _T], expected: str) -> _T:
        """Read a field by a function; `expected` describes its content in the error."""
        text = self[field]
        try:
            return make(text)
        except ValueError:
            raise ValueError(f'"{field}" is "{text}", expected {expected}') from None

    def degrees(self, field: str, max_deg: float) -> float:
        """Read a longitude or latitude of at most `max_deg` degrees from zero."""

        def parse(text: str) -> float:
            value = float(text)
            if not -max_deg <= value <= max_deg:
                raise ValueError
            return value

        return self.read(field, parse, f"degrees from -{max_deg:.0f} to {max_deg:.0f}")

    def day(self, field: str) -> date:
        """Read a day written as year-month-day."""
        return self.read(field, date.fromisoformat, "a day such as 2024-11-30")

    def texts(self, name: str) -> dict[str, str]:
        """Read the texts in columns such as `name:fr`, by language; the English where empty."""
        fields = {
            match["language"]: field
            for field in self.values
            if field and (match := re.fullmatch(name + _LANGUAGE, field))
        }
        # An English text must be there: every other language falls back on it.
        english = self[fields.get("en", f"{name}_en")]
        return {"en": english} | {
            language: self[field] or english for language, field in fields.items()
        }

    def confidence(self) -> Confidence:
        """Read the confidence of the editors."""
        return self.read("confidence", Confidence, "high, medium or low")


def rows(path: Path, make: Callable[[Row], _T]) -> Iterator[_T]:
    """Read an object from each line of a CSV file.

    Raises
    ------
    TheatreError
        The file is missing, or `make` has raised a ValueError; the message names line and field.
    """
    reader = csv.DictReader(io.StringIO(text_of(path), newline=""))
    for values in reader:
        try:
            yield make(Row(values))
        except ValueError as error:
            raise TheatreError(
                f"{path.parent.name}/{path.name}, line {reader.line_num}: "
                f"{error}; see docs/theatre-format.md."
            ) from error


def text_of(path: Path) -> str:
    """Text of a file, without a byte order mark.

    Raises
    ------
    TheatreError
        The file is missing, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise TheatreError(
            f"{path.parent.name} has no file {path.name}; restore it from the project."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise TheatreError(unreadable(path, error)) from error


def unreadable(path: Path, error: Exception) -> str:
    """Message about a file that is present and cannot be parsed."""
    return f"{path.parent.name}/{path.name} cannot be read: {error}. Restore it from the project."


def read_places(path: Path, first_day: date) -> tuple[tuple[Place, ...], tuple[Report, ...]]:
    """The places of a file, and the report of who held each on the first day.

    Raises
    ------
    TheatreError
        The file is missing, or a value cannot be read; the message names line and field.
    """
    listed = list(rows(path, lambda row: (_place(row), _baseline(row, first_day))))
    return tuple(place for place, _ in listed), tuple(report for _, report in listed)


def read_changes(path: Path) -> tuple[Report, ...]:
    """The reports of a change of control, in the order of the file; raises as `read_places`."""
    return tuple(rows(path, _report))


def read_events(path: Path) -> tuple[Event, ...]:
    """The events in the order of the file; raises as `read_places`."""
    return tuple(rows(path, _event))


def _rank(text: str) -> int:
    if text not in ("0", "1", "2", "3"):
        raise ValueError
    return int(text)


def _banks(text: str) -> dict[str, int]:
    banks = (bank.split(":") for bank in text.split(";") if bank.strip())
    return {barrier.strip(): int(side) for barrier, side in banks}


def _place(row: Row) -> Place:
    return Place(
        place_id=row["place_id"],
        name=row.texts("name"),
        lon=row.degrees("lon", 180),
        lat=row.degrees("lat", 90),
        kind=row["kind"],
        rank=row.read("rank", _rank, "0 (major city) to 3 (village)"),
        governorate=row["governorate"],
        coord_source=row["coord_source"],
        banks=row.read("banks", _banks, "barriers with a side, such as euphrates:1"),
    )


def _baseline(row: Row, first_day: date) -> Report:
    return Report(
        place_id=row["place_id"],
        effective_date=first_day,
        before=None,
        holder=read_holder(row["control"]),
        confidence=row.confidence(),
        default_rule=False,
        baseline=True,
        source=row["source"],
        note=row["notes"],
    )


def _report(row: Row) -> Report:
    return Report(
        place_id=row["place_id"],
        effective_date=row.day("date"),
        before=read_holder(row["from"]),
        holder=read_holder(row["to"]),
        confidence=row.confidence(),
        default_rule=row["default_rule"] == "true",
        baseline=False,
        source=row["source"],
        note=row["note"],
    )


def _event(row: Row) -> Event:
    return Event(
        event_id=row["event_id"],
        event_date=row.day("date"),
        place_id=row["place_id"],
        place=row["place"],
        lon=row.degrees("lon", 180),
        lat=row.degrees("lat", 90),
        category=row["category"],
        text=row.texts("text"),
        confidence=row.confidence(),
        source=row["source"],
    )
