"""Findings: the problems of a file, collected while it is read."""

from collections import Counter
from typing import Final

from geodata.problems import Fact, Problem, Severity, Where

MAX_PER_CODE: Final = 50


class Findings:
    """Problems of a file in the order found; of each code at most `MAX_PER_CODE`."""

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
        """Add a problem that forbids publishing."""
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
        """Add a problem that should be looked at."""
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
        """Add a problem that is good to know."""
        self._add(Severity.NOTE, code, Where(self.file, feature, name, line), facts)

    def _add(self, severity: Severity, code: str, where: Where, facts: dict[str, Fact]) -> None:
        # Sentences know facts only, and some of them name the line.
        with_line = facts if where.line is None else {"line": where.line, **facts}
        self.extend((Problem(code, severity, where, with_line),))

    def extend(self, problems: tuple[Problem, ...]) -> None:
        """Add the problems of a file that lies inside this file."""
        for problem in problems:
            self._counts[problem.code] += 1
            if self._counts[problem.code] <= MAX_PER_CODE:
                self._problems.append(problem)

    @property
    def has_errors(self) -> bool:
        """Whether anything forbids publishing so far."""
        return any(problem.severity is Severity.ERROR for problem in self._problems)

    def problems(self) -> tuple[Problem, ...]:
        """List all problems, with a note of how many more there are where a code came too often."""
        more = [
            Problem(
                "more-of-the-same",
                Severity.NOTE,
                Where(self.file),
                {"code": code, "more": count - MAX_PER_CODE},
            )
            for code, count in self._counts.items()
            if count > MAX_PER_CODE
        ]
        return (*self._problems, *more)
