"""Fixes of borders: overlaps settled, borders matched, gaps filled."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import shapely

from geodata.draft import Draft, DraftFeature, value_at
from geodata.measure import areas_km2
from geodata.reading.dates import day_of
from geodata.terms import CONTESTED_CODE
from geodata.topology.arcs import Booleans
from geodata.validation.choice import AppliedFix, Choice, Rule
from geodata.validation.classification import BETWEEN, Classification
from geodata.validation.context import CheckContext
from geodata.validation.coverage import check_coverage, coverage_of
from geodata.validation.fixes.features import contested
from geodata.validation.fixes.shapes import with_shapes
from geodata.validation.matching import BorderOptions, matched
from geodata.validation.reviewing import Review, review
from geodata.validation.rings import Geometries, in_degrees

ORDER = ("settle-overlaps", "match-borders", "fill-gaps")


def fix(context: CheckContext, choice: Choice) -> tuple[Draft, list[AppliedFix]]:
    """Make the chosen fixes of borders, which are the same for all features."""
    applied_fixes: list[AppliedFix] = []
    for code in ORDER:
        if code in choice.fixes:
            draft, applied = _fixed(context, choice, code)
            context = replace(context, draft=draft)
            applied_fixes += [applied] if applied else []
    return context.draft, applied_fixes


def _fixed(context: CheckContext, choice: Choice, code: str) -> tuple[Draft, AppliedFix | None]:
    seen = review(context)
    if seen.shapes is None:
        return context.draft, None
    sound = seen.unchanged & ~seen.invalid
    classifications = [
        classification if ok else _UNKNOWN
        for classification, ok in zip(seen.classifications, sound, strict=True)
    ]
    coverage = coverage_of(seen.shapes, classifications)
    if code not in {problem.fix for problem in check_coverage(context, coverage)}:
        return context.draft, None
    rules = _Rules(context, choice, classifications)
    settle = rules.settle if code == "settle-overlaps" else None
    options = BorderOptions(code == "match-borders", settle, code == "fill-gaps")
    shapes = matched(seen.shapes, classifications, options)
    return _written(context, seen, shapes, rules, code)


_UNKNOWN = Classification(None, None, None, "")


@dataclass(eq=False)
class _Rules:
    """Rules for settling overlaps; collects the contested areas that result."""

    context: CheckContext
    choice: Choice
    classifications: Sequence[Classification]
    added: dict[tuple[int, int], int] = field(default_factory=dict)

    def settle(self, owners: tuple[int, ...]) -> tuple[int, ...]:
        """Features that keep the ground that these features hold."""
        keeper = owners[0]
        for other in owners[1:]:
            if (
                keeper >= self.context.size
                or self.classifications[keeper].key == self.classifications[other].key
            ):
                continue
            winner = self._between(keeper, other)
            if winner is None:
                return owners
            keeper = winner
        return (keeper,)

    def _between(self, first: int, second: int) -> int | None:
        a, b = sorted((first, second), key=lambda i: str(self.classifications[i].party))
        rule = self.choice.rule_for(
            str(self.classifications[a].party), str(self.classifications[b].party)
        )
        if rule is None:
            return None
        if rule is Rule.NEWER:
            return max(first, second, key=lambda i: (self._day(i), i))
        if rule is Rule.CONTESTED and self.context.property_mapping.party is not None:
            for i in (a, b):
                if self.classifications[i].party == CONTESTED_CODE:
                    return i
            pair = (min(a, b), max(a, b))
            return self.added.setdefault(pair, self.context.size + len(self.added))
        return b if rule is Rule.SECOND else a

    def parties(self, pair: tuple[int, int]) -> list[str]:
        """Codes of the two parties that held what is now contested, sorted."""
        return sorted(str(self.classifications[i].party) for i in pair)

    def _day(self, feature: int) -> date:
        properties = self.context.draft.features[feature].properties
        return day_of(value_at(properties, self.context.property_mapping.date)) or date.min


def _written(
    context: CheckContext, seen: Review, shapes: Geometries, rules: _Rules, code: str
) -> tuple[Draft, AppliedFix | None]:
    assert seen.shapes is not None
    old, new = seen.shapes, shapes[: context.size]
    changed = np.array(
        [a is not b and not a.equals_exact(b) for a, b in zip(old, new, strict=True)]
    )
    draft = with_shapes(context.draft, new, changed)
    last = max((feature.index for feature in draft.features), default=-1)
    added = [
        _added(context, pair, rules.parties(pair), last + 1 + i, shape)
        for i, (pair, shape) in enumerate(
            zip(rules.added, _turned(shapes[context.size :]), strict=True)
        )
    ]
    remaining = [
        feature for i, feature in enumerate(draft.features) if not (changed[i] and new[i].is_empty)
    ]
    applied = AppliedFix(
        code, int(changed.sum()) + len(added), _km2(old, changed), _after(shapes, changed)
    )
    return replace(draft, features=(*remaining, *added)), applied


def _turned(shapes: Geometries) -> Geometries:
    degrees: Geometries = shapely.orient_polygons(in_degrees(shapes))
    return degrees


def _added(
    context: CheckContext, pair: tuple[int, int], parties: list[str], index: int, shape: object
) -> DraftFeature:
    """Contested area made of the ground that two features both held."""
    first, second = (context.draft.features[i] for i in pair)
    written = [
        value_at(feature.properties, context.property_mapping.source) for feature in (first, second)
    ]
    sources = {str(source) for source in written if source}
    properties = contested(context, first.properties) | {BETWEEN: parties}
    if context.property_mapping.source is not None:
        properties[context.property_mapping.source] = "; ".join(sorted(sources))
    return DraftFeature(index, None, f"{first.name} / {second.name}", properties, shape)  # type: ignore[arg-type]


def _km2(shapes: Geometries, chosen: Booleans) -> float:
    return float(areas_km2(in_degrees(shapes[chosen])).sum())


def _after(shapes: Geometries, changed: Booleans) -> float:
    """Area of the changed and added shapes."""
    added = np.ones(len(shapes) - len(changed), dtype=bool)
    return _km2(shapes, np.concatenate([changed, added]))
