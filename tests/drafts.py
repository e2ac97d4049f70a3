"""Drafts for the tests of checking: from files, from snapshots, and the theatre they are for."""

import json
from pathlib import Path
from typing import Any

from geodata.control import ControlSnapshot
from geodata.draft import Draft, DraftFeature
from geodata.validation import export

INVALID = Path(__file__).resolve().parent / "data" / "invalid"


def draft_of(document: dict[str, Any], file: str = "a.geojson") -> Draft:
    """A draft as reading makes it of a GeoJSON document."""
    features = tuple(
        DraftFeature(i, i + 2, str(entry["properties"].get("name", "")), entry["properties"],
                     entry["geometry"])
        for i, entry in enumerate(document["features"])
    )  # fmt: skip
    crs = document.get("crs", {}).get("properties", {}).get("name")
    return Draft(file, None, crs, features)


def example(code: str) -> Draft:
    """The example of a problem."""
    text = (INVALID / f"{code}.geojson").read_text(encoding="utf-8")
    return draft_of(json.loads(text), f"{code}.geojson")


def exported(snapshot: ControlSnapshot) -> Draft:
    """What comes in when an export is uploaded again."""
    return draft_of(json.loads(export(snapshot)))
