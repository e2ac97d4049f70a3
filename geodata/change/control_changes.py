"""This module knows which places change hands between two maps, and the reports behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import shapely

from geodata.control import ControlSnapshot
from geodata.places import Place, Report, in_force
from geodata.terms import Basis
from geodata.theatre import Theatre


@dataclass(frozen=True)
class Handover:
    """A place that is under another party afterwards; None is nobody.

    `report` is the one in force afterwards, where the handover is known from reports.
    """

    place: Place
    before: str | None
    after: str | None
    report: Report | None = None


class HasTheatre(Protocol):
    """What has a theatre: a record."""

    @property
    def theatre(self) -> Theatre:
        """The theatre."""


def handovers(
    before: ControlSnapshot | None, after: ControlSnapshot | None, places: Iterable[Place]
) -> tuple[Handover, ...]:
    """The places that lie in another party's assessed ground afterwards, in the order given."""
    places = list(places)
    rows = zip(places, _holders(before, places), _holders(after, places), strict=True)
    return tuple(Handover(place, old, new) for place, old, new in rows if old != new)


def handed_over(
    record: HasTheatre,
    before: ControlSnapshot,
    after: ControlSnapshot,
    between: tuple[date, date] | None = None,
) -> tuple[Handover, ...]:
    """The named places under another party afterwards, as trends count them.

    By the place reports between the two days (as a rule those of the maps); where there are none,
    by the areas that the places lie on.
    """
    first, day = between or (before.effective_date, after.effective_date)
    since, until = sorted((first, day))
    theatre = record.theatre
    told = (report for report in theatre.reports if not report.baseline)
    if not any(since < report.effective_date <= until for report in told):
        places = (place for place in theatre.places if place.labelled)
        return handovers(before, after, places)
    earlier = in_force(theatre.reports, first)
    named = {place.place_id: place for place in theatre.places}
    return tuple(
        Handover(named[one.place_id], earlier[one.place_id].party, one.party, one)
        for one in handover_reports(record, first, day)
    )


def handover_reports(record: HasTheatre, first: date, day: date) -> tuple[Report, ...]:
    """Of every named place that was reported under another party: the report in force on the day.

    Default rules and contested places are among them; in the order of the places.
    """
    reports, places = record.theatre.reports, record.theatre.places
    earlier, now = in_force(reports, first), in_force(reports, day)
    return tuple(
        now[place.place_id]
        for place in places
        if place.labelled
        and place.place_id in now
        and place.place_id in earlier
        and now[place.place_id].party != earlier[place.place_id].party
    )


def _holders(snapshot: ControlSnapshot | None, places: list[Place]) -> list[str | None]:
    holders: list[str | None] = [None] * len(places)
    if snapshot is None or not places:
        return holders
    areas = snapshot.areas[snapshot.areas["basis"] == Basis.ASSESSED]
    points = [shapely.Point(place.lon, place.lat) for place in places]
    parties = [str(party) for party in areas["party"]]
    # Asked with the areas, which are then prepared; the other way round takes ten times as long.
    held, found = shapely.STRtree(points).query(areas.geometry.to_numpy(), predicate="intersects")
    for area, at in zip(held, found, strict=True):
        holders[at] = parties[area]
    return holders
