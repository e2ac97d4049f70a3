"""TopoJSON of others: any objects, with the properties they carry."""

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
    """Layer of each object of a topology; an object named by a day gets that day."""
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
    for name, member in objects.items():
        features = tuple(decoder.features(member, name, findings))
        read.append(Layer(features, name, day_of(name) or day_in_name(name)))
    return read


class _Decoder:
    """Decoder of a topology: arcs in degrees, and the geometries made of them."""

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
                return [list(position) for position in arc]
            across = accumulate(position[0] for position in arc)
            up = accumulate(position[1] for position in arc)
            return [self._degrees(x, y) for x, y in zip(across, up, strict=True)]
        except (TypeError, IndexError, KeyError, OverflowError):
            raise _Unreadable(f"arcs[{number}]") from None

    def _degrees(self, x: float, y: float) -> list[float]:
        return [
            round(x * self.scale[0] + self.shift[0], 9),
            round(y * self.scale[1] + self.shift[1], 9),
        ]

    def features(self, member: Any, name: str, findings: Findings) -> Iterator[DraftFeature]:  # noqa: ANN401
        """Features of an object."""
        for index, geometry_object in enumerate(_members(member)):
            properties = (
                geometry_object.get("properties") if isinstance(geometry_object, Mapping) else None
            )
            properties = properties if isinstance(properties, Mapping) else {}
            try:
                geometry = self._geometry(geometry_object)
            except (_Unreadable, TypeError, IndexError, OverflowError) as error:
                reason = (
                    str(error) if isinstance(error, _Unreadable) else kind_of_value(geometry_object)
                )
                findings.error("topojson-broken", feature=index, name=name, member=reason[:200])
                geometry = None
            identifier = geometry_object.get("id") if isinstance(geometry_object, Mapping) else None
            extra = {"id": identifier} if isinstance(identifier, (str, int)) else {}
            yield feature(index, geometry, {**extra, **properties})

    def _geometry(self, geometry_object: Any) -> Mapping[str, object] | None:  # noqa: ANN401
        if not isinstance(geometry_object, Mapping):
            raise _Unreadable(kind_of_value(geometry_object))
        kind = geometry_object.get("type")
        if kind is None:
            return None
        if kind == "GeometryCollection":
            inside = [self._geometry(part) for part in geometry_object.get("geometries", [])]
            return {"type": kind, "geometries": inside}
        if kind in ("Point", "MultiPoint"):
            position: Any = geometry_object.get("coordinates")
            points = position if kind == "MultiPoint" else [position]
            placed = [self._position(point) for point in points]
            return {"type": kind, "coordinates": placed if kind == "MultiPoint" else placed[0]}
        if kind not in _RINGS_DEEP or not isinstance(geometry_object.get("arcs"), list):
            raise _Unreadable(kind_of_value(kind))
        return {
            "type": kind,
            "coordinates": self._lines(geometry_object["arcs"], _RINGS_DEEP[kind]),
        }

    def _position(self, position: Sequence[float]) -> list[float]:
        return self._degrees(position[0], position[1]) if self.quantised else list(position)

    def _lines(self, numbers: Sequence[Any], levels: int) -> list[Any]:
        if levels:
            return [self._lines(part, levels - 1) for part in numbers]
        line: Line = []
        for number in numbers:
            arc = self.arcs[number if number >= 0 else ~number]
            self.left -= len(arc)
            if self.left < 0:
                raise _Unreadable("arcs")
            forward = arc if number >= 0 else arc[::-1]
            line += forward[1:] if line else forward
        return line


def _members(member: Any) -> list[Any]:  # noqa: ANN401
    if isinstance(member, Mapping) and member.get("type") == "GeometryCollection":
        inside = member.get("geometries")
        return inside if isinstance(inside, list) else [member]
    return [member]


def _transform(value: Any) -> tuple[tuple[float, float], tuple[float, float]]:  # noqa: ANN401
    if value is None:
        return (1.0, 1.0), (0.0, 0.0)
    try:
        (across, up), (x, y) = value["scale"], value["translate"]
        return (float(across), float(up)), (float(x), float(y))
    except (TypeError, ValueError, KeyError, OverflowError):
        raise _Unreadable("transform") from None
