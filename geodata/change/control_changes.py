"""Changes of control: places under another party on a later map, and the reports behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import compress

import shapely

from geodata.control import ControlSnapshot
from geodata.places import Place, Report, in_force
from geodata.terms import Basis, Holder
from geodata.theatre import Theatre


@dataclass(frozen=True)
class ControlChange:
    """Change of control of a place; None where a map has no ground.

    `report` is in force afterwards, where the change is known from reports.
    """

    place: Place
    before: Holder | None
    after: Holder | None
    report: Report | None = None


def area_control_changes(
    before: ControlSnapshot | None, after: ControlSnapshot | None, places: Iterable[Place]
) -> tuple[ControlChange, ...]:
    """Changes of control by areas: places on another party's assessed ground, in their order."""
    places = list(places)
    rows = zip(places, _holders(before, places), _holders(after, places), strict=True)
    return tuple(ControlChange(place, old, new) for place, old, new in rows if old != new)


def control_changes(
    theatre: Theatre,
    before: ControlSnapshot,
    after: ControlSnapshot,
    between: tuple[date, date] | None = None,
) -> tuple[ControlChange, ...]:
    """Changes of control of the named places, as trends count them.

    By the place reports between the two days (by default those of the maps); where there are
    none, by the areas on which the places lie.
    """
    first, day = between or (before.effective_date, after.effective_date)
    since, until = sorted((first, day))
    reports = (report for report in theatre.reports if not report.baseline)
    if not any(since < report.effective_date <= until for report in reports):
        places = (place for place in theatre.places if place.labelled)
        return area_control_changes(before, after, places)
    earlier = in_force(theatre.reports, first)
    named = {place.place_id: place for place in theatre.places}
    return tuple(
        ControlChange(
            named[report.place_id], earlier[report.place_id].holder, report.holder, report
        )
        for report in control_change_reports(theatre, first, day)
    )


def control_change_reports(theatre: Theatre, first: date, day: date) -> tuple[Report, ...]:
    """Reports in force on a day on named places that were under another party on the first day.

    Default rules and contested places are among them; in the order of the places.
    """
    reports, places = theatre.reports, theatre.places
    earlier, now = in_force(reports, first), in_force(reports, day)
    return tuple(
        now[place.place_id]
        for place in places
        if place.labelled
        and place.place_id in now
        and place.place_id in earlier
        and now[place.place_id].holder != earlier[place.place_id].holder
    )


def _holders(snapshot: ControlSnapshot | None, places: list[Place]) -> list[Holder | None]:
    holders: list[Holder | None] = [None] * len(places)
    if snapshot is None or not places:
        return holders
    assessed = (snapshot.areas["basis"] == Basis.ASSESSED).to_numpy()
    areas = snapshot.areas[assessed]
    points = [shapely.Point(place.lon, place.lat) for place in places]
    known = list(compress(snapshot.holders, assessed))
    # The areas are the query, so that they are prepared; the other way round is ten times slower.
    hits = shapely.STRtree(points).query(areas.geometry.to_numpy(), predicate="intersects")
    for area, place in zip(*hits, strict=True):
        holders[place] = known[area]
    return holders
