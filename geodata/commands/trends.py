"""Command `trends`: the figures of all days."""

import argparse
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from geodata.commands.shared import AREAS, LINES, add_output, add_record, as_text, ask_licences
from geodata.control import ControlSnapshot
from geodata.daily_statistics import DailyStatistics
from geodata.figure_table import FigureTable, about
from geodata.store import Store, open_trends
from geodata.store.commands import Answer, known_on, record_of
from geodata.store.times import written
from geodata.theatre import load
from geodata.trends import Trends

PLACES: Final = (
    "places under another party than on the effective date before: by the place reports since, "
    "where there are none by the area that the place lies on"
)
_TABLES: Final = {
    "areas": ("Ground per day and party", AREAS),
    "fronts": ("Lines of contact per day", LINES),
    "control_changes": ("Places handed over per day", PLACES),
}
# Scripts know the old name: it is the key in JSON and an alias of `--csv`.
_OLD_NAMES: Final = {"control_changes": "handovers"}
_ALIASES: Final = {old: name for name, old in _OLD_NAMES.items()}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    text = "km² and share per party, length of every line of contact, places handed over: all days"
    command = commands.add_parser("trends", help=text, description=text)
    add_output(command, (*_TABLES, *_ALIASES))
    add_record(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> Answer:
    instant = known_on(options)
    with Store.open(options.store) as store:
        trends = open_trends(options.theatre, instant, store)
        version = store.version(options.theatre, instant)
    theatre = load(options.theatre)
    ask_licences(options, theatre, _snapshots(options))
    answer = {
        "days": [_day(day) for day in trends.days],
        "revision": version or None,
        "method": {_OLD_NAMES.get(name, name): method for name, (_, method) in _TABLES.items()},
    }
    if not options.csv:
        return answer, "\n".join(map(_line, trends.days))
    name = _ALIASES.get(options.csv, options.csv)
    title, method = _TABLES[name]
    days = [day.effective_date for day in trends.days]
    until = written(instant) if instant else ""
    notes = about(theatre, method, days[:1] + days[1:][-1:], revision=version, known_on=until)
    return answer, as_text(table(trends, name, title, notes))


def _snapshots(options: argparse.Namespace) -> Iterator[ControlSnapshot]:
    """The maps of all days, opened only when a licence asks for their sources."""
    record = record_of(options)
    yield from map(record.snapshot, record.dates)


def table(trends: Trends, name: str, title: str, notes: dict[str, str]) -> FigureTable:
    """Table of trends: `areas`, `fronts` or `control_changes`."""
    frame = {
        "areas": trends.areas_frame,
        "fronts": trends.fronts_frame,
        "control_changes": trends.control_changes_frame,
    }[name]()
    rows = tuple((_plain_day(day), *rest) for day, *rest in frame.itertuples(index=False))
    return FigureTable(title, tuple(frame.columns), rows, notes)


def _plain_day(day: Any) -> date:  # noqa: ANN401 - an instant of pandas
    plain: date = day.date()
    return plain


def _day(day: DailyStatistics) -> dict[str, Any]:
    """Figures of a day, ready for JSON."""
    return {
        "effective_date": day.effective_date.isoformat(),
        "parties": [
            {
                "party": row.party,
                "status": row.status.value,
                "basis": row.basis.value,
                "km2": round(row.km2, 3),
                "share": round(row.share, 6),
            }
            for row in day.areas
        ],
        "contact": [
            {"between": list(pair), "km": round(km, 3)} for pair, km in day.fronts_km.items()
        ],
        "places_handed_over": day.control_changes,
    }


def _line(day: DailyStatistics) -> str:
    areas = ", ".join(f"{row.party} {row.km2:,.0f}" for row in day.areas)
    fronts_km = sum(day.fronts_km.values())
    places = {0: "no place", 1: "one place"}.get(
        day.control_changes, f"{day.control_changes} places"
    )
    return (
        f"{day.effective_date}  {areas} km²; lines of contact {fronts_km:,.0f} km; "
        f"{places} handed over"
    )
