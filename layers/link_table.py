"""Table of link parameters, from `layers/link.json`, and the generic reader and writer of it.

The browser has the same table and the same two functions in `layers/web/src/link.js`.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote_plus

from layers.locale.catalogue import languages

DOCUMENT: Final = Path(__file__).parent / "link.json"
_EVERY: Final = "*"
_LANGUAGES: Final = "{languages}"
_NUMBER: Final = re.compile(r" *([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?) *", re.ASCII)
_QUOTED: Final = 40
_QUOTED_LIST: Final = 60
Problem = tuple[str, Mapping[str, str]]
"""A sentence key with its facts, for what could not be followed."""


class Unreadable(Exception):
    """A value that is not of its parameter's kind; carries what was found."""


@dataclass(frozen=True)
class Parameter:
    """One parameter of a link; `facts` are what its kind needs, such as range and decimals."""

    name: str
    kind: str
    pages: frozenset[str]
    default: Any = None
    aliases: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    problem: str = "bad_choice"
    always: bool = False
    carried: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def choices(self) -> str:
        """What may be written, in words."""
        if "range" in self.facts:
            low, high = self.facts["range"]
            return f"{low}–{high}"
        return str(self.facts.get("pattern_in_words", ", ".join(self.values)))


def read_parameters(
    query: str | Mapping[str, str], page: str
) -> tuple[dict[str, Any], list[Problem]]:
    """Values of a page's parameters; what is absent or cannot be followed has its default."""
    texts = texts_of(query)
    problems: list[Problem] = []
    values = {declared.name: _read(declared, texts, problems) for declared in parameters(page)}
    return values, problems


def write_parameters(values: Mapping[str, Any], table: Iterable[Parameter]) -> str:
    """Write values of these parameters as a query string, beginning with "?".

    None and a default are not written, but for a default that the table wants `always`.
    """
    written = {
        declared.name: write_value(declared, values[declared.name])
        for declared in table
        if values.get(declared.name) is not None
        and (declared.always or values[declared.name] != declared.default)
    }
    return query_of(written)


def query_of(texts: Mapping[str, str]) -> str:
    """Texts as a query string, beginning with "?"."""
    # Commas and tildes are legal in a query and far easier to read aloud.
    return "?" + "&".join(f"{key}={quote_plus(text, safe=',~*')}" for key, text in texts.items())


def texts_of(query: str | Mapping[str, str]) -> dict[str, str]:
    """The first text of each name in a query string, or in a whole address."""
    if not isinstance(query, str):
        return dict(query)
    text = query.partition("#")[0]
    text = text.partition("?")[2] if "?" in text else text
    texts: dict[str, str] = {}
    for key, value in parse_qsl(text, keep_blank_values=True):
        texts.setdefault(key, value)
    return texts


@cache
def pages() -> tuple[Mapping[str, Any], ...]:
    """Pages in the order of the row of links, each with its name and how it is shown."""
    rows: list[Mapping[str, Any]] = _document()["pages"]
    return tuple(rows)


@cache
def parameters(page: str = "") -> tuple[Parameter, ...]:
    """Parameters of a page, or of all pages, in the order in which they are written."""
    known = frozenset(str(row["name"]) for row in pages())
    if page and page not in known:
        raise KeyError(f'"{page}" is no page of {DOCUMENT.name}; pages: {sorted(known)}.')
    table = (_parameter(dict(row), known) for row in _document()["parameters"])
    return tuple(declared for declared in table if not page or page in declared.pages)


def parameter(name: str, page: str = "") -> Parameter:
    """The parameter of this name on a page, or on the first page that has it."""
    for declared in parameters(page):
        if declared.name == name:
            return declared
    raise KeyError(f'{DOCUMENT.name} declares no parameter "{name}" of {page or "any page"}.')


def text_of(declared: Parameter, texts: Mapping[str, str]) -> str | None:
    """The text of a parameter, under its name or an older one; None where it is absent."""
    return next((texts[name] for name in (declared.name, *declared.aliases) if name in texts), None)


