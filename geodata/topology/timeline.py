"""Timeline as shared arcs: every border once, in space and in time."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import MultiLineString

from geodata.control import ControlSnapshot, ControlTimeline
from geodata.errors import DateError, TopologyError
from geodata.terms import WGS84, Basis, PartyPair, Status, pair_order, party_pair
from geodata.topology.arcs import (
    GRID_DEG,
    MAX_CELLS_PER_DEG,
    Arcs,
    ArcShape,
    Integers,
    Polygon,
    smooth,
)
from geodata.topology.shapes import (
    FlatShapes,
    Neighbours,
    assemble,
    cut_into_shapes,
    neighbours,
)
from geodata.topology.topojson import decode, encode


@dataclass(frozen=True, eq=False)
class Topology:
    """Shared arcs over all days, and per day the shapes that are made of them.

    `arcs[i]` is an (n, 2) array of lon, lat in WGS 84 degrees; `dates` runs forward in time.
    """

    arcs: Arcs
    dates: Mapping[date, tuple[ArcShape, ...]]
    grid_deg: float = GRID_DEG

    def __post_init__(self) -> None:
        cells_per_degree(self.grid_deg)

    @classmethod
    def from_snapshots(
        cls, snapshots: Iterable[ControlSnapshot], grid_deg: float = GRID_DEG
    ) -> "Topology":
        """Build the topology of a timeline (or of any snapshots, one a day).

        Coordinates move to the nearest grid crossing, by at most half a cell; those already on
        the grid come back exactly. A border is shared where both neighbours have the same points:
        where only one of them has a point on a straight border, the two differ and are stored
        apart. Rings with fewer than three distinct points on the grid are left out.

        Raises
        ------
        TopologyError
            Two snapshots have the same date, or an area is not a polygon.
        """
        ordered = sorted(snapshots, key=lambda snapshot: snapshot.effective_date)
        for earlier, later in itertools.pairwise(ordered):
            if earlier.effective_date == later.effective_date:
                raise TopologyError(
                    f"Two snapshots are dated {earlier.effective_date}; "
                    f"a topology has one a day: keep the later revision."
                )
        arcs, areas = cut_into_shapes(ordered, cells_per_degree(grid_deg))
        parts = iter(areas)
        dates = {
            snapshot.effective_date: tuple(
                _shape(row, next(parts)) for row in snapshot.areas.itertuples(index=False)
            )
            for snapshot in ordered
        }
        return cls(arcs, dates, grid_deg)

    @classmethod
    def from_topojson(cls, document: Any) -> "Topology":  # noqa: ANN401 - any JSON may come in
        """Read the topology of a TopoJSON document, quantised or not, with one object a day.

        Raises
        ------
        TopologyError
            The document breaks the format; the message names the object and the position.
        """
        arcs, dates, grid_deg = decode(document)
        return cls(arcs, dates, grid_deg)

    def to_topojson(self, from_: date | None = None, to: date | None = None) -> dict[str, Any]:
        """Write standard TopoJSON, quantised on the grid: an object a day, and their arcs."""
        chosen = {
            day: shapes
            for day, shapes in self.dates.items()
            if (from_ is None or from_ <= day) and (to is None or day <= to)
        }
        return encode(self.arcs, chosen, cells_per_degree(self.grid_deg))

    def areas(self, day: date) -> gpd.GeoDataFrame:
        """Areas of control of an effective date, columns as in a snapshot (WGS 84)."""
        shapes = self._shapes(day)
        between = [shape.between for shape in shapes]
        return gpd.GeoDataFrame(
            {
                "party": pd.Series([shape.party for shape in shapes], dtype=object),
                "status": [shape.status.value for shape in shapes],
                "basis": [shape.basis.value for shape in shapes],
                "source": [shape.source for shape in shapes],
                **({"between": pd.Series(between, dtype=object)} if any(between) else {}),
            },
            geometry=assemble(self.arcs, shapes),
            crs=WGS84,
        )

    def timeline(self) -> ControlTimeline:
        """Timeline with every day as a snapshot again."""
        return ControlTimeline([ControlSnapshot(day, self.areas(day)) for day in self.dates])

    def contact_arcs(self, day: date) -> dict[PartyPair, Integers]:
        """Arcs between each two holders that meet on a day."""
        self._shapes(day)
        return self._contacts.get(day, {})

    def contact(self, day: date, a: str | None, b: str | None) -> MultiLineString:
        """Line between two parties on a day (lon, lat), arc by arc; empty if they do not meet.

        None in place of one of them is contested ground.
        """
        pair = party_pair(a, b)
        return self.arcs.lines(self.contact_arcs(day).get(pair, np.empty(0, dtype=np.int64)))

    def contacts(self, day: date) -> dict[PartyPair, MultiLineString]:
        """Lines between each two holders on a day (lon, lat), arc by arc."""
        return {pair: self.arcs.lines(names) for pair, names in self.contact_arcs(day).items()}

    def open_arcs(self, day: date, party: str) -> Integers:
        """Arcs that have a party's ground on one side and no mapped ground on the other."""
        shapes = self._shapes(day)
        own = FlatShapes.from_shapes([shape for shape in shapes if shape.party == party])
        same_day = np.zeros(len(shapes), dtype=np.int64)
        flat = FlatShapes.from_shapes(shapes)
        shared = neighbours(self.arcs, flat, same_day, cells_per_degree(self.grid_deg))
        return np.setdiff1d(own.arc_indices, shared.arc)

    def smoothed(self, passes: int = 2) -> "Topology":
        """Round the corners, for drawing only; neighbours stay neighbours.

        Only arcs with ground on both sides on some day are rounded: coast and frame stay as they
        are. Ends of arcs do not move, so a border looks the same on every day it exists.
        """
        chosen = np.zeros(len(self.arcs), dtype=bool)
        chosen[self._neighbours.arc] = True
        return replace(self, arcs=smooth(self.arcs, chosen, passes))

    def _shapes(self, day: date) -> tuple[ArcShape, ...]:
        if day in self.dates:
            return self.dates[day]
        days = list(self.dates)
        known = (
            f"its {len(days)} days run from {days[0]} to {days[-1]}" if days else "it has no day"
        )
        raise DateError(
            f"The topology has no areas dated {day}: {known}. "
            f"Ask for an effective date; timeline.as_of gives the one in force on a day."
        )

    @cached_property
    def _neighbours(self) -> Neighbours:
        days = np.repeat(np.arange(len(self.dates)), [len(s) for s in self.dates.values()])
        flat = FlatShapes.from_shapes([shape for shapes in self.dates.values() for shape in shapes])
        return neighbours(self.arcs, flat, days.astype(np.int64), cells_per_degree(self.grid_deg))

    @cached_property
    def _contacts(self) -> dict[date, dict[PartyPair, Integers]]:
        """Arcs between parties on all days, found at once: asking for a day then costs nothing."""
        owners = [(day, shape.party) for day, shapes in self.dates.items() for shape in shapes]
        met: dict[tuple[date, PartyPair], list[int]] = {}
        sides = self._neighbours
        for left, right, arc in zip(
            sides.left.tolist(), sides.right.tolist(), sides.arc.tolist(), strict=True
        ):
            day, party = owners[left]
            other = owners[right][1]
            if party != other:
                met.setdefault((day, party_pair(party, other)), []).append(arc)
        contacts: dict[date, dict[PartyPair, Integers]] = {}
        for day, pair in sorted(met, key=lambda key: (key[0], pair_order(key[1]))):
            arcs = np.unique(np.array(met[day, pair], dtype=np.int64))
            contacts.setdefault(day, {})[pair] = arcs
        return contacts


def cells_per_degree(grid_deg: float) -> int:
    """Number of grid cells in a degree.

    Raises
    ------
    TopologyError
        The grid does not divide a degree, or is finer than 1e-7 (1 cm), where whole numbers end.
    """
    cells = round(1.0 / grid_deg) if grid_deg > 0 else 0
    if not 1 <= cells <= MAX_CELLS_PER_DEG or abs(cells * grid_deg - 1.0) > 1e-9:
        raise TopologyError(
            f"A grid of {grid_deg}° does not work: it must divide one degree and be "
            f"at least 1e-7°; the usual one is {GRID_DEG}°."
        )
    return cells


def _shape(row: Any, polygons: tuple[Polygon, ...]) -> ArcShape:  # noqa: ANN401 - a named tuple
    return ArcShape(
        row.party, Status(row.status), Basis(row.basis), str(row.source), polygons,
        getattr(row, "between", None),
    )  # fmt: skip
