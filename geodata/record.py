"""Record of a theatre: its areas of control over time, and the statistics of each day.

Pages, replay and command line all read it, so that a number is the same wherever it stands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from geodata.control import AreaFigure, AreaKey, ControlSnapshot, effective_on
from geodata.daily_statistics import DailyStatistics, Measures, daily_statistics, measure
from geodata.errors import DateError, TheatreError
from geodata.places import Event, Place, Report, events_on, in_force
from geodata.terms import PartyPair
from geodata.theatre import BUILT_IN, Theatre, load, read_json
from geodata.topology import Topology

Measurer = Callable[[Topology, Sequence[Place]], Mapping[date, Measures]]
__all__ = ["DailyStatistics", "Trends", "trends"]


@dataclass(frozen=True)
class Evidence:
    """Number of place reports behind a map, and of default rules among them."""

    reports: int
    default_rules: int


@dataclass(frozen=True, eq=False)
class Record:
    """Theatre with its areas of control over time.

    `measures`: the function that measures every day; a store gives its recorded measurements.
    """

    theatre: Theatre
    topology: Topology
    measures: Measurer = measure

    def __getstate__(self) -> dict[str, Any]:
        """State for another process: with the measurements, without the store that has them."""
        return {**self.__dict__, "all_statistics": self.all_statistics, "measures": measure}

    @property
    def dates(self) -> tuple[date, ...]:
        """Effective dates, ascending."""
        return tuple(sorted(self.topology.dates))

    @property
    def horizon(self) -> date:
        """Last day that a slider reaches: the theatre's own, or a later effective date."""
        return max((self.theatre.last_day, *self.topology.dates))

    def nearest(self, day: date) -> date:
        """Day of the slider, between first effective date and horizon, that is nearest to a day."""
        return max(self.dates[0], min(self.horizon, day))

    def effective(self, day: date) -> date:
        """Effective date in force on a day.

        Raises
        ------
        DateError
            Nothing has been published, or the day lies before the first effective date.
        """
        return effective_on(self.dates, day)

    def snapshot(self, effective_date: date) -> ControlSnapshot:
        """Areas of control of an effective date."""
        return ControlSnapshot(effective_date, self.topology.areas(effective_date))

    @cached_property
    def all_statistics(self) -> tuple[DailyStatistics, ...]:
        """Statistics of every effective date, in the order of time."""
        return daily_statistics(self.theatre, self.measures(self.topology, self.theatre.places))

    @cached_property
    def _by_day(self) -> dict[date, DailyStatistics]:
        return {day.effective_date: day for day in self.all_statistics}

    def daily_statistics(self, effective_date: date) -> DailyStatistics:
        """Statistics of an effective date.

        Raises
        ------
        DateError
            It is no effective date.
        """
        if effective_date not in self._by_day:
            raise DateError(
                f"No areas are dated {effective_date}; ask for an effective date: `effective` "
                f"gives the one in force on a day."
            )
        return self._by_day[effective_date]

    def figures(self, effective_date: date) -> tuple[AreaFigure, ...]:
        """Ground per party and status on an effective date, km² on the ellipsoid, largest first."""
        return self.daily_statistics(effective_date).areas

    def figures_with_change(self, effective_date: date) -> tuple[AreaFigure, ...]:
        """Figures of an effective date, with their change since the effective date before.

        Ground that was all lost since then is in it too, with 0 km²; on the first date no change
        is known.
        """
        figures = self.figures(effective_date)
        before = self.before(effective_date)
        if before is None:
            return figures
        earlier = {_area_key(figure): figure for figure in self.figures(before)}
        now = {_area_key(figure): figure for figure in figures}
        changed = [
            replace(figure, delta_km2=figure.km2 - (earlier[key].km2 if key in earlier else 0.0))
            for key, figure in now.items()
        ]
        lost = [
            replace(figure, km2=0.0, share=0.0, delta_km2=-figure.km2)
            for key, figure in earlier.items()
            if key not in now
        ]
        return (*changed, *lost)

    def contact_km(self, effective_date: date) -> Mapping[PartyPair, float]:
        """Geodesic km of the line of contact of each two parties that meet, longest first."""
        return self.daily_statistics(effective_date).fronts_km

    def reports_on(self, day: date) -> tuple[Report, ...]:
        """Reports dated this very day, default rules last."""
        reports = (
            report
            for report in self.theatre.reports
            if report.effective_date == day and not report.baseline and self._named(report)
        )
        return tuple(sorted(reports, key=_default_last))

    def evidence(self, day: date) -> Evidence:
        """Evidence on a day: the reports in force; anchors of the method are not reports."""
        reports = [r for r in in_force(self.theatre.reports, day).values() if self._named(r)]
        return Evidence(len(reports), sum(report.default_rule for report in reports))

    def changed_since(self, first: date, day: date) -> tuple[Report, ...]:
        """Places under another party on a day than on a first day, by a report of their own."""
        reports = self.theatre.reports
        earlier, now = in_force(reports, first), in_force(reports, day)
        return tuple(
            report
            for place_id, report in now.items()
            if self._named(report)
            and not report.default_rule
            and not report.contested
            and place_id in earlier
            and report.holder != earlier[place_id].holder
        )

    def _named(self, report: Report) -> bool:
        return self._labelled[report.place_id]

    @cached_property
    def _labelled(self) -> dict[str, bool]:
        return {place.place_id: place.labelled for place in self.theatre.places}

    def events_on(self, day: date) -> tuple[Event, ...]:
        """Events of a day."""
        return events_on(self.theatre.events, day)

    def before(self, effective_date: date) -> date | None:
        """Effective date before this one, None for the first."""
        earlier = [day for day in self.dates if day < effective_date]
        return earlier[-1] if earlier else None

    def cut(self, from_: date | None = None, to: date | None = None) -> "Record":
        """Record between two days, both included.

        Raises
        ------
        DateError
            No effective date lies between them.
        """
        chosen = {
            day: shapes
            for day, shapes in self.topology.dates.items()
            if (from_ is None or day >= from_) and (to is None or day <= to)
        }
        if not chosen:
            raise DateError(
                f"No day between {from_ or 'the start'} and {to or 'the end'}: this record runs "
                f"from {self.dates[0]} to {self.dates[-1]}."
                if self.dates
                else "No day has been published yet; publish a snapshot first."
            )
        topology = Topology(self.topology.arcs, chosen, self.topology.grid_deg)
        return Record(self.theatre, topology, self.measures)


