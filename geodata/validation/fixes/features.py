"""This module knows the repairs of whole features: left out, named, cleaned of HTML."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from geodata.draft import Draft, DraftFeature
from geodata.terms import CONTESTED, Status
from geodata.topology.arcs import Booleans
from geodata.validation.choice import Choice
from geodata.validation.classification import meanings
from geodata.validation.context import Case
from geodata.validation.fixes.step import Step
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


def cure(case: Case, choice: Choice) -> tuple[Draft, list[Step]]:
    """The draft with the chosen repairs of features."""
    if not choice.any(*CODES):
        return case.draft, []
    steps: list[Step] = []
    features = list(case.draft.features)
    for code, (test, how) in WORDING.items():
        count = _reword(features, choice.features(case, code), test, how)
        steps += [Step(code, count, 0.0, 0.0)] if count else []
    named = _named(case, features, choice.features(case, "name-contested"))
    if named:
        steps.append(Step("name-contested", named, 0.0, 0.0))
    case = replace(case, draft=replace(case.draft, features=tuple(features)))
    return _left_out(case, choice.features(case, "leave-out"), steps), steps


def _reword(
    features: list[DraftFeature],
    wanted: Booleans,
    test: Callable[[str], bool],
    how: Callable[[str], str],
) -> int:
    """Rewrite the texts of features that need it; how many did."""
    count = 0
    for i in np.flatnonzero(wanted):
        if any_text(features[i].properties, test):
            properties = rewritten(features[i].properties, how)
            features[i] = replace(features[i], properties=properties, name=how(features[i].name))
            count += 1
    return count


def _named(case: Case, features: list[DraftFeature], wanted: Booleans) -> int:
    """Give contested ground the party code that says so."""
    if not wanted.any() or case.says.party is None:
        return 0
    _, problems = meanings(case)
    marked = {one.where.feature for one in problems if one.code == "contested-with-party"}
    count = 0
    for i, feature in enumerate(features):
        if wanted[i] and feature.index in marked:
            features[i] = replace(feature, properties=contested(case, feature.properties))
            count += 1
    return count


def contested(case: Case, properties: Mapping[str, object]) -> dict[str, object]:
    """Properties that say that no party controls the ground."""
    said = dict(properties)
    if case.says.party is not None:
        said[case.says.party] = CONTESTED
    if case.says.status is not None:
        said[case.says.status] = Status.CONTESTED.value
    return said


def _left_out(case: Case, wanted: Booleans, steps: list[Step]) -> Draft:
    """The draft without features that are empty, elsewhere, or said before."""
    if not wanted.any():
        return case.draft
    seen = review(case)
    drop = seen.superfluous & wanted
    if not drop.any():
        return case.draft
    steps.append(Step("leave-out", int(drop.sum()), seen.km2(drop), 0.0))
    kept = [one for one, gone in zip(case.draft.features, drop, strict=True) if not gone]
    return replace(case.draft, features=tuple(kept))