def read_value(declared: Parameter, text: str, problems: list[Problem]) -> object:
    """The value in a text.

    Raises
    ------
    Unreadable
        Nothing in the text can be followed.
    """
    return _READERS[declared.kind](declared, text, problems)


def write_value(declared: Parameter, value: object) -> str:
    """A value as it stands in a link."""
    write = _WRITERS.get(declared.kind)
    return write(declared, value) if write else str(value)


def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return document


def _parameter(row: dict[str, Any], pages: frozenset[str]) -> Parameter:
    for key in ("values", "aliases"):
        row[key] = tuple(row.get(key, ()))
    position = row["values"].index(_LANGUAGES) if _LANGUAGES in row["values"] else None
    if position is not None:
        row["values"] = (*row["values"][:position], *languages(), *row["values"][position + 1 :])
    row["pages"] = pages if row["pages"] == _EVERY else frozenset(row["pages"])
    if row["kind"] == "flag":
        row["values"] = ("0", "1")
    elif row["kind"] == "names":
        row["default"] = frozenset(row["default"])
    # "last_day", "first_day" and "theatre" depend on the record: here they are not known.
    elif row["kind"] in ("day", "pairs"):
        row.pop("default", None)
    own = {key: row.pop(key) for key in list(row) if key in Parameter.__dataclass_fields__}
    return Parameter(**own, facts=row)


def _read(declared: Parameter, texts: Mapping[str, str], problems: list[Problem]) -> object:
    text = text_of(declared, texts)
    if text is None:
        return declared.default
    try:
        return read_value(declared, text, problems)
    except Unreadable as error:
        _refuse(declared, str(error)[:_QUOTED], problems)
        return declared.default


def _refuse(declared: Parameter, text: str, problems: list[Problem]) -> None:
    facts = {"found": text}
    if declared.problem == "bad_choice":
        facts = {"key": declared.name, "found": text, "choices": declared.choices}
    problems.append((declared.problem, facts))


def _day(declared: Parameter, text: str, problems: list[Problem]) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Unreadable(text)


def _days(declared: Parameter, text: str, problems: list[Problem]) -> tuple[date, ...]:
    days, bad = [], []
    for part in _parts(text):
        try:
            days.append(_day(declared, part, problems))
        except Unreadable:
            bad.append(part)
    if bad:
        _refuse(declared, ", ".join(bad)[:_QUOTED_LIST], problems)
    return tuple(dict.fromkeys(days))[: declared.facts["max_items"]]


def _parts(text: str) -> list[str]:
    return [part for part in text.split(",") if part]


def _float(text: str) -> float:
    written = _NUMBER.fullmatch(text)
    return float(written[1]) if written else float("nan")


def _view(declared: Parameter, text: str, problems: list[Problem]) -> tuple[float, float, float]:
    """Latitude and longitude of the centre in WGS 84 degrees, and zoom."""
    numbers = tuple(map(_float, text.split(",")))
    ranges = [declared.facts[name] for name in ("lat_range", "lon_range", "zoom_range")]
    if len(numbers) != 3 or not all(
        low <= number <= high for number, (low, high) in zip(numbers, ranges, strict=True)
    ):
        raise Unreadable(text)
    return numbers


def _screen(declared: Parameter, text: str, problems: list[Problem]) -> tuple[int, int] | None:
    written = re.fullmatch(r"(\d{1,9})x(\d{1,9})", text, re.ASCII)
    low, high = declared.facts["range"]
    if not written or not all(low <= int(side) <= high for side in written.groups()):
        # The page writes it, no person; without it the whole theatre is drawn.
        return None
    return int(written[1]), int(written[2])


