"""Fixes of whole features: left out, named, cleaned of HTML."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from geodata.draft import Draft, DraftFeature
from geodata.terms import CONTESTED_CODE, Status
from geodata.topology.arcs import Booleans
from geodata.validation.choice import AppliedFix, Choice
from geodata.validation.classification import BETWEEN, classify
from geodata.validation.context import CheckContext
from geodata.validation.reviewing import review
from geodata.validation.wording import (
    any_text,
    has_hidden,
    has_html,
    rewritten,
    without_hidden,
    without_html,
)

WORDING = {"strip-html": (has_html, without_html), "strip-hidden": (has_hidden, without_hidden)}
CODES = ("leave-out", "name-contested", "drop-between", "strip-html", "strip-hidden")


def fix(context: CheckContext, choice: Choice) -> tuple[Draft, list[AppliedFix]]:
    """Make the chosen fixes of features."""
    if not choice.has_any(*CODES):
        return context.draft, []
    applied_fixes: list[AppliedFix] = []
    features = list(context.draft.features)
    for code, (test, how) in WORDING.items():
        count = _reword(features, choice.features(context, code), test, how)
        applied_fixes += [AppliedFix(code, count, 0.0, 0.0)] if count else []
    for code in CONTESTED:
        count = _rewrite_contested(context, features, choice.features(context, code), code)
        applied_fixes += [AppliedFix(code, count, 0.0, 0.0)] if count else []
    context = replace(context, draft=replace(context.draft, features=tuple(features)))
    return _left_out(context, choice.features(context, "leave-out"), applied_fixes), applied_fixes


def _reword(
    features: list[DraftFeature],
    wanted: Booleans,
    test: Callable[[str], bool],
    how: Callable[[str], str],
) -> int:
    """Rewrite the texts of features that need it, and count these features."""
    count = 0
    for i in np.flatnonzero(wanted):
        if any_text(features[i].properties, test):
            properties = rewritten(features[i].properties, how)
            features[i] = replace(features[i], properties=properties, name=how(features[i].name))
            count += 1
    return count


def _rewrite_contested(
    context: CheckContext, features: list[DraftFeature], wanted: Booleans, code: str
) -> int:
    """Rewrite the properties of contested ground with the problem of a fix, and count it."""
    if not wanted.any():
        return 0
    problem_code, how = CONTESTED[code]
    _, problems = classify(context)
    marked = {problem.where.feature for problem in problems if problem.code == problem_code}
    count = 0
    for i, feature in enumerate(features):
        if wanted[i] and feature.index in marked:
            properties = how(context, feature.properties)
            features[i] = replace(feature, properties=properties)
            count += properties != feature.properties
    return count


def contested(context: CheckContext, properties: Mapping[str, object]) -> dict[str, object]:
    """Properties of contested ground."""
    result = dict(properties)
    mapping = context.property_mapping
    if mapping.status is not None:
        result[mapping.status] = Status.CONTESTED.value
    if mapping.party is not None:
        # Where something else stands in for a party that is not there, the code must say it.
        replaced = mapping.status is None or mapping.colour or "party" in mapping.constants
        result[mapping.party] = CONTESTED_CODE if replaced else None
    return result


def _without_party(context: CheckContext, properties: Mapping[str, object]) -> dict[str, object]:
    # A party that no property gives cannot be taken out of one.
    without = context.property_mapping.party is not None
    return contested(context, properties) if without else dict(properties)


def _without_between(_context: CheckContext, properties: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in properties.items() if name != BETWEEN}


CONTESTED: Final = {
    "name-contested": ("contested-with-party", _without_party),
    "drop-between": ("between-unclear", _without_between),
}
"""Problem of contested ground that a fix solves, and how it rewrites the properties."""


def _left_out(context: CheckContext, wanted: Booleans, applied_fixes: list[AppliedFix]) -> Draft:
    """Leave out features that are empty, elsewhere, or repeated."""
    if not wanted.any():
        return context.draft
    seen = review(context)
    drop = seen.superfluous & wanted
    if not drop.any():
        return context.draft
    applied_fixes.append(AppliedFix("leave-out", int(drop.sum()), seen.km2(drop), 0.0))
    remaining = [
        feature for feature, out in zip(context.draft.features, drop, strict=True) if not out
    ]
    return replace(context.draft, features=tuple(remaining))