def _area_key(figure: AreaFigure) -> AreaKey:
    return figure.party, figure.status, figure.basis


def _default_last(report: Report) -> bool:
    return report.default_rule


def open_record(name: str = BUILT_IN) -> Record:
    """Open the record of a built-in theatre.

    Raises
    ------
    GeodataError
        The theatre is unknown, or one of its files is missing or broken.
    """
    theatre = load(name)
    return Record(theatre, delivered(theatre))


def delivered(theatre: Theatre) -> Topology:
    """Read the areas of control in the folder of a theatre.

    Raises
    ------
    GeodataError
        The file is missing or broken, or names a party that the theatre does not have.
    """
    topology = Topology.from_topojson(read_json(theatre.control))
    known = {party.code for party in theatre.parties}
    for day, shapes in topology.dates.items():
        for party in sorted({shape.party for shape in shapes if shape.party} - known):
            raise TheatreError(
                f'{theatre.folder.name}/{theatre.control.name} has ground of "{party}" on {day}, '
                f"a party that theatre.json does not have; add it there, or make the file anew."
            )
    return topology


@dataclass(frozen=True)
class Trends:
    """Statistics of each effective date, in the order of time."""

    days: tuple[DailyStatistics, ...]


def trends(record: Record) -> Trends:
    """Trends of every effective date of a record."""
    return Trends(record.all_statistics)
