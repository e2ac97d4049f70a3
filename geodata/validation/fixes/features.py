"""Fixes of whole features: left out, named, cleaned of HTML."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from geodata.draft import Draft, DraftFeature
from geodata.terms import CONTESTED_CODE, Status
from geodata.topology.arcs import Booleans
from geodata.validation.choice import AppliedFix, Choice
from geodata.validation.classification import classify
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
CODES = ("leave-out", "name-contested", "strip-html", "strip-hidden")


def fix(context: CheckContext, choice: Choice) -> tuple[Draft, list[AppliedFix]]:
    """Make the chosen fixes of features."""
    if not choice.has_any(*CODES):
        return context.draft, []
    applied_fixes: list[AppliedFix] = []
    features = list(context.draft.features)
    for code, (test, how) in WORDING.items():
        count = _reword(features, choice.features(context, code), test, how)
        applied_fixes += [AppliedFix(code, count, 0.0, 0.0)] if count else []
    named = _named(context, features, choice.features(context, "name-contested"))
    if named:
        applied_fixes.append(AppliedFix("name-contested", named, 0.0, 0.0))
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


def _named(context: CheckContext, features: list[DraftFeature], wanted: Booleans) -> int:
    """Name contested ground by its party code, and count the features changed."""
    if not wanted.any() or context.property_mapping.party is None:
        return 0
    _, problems = classify(context)
    marked = {
        problem.where.feature for problem in problems if problem.code == "contested-with-party"
    }
    count = 0
    for i, feature in enumerate(features):
        if wanted[i] and feature.index in marked:
            features[i] = replace(feature, properties=contested(context, feature.properties))
            count += 1
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
        feature for feature, gone in zip(context.draft.features, drop, strict=True) if not gone
    ]
    return replace(context.draft, features=tuple(remaining))
