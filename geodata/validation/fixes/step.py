"""This module knows what a repair did."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One repair: how many features it changed, and their area before and after in km².

    Ground that cannot be measured before it is cured, such as swapped axes, counts as 0.
    """

    repair: str
    features: int
    before_km2: float
    after_km2: float
