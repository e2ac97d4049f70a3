"""This module knows the record of a theatre: its days, and what is known of each of them.

Pages, replay and command line ask here, so that a number is the same wherever it stands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from geodata.control import AreaFigure, ControlSnapshot, effective_on
from geodata.daily_statistics import DayFigures, Measures, Pair, in_turn, measure
from geodata.errors import DateError, TheatreError
from geodata.events import Event, of_day
from geodata.places import Place, Report, in_force
from geodata.theatre import BUILT_IN, Theatre, load, read_json
from geodata.topology import Topology

Measurer = Callable[[Topology, Sequence[Place]], Mapping[date, Measures]]


@dataclass(frozen=True)
class Evidence:
    """How many place reports stand behind a map, and how many of them are only default rules."""

    reports: int
    default_rules: int


@dataclass(frozen=True, eq=False)
class Record:
    """A theatre with its areas of control over time.

    `measures` gives what is measured of every day; a store remembers it.
    """

    theatre: Theatre
    topology: Topology
    measures: Measurer = measure

    def __getstate__(self) -> dict[str, Any]:
        """For another process: with what was measured, without the store that remembers it."""
        return {**self.__dict__, "all_figures": self.all_figures, "measures": measure}

    @property
    def dates(self) -> tuple[date, ...]:
        """The effective dates, ascending."""
        return tuple(sorted(self.topology.dates))

    @property
    def horizon(self) -> date:
        """The last day that a slider reaches: the theatre's own, or a later effective date."""
        return max((self.theatre.last_day, *self.topology.dates))

    def effective(self, day: date) -> date:
        """The effective date in force on a day.

        Raises
        ------
        DateError
            Nothing has been published, or the day lies before the first effective date.
        """
        return effective_on(self.dates, day)

    def snapshot(self, effective_date: date) -> ControlSnapshot:
        """The areas of control of an effective date."""
        return ControlSnapshot(effective_date, self.topology.areas(effective_date))

    @cached_property
    def all_figures(self) -> tuple[DayFigures, ...]:
        """All figures of every effective date, in the order of time."""
        return in_turn(self.theatre, self.measures(self.topology, self.theatre.places))

    @cached_property
    def _by_day(self) -> dict[date, DayFigures]:
        return {day.effective_date: day for day in self.all_figures}

    def day_figures(self, effective_date: date) -> DayFigures:
        """All figures of an effective date.

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
        return self.day_figures(effective_date).areas

    def contact_km(self, effective_date: date) -> Mapping[Pair, float]:
        """Geodesic km of the line of contact of each two parties that meet, longest first."""
        return self.day_figures(effective_date).fronts_km

    def reports_on(self, day: date) -> tuple[Report, ...]:
        """What was reported for this very day, real reports before default rules."""
        mine = (one for one in self.theatre.reports if one.effective_date == day)
        told = (one for one in mine if not one.baseline and self._named(one))
        return tuple(sorted(told, key=_default_last))

    def evidence(self, day: date) -> Evidence:
        """The reports in force on a day; anchors of the method are not reports."""
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
            and report.party != earlier[place_id].party
        )

    def _named(self, report: Report) -> bool:
        return self._labelled[report.place_id]

    @cached_property
    def _labelled(self) -> dict[str, bool]:
        return {place.place_id: place.labelled for place in self.theatre.places}

    def events_on(self, day: date) -> tuple[Event, ...]:
        """The events of a day."""
        return of_day(self.theatre.events, day)

    def before(self, effective_date: date) -> date | None:
        """The effective date before this one, if there is one."""
        earlier = [day for day in self.dates if day < effective_date]
        return earlier[-1] if earlier else None

    def cut(self, from_: date | None = None, to: date | None = None) -> "Record":
        """The same record between two days, both included.

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
        kept = Topology(self.topology.arcs, chosen, self.topology.grid_deg)
        return Record(self.theatre, kept, self.measures)


def _default_last(report: Report) -> bool:
    return report.default_rule


def open_record(name: str = BUILT_IN) -> Record:
    """The record of a built-in theatre.

    Raises
    ------
    GeodataError
        The theatre is unknown, or one of its files is missing or broken.
    """
    theatre = load(name)
    return Record(theatre, delivered(theatre))


def delivered(theatre: Theatre) -> Topology:
    """The areas of control that come in the folder of a theatre.

    Raises
    ------
    GeodataError
        The file is missing or broken, or names a party that the theatre does not have.
    """
    topology = Topology.from_topojson(read_json(theatre.control))
    known = {party.code for party in theatre.parties}
    for day, shapes in topology.dates.items():
        for party in sorted({shape.party for shape in shapes} - known):
            raise TheatreError(
                f'{theatre.folder.name}/{theatre.control.name} has ground of "{party}" on {day}, '
                f"a party that theatre.json does not have; add it there, or make the file anew."
            )
    return topology