def _names(declared: Parameter, text: str, problems: list[Problem]) -> frozenset[str]:
    names = [name for name in _parts(text) if name != "none"]
    known = frozenset(names) & frozenset(declared.values)
    unknown = [name for name in names if name not in known]
    if unknown:
        _refuse(declared, ", ".join(unknown)[:_QUOTED_LIST], problems)
    return frozenset(declared.default) if unknown and not known else known


def _pairs(declared: Parameter, text: str, problems: list[Problem]) -> tuple[tuple[str, str], ...]:
    pairs = [tuple(pair.split("~")) for pair in _parts(text)]
    bad = ["–".join(pair) for pair in pairs if len(pair) != 2 or not all(pair)]
    if bad:
        _refuse(declared, ", ".join(bad)[:_QUOTED_LIST], problems)
    good = [(pair[0], pair[1]) for pair in pairs if len(pair) == 2 and all(pair)]
    return tuple(good[: declared.facts["max_items"]])


def _places(declared: Parameter, text: str, problems: list[Problem]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_parts(text)))[: declared.facts["max_items"]]


def _choice(declared: Parameter, text: str, problems: list[Problem]) -> object:
    if text and text not in declared.values:
        raise Unreadable(text)
    return text or declared.default


def _identifier(declared: Parameter, text: str, problems: list[Problem]) -> object:
    if text and not re.fullmatch(declared.facts["pattern"], text, re.ASCII):
        raise Unreadable(text)
    return text or None


def _number(declared: Parameter, text: str, problems: list[Problem]) -> object:
    low, high = declared.facts["range"]
    if not text:
        return declared.default
    number = _float(text)
    whole = not declared.facts["decimals"]
    if not low <= number <= high or (whole and number != int(number)):
        raise Unreadable(text)
    return int(number) if whole else number


def _flag(declared: Parameter, text: str, problems: list[Problem]) -> object:
    if text not in ("", "0", "1"):
        raise Unreadable(text)
    return text == "1" if text else declared.default


def _text(declared: Parameter, text: str, problems: list[Problem]) -> str:
    return text[: declared.facts.get("max_length", _QUOTED_LIST)]


def _fixed(number: float, decimals: int) -> str:
    """A number with so many decimals, rounded as a browser's `toFixed` does."""
    return f"{Decimal(number).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"


def _short(number: float, decimals: int) -> str:
    text = _fixed(number, decimals)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _written_view(declared: Parameter, value: tuple[float, float, float]) -> str:
    lat, lon, zoom = value
    # Exact to a fraction of a pixel, so that the link opens the same picture.
    fine = zoom > declared.facts["fine_beyond_zoom"]
    decimals = declared.facts["fine_decimals" if fine else "decimals"]
    texts = (
        _fixed(lat, decimals),
        _fixed(lon, decimals),
        _short(zoom, declared.facts["zoom_decimals"]),
    )
    return ",".join(texts)


def _written_names(declared: Parameter, value: Iterable[str]) -> str:
    names = set(value)
    return ",".join(name for name in declared.values if name in names) or "none"


_READERS: Final[Mapping[str, Callable[[Parameter, str, list[Problem]], Any]]] = {
    "day": _day,
    "days": _days,
    "view": _view,
    "screen": _screen,
    "names": _names,
    "pairs": _pairs,
    "places": _places,
    "place": _text,
    "choice": _choice,
    "identifier": _identifier,
    "number": _number,
    "flag": _flag,
    "text": _text,
}
_WRITERS: Final[Mapping[str, Callable[[Parameter, Any], str]]] = {
    "day": lambda _, value: str(value.isoformat()),
    "days": lambda _, value: ",".join(day.isoformat() for day in value),
    "view": _written_view,
    "screen": lambda _, value: "x".join(map(str, value)),
    "names": _written_names,
    "pairs": lambda _, value: ",".join("~".join(pair) for pair in value),
    "places": lambda _, value: ",".join(value),
    "number": lambda declared, value: _short(value, declared.facts["decimals"]),
    "flag": lambda _, value: "1" if value else "0",
}
