"""Creation of a theatre: parties, extent, perhaps a border, no day yet."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import user_data
from geodata.errors import TheatreError
from geodata.ingest.files import files_in
from geodata.reading import read
from geodata.terms import CONTESTED_CODE
from geodata.theatre import load, names
from geodata.theatre_tables import LANGUAGE_CODE
from geodata.validation.contents import contents

Extent = tuple[float, float, float, float]
ROLES: Final = (
    "state", "northwest", "northeast", "north", "south", "southeast", "tanf", "local", "golan",
)  # fmt: skip
"""Slots of the palette in the order in which parties take them; a tenth party is `other`."""
_TABLES: Final = {
    "places.csv": "place_id,{names},lat,lon,coord_source,governorate,kind,rank,population,"
    "control,confidence,source,notes,banks",
    "control_changes.csv": "place_id,date,record,from,to,confidence,default_rule,source,note,"
    "reference",
    "events.csv": "event_id,date,place_id,place,lat,lon,category,{texts},confidence,source",
}
_EMPTY: Final = {
    "type": "Topology",
    "transform": {"scale": [1e-5, 1e-5], "translate": [0, 0]},
    "objects": {},
    "arcs": [],
}


def create_theatre(
    name: str,
    parties: Mapping[str, str],
    extent_deg: Extent,
    first_day: date,
    *,
    title: str = "",
    border: Path | None = None,
    time_zone: str = "UTC",
    languages: Sequence[str] = ("en", "ar"),
    root: Path | None = None,
) -> Path:
    """Create a theatre: a folder with every file that it needs; `load` finds it by its name.

    Parameters
    ----------
    name
        Lower-case letters, digits and underscores.
    parties
        Names by code, at least one party.
    extent_deg
        West, south, east, north (WGS 84).
    first_day
        First day with possible reports.
    title, time_zone
        Title of the theatre, and its time zone.
    languages
        Codes of the languages in which places have names and events have texts; English is added.
    border
        A file with the land as an area; without it, the land is the extent.
    root
        Folder in which the theatre is made; None: the user's own theatres.

    Raises
    ------
    TheatreError
        The theatre exists already, or an argument is invalid; the message names it.
    """
    _check(name, parties, extent_deg, time_zone)
    languages = _languages(languages)
    folder = (root or user_data.own_theatres()) / name
    if folder.exists() or (root is None and name in names()):
        raise TheatreError(f'There is a theatre "{name}" already ({folder}); choose another name.')
    land = shapely.box(*extent_deg) if border is None else _land(border)
    settings = {
        "id": name,
        "title": {"en": title or name},
        "credit": {"en": ""},
        "attribution": {"en": ""},
        "time_zone": time_zone,
        "extent": list(extent_deg),
        "first_day": first_day.isoformat(),
        "last_day": first_day.isoformat(),
        "default_distances": [],
        "parties": _parties(parties),
    }
    _write(folder, settings, languages, land)
    load(folder=folder)
    return folder


def _write(
    folder: Path, settings: Mapping[str, Any], languages: Sequence[str], land: BaseGeometry
) -> None:
    folder.mkdir(parents=True)
    names, texts = (",".join(f"{of}:{code}" for code in languages) for of in ("name", "text"))
    for file, header in _TABLES.items():
        (folder / file).write_text(header.format(names=names, texts=texts) + "\n", encoding="utf-8")
    # The settings come last: without them the folder is no theatre yet.
    for file, document in (
        ("frame.geojson", _frame(folder.name, land)),
        ("base_map.topojson", _EMPTY),
        ("control.topojson", _EMPTY),
        ("theatre.json", settings),
    ):
        text = json.dumps(document, ensure_ascii=False, indent=1)
        (folder / file).write_text(text + "\n", encoding="utf-8")


def _check(name: str, parties: Mapping[str, str], extent_deg: Extent, time_zone: str) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_]{0,59}", name):
        raise TheatreError(
            f'"{name}" cannot name a theatre; use lower-case letters, digits and underscores, '
            f"for example libya_2019."
        )
    wrong = [code for code in parties if not re.fullmatch(r"[A-Za-z0-9_-]{1,20}", code)]
    if wrong or not parties:
        raise TheatreError(
            f"A party's code is {json.dumps(wrong[0]) if wrong else 'missing'}; expected at least "
            f"one party with a short code, for example GOV."
        )
    west, south, east, north = extent_deg
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise TheatreError(
            f"The extent {west:g} {south:g} {east:g} {north:g} is no part of the earth; expected "
            f"west, south, east, north in degrees."
        )
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise TheatreError(
            f'"{time_zone}" is no time zone; expected a name such as Asia/Damascus.'
        ) from error


def _parties(parties: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"code": code, "name": {"en": name}, "short": {"en": name}, "role": role}
        for (code, name), role in zip(parties.items(), _roles(len(parties)), strict=True)
        if code != CONTESTED_CODE
    ]


def _languages(codes: Sequence[str]) -> list[str]:
    wrong = [code for code in codes if not re.fullmatch(LANGUAGE_CODE, code)]
    if wrong:
        raise TheatreError(
            f'"{wrong[0]}" is no code of a language; expected codes such as en, ar or pt-BR.'
        )
    return list(dict.fromkeys(("en", *codes)))


def _roles(parties: int) -> list[str]:
    return [*ROLES, *["other"] * parties][:parties]


def _frame(name: str, land: BaseGeometry) -> dict[str, Any]:
    parts = sorted(shapely.get_parts(shapely.orient_polygons(land)), key=lambda part: -part.area)
    outlines = [
        {
            "type": "Feature",
            "properties": {"kind": "outline", "name": name if i == 0 else f"{name} {i + 1}"},
            "geometry": shapely.geometry.mapping(part),
        }
        for i, part in enumerate(parts)
    ]
    return {"type": "FeatureCollection", "features": outlines}


def _land(path: Path) -> BaseGeometry:
    """Unite all areas of a file, in degrees: mainland and islands, or adjacent provinces."""
    [file] = files_in([path])
    drafts = read(*file.read()).drafts
    polygons = [
        shapely.Polygon(rings[0], rings[1:])
        for draft in drafts
        for content in contents(draft.features)
        for rings in content.polygons
        if all(len(ring) > 3 for ring in rings)
    ]
    if not polygons:
        raise TheatreError(f"The border {path} has no area; give a file with a polygon.")
    wrong = next((polygon for polygon in polygons if not polygon.is_valid), None)
    if wrong is not None:
        raise TheatreError(
            f"The border {path} is not valid: {shapely.is_valid_reason(wrong)}. Fix it first."
        )
    return shapely.union_all(polygons)
