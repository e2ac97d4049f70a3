"""A theatre to draw on paper: a square of two degrees, four places, two parties, three days.

Each place stands in the middle of its quarter. A holds the west and B the east; on 3 January the
north-east is contested, on 5 January it is A's. The days reach to 8 January.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely import box

from geodata.control import ControlSnapshot
from geodata.topology import Topology

FIRST, FOUGHT, TAKEN = date(2024, 1, 1), date(2024, 1, 3), date(2024, 1, 5)
QUARTERS = {
    "sw": box(36, 35, 37, 36),
    "se": box(37, 35, 38, 36),
    "nw": box(36, 36, 37, 37),
    "ne": box(37, 36, 38, 37),
}
HELD = {
    FIRST: {"A": ("sw", "nw"), "B": ("se", "ne")},
    FOUGHT: {"A": ("sw", "nw"), "B": ("se",), None: ("ne",)},
    TAKEN: {"A": ("sw", "nw", "ne"), "B": ("se",)},
}


def texts(en: str, ar: str) -> dict[str, str]:
    return {"en": en, "ar": ar}


def place(place_id: str, name: str, lon: float, lat: float, control: str, **other: Any) -> dict:
    row = {
        "place_id": place_id, "name_en": name, "name_ar": "", "lon": lon, "lat": lat,
        "coord_source": "on paper", "governorate": "Square", "kind": "town", "rank": 1,
        "population": "", "control": control, "confidence": "high", "source": "drawn",
        "notes": "", "banks": "",
    }  # fmt: skip
    return row | other


def change(place_id: str, day: date, before: str, party: str, **other: Any) -> dict:
    row = {
        "place_id": place_id, "date": day.isoformat(), "record": "change", "from": before,
        "to": party, "confidence": "high", "default_rule": "false", "source": "a paper",
        "note": "", "reference": "",
    }  # fmt: skip
    return row | other


PLACES = (
    place("sw", "Southwest", 36.5, 35.5, "A", name_ar="الجنوب الغربي", kind="city", rank=0),
    place("se", "Southeast", 37.5, 35.5, "B"),
    place("nw", "Northwest", 36.5, 36.5, "A", banks="river:1"),
    place("ne", "Northeast", 37.5, 36.5, "B"),
)
CHANGES = (
    change("ne", FOUGHT, "B", "CONTESTED", record="contested", confidence="medium"),
    change("ne", TAKEN, "CONTESTED", "A", note="after two days"),
)
EVENTS = (
    {
        "event_id": "e1", "date": "2024-01-03", "place_id": "ne", "place": "Northeast",
        "lon": 37.5, "lat": 36.5, "category": "battle", "text_en": "Fighting in the town.",
        "text_ar": "قتال في البلدة.", "confidence": "medium", "source": "a paper",
    },
)  # fmt: skip
SETTINGS = {
    "id": "square",
    "title": texts("The square", "المربع"),
    "credit": texts("Derived from place reports", "مستمدة من تقارير"),
    "attribution": texts("Drawn on paper", "رسم على ورق"),
    "time_zone": "UTC",
    "extent": [36, 35, 38, 37],
    "first_day": "2024-01-01",
    "last_day": "2024-01-08",
    "default_distances": [["sw", "ne"]],
    "parties": [
        {"code": code, "name": texts(en, ar), "short": texts(en, ar), "role": role}
        for code, en, ar, role in (
            ("A", "Party A", "الطرف ألف", "state"),
            ("B", "Party B", "الطرف باء", "northeast"),
        )
    ],
    "event_categories": {"battle": texts("Fighting", "قتال")},
    "governorates": {"Square": texts("Square", "المربع")},
}


def snapshot(day: date, held: Mapping[str | None, Sequence[str]]) -> ControlSnapshot:
    """Areas of a day, put together from quarters; None is contested ground."""
    areas = [
        shapely.coverage_union_all([QUARTERS[quarter] for quarter in quarters])
        for quarters in held.values()
    ]
    columns = {
        "party": list(held),
        "status": ["controlled" if party else "contested" for party in held],
        "basis": "assessed",
        "source": "on paper",
    }
    return ControlSnapshot(day, gpd.GeoDataFrame(columns, geometry=areas, crs="EPSG:4326"))


def write_square(
    folder: Path,
    *,
    places: Sequence[Mapping[str, Any]] = PLACES,
    changes: Sequence[Mapping[str, Any]] = CHANGES,
    events: Sequence[Mapping[str, Any]] = EVENTS,
    settings: Mapping[str, Any] = SETTINGS,
    held: Mapping[date, Mapping[str | None, Sequence[str]]] = HELD,
) -> Path:
    """Write the files of the theatre into a new folder, and give the folder."""
    folder.mkdir(parents=True)
    _write_rows(folder / "places.csv", places or PLACES, places)
    _write_rows(folder / "control_changes.csv", changes or CHANGES, changes)
    _write_rows(folder / "events.csv", events or EVENTS, events)
    topology = Topology.from_snapshots([snapshot(day, parts) for day, parts in held.items()])
    for name, found in (
        ("theatre.json", settings),
        ("control.topojson", topology.to_topojson()),
        ("frame.geojson", _frame()),
        ("base_map.topojson", _base_map()),
    ):
        (folder / name).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return folder


def _write_rows(path: Path, usual: Sequence[Mapping[str, Any]], rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(usual[0]))
        writer.writeheader()
        writer.writerows(rows)


def _frame() -> dict[str, Any]:
    outline = {"kind": "outline", "name": "square"}
    shape = shapely.geometry.mapping(box(36, 35, 38, 37))
    feature = {"type": "Feature", "properties": outline, "geometry": shape}
    return {"type": "FeatureCollection", "features": [feature]}


def _base_map() -> dict[str, Any]:
    """A country of one square and a road through it."""
    country = {"name": texts("Square", "المربع"), "kind": "square", "rank": 0}
    road = {"name": texts("M1", "M1"), "kind": "motorway", "rank": 0, "schematic": True}
    square = {"type": "Polygon", "arcs": [[0]], "properties": country}
    line = {"type": "MultiLineString", "arcs": [[1]], "properties": road}
    return {
        "type": "Topology",
        "transform": {"scale": [0.01, 0.01], "translate": [36, 35]},
        "objects": {
            "country": {"type": "GeometryCollection", "geometries": [square]},
            "roads": {"type": "GeometryCollection", "geometries": [line]},
        },
        "arcs": [[[0, 0], [200, 0], [0, 200], [-200, 0], [0, -200]], [[50, 50], [100, 100]]],
    }
