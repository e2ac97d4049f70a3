"""This module knows how a draft is cured, with consent: only what was chosen is changed.

A repair makes a new draft. Check it again: a cure may bring to light what was hidden.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geodata.draft import Draft, PropertyMapping
from geodata.theatre import Theatre
from geodata.validation.choice import Choice, Pair, Rule
from geodata.validation.context import Case
from geodata.validation.fixes import borders, features, positions, shapes
from geodata.validation.fixes.step import Step

STAGES = (positions.cure, features.cure, shapes.cure, borders.cure)


@dataclass(frozen=True, eq=False)
class Repaired:
    """The draft after repairs, and each repair that changed something, in the order it was made."""

    draft: Draft
    steps: tuple[Step, ...]


def repair(
    draft: Draft,
    repairs: Collection[str | tuple[str, int]],
    theatre: Theatre,
    *,
    effective_date: date | None = None,
    mapping: PropertyMapping | None = None,
    rule: Rule = Rule.CONTESTED,
    rules: Mapping[Pair, Rule | None] | None = None,
) -> Repaired:
    """The draft with the chosen repairs, and for each the area before and after in km².

    Parameters
    ----------
    draft
        What came in; it is not changed.
    repairs
        Codes of repairs (`Problem.repair`), each for all features it is good for, or pairs of
        code and feature (`Where.feature`). `REPAIRS` is all of them.
    theatre
        Where the draft should lie, and the names of its parties.
    effective_date, mapping
        As for `check`.
    rule
        Who keeps ground that two parties hold, unless `rules` has another answer for these two
        (codes sorted); there None leaves the overlap as it is.
    """
    choice = Choice(frozenset(repairs), rule, rules)
    steps: list[Step] = []
    for cure in STAGES:
        draft, made = cure(Case(draft, theatre, effective_date, mapping), choice)
        steps += made
    return Repaired(replace(draft), _joined(steps))


def _joined(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Each repair once, also if it took several rounds."""
    by_code: dict[str, Step] = {}
    for one in steps:
        first = by_code.setdefault(one.repair, one)
        features = max(first.features, one.features)
        by_code[one.repair] = Step(one.repair, features, first.before_km2, one.after_km2)
    return tuple(by_code.values())
