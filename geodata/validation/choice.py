"""Choice of fixes: which ones a person agreed to, for which features, by which rule."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np

from geodata.topology.arcs import Booleans
from geodata.validation.context import CheckContext
from geodata.validation.kinds import KINDS

FIXES: Final = tuple(sorted({fix for _, fix in KINDS.values() if fix}))
"""Codes of all fixes."""
PartyPair = tuple[str, str]


class Rule(StrEnum):
    """Rule for ground that two parties hold; parties in the order of their codes."""

    FIRST = "first"
    SECOND = "second"
    CONTESTED = "contested"
    NEWER = "newer"


@dataclass(frozen=True)
class Choice:
    """Fixes by code, for all features or for single features (by their index in the file)."""

    fixes: Collection[str | tuple[str, int]]
    rule: Rule = Rule.CONTESTED
    rules: Mapping[PartyPair, Rule | None] | None = None

    def has_any(self, *codes: str) -> bool:
        """Whether any of these fixes is chosen for any feature."""
        chosen = {fix if isinstance(fix, str) else fix[0] for fix in self.fixes}
        return bool(chosen & set(codes))

    def features(self, context: CheckContext, code: str) -> Booleans:
        """For each feature of a draft, whether this fix is chosen for it."""
        if code in self.fixes:
            return np.ones(context.size, dtype=bool)
        wanted = [(code, feature.index) in self.fixes for feature in context.draft.features]
        return np.array(wanted, dtype=bool)

    def rule_for(self, a: str, b: str) -> Rule | None:
        """Rule for the ground that two parties share; None: leave it as it is."""
        pair = (a, b) if a <= b else (b, a)
        return (self.rules or {}).get(pair, self.rule)


@dataclass(frozen=True)
class AppliedFix:
    """Applied fix: how many features it changed, and their area before and after in km².

    Ground that cannot be measured before the fix, for example swapped axes, counts as 0.
    """

    fix: str
    features: int
    before_km2: float
    after_km2: float


def merged(applied_fixes: Iterable[AppliedFix]) -> tuple[AppliedFix, ...]:
    """Merge applied fixes by code: each once, also if it took several rounds."""
    by_code: dict[str, AppliedFix] = {}
    for applied in applied_fixes:
        first = by_code.setdefault(applied.fix, applied)
        features = max(first.features, applied.features)
        by_code[applied.fix] = replace(applied, features=features, before_km2=first.before_km2)
    return tuple(by_code.values())
