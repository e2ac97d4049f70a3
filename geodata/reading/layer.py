"""Layers: the common form of everything read, features as in GeoJSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from geodata.draft import DraftFeature, PropertyMapping, RawGeometry
from geodata.reading.findings import Findings

DERIVED = "recognised"
"""Property that holds the values derived by a recogniser; `recognised.class` leads there."""

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
    """Name of a feature, "" if no property gives it."""
    for key in _NAMES:
        value = properties.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()[:200]
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)[:200]
    return ""


def read_features(
    entries: Sequence[Any], lines: Sequence[int] | None, findings: Findings
) -> tuple[DraftFeature, ...]:
    """Features of a list as in GeoJSON; other values are reported and left out."""
    read = []
    objects = iter(lines or ())
    identifiers: set[object] = set()
    for index, entry in enumerate(entries):
        line = next(objects, None) if isinstance(entry, Mapping) else None
        if not isinstance(entry, Mapping):
            findings.error("feature-type", feature=index, found=kind_of_value(entry))
            continue
        read_feature = _feature(index, entry, line, findings)
        read.append(read_feature)
        _check_id(entry.get("id"), read_feature, identifiers, findings)
    return tuple(read)


def _feature(
    index: int, entry: Mapping[str, Any], line: int | None, findings: Findings
) -> DraftFeature:
    properties, geometry = entry.get("properties"), entry.get("geometry")
    kind = entry.get("type")
    if isinstance(kind, str) and kind in GEOMETRIES:
        geometry, properties = entry, {}
        findings.warning("bare-geometry", feature=index, line=line, found=kind)
    elif kind != "Feature":
        kind_found = kind_of_value(kind) if "type" in entry else "–"
        findings.error("feature-type", feature=index, line=line, found=kind_found)
    elif "geometry" not in entry:
        findings.error("member-missing", feature=index, line=line, member="geometry")
    if "properties" not in entry and entry.get("type") == "Feature":
        findings.warning("member-missing", feature=index, line=line, member="properties")
    if properties is not None and not isinstance(properties, Mapping):
        kind_found = kind_of_value(properties)
        findings.error("properties-type", feature=index, line=line, found=kind_found)
        properties = {"properties": properties}
    if geometry is not None and not _is_geometry(geometry):
        value = geometry.get("type") if isinstance(geometry, Mapping) else geometry
        findings.error("geometry-type", feature=index, line=line, found=kind_of_value(value))
        geometry = None
    properties = dict(properties or {})
    if isinstance(entry.get("time"), Mapping):
        # JSON-FG has the time beside the properties, the geometry in another reference system.
        properties.setdefault("time", entry["time"])
    if geometry is None and _is_geometry(entry.get("place")):
        geometry = entry["place"]
    return feature(index, geometry, properties, line)


def _is_geometry(value: Any) -> bool:  # noqa: ANN401 - any JSON
    kind = value.get("type") if isinstance(value, Mapping) else None
    if not isinstance(kind, str) or kind not in GEOMETRIES:
        return False
    member = "geometries" if kind == "GeometryCollection" else "coordinates"
    return isinstance(value.get(member), list)


def _check_id(
    identifier: object, read_feature: DraftFeature, seen: set[object], findings: Findings
) -> None:
    if identifier is None:
        return
    if isinstance(identifier, bool) or not isinstance(identifier, (str, int, float)):
        written = kind_of_value(identifier)
        findings.warning(
            "id-type", feature=read_feature.index, line=read_feature.line, found=written
        )
    elif identifier in seen:
        written = str(identifier)[:200]
        findings.warning(
            "id-twice", feature=read_feature.index, line=read_feature.line, found=written
        )
    else:
        seen.add(identifier)


def kind_of_value(value: object) -> str:
    """Short description of a JSON value: its text, or its kind."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value[:200]
    if isinstance(value, Mapping):
        return "{…}"
    return "[…]" if isinstance(value, list) else str(value)[:200]
