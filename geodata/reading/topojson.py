"""This module knows TopoJSON that others wrote: any objects, with the properties they carry."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

from geodata.draft import DraftFeature
from geodata.reading.dates import day_in_name, day_of
from geodata.reading.findings import Findings
from geodata.reading.json_text import JsonText
from geodata.reading.layer import Layer, feature, kind_of_value
from geodata.reading.limits import MIB, Limits

Line = list[Any]
_POSITION_BYTES: Final = 128
_RINGS_DEEP: Final = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}


class _Unreadable(Exception):
    """A geometry names arcs that are not there, or is of no known kind."""


def layers(text: JsonText, findings: Findings, limits: Limits) -> list[Layer]:
    """One layer for each object of a topology; an object that is named by a day is that day's."""
    objects = text.value.get("objects")
    if not isinstance(objects, Mapping):
        findings.error("member-missing", member="objects", line=1)
        return []
    if not objects:
        findings.error("nothing-to-read", found="TopoJSON")
        return []
    try:
        decoder = _Decoder(text.value, limits)
    except _Unreadable as error:
        findings.error("topojson-broken", member=str(error))
        return []
    read = []
    for name, one in objects.items():
        features = tuple(decoder.features(one, name, findings))
        read.append(Layer(features, name, day_of(name) or day_in_name(name)))
    return read


class _Decoder:
    """Arcs of one topology in degrees, and geometries made of them."""

    def __init__(self, root: Mapping[str, Any], limits: Limits) -> None:
        self.scale, self.shift = _transform(root.get("transform"))
        self.quantised = root.get("transform") is not None
        arcs = root.get("arcs")
        if not isinstance(arcs, list):
            raise _Unreadable("arcs")
        self.arcs = [self._arc(arc, number) for number, arc in enumerate(arcs)]
        # A few bytes can name a long arc a million times.
        self.left = limits.parsed_mb * MIB // _POSITION_BYTES

    def _arc(self, arc: Any, number: int) -> Line:  # noqa: ANN401 - any JSON
        try:
            if not self.quantised:
                return [list(at) for at in arc]
            across = accumulate(at[0] for at in arc)
            up = accumulate(at[1] for at in arc)
            return [self._degrees(x, y) for x, y in zip(across, up, strict=True)]
        except (TypeError, IndexError, KeyError, OverflowError):
            raise _Unreadable(f"arcs[{number}]") from None

    def _degrees(self, x: float, y: float) -> list[float]:
        return [
            round(x * self.scale[0] + self.shift[0], 9),
            round(y * self.scale[1] + self.shift[1], 9),
        ]

    def features(self, one: Any, name: str, findings: Findings) -> Iterator[DraftFeature]:  # noqa: ANN401
        """The features of one object."""
        for index, found in enumerate(_members(one)):
            properties = found.get("properties") if isinstance(found, Mapping) else None
            properties = properties if isinstance(properties, Mapping) else {}
            try:
                geometry = self._geometry(found)
            except (_Unreadable, TypeError, IndexError, OverflowError) as error:
                told = str(error) if isinstance(error, _Unreadable) else kind_of_value(found)
                findings.error("topojson-broken", feature=index, name=name, member=told[:200])
                geometry = None
            identifier = found.get("id") if isinstance(found, Mapping) else None
            extra = {"id": identifier} if isinstance(identifier, (str, int)) else {}
            yield feature(index, geometry, {**extra, **properties})

    def _geometry(self, found: Any) -> Mapping[str, object] | None:  # noqa: ANN401
        if not isinstance(found, Mapping):
            raise _Unreadable(kind_of_value(found))
        kind = found.get("type")
        if kind is None:
            return None
        if kind == "GeometryCollection":
            inside = [self._geometry(one) for one in found.get("geometries", [])]
            return {"type": kind, "geometries": inside}
        if kind in ("Point", "MultiPoint"):
            at: Any = found.get("coordinates")
            points = at if kind == "MultiPoint" else [at]
            placed = [self._position(one) for one in points]
            return {"type": kind, "coordinates": placed if kind == "MultiPoint" else placed[0]}
        if kind not in _RINGS_DEEP or not isinstance(found.get("arcs"), list):
            raise _Unreadable(kind_of_value(kind))
        return {"type": kind, "coordinates": self._lines(found["arcs"], _RINGS_DEEP[kind])}

    def _position(self, at: Sequence[float]) -> list[float]:
        return self._degrees(at[0], at[1]) if self.quantised else list(at)

    def _lines(self, found: Sequence[Any], levels: int) -> list[Any]:
        if levels:
            return [self._lines(one, levels - 1) for one in found]
        line: Line = []
        for number in found:
            arc = self.arcs[number if number >= 0 else ~number]
            self.left -= len(arc)
            if self.left < 0:
                raise _Unreadable("arcs")
            forward = arc if number >= 0 else arc[::-1]
            line += forward[1:] if line else forward
        return line


def _members(one: Any) -> list[Any]:  # noqa: ANN401
    if isinstance(one, Mapping) and one.get("type") == "GeometryCollection":
        inside = one.get("geometries")
        return inside if isinstance(inside, list) else [one]
    return [one]


def _transform(found: Any) -> tuple[tuple[float, float], tuple[float, float]]:  # noqa: ANN401
    if found is None:
        return (1.0, 1.0), (0.0, 0.0)
    try:
        (across, up), (x, y) = found["scale"], found["translate"]
        return (float(across), float(up)), (float(x), float(y))
    except (TypeError, ValueError, KeyError, OverflowError):
        raise _Unreadable("transform") from None
