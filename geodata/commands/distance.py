"""Command `distance`: between places, along them, to the front."""

import argparse
from collections.abc import Sequence
from typing import Any

from geodata.commands.shared import (
    GEODESIC,
    RequestedDay,
    add_output,
    add_record,
    as_text,
    ask_licences,
    header,
    requested_day,
)
from geodata.distance import Distance, ToFront, between, matrix, path, to_nearest, to_party
from geodata.errors import DateError
from geodata.figure_table import FigureTable, about
from geodata.front_line import lines_of_contact
from geodata.places import Place, find
from geodata.store.commands import Answer, record_of
from geodata.theatre import Theatre, load

Rows = tuple[tuple[str | float, ...], ...]
_LEG = ("from", "to", "km", "initial_bearing_deg")
_NEAREST = ("place", "facing", "km", "bearing_deg", "lon", "lat")


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    text = "geodesic km and bearing between places, along several, or to the nearest front"
    command = commands.add_parser("distance", help=text, description=text)
    command.add_argument("places", metavar="PLACE", nargs="+", help="names or ids of places")
    kind = command.add_mutually_exclusive_group()
    kind.add_argument("--matrix", action="store_true", help="from each place to each")
    kind.add_argument("--to-front", action="store_true", help="from each to the nearest front")
    kind.add_argument("--to-party", metavar="CODE", help="from each to this party's ground")
    command.add_argument("--as-of", metavar="DAY", help="the front's day; default: the last")
    add_output(command)
    add_record(command)
    command.set_defaults(run=_run, refuse=command.error)


def _run(options: argparse.Namespace) -> Answer:
    if options.to_front or options.to_party:
        return _to_ground(options)
    if len(options.places) < 2:
        options.refuse("two places or more are needed; --to-front takes one as well")
    theatre = load(options.theatre)
    ask_licences(options, theatre, ())
    places = [find(theatre.places, name) for name in options.places]
    if options.matrix:
        return _matrix(options, theatre, places)
    answer, text = _between(places) if len(places) == 2 else _path(places)
    rows: Rows = tuple(
        (leg.start.name["en"], leg.end.name["en"], leg.km, leg.initial_bearing_deg)
        for leg in path(places).legs
    )
    return answer, _table(theatre, "Distances", _LEG, rows) if options.csv else text


def _between(places: Sequence[Place]) -> Answer:
    leg = between(*places)
    answer = {**_leg(leg), "method": GEODESIC}
    return answer, "\n".join([_line(leg), *_ends(places)])


def _path(places: Sequence[Place]) -> Answer:
    route = path(places)
    answer = {"km": _km(route.km), "legs": [_leg(leg) for leg in route.legs], "method": GEODESIC}
    lines = [_line(leg) for leg in route.legs]
    return answer, "\n".join([*lines, f"In all: {route.km:.1f} km", *_ends(places)])


def _matrix(options: argparse.Namespace, theatre: Theatre, places: Sequence[Place]) -> Answer:
    names = [place.name["en"] for place in places]
    km = matrix(places)
    answer = {
        "places": [_place_as_json(place) for place in places],
        "km": [[_km(value_km) for value_km in row] for row in km],
        "method": GEODESIC,
    }
    if options.csv:
        rows: Rows = tuple((name, *row) for name, row in zip(names, km, strict=True))
        return answer, _table(theatre, "Distances in km", ("km", *names), rows)
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
    nearest = list(zip(places, _nearest(places, day, options.to_party), strict=True))
    answer = {
        **day.answer,
        "places": [
            {
                **_place_as_json(place),
                "km": _km(near.km),
                "bearing_deg": round(near.bearing_deg, 2),
                "nearest": {"lon": round(near.lon, 6), "lat": round(near.lat, 6)},
                "facing": list(near.facing),
            }
            for place, near in nearest
        ],
        "method": GEODESIC,
    }
    if options.csv:
        rows = tuple(
            (place.name["en"], " | ".join(near.facing), near.km, near.bearing_deg, near.lon,
             near.lat)
            for place, near in nearest
        )  # fmt: skip
        notes = header(options, record, GEODESIC, [day.day])
        return answer, as_text(FigureTable("Distances to the front", _NEAREST, rows, notes))
    lines = [
        f"  {place.name['en']}: {near.km:.1f} km to {' | '.join(near.facing)}, "
        f"bearing {near.bearing_deg:.1f}°, at {near.lat:.5f}° N {near.lon:.5f}° E"
        for place, near in nearest
    ]
    head = f"As of {day.day}, effective {day.snapshot.effective_date} (geodesic, WGS 84)"
    return answer, "\n".join([head, *lines])


def _nearest(places: Sequence[Place], day: RequestedDay, party: str | None) -> list[ToFront]:
    if party:
        return [to_party(place, day.snapshot, party) for place in places]
    fronts = lines_of_contact(day.snapshot)
    nearest = [near for place in places if (near := to_nearest(place, fronts)) is not None]
    if len(nearest) < len(places):
        raise DateError(
            f"No two parties meet on the map of {day.snapshot.effective_date}, so there is no "
            f"front to measure to; choose another day with --as-of."
        )
    return nearest


def _table(theatre: Theatre, title: str, columns: tuple[str, ...], rows: Rows) -> str:
    return as_text(FigureTable(title, columns, rows, about(theatre, GEODESIC, ())))


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
        f"  {side} {place.name['en']} {place.lat:.5f}° N {place.lon:.5f}° E ({place.coord_source})"
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
