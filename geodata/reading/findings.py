"""This module knows how problems of a whole file are collected while it is read."""

from collections import Counter
from typing import Final

from geodata.problems import Fact, Problem, Severity, Where

MOST_OF_A_KIND: Final = 50


class Findings:
    """Problems of one file in the order found; of one code at most `MOST_OF_A_KIND`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def error(
        self,
        code: str,
        *,
        line: int | None = None,
        feature: int | None = None,
        name: str | None = None,
        **facts: Fact,
    ) -> None:
        """Add what forbids publishing."""
        self._add(Severity.ERROR, code, Where(self.file, feature, name, line), facts)

    def warning(
        self,
        code: str,
        *,
        line: int | None = None,
        feature: int | None = None,
        name: str | None = None,
        **facts: Fact,
    ) -> None:
        """Add what should be looked at."""
        self._add(Severity.WARNING, code, Where(self.file, feature, name, line), facts)

    def note(
        self,
        code: str,
        *,
        line: int | None = None,
        feature: int | None = None,
        name: str | None = None,
        **facts: Fact,
    ) -> None:
        """Add what is good to know."""
        self._add(Severity.NOTE, code, Where(self.file, feature, name, line), facts)

    def _add(self, severity: Severity, code: str, where: Where, facts: dict[str, Fact]) -> None:
        # Sentences know facts only, and some of them name the line.
        told = facts if where.line is None else {"line": where.line, **facts}
        self.extend((Problem(code, severity, where, told),))

    def extend(self, problems: tuple[Problem, ...]) -> None:
        """Add problems that the reading of a file inside this one found."""
        for one in problems:
            self._counts[one.code] += 1
            if self._counts[one.code] <= MOST_OF_A_KIND:
                self._problems.append(one)

    @property
    def has_errors(self) -> bool:
        """Whether anything forbids publishing so far."""
        return any(one.severity is Severity.ERROR for one in self._problems)

    def problems(self) -> tuple[Problem, ...]:
        """All of them; where a code came too often, how many more there are."""
        more = [
            Problem(
                "more-of-the-same",
                Severity.NOTE,
                Where(self.file),
                {"code": code, "more": count - MOST_OF_A_KIND},
            )
            for code, count in self._counts.items()
            if count > MOST_OF_A_KIND
        ]
        return (*self._problems, *more)
