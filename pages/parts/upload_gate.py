"""What the gate says of an upload: read, repaired as agreed, checked; kept while in use."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Any, Final

import streamlit as st

from geodata.control import ControlSnapshot
from geodata.draft import Draft
from geodata.errors import DateError
from geodata.problems import Problem, Report, Severity
from geodata.reading import read
from geodata.theatre import Theatre
from geodata.validation import Repaired, check, repair
from geodata.validation.repairs.step import Step
from pages.parts import data
from pages.parts.upload_draft import File, MapChoice, Upload

Tell = Callable[[str], None]
_KEPT: Final = 12
_MOST_ROUNDS: Final = 3
ONE_BY_ONE: Final = frozenset({"settle-overlaps", "match-borders", "fill-gaps"})
"""Repairs of borders, which two neighbours share: not to be made for a single feature."""


@dataclass(frozen=True, eq=False)
class Contents:
    """The maps of an upload, for each the file that it came in, and problems of the files."""

    drafts: tuple[Draft, ...]
    originals: tuple[File, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, eq=False)
class Examined:
    """A map of an upload as it would be published, with all that was found.

    `version` is the revision that was newest when it was held against what is in force (`before`).
    """

    draft: Draft
    report: Report
    steps: tuple[Step, ...]
    before: ControlSnapshot | None
    version: int


class _Kept:
    """Answers that took long, the newest few; they hold no choice of anybody."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401
        """The answer to a question, worked out once."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = make()
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        return answer


@st.cache_resource(show_spinner=False)
def _kept() -> _Kept:
    return _Kept()


def theatre() -> Theatre:
    """The theatre that is published for."""
    return data.record(data.edition()).theatre


def contents(upload: Upload, tell: Tell) -> Contents:
    """The maps in the files of an upload in the order of time, and what is wrong with the files."""

    def make() -> Contents:
        tell("reading")
        found = [(file, read(file[1], file[0])) for file in upload.files]
        maps = sorted(
            ((draft, file) for file, one in found for draft in one.drafts),
            key=lambda pair: (pair[0].effective_date or date.min, pair[0].file),
        )
        problems = tuple(problem for _, one in found for problem in one.problems)
        return Contents(tuple(pair[0] for pair in maps), tuple(pair[1] for pair in maps), problems)

    return _kept().get(("reading", upload.mark), make)


def examine(upload: Upload, draft: Draft, tell: Tell) -> Examined:
    """The map in work with the repairs that were chosen, checked against what is in force."""
    version = data.store().version(theatre().folder.name)

    def make() -> Examined:
        choice = upload.choice
        repaired, steps = draft, tuple[Step, ...]()
        if choice.repairs:
            tell("repairing")
            repaired, steps = _repaired(draft, choice)
        day = choice.effective_date or draft.effective_date
        before = in_force_on(day)
        report = check(repaired, theatre(), day, choice.mapping, before, progress=tell)
        return Examined(repaired, report, steps, before, version)

    return _kept().get(("examined", *_key(upload), version), make)


def offered(upload: Upload, examined: Examined, tell: Tell) -> dict[str, Step | None]:
    """The repairs that would help, by code, and what each would change."""
    codes = sorted({one.repair for one in examined.report.problems if one.repair})

    def make() -> dict[str, Step | None]:
        tell("offering")
        made = _once(examined.draft, upload.choice, frozenset(codes))
        steps = {step.repair: step for step in made.steps}
        return {code: steps.get(code) for code in codes}

    return _kept().get(("offered", *_key(upload), examined.version), make) if codes else {}


def in_force_on(day: date | None) -> ControlSnapshot | None:
    """What the map of a day shows now; None where nothing is known of it."""
    if day is None:
        return None
    try:
        return data.store().as_of(theatre().folder.name, day).snapshot
    except DateError:
        return None


def _key(upload: Upload) -> tuple[Hashable, ...]:
    choice = upload.choice
    repairs, rules = sorted(map(str, choice.repairs)), sorted(choice.rules.items())
    mapping = repr(choice.mapping)
    return (upload.mark, upload.at, choice.effective_date, (*repairs,), (*rules,), mapping)


def _repaired(draft: Draft, choice: MapChoice) -> tuple[Draft, tuple[Step, ...]]:
    """The draft after the chosen repairs, made again as long as one brings work for another."""
    steps: dict[str, Step] = {}
    for _ in range(_MOST_ROUNDS):
        made = _once(draft, choice, choice.repairs)
        if not made.steps:
            break
        draft = made.draft
        for step in made.steps:
            first = steps.get(step.repair, step)
            count = max(first.features, step.features)
            steps[step.repair] = replace(step, features=count, before_km2=first.before_km2)
    return draft, tuple(steps.values())


def _once(draft: Draft, choice: MapChoice, repairs: Any) -> Repaired:  # noqa: ANN401
    return repair(
        draft,
        repairs,
        theatre(),
        effective_date=choice.effective_date or draft.effective_date,
        mapping=choice.mapping,
        rules=choice.rules,
    )


def all_problems(found: Contents, examined: Examined) -> tuple[Problem, ...]:
    """Problems of the map in work, of its file, and errors of other files; worst first."""
    order = list(Severity)
    of_files = (
        one
        for one in found.problems
        if one.severity is Severity.ERROR or _concerns(one, examined.draft)
    )
    return tuple(
        sorted([*of_files, *examined.report.problems], key=lambda one: order.index(one.severity))
    )


def publishable(problems: Sequence[Problem], examined: Examined) -> ControlSnapshot | None:
    """What could be published; None while an error of the map or of its file remains."""
    errors = (one for one in problems if one.severity is Severity.ERROR)
    if any(_concerns(one, examined.draft) for one in errors):
        return None
    return examined.report.snapshot


def _concerns(problem: Problem, draft: Draft) -> bool:
    file = problem.where.file
    return file is None or draft.file == file or draft.file.startswith(f"{file}/")
