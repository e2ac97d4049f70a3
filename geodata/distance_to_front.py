"""This module knows how near a front or a party came to places, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geodata.change import handovers
from geodata.distance import ToFront, to_nearest, to_party
from geodata.front_line import lines_of_contact
from geodata.places import Place
from geodata.record import Record


@dataclass(frozen=True)
class Nearness:
    """How near it is to a place on an effective date.

    `nearest` is the nearest point of a front or of the party's ground, None where there is none;
    `holder` the party on whose assessed ground the place lies, None where nobody's.
    """

    effective_date: date
    place: Place
    nearest: ToFront | None
    holder: str | None


def approach(
    record: Record, places: Sequence[Place], party: str | None = None
) -> tuple[Nearness, ...]:
    """How far each place is from the nearest front, or from a party's ground, on all days.

    Days ascend, and on each the places are in the order given.
    """
    return tuple(row for day in record.dates for row in approach_on(record, day, places, party))


def approach_on(
    record: Record, effective_date: date, places: Sequence[Place], party: str | None = None
) -> tuple[Nearness, ...]:
    """How far each place is from the nearest front, or from a party's ground, on one day."""
    snapshot = record.snapshot(effective_date)
    holders = {one.place.place_id: one.after for one in handovers(None, snapshot, places)}
    if party is None:
        fronts = lines_of_contact(snapshot)
        found = [to_nearest(place, fronts) for place in places]
    elif party in snapshot.parties:
        found = [to_party(place, snapshot, party) for place in places]
    else:
        found = [None] * len(places)
    return tuple(
        Nearness(effective_date, place, nearest, holders.get(place.place_id))
        for place, nearest in zip(places, found, strict=True)
    )
