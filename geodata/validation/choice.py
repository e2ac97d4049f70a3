"""This module knows what a person has agreed to: which repairs, of what, by which rule."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from geodata.topology.arcs import Booleans
from geodata.validation.context import Case
from geodata.validation.kinds import KINDS

REPAIRS: Final = tuple(sorted({repair for _, repair in KINDS.values() if repair}))
"""The codes of all repairs."""
Pair = tuple[str, str]


class Rule(StrEnum):
    """Who keeps ground that two parties hold; parties in the order of their codes."""

    FIRST = "first"
    SECOND = "second"
    CONTESTED = "contested"
    NEWER = "newer"


@dataclass(frozen=True)
class Choice:
    """Repairs by code, for all features or for single ones (by their index in the file)."""

    repairs: Collection[str | tuple[str, int]]
    rule: Rule = Rule.CONTESTED
    rules: Mapping[Pair, Rule | None] | None = None

    def any(self, *codes: str) -> bool:
        """Whether one of these repairs is wanted anywhere."""
        chosen = {one if isinstance(one, str) else one[0] for one in self.repairs}
        return bool(chosen & set(codes))

    def features(self, case: Case, code: str) -> Booleans:
        """For each feature of a draft, whether it is to have this repair."""
        if code in self.repairs:
            return np.ones(case.size, dtype=bool)
        wanted = [(code, one.index) in self.repairs for one in case.draft.features]
        return np.array(wanted, dtype=bool)

    def rule_for(self, a: str, b: str) -> Rule | None:
        """The rule for the ground that two parties share; None: leave it as it is."""
        pair = (a, b) if a <= b else (b, a)
        return (self.rules or {}).get(pair, self.rule)
