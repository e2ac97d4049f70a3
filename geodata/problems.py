"""Problems of files: code, severity, place, facts, fix.

A problem has a code that never changes. Its sentence is in `problem_texts/<language>.json`, its
paragraph in `docs/problems.md`, an example of it in `tests/data/invalid/`.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from shapely.geometry.base import BaseGeometry

from geodata.control import ControlSnapshot
from geodata.theatre import Theatre

Fact = str | int | float

TEXTS: Final = Path(__file__).parent / "problem_texts"
MAX_QUOTED_LENGTH: Final = 80
"""Characters of a text from a file that a sentence quotes; what follows is cut off."""
PARTIES: Final[Mapping[str, frozenset[str]]] = {
    "area-jump": frozenset({"party"}),
    "assertion-failed": frozenset({"expected", "found"}),
    "border-mismatch": frozenset({"between"}),
    "contested-with-party": frozenset({"party"}),
    "overlap": frozenset({"a", "b"}),
    "party-by-name": frozenset({"party"}),
    "place-flips": frozenset({"before", "after"}),
}
"""Facts, by problem, that are codes of parties. What a file has to write stays a code."""
PLACES: Final[Mapping[str, frozenset[str]]] = {
    "assertion-failed": frozenset({"place"}),
    "place-flips": frozenset({"place"}),
}
"""Facts, by problem, that are names of places, in English."""


class Severity(StrEnum):
    """Severity of a problem: an error forbids publishing, a warning should be looked at."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Position in the order of severities: errors first."""
        return _RANKS[self]


_RANKS: Final = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True)
class Where:
    """Place of a problem: in the file, and on the map (lon, lat in WGS 84 degrees).

    `feature` is the position in the file's list of features, from 0; `line` is from 1.
    `outline` is the ground or the line concerned, `lon_deg` and `lat_deg` the spot to look at.
    """

    file: str | None = None
    feature: int | None = None
    name: str | None = None
    line: int | None = None
    lon_deg: float | None = None
    lat_deg: float | None = None
    outline: BaseGeometry | None = None


@dataclass(frozen=True)
class Problem:
    """Problem of a file; `fix` is the code of its fix, None if only a person can solve it."""

    code: str
    severity: Severity
    where: Where = field(default_factory=Where)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    fix: str | None = None


@dataclass(frozen=True)
class Report:
    """Report of a check: all problems, and the `snapshot` to publish, None while errors remain."""

    problems: tuple[Problem, ...]
    summary: Mapping[str, Fact] = field(default_factory=dict)
    snapshot: ControlSnapshot | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Errors: the problems that forbid publishing."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


@cache
def texts(language: str) -> Mapping[str, str]:
    """Sentences by code, with the names of facts in braces; English for an unknown language."""
    path = TEXTS / f"{language}.json"
    if language not in {path.stem for path in TEXTS.glob("*.json")}:
        path = TEXTS / "en.json"
    sentences: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return sentences


def sentence(problem: Problem, language: str = "en", theatre: Theatre | None = None) -> str:
    """Sentence of a problem with its facts; never raises.

    With a theatre its parties and places have their names in this language, and quoted text
    stands in an isolate of Unicode, so that it cannot turn the words around it.
    """
    template = texts(language).get(problem.code, problem.code)

    def fact(match: re.Match[str]) -> str:
        value = problem.facts.get(match[1], "?")
        if not isinstance(value, str):
            return written(value)
        if theatre is None:
            return quotable(value)
        return f"\u2068{quotable(_named(problem.code, match[1], value, language, theatre))}\u2069"

    return re.sub(r"\{(\w+)\}", fact, template)


def _named(code: str, fact: str, value: str, language: str, theatre: Theatre) -> str:
    """Fact with the names of parties and places; unknown codes and places stay as they are."""
    if fact in PARTIES.get(code, ()):
        names = {party.code: party.short for party in theatre.parties}
        parts = [
            _in(names[part], language) if part in names else part for part in value.split(", ")
        ]
        return _AND.get(language, ", ").join(parts)
    if fact in PLACES.get(code, ()):
        places = (place.name for place in theatre.places if place.name.get("en") == value)
        return _in(next(places, {}), language) or value
    return value


_AND: Final[Mapping[str, str]] = {"ar": "، "}


def _in(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or names.get("en", "")


def fix_sentence(fix: str, language: str = "en") -> str:
    """Sentence of a fix: what it does."""
    return texts(language).get(f"fix.{fix}", fix)


def quotable(text: str) -> str:
    """Text from a file on a single line, without control and direction marks, cut to length."""
    shown = "".join(
        character if unicodedata.category(character)[0] != "C" else " " for character in text[:400]
    )
    shown = " ".join(shown.split())
    return shown if len(shown) <= MAX_QUOTED_LENGTH else shown[: MAX_QUOTED_LENGTH - 1] + "…"


def written(number: float) -> str:
    """Number for a sentence: 12,345 or 1,234.5 or 0.0123."""
    if isinstance(number, int) or number != number or abs(number) >= 1e15:  # noqa: PLR0124
        return f"{number:,}"
    if abs(number) >= 100 or number == int(number):
        return f"{number:,.0f}"
    return f"{number:,.3g}"
