"""This module knows the repairs of borders: overlaps settled, borders matched, gaps filled."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import shapely

from geodata.draft import Draft, DraftFeature, value_at
from geodata.measure import areas_km2
from geodata.reading.dates import day_of
from geodata.terms import CONTESTED
from geodata.topology.arcs import Booleans
from geodata.validation.borders import Wish
from geodata.validation.choice import Choice, Rule
from geodata.validation.classification import Meaning
from geodata.validation.context import Case
from geodata.validation.coverage import check_coverage, coverage_of
from geodata.validation.fixes.features import contested
from geodata.validation.fixes.shapes import with_shapes
from geodata.validation.fixes.step import Step
from geodata.validation.matching import matched
from geodata.validation.reviewing import Review, review
from geodata.validation.rings import Geometries, in_degrees

ORDER = ("settle-overlaps", "match-borders", "fill-gaps")


def cure(case: Case, choice: Choice) -> tuple[Draft, list[Step]]:
    """The draft with the chosen repairs of borders, which are the same for all features."""
    steps: list[Step] = []
    for code in ORDER:
        if code in choice.repairs:
            draft, step = _cured(case, choice, code)
            case = replace(case, draft=draft)
            steps += [step] if step else []
    return case.draft, steps


def _cured(case: Case, choice: Choice, code: str) -> tuple[Draft, Step | None]:
    seen = review(case)
    if seen.shapes is None:
        return case.draft, None
    sound = seen.as_found & ~seen.invalid
    meant = [one if ok else _UNKNOWN for one, ok in zip(seen.meanings, sound, strict=True)]
    coverage = coverage_of(seen.shapes, meant)
    if code not in {one.repair for one in check_coverage(case, coverage)}:
        return case.draft, None
    rules = _Rules(case, choice, meant)
    settle = rules.settle if code == "settle-overlaps" else None
    wish = Wish(code == "match-borders", settle, code == "fill-gaps")
    shapes = matched(seen.shapes, meant, wish)
    return _written(case, seen, shapes, rules, code)


_UNKNOWN = Meaning(None, None, None, "")


@dataclass(eq=False)
class _Rules:
    """Settles overlaps as agreed; remembers the contested areas that come of it."""

    case: Case
    choice: Choice
    meant: Sequence[Meaning]
    added: dict[tuple[int, int], int] = field(default_factory=dict)

    def settle(self, owners: tuple[int, ...]) -> tuple[int, ...]:
        """Who keeps ground that these features hold."""
        keeper = owners[0]
        for other in owners[1:]:
            if keeper >= self.case.size or self.meant[keeper].key == self.meant[other].key:
                continue
            kept = self._between(keeper, other)
            if kept is None:
                return owners
            keeper = kept
        return (keeper,)

    def _between(self, one: int, other: int) -> int | None:
        a, b = sorted((one, other), key=lambda i: str(self.meant[i].party))
        rule = self.choice.rule_for(str(self.meant[a].party), str(self.meant[b].party))
        if rule is None:
            return None
        if rule is Rule.NEWER:
            return max(one, other, key=lambda i: (self._day(i), i))
        if rule is Rule.CONTESTED and self.case.says.party is not None:
            for i in (a, b):
                if self.meant[i].party == CONTESTED:
                    return i
            pair = (min(a, b), max(a, b))
            return self.added.setdefault(pair, self.case.size + len(self.added))
        return b if rule is Rule.SECOND else a

    def _day(self, feature: int) -> date:
        one = self.case.draft.features[feature]
        return day_of(value_at(one.properties, self.case.says.date)) or date.min


def _written(
    case: Case, seen: Review, shapes: Geometries, rules: _Rules, code: str
) -> tuple[Draft, Step | None]:
    assert seen.shapes is not None
    old, new = seen.shapes, shapes[: case.size]
    changed = np.array(
        [a is not b and not a.equals_exact(b) for a, b in zip(old, new, strict=True)]
    )
    draft = with_shapes(case.draft, new, changed)
    last = max((one.index for one in draft.features), default=-1)
    made = [
        _added(case, pair, last + 1 + i, shape)
        for i, (pair, shape) in enumerate(
            zip(rules.added, _turned(shapes[case.size :]), strict=True)
        )
    ]
    kept = [one for i, one in enumerate(draft.features) if not (changed[i] and new[i].is_empty)]
    step = Step(code, int(changed.sum()) + len(made), _km2(old, changed), _after(shapes, changed))
    return replace(draft, features=(*kept, *made)), step


def _turned(shapes: Geometries) -> Geometries:
    made: Geometries = shapely.orient_polygons(in_degrees(shapes))
    return made


def _added(case: Case, pair: tuple[int, int], index: int, shape: object) -> DraftFeature:
    """A contested area made of what two features both held."""
    one, other = (case.draft.features[i] for i in pair)
    written = [value_at(each.properties, case.says.source) for each in (one, other)]
    sources = {str(source) for source in written if source}
    properties = contested(case, one.properties)
    if case.says.source is not None:
        properties[case.says.source] = "; ".join(sorted(sources))
    return DraftFeature(index, None, f"{one.name} / {other.name}", properties, shape)  # type: ignore[arg-type]


def _km2(shapes: Geometries, chosen: Booleans) -> float:
    return float(areas_km2(in_degrees(shapes[chosen])).sum())


def _after(shapes: Geometries, changed: Booleans) -> float:
    """Area of what was changed and of what was added."""
    added = np.ones(len(shapes) - len(changed), dtype=bool)
    return _km2(shapes, np.concatenate([changed, added]))
