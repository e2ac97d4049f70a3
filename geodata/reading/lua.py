"""Detailed-map modules of Wikipedia: a Lua table of marks, read but never run."""

import re
from collections.abc import Iterator
from typing import Final

from geodata.draft import DraftFeature, PropertyMapping
from geodata.reading.findings import Findings
from geodata.reading.layer import DERIVED, Layer, feature

# One mark: `{ lat = 36.2, long = "37.1", mark = "Location dot red.svg", … }`, no table inside.
_MARK: Final = re.compile(r"\{([^{}]{1,4000})\}")
_FIELD: Final = re.compile(
    r"""(\w{1,40})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(-?[\d.]+))"""
)
_DOT: Final = re.compile(r"(?:Location dot|Map-dot|Dot)[ _-]?(\w+)", re.IGNORECASE)
_BLINKING: Final = re.compile(r"80x80-(\w+)-(\w+)-anim", re.IGNORECASE)


def read(text: bytes, findings: Findings) -> Layer:
    """Points of a module with the colour of each mark; two colours that blink are contested."""
    features: list[DraftFeature] = []
    for line, fields in _marks(text.decode("utf-8", errors="replace")):
        lat = _number(fields.get("lat", ""))
        lon = _number(fields.get("long") or fields.get("lon") or "")
        if lat is None or lon is None:
            findings.error("row-position", line=line, found=f"{fields.get('lat')}")
            continue
        name = fields.get("label") or fields.get("link") or ""
        properties: dict[str, object] = {**fields, "name": name, DERIVED: _colours(fields)}
        geometry = {"type": "Point", "coordinates": [lon, lat]}
        features.append(feature(len(features), geometry, properties, line))
    if not features:
        findings.error("nothing-to-read", found="Lua")
    mapping = PropertyMapping(
        party=f"{DERIVED}.colour", status=f"{DERIVED}.status", basis=None, source=None, date=None
    )
    return Layer(tuple(features), schema="wikipedia_lua", mapping=mapping)


def _marks(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    line, seen = 1, 0
    for match in _MARK.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        fields = {
            field[1]: field[2] or field[3] or field[4] or "" for field in _FIELD.finditer(match[1])
        }
        if "mark" in fields and "lat" in fields:
            yield line, fields


def _colours(fields: dict[str, str]) -> dict[str, object]:
    mark = fields["mark"].replace("_", " ")
    if blinking := _BLINKING.search(mark):
        first, second = blinking[1].lower(), blinking[2].lower()
        return {"colour": f"{first}/{second}", "status": "contested"}
    dot = _DOT.search(mark)
    return {"colour": dot[1].lower() if dot else mark.lower(), "status": "controlled"}


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
