"""Command `trends`: the figures of all days."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from geodata import tables
from geodata.commands.shared import (
    add_output,
    add_record,
    ask_licences,
    provenance_of,
    requested_table,
    statistics_answer,
    table_answer,
)
from geodata.control import ControlSnapshot
from geodata.daily_statistics import DailyStatistics
from geodata.record import Trends
from geodata.store import Store, open_trends
from geodata.store.commands import Answer, known_on, record_of
from geodata.tables import Provenance, Table
from geodata.theatre import Theatre, load

_TABLES: Final[Mapping[str, Callable[[Provenance, Trends], Table]]] = {
    "areas": lambda source, trends: tables.areas(source, trends.days),
    "contested_or_claimed": lambda source, trends: tables.contested_or_claimed(source, trends.days),
    "fronts": lambda source, trends: tables.fronts(source, trends.days),
    "control_changes": lambda source, trends: tables.control_changes(source, trends.days),
    "events": lambda source, trends: tables.events(
        source, trends.days[0].effective_date, trends.days[-1].effective_date
    ),
    "casualties": lambda source, _: tables.casualties(source),
}
_OLD_NAMES: Final = {"handovers": "control_changes"}
_METHODS: Final = {
    "areas": tables.AREA_METHOD,
    "fronts": tables.LENGTH_METHOD,
    "handovers": tables.CONTROL_CHANGE_METHOD,
}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    text = "km² and share per party, length of every line of contact, places handed over: all days"
    command = commands.add_parser("trends", help=text, description=text)
    add_output(command, tuple(_TABLES), _OLD_NAMES)
    add_record(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> Answer:
    instant = known_on(options)
    with Store.open(options.store) as store:
        trends = open_trends(options.theatre, instant, store)
        version = store.version(options.theatre, instant)
    theatre = load(options.theatre)
    ask_licences(options, theatre, _snapshots(options))
    if name := requested_table(options):
        return table_answer(options, _TABLES[name](provenance_of(options, theatre), trends))
    answer = {
        "days": [_day(theatre, day) for day in trends.days],
        "revision": version or None,
        "method": _METHODS,
    }
    return answer, "\n".join(map(_line, trends.days))


def _snapshots(options: argparse.Namespace) -> Iterator[ControlSnapshot]:
    """The maps of all days, opened only when a licence asks for their sources."""
    record = record_of(options)
    yield from map(record.snapshot, record.dates)


def _day(theatre: Theatre, day: DailyStatistics) -> dict[str, Any]:
    """Figures of a day, ready for JSON."""
    return {
        "effective_date": day.effective_date.isoformat(),
        **statistics_answer(theatre, day),
        "places_handed_over": day.control_changes,
    }


def _line(day: DailyStatistics) -> str:
    areas = ", ".join(f"{row.party or row.status} {row.km2:,.0f}" for row in day.areas)
    fronts_km = sum(day.fronts_km.values())
    places = {0: "no place", 1: "one place"}.get(
        day.control_changes, f"{day.control_changes} places"
    )
    return (
        f"{day.effective_date}  {areas} km²; lines of contact {fronts_km:,.0f} km; "
        f"{places} handed over"
    )
