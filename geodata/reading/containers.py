"""This module knows the JSON documents that are not GeoJSON but hold a map: what to unwrap, how.

Each answers with layers in (longitude, latitude), whatever the order of the file was.
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
_MOST_WRAPPERS: Final = 4


def wrapped_at(root: object) -> tuple[str, ...] | None:
    """The path of keys to a feature collection inside other objects, () if it is the root."""
    path: tuple[str, ...] = ()
    for _ in range(_MOST_WRAPPERS):
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
    """How to read a document that is no feature collection, None if nobody knows its shape."""
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
        isinstance(one, Mapping) and "points" in one for one in list(fields.values())[:20]
    )


def _fields(text: JsonText, findings: Findings) -> list[Layer]:
    """Fields with points in latitude, longitude: as objects, pairs or one flat list."""
    features: list[DraftFeature] = []
    for key, one in text.value["fields"].items():
        if not isinstance(one, Mapping):
            findings.error("feature-type", name=str(key)[:80], found=str(one)[:80])
            continue
        ring = _closed(list(_lat_first(one.get("points"))))
        properties = {"id": key, **{name: v for name, v in one.items() if name != "points"}}
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append(feature(len(features), geometry, properties))
    findings.note("latitude-first", member="fields")
    mapping = PropertyMapping(party="name", status=None, basis=None, source=None, date=None)
    return [Layer(tuple(features), schema="liveuamap", mapping=mapping)]


def _lat_first(points: object) -> Iterator[list[Any]]:
    """Positions, longitude first, of points that have the latitude first."""
    if not isinstance(points, Sequence) or isinstance(points, str):
        return
    if all(isinstance(one, (int, float)) for one in points):
        yield from ([lon, lat] for lat, lon in zip(points[::2], points[1::2], strict=False))
        return
    for one in points:
        if isinstance(one, Mapping):
            yield [one.get("lng", one.get("lon")), one.get("lat")]
        elif isinstance(one, Sequence) and not isinstance(one, str) and len(one) >= 2:
            yield [one[1], one[0]]


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
        for at in _unit_positions(listed):
            point = {"type": "Point", "coordinates": at}
            features.append(feature(len(features), point, {"layer": "units", "side": side}))
    if not text.value.get("areas"):
        findings.warning("areas-empty", member="areas")
    findings.note("latitude-first", member="areas, frontline")
    mapping = PropertyMapping(party="layer", status=None, basis=None, source=None, date=None)
    return [Layer(tuple(features), schema="owlmaps_day", mapping=mapping)]


def _rings(found: object) -> list[list[list[Any]]]:
    """Rings or lines of a member, however deep they are nested, longitude first."""
    if not isinstance(found, list):
        return []
    waiting, rings = list(reversed(found)), []
    if found and _is_position(found[0]):
        return [list(_lat_first(found))]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list) and one and _is_position(one[0]):
            rings.append(list(_lat_first(one)))
        elif isinstance(one, list):
            waiting += reversed(one)
    return rings


def _is_position(one: object) -> bool:
    return isinstance(one, list) and len(one) >= 2 and isinstance(one[0], (int, float))


def _unit_positions(listed: object) -> Iterator[list[Any]]:
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, list) and len(one) > 1 and _is_position(one[1]):
            yield one[1]


def _is_keyed_days(root: object) -> bool:
    return isinstance(root, list) and any(
        isinstance(one, Mapping) and "dateKey" in one and "data" in one for one in root[:20]
    )


def _keyed_days(text: JsonText, findings: Findings) -> list[Layer]:
    """A list of days, each with a key such as 241130 and a list of features."""
    layers = []
    for one in text.value:
        data = one.get("data") if isinstance(one, Mapping) else None
        if not isinstance(data, list):
            findings.error("member-missing", member="data")
            continue
        key = str(one.get("dateKey"))[:40]
        day = day_of(key)
        if day is None:
            findings.error("date-unreadable", found=key)
        layers.append(Layer(read_features(data, None, findings), key, day, schema="owlmaps_line"))
    return layers


def _is_records(root: object) -> bool:
    return isinstance(root, list) and any(
        isinstance(one, Mapping) and {"latitude", "longitude"} <= one.keys() for one in root[:20]
    )


def _records(text: JsonText, findings: Findings) -> list[Layer]:
    """A list of events with latitude and longitude, which may be texts."""
    lines = text.scan.lines(text.scan.objects_at(()))
    features: list[DraftFeature] = []
    for number, one in enumerate(each for each in text.value if isinstance(each, Mapping)):
        line = lines[number] if number < len(lines) else None
        try:
            at = [float(one["longitude"]), float(one["latitude"])]
        except (KeyError, TypeError, ValueError):
            told = f"{one.get('latitude')} {one.get('longitude')}"[:80]
            findings.error("row-position", line=line, found=told)
            continue
        point = {"type": "Point", "coordinates": at}
        features.append(feature(len(features), point, one, line))
    mapping = PropertyMapping(party=None, status=None, basis=None, source=None, date="date")
    return [Layer(tuple(features), schema="timemap", mapping=mapping)]


def _is_feature_list(root: object) -> bool:
    return isinstance(root, list) and any(
        isinstance(one, Mapping) and geojson.is_single(one) for one in root[:20]
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
