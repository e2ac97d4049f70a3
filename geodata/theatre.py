"""This module knows theatres: parties, places, reports, events of a region, from its folder.

A folder holds `theatre.json`, `places.csv`, `control_changes.csv`, `events.csv`, `frame.geojson`,
`base_map.topojson` and `control.topojson`; `docs/theatre-format.md` describes each.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from geodata.errors import TheatreError, UnknownName
from geodata.events import Event
from geodata.places import Place, Report
from geodata.terms import Confidence

FOLDER: Final = Path(__file__).parent / "theatres"
BUILT_IN: Final = "syria_2024"
_Row = Mapping[str, str]
_T = TypeVar("_T")


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
    """The theatres that come with the project."""
    return sorted(path.parent.name for path in FOLDER.glob("*/theatre.json"))


def load(name: str = BUILT_IN, folder: Path | None = None) -> Theatre:
    """A theatre by name, or from any folder that has the files.

    Raises
    ------
    UnknownName
        No built-in theatre has this name.
    TheatreError
        A file is missing or cannot be understood; the message names file, line and field.
    """
    if folder is None:
        if name not in names():
            raise UnknownName("theatre", name, names())
        folder = FOLDER / name
    settings = read_json(folder / "theatre.json")
    places, baseline = _places(folder / "places.csv", settings)
    reports = (*baseline, *_rows(folder / "control_changes.csv", _report))
    return Theatre(
        **_settings(settings, folder),
        folder=folder,
        places=places,
        reports=_consistent(reports, places, settings, folder),
        events=tuple(_rows(folder / "events.csv", _event)),
        settings=settings,
    )


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file.

    Raises
    ------
    TheatreError
        The file is missing, or is not a JSON object.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TheatreError(
            f"{path.parent.name} has no file {path.name}; restore it from the project."
        ) from None
    except (ValueError, OSError) as error:
        raise TheatreError(
            f"{path.parent.name}/{path.name} cannot be read: {error}. Restore it from the project."
        ) from error
    if not isinstance(found, dict):
        raise TheatreError(f"{path.parent.name}/{path.name} is not a JSON object.")
    return found


def _settings(found: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    try:
        west, south, east, north = map(float, found["extent"])
        return {
            "id": str(found["id"]),
            "title": found["title"],
            "credit": found["credit"],
            "attribution": found["attribution"],
            "time_zone": str(found["time_zone"]),
            "extent_deg": (west, south, east, north),
            "default_distances": tuple((a, b) for a, b in found["default_distances"]),
            "parties": tuple(
                Party(one["code"], one["name"], one["short"], one["role"])
                for one in found["parties"]
            ),
        }
    except (KeyError, TypeError, ValueError) as error:
        raise TheatreError(
            f"{folder.name}/theatre.json: {type(error).__name__} {error}; "
            f"see docs/theatre-format.md for the fields it must have."
        ) from error


def _rows(path: Path, make: Callable[[_Row], _T]) -> Iterator[_T]:
    """One object per line of a CSV file; an error names the line and the field."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TheatreError(
            f"{path.parent.name}/{path.name} cannot be read: {error}. Restore it from the project."
        ) from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for row in reader:
        try:
            yield make(row)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise TheatreError(
                f"{path.parent.name}/{path.name}, line {reader.line_num}: "
                f"{type(error).__name__} {error}; see docs/theatre-format.md for the columns."
            ) from error


def _places(
    path: Path, settings: Mapping[str, Any]
) -> tuple[tuple[Place, ...], tuple[Report, ...]]:
    first_day = str(settings.get("first_day", ""))
    pairs = list(_rows(path, lambda row: (_place(row), _baseline(row, first_day))))
    return tuple(place for place, _ in pairs), tuple(report for _, report in pairs)


def _place(row: _Row) -> Place:
    banks = dict(bank.split(":") for bank in row["banks"].split(";") if bank)
    return Place(
        place_id=row["place_id"],
        name={"en": row["name_en"], "ar": row["name_ar"] or row["name_en"]},
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        kind=row["kind"],
        rank=int(row["rank"]),
        governorate=row["governorate"],
        coord_source=row["coord_source"],
        banks={barrier.strip(): int(side) for barrier, side in banks.items()},
    )


def _baseline(row: _Row, first_day: str) -> Report:
    return Report(
        place_id=row["place_id"],
        effective_date=date.fromisoformat(first_day),
        before="",
        party=row["control"],
        confidence=Confidence(row["confidence"]),
        default_rule=False,
        baseline=True,
        source=row["source"],
        note=row["notes"],
    )


def _report(row: _Row) -> Report:
    return Report(
        place_id=row["place_id"],
        effective_date=date.fromisoformat(row["date"]),
        before=row["from"],
        party=row["to"],
        confidence=Confidence(row["confidence"]),
        default_rule=row["default_rule"] == "true",
        baseline=False,
        source=row["source"],
        note=row["note"],
    )


def _event(row: _Row) -> Event:
    return Event(
        event_id=row["event_id"],
        event_date=date.fromisoformat(row["date"]),
        place_id=row["place_id"],
        place=row["place"],
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        category=row["category"],
        text={"en": row["text_en"], "ar": row["text_ar"]},
        confidence=Confidence(row["confidence"]),
        source=row["source"],
    )


def _consistent(
    reports: tuple[Report, ...],
    places: tuple[Place, ...],
    settings: Mapping[str, Any],
    folder: Path,
) -> tuple[Report, ...]:
    """The reports, once every place and party they name exists."""
    known = {place.place_id for place in places}
    parties = {party["code"] for party in settings["parties"]}
    for report in reports:
        if report.place_id not in known:
            raise TheatreError(
                f'{folder.name}/control_changes.csv names the place "{report.place_id}" on '
                f"{report.effective_date}, which places.csv does not have; add it there."
            )
        if report.party not in parties:
            raise TheatreError(
                f'{folder.name}: "{report.place_id}" is under "{report.party}" on '
                f"{report.effective_date}, a party that theatre.json does not have; add it there."
            )
    return reports
