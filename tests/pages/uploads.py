"""Files of the square for the tests of upload and history, as an editor would bring them."""

import json
from datetime import date
from typing import Any

from geodata.validation import export
from tests.square import HELD, TAKEN, snapshot

NEW_DAY = date(2024, 1, 7)
NASTY = '<script>alert("x")</script> **bold** \u202e'


def document(day: date = NEW_DAY, held: Any = None) -> dict[str, Any]:
    """A map of the square: as on its last day, or as is said."""
    return json.loads(export(snapshot(day, held or HELD[TAKEN])))


def as_bytes(found: dict[str, Any]) -> bytes:
    return json.dumps(found).encode()


def good(day: date = NEW_DAY) -> bytes:
    """A map on which A has taken the south-east too, without a fault."""
    return as_bytes(document(day, {"A": ("sw", "nw", "ne", "se")}))


def broken() -> bytes:
    """A map with an open ring, ground of B that A holds too, and HTML that nobody should see."""
    found = document()
    over = [[37.4, 34.9], [37.6, 34.9], [37.6, 35.1], [37.4, 35.1]]
    found["features"].append(
        {
            "type": "Feature",
            "properties": {"party": "A", "status": "controlled", "basis": "assessed",
                           "source": NASTY, "name": NASTY, "effective_date": str(NEW_DAY)},
            "geometry": {"type": "Polygon", "coordinates": [over]},
        }
    )  # fmt: skip
    return as_bytes(found)


def foreign() -> bytes:
    """A map of a party that nobody knows: only a person can cure it."""
    found = document()
    found["features"][0]["properties"]["party"] = NASTY
    return as_bytes(found)
