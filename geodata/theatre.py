"""This module knows theatres: parties, places, reports, events of a region, from its folder.

A folder holds `theatre.json`, `places.csv`, `control_changes.csv`, `events.csv`, `frame.geojson`,
`base_map.topojson` and `control.topojson`; `docs/theatre-format.md` describes each.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from geodata import user_data
from geodata.errors import TheatreError, UnknownName
from geodata.events import Event
from geodata.places import Place, Report
from geodata.table import Row, rows, text_of, unreadable

FOLDER: Final = Path(__file__).parent / "theatres"
BUILT_IN: Final = "syria_2024"


@dataclass(frozen=True)
class Party:
    """A side, by its neutral code; names by language; `role` is its slot in the palette."""

    code: str
    name: Mapping[str, str]
    short: Mapping[str, str]
    role: str


@dataclass(frozen=True, eq=False)
class Theatre:
    """One region: who, where, when, what was reported; `extent_deg`: west, south, east, north."""

    id: str
    folder: Path
    title: Mapping[str, str]
    credit: Mapping[str, str]
    attribution: Mapping[str, str]
    time_zone: str
    extent_deg: tuple[float, float, float, float]
    default_distances: tuple[tuple[str, str], ...]
    parties: tuple[Party, ...]
    places: tuple[Place, ...]
    reports: tuple[Report, ...]
    events: tuple[Event, ...]
    settings: Mapping[str, Any]

    def party(self, code: str) -> Party:
        """The party with this code.

        Raises
        ------
        UnknownName
            The theatre has no such party.
        """
        for party in self.parties:
            if party.code == code:
                return party
        raise UnknownName("party", code, [party.code for party in self.parties])

    @property
    def base_map(self) -> Path:
        """The TopoJSON of what is drawn beneath."""
        return self.folder / "base_map.topojson"

    @property
    def control(self) -> Path:
        """The TopoJSON of the areas of control, one object per effective date."""
        return self.folder / "control.topojson"

    @property
    def frame(self) -> Path:
        """The GeoJSON of outline, barriers and zones."""
        return self.folder / "frame.geojson"


def names() -> list[str]:
    """The theatres that come with the project, and those that this user has founded."""
    return sorted(user_data.theatres(FOLDER))


def load(name: str = BUILT_IN, folder: Path | None = None) -> Theatre:
    """A theatre by name, or from any folder that has the files.

    Raises
    ------
    UnknownName
        No theatre has this name.
    TheatreError
        A file is missing or cannot be understood; the message names file, line and field.
    """
    if folder is None:
        if name not in names():
            raise UnknownName("theatre", name, names())
        folder = user_data.theatres(FOLDER)[name]
    settings = read_json(folder / "theatre.json")
    known = _settings(settings, folder)
    first_day = date.fromisoformat(settings["first_day"])
    listed = list(rows(folder / "places.csv", lambda row: (_place(row), _baseline(row, first_day))))
    changes = rows(folder / "control_changes.csv", _report)
    theatre = Theatre(
        **known,
        folder=folder,
        places=tuple(place for place, _ in listed),
        reports=(*(report for _, report in listed), *changes),
        events=tuple(rows(folder / "events.csv", _event)),
        settings=settings,
    )
    _check_places(theatre)
    _check_reports(theatre)
    return theatre


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file.

    Raises
    ------
    TheatreError
        The file is missing, or is not a JSON object.
    """
    try:
        found = json.loads(text_of(path))
    except ValueError as error:
        raise TheatreError(unreadable(path, error)) from error
    if not isinstance(found, dict):
        raise TheatreError(
            f"{path.parent.name}/{path.name} is not a JSON object. Restore it from the project."
        )
    return found


def _texts(found: Any) -> dict[str, str]:  # noqa: ANN401 - any JSON may come in
    texts = {str(language): str(text) for language, text in dict(found).items()}
    return {"en": texts["en"], **texts}


def _day(found: Any) -> date:  # noqa: ANN401
    return date.fromisoformat(str(found))


def _extent(found: Any) -> tuple[float, float, float, float]:  # noqa: ANN401
    west, south, east, north = map(float, found)
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ValueError
    return west, south, east, north


