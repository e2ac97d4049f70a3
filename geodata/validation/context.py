"""Context of a check: a draft, its theatre, its day, mapping and the snapshot before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from shapely.geometry.base import BaseGeometry

from geodata.control import ControlSnapshot
from geodata.draft import Draft, PropertyMapping
from geodata.problems import Fact, Problem, Where
from geodata.theatre import Theatre
from geodata.topology.arcs import Booleans
from geodata.validation.ground import Ground
from geodata.validation.kinds import problem_of

OWN_MAPPING = PropertyMapping()


@dataclass(frozen=True, eq=False)
class CheckContext:
    """Context of a check: everything that a check may look at."""

    draft: Draft
    theatre: Theatre
    effective_date: date | None = None
    mapping: PropertyMapping | None = None
    before: ControlSnapshot | None = None

    @cached_property
    def ground(self) -> Ground:
        """Ground of the theatre."""
        return Ground.of_theatre(self.theatre)

    @property
    def property_mapping(self) -> PropertyMapping:
        """Mapping in use: the chosen one, else the recognised one, else our own names."""
        return self.mapping or self.draft.mapping or OWN_MAPPING

    @property
    def size(self) -> int:
        """Number of features."""
        return len(self.draft.features)

    def where(
        self,
        feature: int | None = None,
        lonlat: tuple[float, float] | None = None,
        outline: BaseGeometry | None = None,
    ) -> Where:
        """Place in the draft by the position of its feature, and on the map."""
        lon, lat = lonlat if lonlat is not None and np.isfinite(lonlat).all() else (None, None)
        if feature is None:
            return Where(file=self.draft.file, lon_deg=lon, lat_deg=lat, outline=outline)
        draft_feature = self.draft.features[feature]
        return Where(
            self.draft.file,
            draft_feature.index,
            draft_feature.name or None,
            draft_feature.line,
            lon,
            lat,
            outline,
        )

    def counted(
        self, code: str, features: Booleans, facts: Mapping[str, Fact] | None = None
    ) -> list[Problem]:
        """Report a problem once for all its features; a single feature is named."""
        which = np.flatnonzero(features)
        if not len(which):
            return []
        where = self.where(int(which[0]) if len(which) == 1 else None)
        return [problem_of(code, where, {"features": len(which), **(facts or {})})]
