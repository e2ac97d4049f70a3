"""Distance of places to the nearest front, or to a party's ground, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geodata.change import area_control_changes
from geodata.distance import ToFront, to_nearest, to_party
from geodata.front_line import lines_of_contact
from geodata.places import Place
from geodata.record import Record
from geodata.terms import Holder


@dataclass(frozen=True)
class FrontDistance:
    """Distance of a place to a front or a party's ground on an effective date.

    `nearest`: the nearest point of a front or of the party's ground, None where there is none;
    `holder`: who holds the assessed ground it lies on, None where the map has none.
    """

    effective_date: date
    place: Place
    nearest: ToFront | None
    holder: Holder | None


def distances_to_front(
    record: Record, places: Sequence[Place], party: str | None = None
) -> tuple[FrontDistance, ...]:
    """Distances of places to the nearest front, or to a party's ground, on all days.

    Days ascend, and on each the places keep their order.
    """
    return tuple(
        row for day in record.dates for row in distances_to_front_on(record, day, places, party)
    )


def distances_to_front_on(
    record: Record, effective_date: date, places: Sequence[Place], party: str | None = None
) -> tuple[FrontDistance, ...]:
    """Distances of places to the nearest front, or to a party's ground, on a day."""
    snapshot = record.snapshot(effective_date)
    changes = area_control_changes(None, snapshot, places)
    holders = {change.place.place_id: change.after for change in changes}
    if party is None:
        fronts = lines_of_contact(snapshot)
        nearest = [to_nearest(place, fronts) for place in places]
    elif party in snapshot.parties:
        nearest = [to_party(place, snapshot, party) for place in places]
    else:
        nearest = [None] * len(places)
    return tuple(
        FrontDistance(effective_date, place, point, holders.get(place.place_id))
        for place, point in zip(places, nearest, strict=True)
    )
