"""Command `distance`: between places, along them, to the front."""

import argparse
from collections.abc import Sequence
from itertools import pairwise, permutations
from typing import Any

from geodata import tables
from geodata.commands.shared import (
    RequestedDay,
    add_output,
    add_record,
    ask_licences,
    is_table_requested,
    old_codes,
    provenance_of,
    requested_day,
    table_answer,
)
from geodata.distance import Distance, between, coordinates, matrix, path, to_party
from geodata.distance_to_front import FrontDistance, distances_to_front, distances_to_front_on
from geodata.errors import DateError
from geodata.places import Place, find
from geodata.record import Record
from geodata.store.commands import Answer, record_of
from geodata.tables import GEODESIC, Provenance
from geodata.theatre import load


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    text = "geodesic km and bearing between places, along several, or to the nearest front"
    command = commands.add_parser("distance", help=text, description=text)
    command.add_argument("places", metavar="PLACE", nargs="+", help="names or ids of places")
    kind = command.add_mutually_exclusive_group()
    kind.add_argument("--matrix", action="store_true", help="from each place to each")
    kind.add_argument("--to-front", action="store_true", help="from each to the nearest front")
    kind.add_argument("--to-party", metavar="CODE", help="from each to this party's ground")
    day = command.add_mutually_exclusive_group()
    day.add_argument("--as-of", metavar="DAY", help="the front's day; default: the last")
    day.add_argument("--daily", action="store_true", help="to the front of every day, as a table")
    add_output(command)
    add_record(command)
    command.set_defaults(run=_run, refuse=command.error)


def _run(options: argparse.Namespace) -> Answer:
    if options.daily and not (options.to_front or options.to_party):
        options.refuse("--daily goes with --to-front or --to-party")
    if options.to_front or options.to_party:
        return _daily(options) if options.daily else _to_ground(options)
    if len(options.places) < 2:
        options.refuse("two places or more are needed; --to-front takes one as well")
    theatre = load(options.theatre)
    ask_licences(options, theatre, ())
    places = [find(theatre.places, name) for name in options.places]
    if is_table_requested(options):
        # What lies between places rests on no revision of the map.
        pairs = permutations(places, 2) if options.matrix else pairwise(places)
        lines = [between(*pair) for pair in pairs]
        return table_answer(options, tables.distances(Provenance(theatre), lines))
    if options.matrix:
        return _matrix(places)
    return _between(places) if len(places) == 2 else _path(places)


def _between(places: Sequence[Place]) -> Answer:
    leg = between(*places)
    answer = {**_leg(leg), "method": GEODESIC}
    return answer, "\n".join([_line(leg), *_ends(places)])


def _path(places: Sequence[Place]) -> Answer:
    route = path(places)
    answer = {"km": _km(route.km), "legs": [_leg(leg) for leg in route.legs], "method": GEODESIC}
    lines = [_line(leg) for leg in route.legs]
    return answer, "\n".join([*lines, f"In all: {route.km:.1f} km", *_ends(places)])


def _matrix(places: Sequence[Place]) -> Answer:
    names = [place.name["en"] for place in places]
    km = matrix(places)
    answer = {
        "places": [_place_as_json(place) for place in places],
        "km": [[_km(value_km) for value_km in row] for row in km],
        "method": GEODESIC,
    }
    width = max(map(len, names))
    lines = [
        " ".join([f"{name:<{width}}", *(f"{value_km:>9.1f}" for value_km in row)])
        for name, row in zip(names, km, strict=True)
    ]
    return answer, "\n".join([*lines, "km, columns in the order of the rows (geodesic, WGS 84)"])


def _to_ground(options: argparse.Namespace) -> Answer:
    record = record_of(options)
    day = requested_day(record, options.as_of)
    ask_licences(options, record.theatre, [day.snapshot])
    places = [find(record.theatre.places, name) for name in options.places]
    rows = _measured(record, day, places, options.to_party)
    if is_table_requested(options):
        source = provenance_of(options, record.theatre)
        return table_answer(options, tables.distance_to_front(source, rows, options.to_party))
    nearest = [(row.place, row.nearest) for row in rows if row.nearest]
    answer = {
        **day.answer,
        "places": [
            {
                **_place_as_json(place),
                "km": _km(near.km),
                "bearing_deg": round(near.bearing_deg, 2),
                "nearest": {"lon": round(near.lon, 6), "lat": round(near.lat, 6)},
                "facing": old_codes(near.facing),
            }
            for place, near in nearest
        ],
        "method": GEODESIC,
    }
    lines = [
        f"  {place.name['en']}: {near.km:.1f} km to {' | '.join(old_codes(near.facing))}, "
        f"bearing {near.bearing_deg:.1f}°, at {coordinates(near.lon, near.lat, 5)}"
        for place, near in nearest
    ]
    head = f"As of {day.day}, effective {day.snapshot.effective_date} (geodesic, WGS 84)"
    return answer, "\n".join([head, *lines])


def _daily(options: argparse.Namespace) -> Answer:
    record = record_of(options)
    ask_licences(options, record.theatre, map(record.snapshot, record.dates))
    places = [find(record.theatre.places, name) for name in options.places]
    if options.to_party:
        record.theatre.party(options.to_party)
    rows = distances_to_front(record, places, options.to_party)
    source = provenance_of(options, record.theatre)
    return table_answer(options, tables.distance_to_front(source, rows, options.to_party))


def _measured(
    record: Record, day: RequestedDay, places: Sequence[Place], party: str | None
) -> Sequence[FrontDistance]:
    """Distances of places on a day.

    Raises
    ------
    UnknownName
        The party holds no ground on the day.
    DateError
        No two parties meet on the day.
    """
    effective_date = day.snapshot.effective_date
    if party and party not in day.snapshot.parties:
        to_party(places[0], day.snapshot, party)
    rows = distances_to_front_on(record, effective_date, places, party)
    if any(row.nearest is None for row in rows):
        raise DateError(
            f"No two parties meet on the map of {effective_date}, so there is no "
            f"front to measure to; choose another day with --as-of."
        )
    return rows


def _leg(leg: Distance) -> dict[str, Any]:
    return {
        "km": _km(leg.km),
        "initial_bearing_deg": round(leg.initial_bearing_deg, 2),
        "from": _place_as_json(leg.start),
        "to": _place_as_json(leg.end),
    }


def _line(leg: Distance) -> str:
    return (
        f"{leg.start.name['en']}–{leg.end.name['en']}: {leg.km:.1f} km, "
        f"initial bearing {leg.initial_bearing_deg:.1f}° (geodesic, WGS 84)"
    )


def _ends(places: Sequence[Place]) -> list[str]:
    sides = ["from", *("over" for _ in places[2:]), "to  "]
    return [
        f"  {side} {place.name['en']} {coordinates(place.lon, place.lat, 5)} ({place.coord_source})"
        for side, place in zip(sides, places, strict=True)
    ]


def _place_as_json(place: Place) -> dict[str, Any]:
    return {
        "place_id": place.place_id,
        "name": place.name["en"],
        "lon": place.lon,
        "lat": place.lat,
        "source": place.coord_source,
    }


def _km(km: float) -> float:
    return round(km, 3)
