"""This module knows a whole timeline as shared arcs: every border once, in space and in time."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
from shapely import MultiLineString

from geodata.control import ControlSnapshot, ControlTimeline
from geodata.errors import DateError, TopologyError
from geodata.terms import WGS84, Basis, Status
from geodata.topology.arcs import FINEST_CELLS, GRID_DEG, Arcs, Integers, Polygon, Shape
from geodata.topology.decode import decode
from geodata.topology.encode import encode
from geodata.topology.polygons import Flat, put_together, taken_apart
from geodata.topology.sides import Meetings, meetings
from geodata.topology.smooth import smooth

Pair = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Topology:
    """Shared arcs over all days, and per day the shapes that are made of them.

    `arcs[i]` is an (n, 2) array of lon, lat in WGS 84 degrees; `dates` runs forward in time.
    """

    arcs: Arcs
    dates: Mapping[date, tuple[Shape, ...]]
    grid_deg: float = GRID_DEG

    def __post_init__(self) -> None:
        cells_per_degree(self.grid_deg)

    @classmethod
    def from_snapshots(
        cls, snapshots: Iterable[ControlSnapshot], grid_deg: float = GRID_DEG
    ) -> "Topology":
        """The topology of a timeline (or of any snapshots, one a day).

        Coordinates move to the nearest grid crossing, by at most half a cell; those already on
        the grid come back exactly. A border is shared where both neighbours have the same points:
        where only one of them has a point on a straight border, the two differ and are stored
        apart. Rings with fewer than three distinct points on the grid are left out.

        Raises
        ------
        TopologyError
            Two snapshots have the same date, or an area is not a polygon.
        """
        ordered = sorted(snapshots, key=lambda one: one.effective_date)
        for one, other in itertools.pairwise(ordered):
            if one.effective_date == other.effective_date:
                raise TopologyError(
                    f"Two snapshots are dated {one.effective_date}; "
                    f"a topology has one a day: keep the later revision."
                )
        arcs, areas = taken_apart(ordered, cells_per_degree(grid_deg))
        parts = iter(areas)
        dates = {
            one.effective_date: tuple(
                _shape(row, next(parts)) for row in one.areas.itertuples(index=False)
            )
            for one in ordered
        }
        return cls(arcs, dates, grid_deg)

    @classmethod
    def from_topojson(cls, document: Any) -> "Topology":  # noqa: ANN401 - any JSON may come in
        """The topology in a TopoJSON document, quantised or not, with one object a day.

        Raises
        ------
        TopologyError
            The document breaks the format; the message names the object and the position.
        """
        arcs, dates, grid_deg = decode(document)
        return cls(arcs, dates, grid_deg)

    def to_topojson(self, from_: date | None = None, to: date | None = None) -> dict[str, Any]:
        """Standard TopoJSON, quantised on the grid: one object a day, and the arcs they use."""
        chosen = {
            day: shapes
            for day, shapes in self.dates.items()
            if (from_ is None or from_ <= day) and (to is None or day <= to)
        }
        return encode(self.arcs, chosen, cells_per_degree(self.grid_deg))

    def areas(self, day: date) -> gpd.GeoDataFrame:
        """Areas of control of an effective date, columns as in a snapshot (WGS 84)."""
        shapes = self._shapes(day)
        return gpd.GeoDataFrame(
            {
                "party": [shape.party for shape in shapes],
                "status": [shape.status.value for shape in shapes],
                "basis": [shape.basis.value for shape in shapes],
                "source": [shape.source for shape in shapes],
            },
            geometry=put_together(self.arcs, shapes),
            crs=WGS84,
        )

    def timeline(self) -> ControlTimeline:
        """Every day as a snapshot again."""
        return ControlTimeline([ControlSnapshot(day, self.areas(day)) for day in self.dates])

    def contact_arcs(self, day: date) -> dict[Pair, Integers]:
        """For each two parties (codes sorted) that meet on a day, the arcs between them."""
        self._shapes(day)
        return self._contacts.get(day, {})

    def contact(self, day: date, a: str, b: str) -> MultiLineString:
        """Where two parties meet on a day, arc by arc; empty where they do not."""
        pair = (a, b) if a <= b else (b, a)
        return self.arcs.lines(self.contact_arcs(day).get(pair, np.empty(0, dtype=np.int64)))

    def contacts(self, day: date) -> dict[Pair, MultiLineString]:
        """Where each two parties (codes sorted) meet on a day, arc by arc."""
        return {pair: self.arcs.lines(names) for pair, names in self.contact_arcs(day).items()}

    def open_arcs(self, day: date, party: str) -> Integers:
        """Arcs that have a party's ground on one side and no mapped ground on the other."""
        shapes = self._shapes(day)
        own = Flat.of([shape for shape in shapes if shape.party == party]).names
        flat = Flat.of(shapes)
        one_day = np.zeros(len(shapes), dtype=np.int64)
        met = meetings(self.arcs, flat, one_day, cells_per_degree(self.grid_deg))
        return np.setdiff1d(own, met.arc)

    def smoothed(self, passes: int = 2) -> "Topology":
        """The same with rounded corners, for drawing only; neighbours stay neighbours.

        Only arcs with ground on both sides on some day are rounded: coast and frame stay as they
        are. Ends of arcs do not move, so a border looks the same on every day it exists.
        """
        chosen = np.zeros(len(self.arcs), dtype=bool)
        chosen[self._meetings.arc] = True
        return replace(self, arcs=smooth(self.arcs, chosen, passes))

    def _shapes(self, day: date) -> tuple[Shape, ...]:
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
    def _meetings(self) -> Meetings:
        days = np.repeat(np.arange(len(self.dates)), [len(s) for s in self.dates.values()])
        flat = Flat.of([shape for shapes in self.dates.values() for shape in shapes])
        return meetings(self.arcs, flat, days.astype(np.int64), cells_per_degree(self.grid_deg))

    @cached_property
    def _contacts(self) -> dict[date, dict[Pair, Integers]]:
        """Once for all days: a question about one day then costs nothing."""
        owners = [(day, shape.party) for day, shapes in self.dates.items() for shape in shapes]
        met: dict[tuple[date, str, str], list[int]] = {}
        found = self._meetings
        for left, right, arc in zip(
            found.left.tolist(), found.right.tolist(), found.arc.tolist(), strict=True
        ):
            day, one = owners[left]
            other = owners[right][1]
            if one != other:
                met.setdefault((day, min(one, other), max(one, other)), []).append(arc)
        contacts: dict[date, dict[Pair, Integers]] = {}
        for day, a, b in sorted(met):
            arcs = np.unique(np.array(met[day, a, b], dtype=np.int64))
            contacts.setdefault(day, {})[a, b] = arcs
        return contacts


def cells_per_degree(grid_deg: float) -> int:
    """How many grid cells make a degree.

    Raises
    ------
    TopologyError
        The grid does not divide a degree, or is finer than 1e-7 (1 cm), where whole numbers end.
    """
    cells = round(1.0 / grid_deg) if grid_deg > 0 else 0
    if not 1 <= cells <= FINEST_CELLS or abs(cells * grid_deg - 1.0) > 1e-9:
        raise TopologyError(
            f"A grid of {grid_deg}° does not work: it must divide one degree and be "
            f"at least 1e-7°; the usual one is {GRID_DEG}°."
        )
    return cells


def _shape(row: Any, polygons: tuple[Polygon, ...]) -> Shape:  # noqa: ANN401 - a named tuple
    return Shape(str(row.party), Status(row.status), Basis(row.basis), str(row.source), polygons)
