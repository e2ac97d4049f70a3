"""Fixes of positions: numbers, axes, units, rings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from geodata.draft import Draft, DraftFeature
from geodata.measure import areas_km2
from geodata.topology.arcs import Booleans
from geodata.validation.choice import AppliedFix, Choice
from geodata.validation.contents import Content, contents, rings_of
from geodata.validation.context import CheckContext
from geodata.validation.ground import placement
from geodata.validation.positions import out_of_range, too_short
from geodata.validation.rings import CELLS, Rings
from geodata.validation.shape import spikes

CODES = (
    "leave-out", "drop-positions", "drop-heights", "take-areas", "swap-axes", "reproject",
    "drop-duplicates", "round", "drop-rings", "close-rings", "rewind", "remove-spikes",
)  # fmt: skip


@dataclass(eq=False)
class _Workspace:
    """Rings being fixed, and the features that have been changed."""

    context: CheckContext
    choice: Choice
    rings: Rings
    changed: Booleans
    applied_fixes: list[AppliedFix]

    def wants(self, code: str) -> Booleans:
        return self.choice.features(self.context, code)

    def apply(self, code: str, features: Booleans, rings: Rings | None = None) -> None:
        """Keep the result of a fix of some features, and record it."""
        if not features.any():
            return
        before, self.rings = self.rings, self.rings if rings is None else rings
        self.changed |= features
        areas = _km2(before, features), _km2(self.rings, features)
        self.applied_fixes.append(AppliedFix(code, int(features.sum()), *areas))

    def point_owners(self, points: Booleans) -> Booleans:
        return np.bincount(self.rings.feature_of_point[points], minlength=self.context.size) > 0

    def ring_owners(self, rings: Booleans) -> Booleans:
        return np.bincount(self.rings.feature_of_ring[rings], minlength=self.context.size) > 0


def fix(context: CheckContext, choice: Choice) -> tuple[Draft, list[AppliedFix]]:
    """Make the chosen fixes of positions."""
    if not choice.has_any(*CODES) or not context.size:
        return context.draft, []
    read = contents(context.draft.features)
    rings = rings_of(read)
    work = _Workspace(context, choice, rings, np.zeros(context.size, dtype=bool), [])
    free = _contents(work, read)
    work.rings = rings.of_features(free)
    if len(work.rings.points):
        _placement(work)
        _repeats(work)
        _rings(work)
    return _written(context, work), work.applied_fixes


def _contents(work: _Workspace, read: Sequence[Content]) -> Booleans:
    """Record the fixes that reading alone makes; return the features that may be rewritten."""
    left_out = work.wants("leave-out")
    unreadable = np.array([content.unreadable > 0 for content in read], dtype=bool)
    others = np.array(
        [content.others > 0 or content.broken is not None for content in read], dtype=bool
    )
    heights = np.array([content.heights > 0 for content in read], dtype=bool)
    collected = np.array([content.collections > 0 for content in read], dtype=bool)
    free = (~unreadable | work.wants("drop-positions")) & (~others | left_out)
    work.apply("drop-positions", unreadable & free)
    work.apply("drop-heights", heights & free & work.wants("drop-heights"))
    work.apply("take-areas", collected & free & work.wants("take-areas"))
    work.apply("leave-out", others & free)
    return free


def _placement(work: _Workspace) -> None:
    context = work.context
    how = placement(work.rings, context.size, context.ground, context.draft.crs)
    turn = how.swapped & work.wants("swap-axes")
    nowhere = np.zeros(context.size, dtype=bool)
    turned = replace(how, swapped=turn, projected=nowhere).in_degrees(work.rings)
    work.apply("swap-axes", turn, turned)
    move = how.projected & work.wants("reproject")
    if how.crs is None or not move.any():
        return
    moved = replace(how, swapped=nowhere, projected=move).in_degrees(work.rings)
    move &= ~out_of_range(moved, context.size)
    moved = replace(how, swapped=nowhere, projected=move).in_degrees(work.rings)
    work.apply("reproject", move, moved)


def _repeats(work: _Workspace) -> None:
    repeats = work.rings.repeats()
    drop = repeats & work.wants("drop-duplicates")[work.rings.feature_of_point]
    work.apply("drop-duplicates", work.point_owners(drop), work.rings.without_points(drop))
    points = work.rings.points
    rounded = np.rint(points * CELLS) / CELLS
    fine = (np.abs(points) <= (180, 90)).all(axis=1) & (rounded != points).any(axis=1)
    fine &= work.wants("round")[work.rings.feature_of_point]
    moved = work.rings.moved(np.where(fine[:, None], rounded, points))
    work.apply("round", work.point_owners(fine), moved)


def _rings(work: _Workspace) -> None:
    short = too_short(work.rings) & work.wants("drop-rings")[work.rings.feature_of_ring]
    work.apply("drop-rings", work.ring_owners(short), work.rings.without_rings(short))
    if not len(work.rings.points):
        return
    ends = ~work.rings.is_closed & ~too_short(work.rings)
    is_open = work.ring_owners(ends) & work.wants("close-rings")
    work.apply("close-rings", is_open, work.rings.closed(is_open[work.rings.feature_of_ring]))
    for _ in range(4):
        whole = work.rings.is_closed & ~too_short(work.rings)
        whole &= work.wants("remove-spikes")[work.rings.feature_of_ring]
        tips = spikes(work.rings) & np.repeat(whole, work.rings.ring_sizes)
        left = work.rings.ring_sizes - np.add.reduceat(
            tips, work.rings.ring_offsets[:-1], dtype=int
        )
        tips &= np.repeat(left >= 3, work.rings.ring_sizes)
        owners = work.point_owners(tips)
        if not owners.any():
            break
        work.apply("remove-spikes", owners, work.rings.without_points(tips).closed(whole))
    against = (work.rings.doubled_areas() > 0) != work.rings.outer
    against &= work.rings.is_closed
    against &= work.wants("rewind")[work.rings.feature_of_ring]
    work.apply("rewind", work.ring_owners(against), work.rings.turned_round(against))


def _written(context: CheckContext, work: _Workspace) -> Draft:
    """Draft with the geometry of changed features rewritten."""
    polygons: dict[int, list[list[list[list[float]]]]] = {}
    rings = work.rings
    for polygon, feature in enumerate(rings.feature_of_polygon.tolist()):
        if work.changed[feature]:
            first, last = rings.polygon_offsets[polygon : polygon + 2]
            polygons.setdefault(feature, []).append(
                [
                    rings.points[rings.ring_offsets[r] : rings.ring_offsets[r + 1]].tolist()
                    for r in range(first, last)
                ]
            )
    features = [
        _with(feature, polygons.get(i, [])) if work.changed[i] else feature
        for i, feature in enumerate(context.draft.features)
    ]
    return replace(context.draft, features=tuple(features), crs=_crs_after(context, work))


def _with(feature: DraftFeature, polygons: list[list[list[list[float]]]]) -> DraftFeature:
    if not polygons:
        return replace(feature, geometry=None)
    return replace(feature, geometry={"type": "MultiPolygon", "coordinates": polygons})


def _crs_after(context: CheckContext, work: _Workspace) -> str | None:
    """CRS that the draft declares: none once all of it has been brought into degrees."""
    moved = [applied for applied in work.applied_fixes if applied.fix == "reproject"]
    return None if moved else context.draft.crs


def _km2(rings: Rings, features: Booleans) -> float:
    """Area of some features in km², as far as it can be measured."""
    chosen = rings.of_features(features) if features.any() else rings
    if not len(chosen.points):
        return 0.0
    chosen = chosen.of_features(~out_of_range(chosen, len(features))).closed()
    if len(chosen.points):
        chosen = chosen.without_rings(too_short(chosen))
    if not len(chosen.points):
        return 0.0
    return float(areas_km2(chosen.geometries(len(features))).sum())