def _pairs(found: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401
    return tuple((str(start), str(end)) for start, end in found)


def _parties(found: Any) -> tuple[Party, ...]:  # noqa: ANN401
    return tuple(
        Party(str(one["code"]), _texts(one["name"]), _texts(one["short"]), str(one["role"]))
        for one in found
    )


_SETTINGS: Final[Mapping[str, tuple[Callable[[Any], Any], str]]] = {
    "id": (str, "a short name"),
    "title": (_texts, 'a text by language, at least "en"'),
    "credit": (_texts, 'a text by language, at least "en"'),
    "attribution": (_texts, 'a text by language, at least "en"'),
    "time_zone": (str, "a time zone such as Asia/Damascus"),
    "extent": (_extent, "west, south, east, north in degrees"),
    "default_distances": (_pairs, "pairs of place ids"),
    "parties": (_parties, "a list of parties, each with code, name, short and role"),
    "first_day": (_day, "a day such as 2024-11-26"),
    "last_day": (_day, "a day such as 2024-12-12"),
}


def _settings(found: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The settings that a theatre is made with, each read as what it must be."""
    read = {}
    for key, (make, expected) in _SETTINGS.items():
        try:
            read[key] = make(found[key])
        except (KeyError, TypeError, ValueError) as error:
            shown = json.dumps(found[key], ensure_ascii=False)[:60] if key in found else "missing"
            raise TheatreError(
                f'{folder.name}/theatre.json: "{key}" is {shown}, expected {expected}; '
                f"see docs/theatre-format.md."
            ) from error
    del read["first_day"], read["last_day"]
    read["extent_deg"] = read.pop("extent")
    return read


def _rank(text: str) -> int:
    if text not in ("0", "1", "2", "3"):
        raise ValueError
    return int(text)


def _banks(text: str) -> dict[str, int]:
    banks = (bank.split(":") for bank in text.split(";") if bank.strip())
    return {barrier.strip(): int(side) for barrier, side in banks}


def _place(row: Row) -> Place:
    return Place(
        place_id=row["place_id"],
        name={"en": row["name_en"], "ar": row["name_ar"] or row["name_en"]},
        lon=row.degrees("lon", 180),
        lat=row.degrees("lat", 90),
        kind=row["kind"],
        rank=row.read("rank", _rank, "0 (great city) to 3 (village)"),
        governorate=row["governorate"],
        coord_source=row["coord_source"],
        banks=row.read("banks", _banks, "barriers with a side, such as euphrates:1"),
    )


def _baseline(row: Row, first_day: date) -> Report:
    return Report(
        place_id=row["place_id"],
        effective_date=first_day,
        before="",
        party=row["control"],
        confidence=row.confidence(),
        default_rule=False,
        baseline=True,
        source=row["source"],
        note=row["notes"],
    )


def _report(row: Row) -> Report:
    return Report(
        place_id=row["place_id"],
        effective_date=row.day("date"),
        before=row["from"],
        party=row["to"],
        confidence=row.confidence(),
        default_rule=row["default_rule"] == "true",
        baseline=False,
        source=row["source"],
        note=row["note"],
    )


def _event(row: Row) -> Event:
    return Event(
        event_id=row["event_id"],
        event_date=row.day("date"),
        place_id=row["place_id"],
        place=row["place"],
        lon=row.degrees("lon", 180),
        lat=row.degrees("lat", 90),
        category=row["category"],
        text={"en": row["text_en"], "ar": row["text_ar"]},
        confidence=row.confidence(),
        source=row["source"],
    )


def _check_places(theatre: Theatre) -> None:
    """Refuses a place that is listed twice, and a distance to one that is not listed."""
    known: set[str] = set()
    for place in theatre.places:
        if place.place_id in known:
            raise TheatreError(
                f'{theatre.folder.name}/places.csv lists the place "{place.place_id}" twice; '
                f"keep one line for each place."
            )
        known.add(place.place_id)
    for place_id in (end for pair in theatre.default_distances for end in pair):
        if place_id not in known:
            raise TheatreError(
                f'{theatre.folder.name}/theatre.json: default_distances names "{place_id}", '
                f"which places.csv does not have; add it there."
            )


def _check_reports(theatre: Theatre) -> None:
    """Refuses reports on places, and of parties, that the theatre does not have."""
    known = {place.place_id for place in theatre.places}
    parties = {party.code for party in theatre.parties}
    for report in theatre.reports:
        if report.place_id not in known:
            raise TheatreError(
                f'{theatre.folder.name}/control_changes.csv names the place "{report.place_id}" '
                f"on {report.effective_date}, which places.csv does not have; add it there."
            )
        named = {report.party} if report.baseline else {report.before, report.party}
        for party in sorted(named - parties):
            raise TheatreError(
                f'{theatre.folder.name}: "{report.place_id}" is under "{party}" on '
                f"{report.effective_date}, a party that theatre.json does not have; add it there."
            )
