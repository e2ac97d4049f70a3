"""This module knows the repairs of positions: numbers, axes, units, rings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from geodata.draft import Draft, DraftFeature
from geodata.measure import areas_km2
from geodata.topology.arcs import Booleans
from geodata.validation.choice import Choice
from geodata.validation.contents import Content, contents, rings_of
from geodata.validation.context import Case
from geodata.validation.fixes.step import Step
from geodata.validation.ground import placement
from geodata.validation.positions import out_of_range, too_short
from geodata.validation.rings import CELLS, Rings
from geodata.validation.shape import spikes

CODES = (
    "leave-out", "drop-positions", "drop-heights", "take-areas", "swap-axes", "reproject",
    "drop-duplicates", "round", "drop-rings", "close-rings", "rewind", "remove-spikes",
)  # fmt: skip


@dataclass(eq=False)
class _Bench:
    """Rings under repair, and which features have been changed."""

    case: Case
    choice: Choice
    rings: Rings
    changed: Booleans
    steps: list[Step]

    def wants(self, code: str) -> Booleans:
        return self.choice.features(self.case, code)

    def put(self, code: str, features: Booleans, rings: Rings | None = None) -> None:
        """Keep what a repair made of some features, and note it."""
        if not features.any():
            return
        before, self.rings = self.rings, self.rings if rings is None else rings
        self.changed |= features
        areas = _km2(before, features), _km2(self.rings, features)
        self.steps.append(Step(code, int(features.sum()), *areas))

    def point_owners(self, points: Booleans) -> Booleans:
        return np.bincount(self.rings.feature_of_point[points], minlength=self.case.size) > 0

    def ring_owners(self, rings: Booleans) -> Booleans:
        return np.bincount(self.rings.feature_of_ring[rings], minlength=self.case.size) > 0


def cure(case: Case, choice: Choice) -> tuple[Draft, list[Step]]:
    """The draft with the chosen repairs of positions."""
    if not choice.any(*CODES) or not case.size:
        return case.draft, []
    read = contents(case.draft.features)
    rings = rings_of(read)
    bench = _Bench(case, choice, rings, np.zeros(case.size, dtype=bool), [])
    free = _contents(bench, read)
    bench.rings = rings.of_features(free)
    if len(bench.rings.points):
        _placement(bench)
        _repeats(bench)
        _rings(bench)
    return _written(case, bench), bench.steps


def _contents(bench: _Bench, read: Sequence[Content]) -> Booleans:
    """Note what reading alone has cured; the features that may be written anew."""
    left_out = bench.wants("leave-out")
    unreadable = np.array([one.unreadable > 0 for one in read], dtype=bool)
    others = np.array([one.others > 0 or one.broken is not None for one in read], dtype=bool)
    heights = np.array([one.heights > 0 for one in read], dtype=bool)
    collected = np.array([one.collections > 0 for one in read], dtype=bool)
    free = (~unreadable | bench.wants("drop-positions")) & (~others | left_out)
    bench.put("drop-positions", unreadable & free)
    bench.put("drop-heights", heights & free & bench.wants("drop-heights"))
    bench.put("take-areas", collected & free & bench.wants("take-areas"))
    bench.put("leave-out", others & free)
    return free


def _placement(bench: _Bench) -> None:
    case = bench.case
    how = placement(bench.rings, case.size, case.ground, case.draft.crs)
    turn = how.swapped & bench.wants("swap-axes")
    nowhere = np.zeros(case.size, dtype=bool)
    turned = replace(how, swapped=turn, projected=nowhere).in_degrees(bench.rings)
    bench.put("swap-axes", turn, turned)
    move = how.projected & bench.wants("reproject")
    if how.crs is None or not move.any():
        return
    moved = replace(how, swapped=nowhere, projected=move).in_degrees(bench.rings)
    move &= ~out_of_range(moved, case.size)
    moved = replace(how, swapped=nowhere, projected=move).in_degrees(bench.rings)
    bench.put("reproject", move, moved)


def _repeats(bench: _Bench) -> None:
    repeats = bench.rings.repeats()
    drop = repeats & bench.wants("drop-duplicates")[bench.rings.feature_of_point]
    bench.put("drop-duplicates", bench.point_owners(drop), bench.rings.without_points(drop))
    points = bench.rings.points
    rounded = np.rint(points * CELLS) / CELLS
    fine = (np.abs(points) <= (180, 90)).all(axis=1) & (rounded != points).any(axis=1)
    fine &= bench.wants("round")[bench.rings.feature_of_point]
    moved = bench.rings.moved(np.where(fine[:, None], rounded, points))
    bench.put("round", bench.point_owners(fine), moved)


def _rings(bench: _Bench) -> None:
    short = too_short(bench.rings) & bench.wants("drop-rings")[bench.rings.feature_of_ring]
    bench.put("drop-rings", bench.ring_owners(short), bench.rings.without_rings(short))
    if not len(bench.rings.points):
        return
    ends = ~bench.rings.is_closed & ~too_short(bench.rings)
    is_open = bench.ring_owners(ends) & bench.wants("close-rings")
    bench.put("close-rings", is_open, bench.rings.closed(is_open[bench.rings.feature_of_ring]))
    for _ in range(4):
        whole = bench.rings.is_closed & ~too_short(bench.rings)
        whole &= bench.wants("remove-spikes")[bench.rings.feature_of_ring]
        tips = spikes(bench.rings) & np.repeat(whole, bench.rings.ring_sizes)
        left = bench.rings.ring_sizes - np.add.reduceat(
            tips, bench.rings.ring_offsets[:-1], dtype=int
        )
        tips &= np.repeat(left >= 3, bench.rings.ring_sizes)
        owners = bench.point_owners(tips)
        if not owners.any():
            break
        bench.put("remove-spikes", owners, bench.rings.without_points(tips).closed(whole))
    against = (bench.rings.doubled_areas() > 0) != bench.rings.outer
    against &= bench.rings.is_closed
    against &= bench.wants("rewind")[bench.rings.feature_of_ring]
    bench.put("rewind", bench.ring_owners(against), bench.rings.turned_round(against))


def _written(case: Case, bench: _Bench) -> Draft:
    """The draft with the geometry of changed features written anew."""
    polygons: dict[int, list[list[list[list[float]]]]] = {}
    rings = bench.rings
    for at, feature in enumerate(rings.feature_of_polygon.tolist()):
        if bench.changed[feature]:
            first, last = rings.polygon_offsets[at : at + 2]
            polygons.setdefault(feature, []).append(
                [
                    rings.points[rings.ring_offsets[r] : rings.ring_offsets[r + 1]].tolist()
                    for r in range(first, last)
                ]
            )
    features = [
        _with(feature, polygons.get(i, [])) if bench.changed[i] else feature
        for i, feature in enumerate(case.draft.features)
    ]
    return replace(case.draft, features=tuple(features), crs=_crs_after(case, bench))


def _with(feature: DraftFeature, polygons: list[list[list[list[float]]]]) -> DraftFeature:
    if not polygons:
        return replace(feature, geometry=None)
    return replace(feature, geometry={"type": "MultiPolygon", "coordinates": polygons})


def _crs_after(case: Case, bench: _Bench) -> str | None:
    """What the draft declares: nothing once all of it has been brought into degrees."""
    moved = [step for step in bench.steps if step.repair == "reproject"]
    return None if moved else case.draft.crs


def _km2(rings: Rings, features: Booleans) -> float:
    """Area of some features in km² as far as it can be measured."""
    chosen = rings.of_features(features) if features.any() else rings
    if not len(chosen.points):
        return 0.0
    chosen = chosen.of_features(~out_of_range(chosen, len(features))).closed()
    if len(chosen.points):
        chosen = chosen.without_rings(too_short(chosen))
    if not len(chosen.points):
        return 0.0
    return float(areas_km2(chosen.geometries(len(features))).sum())
