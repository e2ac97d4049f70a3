"""Fixing of drafts with consent: only the chosen fixes are made.

A fix makes a new draft. Check it again: a fix may bring hidden problems to light.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from geodata.draft import Draft, PropertyMapping
from geodata.theatre import Theatre
from geodata.validation.choice import AppliedFix, Choice, PartyPair, Rule, merged
from geodata.validation.context import CheckContext
from geodata.validation.fixes import borders, features, positions, shapes

STAGES = (positions.fix, features.fix, shapes.fix, borders.fix)


@dataclass(frozen=True, eq=False)
class Fixed:
    """Fixed draft, and each fix that changed something, in the order they were made."""

    draft: Draft
    applied_fixes: tuple[AppliedFix, ...]


def fix(
    draft: Draft,
    fixes: Collection[str | tuple[str, int]],
    theatre: Theatre,
    *,
    effective_date: date | None = None,
    mapping: PropertyMapping | None = None,
    rule: Rule = Rule.CONTESTED,
    rules: Mapping[PartyPair, Rule | None] | None = None,
) -> Fixed:
    """Make the chosen fixes of a draft, and measure the area before and after each in km².

    Parameters
    ----------
    draft
        The draft as read; it is not changed.
    fixes
        Codes of fixes (`Problem.fix`), each for all features that it fits, or pairs of code and
        feature (`Where.feature`). `FIXES` is all of them.
    theatre
        Where the draft should lie, and the names of its parties.
    effective_date, mapping
        As for `check`.
    rule
        Rule for ground that two parties hold, unless `rules` has another rule for these two
        (codes sorted); there None leaves the overlap as it is.
    """
    choice = Choice(frozenset(fixes), rule, rules)
    applied_fixes: list[AppliedFix] = []
    for apply in STAGES:
        draft, applied = apply(CheckContext(draft, theatre, effective_date, mapping), choice)
        applied_fixes += applied
    return Fixed(replace(draft), merged(applied_fixes))
