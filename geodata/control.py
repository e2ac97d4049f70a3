"""Areas of control on a day, and the timeline of days."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import overload

import geopandas as gpd
import pandas as pd

from geodata.errors import DateError
from geodata.measure import areas_km2
from geodata.terms import WGS84, Basis, Holder, Status, by_code

AreaKey = tuple[str | None, Status, Basis]
COLUMNS = ("party", "status", "basis", "source", "geometry")


@dataclass(frozen=True, eq=False)
class ControlSnapshot:
    """Areas of control in force from a day on.

    `areas`: one row per party, status and basis; WGS 84; columns `COLUMNS`. Contested ground has
    the status `contested` and no party: None, never a missing value of another kind. A column
    `between` may name the two parties, sorted, that contest it; elsewhere it is None.
    Promises: valid polygons, no overlap among assessed areas, shared borders match exactly.
    """

    effective_date: date
    areas: gpd.GeoDataFrame
    revision: str | None = None

    def __post_init__(self) -> None:
        missing = [name for name in COLUMNS if name not in self.areas.columns]
        if missing:
            raise ValueError(
                f"Areas of {self.effective_date} lack the columns {missing}; expected {COLUMNS}."
            )
        if self.areas.crs != WGS84:
            raise ValueError(
                f"Areas of {self.effective_date} are in {self.areas.crs}; expected {WGS84}: "
                f"reproject them first."
            )

        for name in {"party", "between"} & set(self.areas.columns):
            self._without_nan(name)
        with_party = self.areas["status"].isin([status for status in Status if status.has_party])
        wrong = self.areas["party"].isna() == with_party
        if wrong.any():
            row = self.areas[wrong].iloc[0]
            raise ValueError(
                f"Ground of {self.effective_date} has the party {row['party']} and the status "
                f"{row['status']}; expected a party where ground is controlled, none elsewhere."
            )

    def _without_nan(self, name: str) -> None:
        """Write None where pandas has put a missing value of its own kind."""
        column = self.areas[name]
        if column.dtype == object and not any(isinstance(value, float) for value in column):
            return
        values = [None if pd.api.types.is_scalar(v) and pd.isna(v) else v for v in column]
        areas = self.areas.assign(**{name: pd.Series(values, column.index, dtype=object)})
        object.__setattr__(self, "areas", areas)

    @property
    def parties(self) -> list[str]:
        """Codes of the parties that hold ground, sorted."""
        return sorted({party for party in self.areas["party"] if party is not None})

    @property
    def holders(self) -> list[Holder]:
        """The holder of each area, in the order of the rows."""
        areas = self.areas
        return [
            Holder(party, Status(status))
            for party, status in zip(areas["party"], areas["status"], strict=True)
        ]


@dataclass(frozen=True)
class InForce:
    """Snapshot in force on a day, and its age on that day."""

    snapshot: ControlSnapshot
    age_days: int


@dataclass(frozen=True)
class AreaFigure:
    """Ground of a party and status on a day, in km² and as a share (0–1) of all mapped ground.

    `party` is None where the ground is contested. `delta_km2` is the change since the effective
    date before, where it was asked for and is known.
    """

    party: str | None
    status: Status
    basis: Basis
    km2: float
    share: float
    delta_km2: float | None = None


class ControlTimeline(Sequence[ControlSnapshot]):
    """Snapshots in the order of their effective dates."""

    def __init__(self, snapshots: Sequence[ControlSnapshot]) -> None:
        self._snapshots = tuple(sorted(snapshots, key=lambda snapshot: snapshot.effective_date))
        self._dates = [snapshot.effective_date for snapshot in self._snapshots]
        twice = {day for day in self._dates if self._dates.count(day) > 1}
        if twice:
            raise ValueError(
                f"More than one snapshot for {', '.join(map(str, sorted(twice)))}; "
                f"a timeline has one a day."
            )

    def __len__(self) -> int:
        return len(self._snapshots)

    @overload
    def __getitem__(self, index: int) -> ControlSnapshot: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[ControlSnapshot, ...]: ...
    def __getitem__(self, index: int | slice) -> ControlSnapshot | tuple[ControlSnapshot, ...]:
        """Snapshot at an index, or a tuple of them."""
        return self._snapshots[index]

    def __iter__(self) -> Iterator[ControlSnapshot]:
        return iter(self._snapshots)

    @property
    def dates(self) -> tuple[date, ...]:
        """Effective dates, ascending."""
        return tuple(self._dates)

    def as_of(self, day: date) -> InForce:
        """Snapshot in force on a day, and its age.

        Raises
        ------
        DateError
            The timeline is empty, or the day lies before its first effective date.
        """
        effective_date = effective_on(self._dates, day)
        snapshot = self._snapshots[self._dates.index(effective_date)]
        return InForce(snapshot, (day - effective_date).days)


def effective_on(dates: Sequence[date], day: date) -> date:
    """Effective date in force on a day: the last (of ascending dates) that is not after it.

    Raises
    ------
    DateError
        There is no date at all, or the day lies before the first.
    """
    if not dates:
        raise DateError("No day has been published yet; publish a snapshot first.")
    index = bisect_right(dates, day) - 1
    if index < 0:
        raise DateError(
            f"Nothing is known for {day}: the first day of this map is {dates[0]}. "
            f"Choose that day or a later one."
        )
    return dates[index]


def figures(snapshot: ControlSnapshot) -> tuple[AreaFigure, ...]:
    """Ground per party, status and basis, largest first, measured on the WGS 84 ellipsoid."""
    areas = snapshot.areas
    keys = zip(
        areas["party"], map(Status, areas["status"]), map(Basis, areas["basis"]), strict=True
    )
    return summed(zip(keys, areas_km2(areas.geometry.to_numpy()).tolist(), strict=True))


def summed(measured: Iterable[tuple[AreaKey, float]]) -> tuple[AreaFigure, ...]:
    """Sum areas in km² per party, status and basis, largest first."""
    km2: dict[AreaKey, float] = {}
    for key, value in measured:
        km2[key] = km2.get(key, 0.0) + value
    total = sum(km2.values())
    rows = [AreaFigure(*key, value, value / total if total else 0.0) for key, value in km2.items()]
    return tuple(sorted(rows, key=lambda row: (-row.km2, by_code(row.party))))


def read_day(text: str) -> date:
    """Parse a day written as YYYY-MM-DD.

    Raises
    ------
    DateError
        The text is no day in this form.
    """
    written = text.strip()
    try:
        day = date.fromisoformat(written)
        # Python also reads 20241130 and week dates; a link's reader in the browser does not.
        if day.isoformat() != written:
            raise ValueError
    except ValueError:
        raise DateError(
            f'"{text}" is not a day; write it as year-month-day, for example 2024-11-30.'
        ) from None
    return day
