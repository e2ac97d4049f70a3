"""Problems of files: code, severity, place, facts, fix.

A problem has a code that never changes. Its sentence is in the catalogues of `layers/locale`, its
paragraph in `docs/problems.md`, an example of it in `tests/data/invalid/`.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from shapely.geometry.base import BaseGeometry

from geodata.control import ControlSnapshot

Fact = str | int | float

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
COUNTS: Final[Mapping[str, str]] = {
    "archive-members": "members",
    "csv-cells": "found",
    "dates-many": "days",
    "dates-too-many": "days",
    "features-left-out": "features",
    "kml-link-only": "links",
    "reports-not-areas": "reports",
    "too-few-positions": "positions",
}
"""Fact, by problem, that the sentence counts: `{{count}}` in its plural forms."""


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


Sentence = Callable[[Problem], str]
"""Writer of a problem's sentence: the words belong to the floor above."""


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
