"""This module knows the case: a draft, the theatre it is for, and what is asked of them."""

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
from geodata.validation.kinds import found

OURS = PropertyMapping()


@dataclass(frozen=True, eq=False)
class Case:
    """All that a check may look at."""

    draft: Draft
    theatre: Theatre
    effective_date: date | None = None
    mapping: PropertyMapping | None = None
    before: ControlSnapshot | None = None

    @cached_property
    def ground(self) -> Ground:
        """Where the theatre lies."""
        return Ground.of(self.theatre)

    @property
    def says(self) -> PropertyMapping:
        """Which property says what: as asked, as recognised, or with our own names."""
        return self.mapping or self.draft.mapping or OURS

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
        """A place in the draft by the position of its feature, and on the map."""
        lon, lat = lonlat if lonlat is not None and np.isfinite(lonlat).all() else (None, None)
        if feature is None:
            return Where(file=self.draft.file, lon_deg=lon, lat_deg=lat, outline=outline)
        one = self.draft.features[feature]
        return Where(self.draft.file, one.index, one.name or None, one.line, lon, lat, outline)

    def counted(
        self, code: str, features: Booleans, facts: Mapping[str, Fact] | None = None
    ) -> list[Problem]:
        """One problem for all features that have it; it names the feature if it is the only one."""
        which = np.flatnonzero(features)
        if not len(which):
            return []
        where = self.where(int(which[0]) if len(which) == 1 else None)
        return [found(code, where, {"features": len(which), **(facts or {})})]
