"""This module knows the common form of everything read: layers of features as in GeoJSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from geodata.draft import DraftFeature, PropertyMapping, RawGeometry
from geodata.reading.findings import Findings

DERIVED = "recognised"
"""The property under which a recogniser puts what it worked out; `recognised.class` leads there."""

_NAMES = ("name", "name_en", "title", "Name", "NAME", "label", "id")
GEOMETRIES = frozenset(
    {
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
        "GeometryCollection",
    }
)


@dataclass(frozen=True, eq=False)
class Layer:
    """Features of one source; `name` is the layer's, object's or member's own name, if any."""

    features: tuple[DraftFeature, ...]
    name: str = ""
    effective_date: date | None = None
    crs: str | None = None
    schema: str | None = None
    mapping: PropertyMapping | None = None
    members: Mapping[str, object] = field(default_factory=dict)


def feature(
    index: int,
    geometry: RawGeometry | None,
    properties: Mapping[str, object],
    line: int | None = None,
) -> DraftFeature:
    """A feature with the name that its properties give it."""
    return DraftFeature(index, line, name_of(properties), properties, geometry)


def name_of(properties: Mapping[str, object]) -> str:
    """The name of a feature, "" if no property gives one."""
    for key in _NAMES:
        value = properties.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()[:200]
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)[:200]
    return ""


def read_features(
    found: Sequence[Any], lines: Sequence[int] | None, findings: Findings
) -> tuple[DraftFeature, ...]:
    """Features of a list as in GeoJSON; what is none is reported and left out."""
    read = []
    objects = iter(lines or ())
    identifiers: set[object] = set()
    for index, one in enumerate(found):
        line = next(objects, None) if isinstance(one, Mapping) else None
        if not isinstance(one, Mapping):
            findings.error("feature-type", feature=index, found=kind_of_value(one))
            continue
        made = _feature(index, one, line, findings)
        read.append(made)
        _check_id(one.get("id"), made, identifiers, findings)
    return tuple(read)


def _feature(
    index: int, one: Mapping[str, Any], line: int | None, findings: Findings
) -> DraftFeature:
    properties, geometry = one.get("properties"), one.get("geometry")
    kind = one.get("type")
    if isinstance(kind, str) and kind in GEOMETRIES:
        geometry, properties = one, {}
        findings.warning("bare-geometry", feature=index, line=line, found=kind)
    elif kind != "Feature":
        told = kind_of_value(one.get("type")) if "type" in one else "–"
        findings.error("feature-type", feature=index, line=line, found=told)
    elif "geometry" not in one:
        findings.error("member-missing", feature=index, line=line, member="geometry")
    if "properties" not in one and one.get("type") == "Feature":
        findings.warning("member-missing", feature=index, line=line, member="properties")
    if properties is not None and not isinstance(properties, Mapping):
        told = kind_of_value(properties)
        findings.error("properties-type", feature=index, line=line, found=told)
        properties = {"properties": properties}
    if geometry is not None and not _is_geometry(geometry):
        told = kind_of_value(geometry.get("type") if isinstance(geometry, Mapping) else geometry)
        findings.error("geometry-type", feature=index, line=line, found=told)
        geometry = None
    properties = dict(properties or {})
    if isinstance(one.get("time"), Mapping):
        # JSON-FG says when beside the properties, and where in another reference system.
        properties.setdefault("time", one["time"])
    if geometry is None and _is_geometry(one.get("place")):
        geometry = one["place"]
    return feature(index, geometry, properties, line)


def _is_geometry(value: Any) -> bool:  # noqa: ANN401 - any JSON
    kind = value.get("type") if isinstance(value, Mapping) else None
    if not isinstance(kind, str) or kind not in GEOMETRIES:
        return False
    member = "geometries" if kind == "GeometryCollection" else "coordinates"
    return isinstance(value.get(member), list)


def _check_id(
    identifier: object, made: DraftFeature, seen: set[object], findings: Findings
) -> None:
    if identifier is None:
        return
    if isinstance(identifier, bool) or not isinstance(identifier, (str, int, float)):
        told = kind_of_value(identifier)
        findings.warning("id-type", feature=made.index, line=made.line, found=told)
    elif identifier in seen:
        told = str(identifier)[:200]
        findings.warning("id-twice", feature=made.index, line=made.line, found=told)
    else:
        seen.add(identifier)


def kind_of_value(value: object) -> str:
    """What a JSON value is, shortly: its text, or its kind."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value[:200]
    if isinstance(value, Mapping):
        return "{…}"
    return "[…]" if isinstance(value, list) else str(value)[:200]
