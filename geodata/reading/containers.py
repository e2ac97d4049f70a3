"""JSON documents that are not GeoJSON but hold a map, and how each is unwrapped.

Each reader returns layers in (longitude, latitude), in spite of the order in the file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from geodata.draft import DraftFeature, PropertyMapping
from geodata.reading import geojson
from geodata.reading.dates import day_of
from geodata.reading.findings import Findings
from geodata.reading.json_text import JsonText
from geodata.reading.layer import Layer, feature, read_features

Reader = Callable[[JsonText, Findings], list[Layer]]
_WRAPPERS: Final = ("value", "map", "data", "geojson", "result", "collection")
_MAX_WRAPPERS: Final = 4


def wrapped_at(root: object) -> tuple[str, ...] | None:
    """The path of keys to a feature collection inside other objects, () if it is the root."""
    path: tuple[str, ...] = ()
    for _ in range(_MAX_WRAPPERS):
        if not isinstance(root, Mapping):
            return None
        if root.get("type") == "FeatureCollection" or isinstance(root.get("features"), list):
            return path
        inner = next((key for key in _WRAPPERS if isinstance(root.get(key), Mapping)), None)
        if inner is None:
            return None
        path, root = (*path, inner), root[inner]
    return None


def reader_for(root: object) -> Reader | None:
    """Reader for the shape of a document, None if the shape is unknown."""
    return next((read for fits, read in _SHAPES if fits(root)), None)


def _wrapped(text: JsonText, findings: Findings) -> list[Layer]:
    path = wrapped_at(text.value) or ()
    root = text.value
    for key in path:
        root = root[key]
    layer = geojson.collection(root, path, text, findings)
    if not path:
        return [layer]
    findings.note("wrapped", path=".".join(path))
    outer = {key: value for key, value in text.value.items() if key != path[0]}
    day = next(
        (day for key in ("date", "createdAt", "id") if (day := day_of(outer.get(key)))), None
    )
    return [Layer(layer.features, layer.name, day, layer.crs, members={"wrapped": path, **outer})]


def _single(text: JsonText, findings: Findings) -> list[Layer]:
    return [geojson.single(text.value, findings)]


def _is_single(root: object) -> bool:
    return isinstance(root, Mapping) and geojson.is_single(root)


def _is_fields(root: object) -> bool:
    fields = root.get("fields") if isinstance(root, Mapping) else None
    return isinstance(fields, Mapping) and any(
        isinstance(field, Mapping) and "points" in field for field in list(fields.values())[:20]
    )


def _fields(text: JsonText, findings: Findings) -> list[Layer]:
    """Read fields with points in latitude, longitude: as objects, pairs or a flat list."""
    features: list[DraftFeature] = []
    for key, field in text.value["fields"].items():
        if not isinstance(field, Mapping):
            findings.error("feature-type", name=str(key)[:80], found=str(field)[:80])
            continue
        ring = _closed(list(_lat_first(field.get("points"))))
        properties = {"id": key, **{name: v for name, v in field.items() if name != "points"}}
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append(feature(len(features), geometry, properties))
    findings.note("latitude-first", member="fields")
    mapping = PropertyMapping(party="name", status=None, basis=None, source=None, date=None)
    return [Layer(tuple(features), schema="liveuamap", mapping=mapping)]


def _lat_first(points: object) -> Iterator[list[Any]]:
    """Positions, longitude first, of points that have the latitude first."""
    if not isinstance(points, Sequence) or isinstance(points, str):
        return
    if all(isinstance(number, (int, float)) for number in points):
        yield from ([lon, lat] for lat, lon in zip(points[::2], points[1::2], strict=False))
        return
    for point in points:
        if isinstance(point, Mapping):
            yield [point.get("lng", point.get("lon")), point.get("lat")]
        elif isinstance(point, Sequence) and not isinstance(point, str) and len(point) >= 2:
            yield [point[1], point[0]]


def _closed(ring: list[list[Any]]) -> list[list[Any]]:
    return [*ring, ring[0]] if len(ring) > 2 and ring[0] != ring[-1] else ring


def _is_day_map(root: object) -> bool:
    return isinstance(root, Mapping) and {"areas", "frontline"} <= root.keys()


def _day_map(text: JsonText, findings: Findings) -> list[Layer]:
    """Areas and front line in latitude, longitude; units the other way round."""
    features: list[DraftFeature] = []
    for member in ("areas", "areas_ua", "areas_ru"):
        for ring in _rings(text.value.get(member)):
            closed = {"type": "Polygon", "coordinates": [_closed(ring)]}
            features.append(feature(len(features), closed, {"layer": member}))
    for line in _rings(text.value.get("frontline")):
        shape = {"type": "LineString", "coordinates": line}
        features.append(feature(len(features), shape, {"layer": "frontline"}))
    units = text.value.get("units")
    for side, listed in units.items() if isinstance(units, Mapping) else ():
        for position in _unit_positions(listed):
            point = {"type": "Point", "coordinates": position}
            features.append(feature(len(features), point, {"layer": "units", "side": side}))
    if not text.value.get("areas"):
        findings.warning("areas-empty", member="areas")
    findings.note("latitude-first", member="areas, frontline")
    mapping = PropertyMapping(party="layer", status=None, basis=None, source=None, date=None)
    return [Layer(tuple(features), schema="owlmaps_day", mapping=mapping)]


def _rings(member: object) -> list[list[list[Any]]]:
    """Rings or lines of a member, however deep they are nested, longitude first."""
    if not isinstance(member, list):
        return []
    waiting, rings = list(reversed(member)), []
    if member and _is_position(member[0]):
        return [list(_lat_first(member))]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list) and item and _is_position(item[0]):
            rings.append(list(_lat_first(item)))
        elif isinstance(item, list):
            waiting += reversed(item)
    return rings


def _is_position(value: object) -> bool:
    return isinstance(value, list) and len(value) >= 2 and isinstance(value[0], (int, float))


def _unit_positions(listed: object) -> Iterator[list[Any]]:
    for unit in listed if isinstance(listed, list) else ():
        if isinstance(unit, list) and len(unit) > 1 and _is_position(unit[1]):
            yield unit[1]


def _is_keyed_days(root: object) -> bool:
    return isinstance(root, list) and any(
        isinstance(entry, Mapping) and "dateKey" in entry and "data" in entry for entry in root[:20]
    )


def _keyed_days(text: JsonText, findings: Findings) -> list[Layer]:
    """Read a list of days, each with a key like 241130 and a list of features."""
    layers = []
    for entry in text.value:
        data = entry.get("data") if isinstance(entry, Mapping) else None
        if not isinstance(data, list):
            findings.error("member-missing", member="data")
            continue
        key = str(entry.get("dateKey"))[:40]
        day = day_of(key)
        if day is None:
            findings.error("date-unreadable", found=key)
        layers.append(Layer(read_features(data, None, findings), key, day, schema="owlmaps_line"))
    return layers


def _is_records(root: object) -> bool:
    return isinstance(root, list) and any(
        isinstance(record, Mapping) and {"latitude", "longitude"} <= record.keys()
        for record in root[:20]
    )


def _records(text: JsonText, findings: Findings) -> list[Layer]:
    """A list of events with latitude and longitude, which may be texts."""
    lines = text.scan.lines(text.scan.objects_at(()))
    features: list[DraftFeature] = []
    for number, record in enumerate(record for record in text.value if isinstance(record, Mapping)):
        line = lines[number] if number < len(lines) else None
        try:
            position = [float(record["longitude"]), float(record["latitude"])]
        except (KeyError, TypeError, ValueError):
            written = f"{record.get('latitude')} {record.get('longitude')}"[:80]
            findings.error("row-position", line=line, found=written)
            continue
        point = {"type": "Point", "coordinates": position}
        features.append(feature(len(features), point, record, line))
    mapping = PropertyMapping(party=None, status=None, basis=None, source=None, date="date")
    return [Layer(tuple(features), schema="timemap", mapping=mapping)]


def _is_feature_list(root: object) -> bool:
    return isinstance(root, list) and any(
        isinstance(entry, Mapping) and geojson.is_single(entry) for entry in root[:20]
    )


def _feature_list(text: JsonText, findings: Findings) -> list[Layer]:
    findings.warning("list-as-root")
    lines = text.scan.lines(text.scan.objects_at(()))
    return [Layer(read_features(text.value, lines, findings))]


_SHAPES: Final[Sequence[tuple[Callable[[object], bool], Reader]]] = (
    (lambda root: wrapped_at(root) is not None, _wrapped),
    (_is_single, _single),
    (_is_fields, _fields),
    (_is_day_map, _day_map),
    (_is_keyed_days, _keyed_days),
    (_is_records, _records),
    (_is_feature_list, _feature_list),
)
