"""GeoJSON: collections, single features, bare geometries, sequences of them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson

from geodata.reading.findings import Findings
from geodata.reading.json_text import JsonText, checked, parse, point_at_duplicates
from geodata.reading.layer import GEOMETRIES, Layer, kind_of_value, read_features
from geodata.reading.limits import Limits

# Names of WGS 84 with longitude first: the default of GeoJSON.
_PLAIN_CRS: Final = frozenset({"urn:ogc:def:crs:ogc:1.3:crs84", "urn:ogc:def:crs:ogc::crs84"})
_EPSG: Final = re.compile(r"EPSG[:/](?:[\d.]*[:/])?(\d{4,6})$", re.IGNORECASE)
_MAX_BAD_RECORDS: Final = 1000


def collection(
    root: Mapping[str, Any], path: tuple[str, ...], text: JsonText, findings: Findings
) -> Layer:
    """The layer of a feature collection that lies under a path of keys in a text."""
    features = root.get("features")
    if not isinstance(features, list):
        findings.error("member-missing", member="features", line=1)
        features = []
    lines = text.scan.lines(text.scan.objects_at((*path, "features")))
    name = root.get("name")
    return Layer(
        features=read_features(features, lines, findings),
        name=name if isinstance(name, str) else "",
        crs=declared_crs(root, findings),
        members={key: value for key, value in root.items() if key != "features"},
    )


def single(root: Mapping[str, Any], findings: Findings) -> Layer:
    """Layer of a single feature, or of a single geometry without properties."""
    return Layer(read_features([root], [1], findings), crs=declared_crs(root, findings))


def is_single(root: Mapping[str, Any]) -> bool:
    """Whether a document is a single feature or a single geometry."""
    kind = root.get("type")
    return isinstance(kind, str) and (kind == "Feature" or kind in GEOMETRIES)


def declared_crs(root: Mapping[str, Any], findings: Findings) -> str | None:
    """The coordinate reference system that a document names; None for WGS 84, longitude first."""
    crs = root.get("crs")
    if crs is None:
        return _of_places(root)
    name = _crs_name(crs)
    findings.note("crs-member", found=name or kind_of_value(crs))
    return _plain(name)


def _plain(name: str | None) -> str | None:
    """A name as EPSG:32637 where it is a longer form of that; None if it means WGS 84."""
    if not name or name.lower() in _PLAIN_CRS or name.upper().endswith("CRS84"):
        return None
    authority = _EPSG.search(name)
    short = f"EPSG:{authority[1]}" if authority else name[:200]
    return None if short == "EPSG:4326" else short


def _of_places(root: Mapping[str, Any]) -> str | None:
    """JSON-FG's reference system, which holds for `place` and so only where no `geometry` is."""
    name, features = root.get("coordRefSys"), root.get("features", [root])
    if not isinstance(name, str) or not isinstance(features, list):
        return None
    placed = [entry for entry in features if isinstance(entry, Mapping) and entry.get("place")]
    return _plain(name) if placed and not any(entry.get("geometry") for entry in placed) else None


def _crs_name(crs: object) -> str | None:
    if isinstance(crs, str):
        return crs
    if not isinstance(crs, Mapping):
        return None
    properties = crs.get("properties")
    if not isinstance(properties, Mapping):
        return None
    name, code = properties.get("name"), properties.get("code")
    if isinstance(name, str):
        return name
    return f"EPSG:{code}"[:200] if code is not None else None


def records(
    text: bytes, numbered: Sequence[tuple[int, bytes]], findings: Findings, limits: Limits
) -> Layer:
    """The layer of a sequence of features; a record that is broken is reported and left out."""
    seen = checked(text, findings, limits)
    if seen is None:
        return Layer(())
    point_at_duplicates(seen, findings)
    values: list[Any] = []
    lines: list[int] = []
    bad = 0
    for line, record in numbered:
        try:
            root = orjson.loads(record)
        except orjson.JSONDecodeError:
            root = _parsed_leniently(record, line, findings, limits)
            bad += root is None
            if bad > _MAX_BAD_RECORDS:
                break
            if root is None:
                continue
        nested = root.get("features") if isinstance(root, Mapping) else None
        inside = nested if isinstance(nested, list) else [root]
        values += inside
        lines += [line] * sum(isinstance(entry, Mapping) for entry in inside)
    return Layer(read_features(values, lines, findings))


def _parsed_leniently(record: bytes, line: int, findings: Findings, limits: Limits) -> Any:  # noqa: ANN401
    """Value of a record in spite of numbers like NaN; None, and a finding, if there is none."""
    inner = Findings(findings.file)
    text = parse(record, inner, limits)
    problems = inner.problems()
    if text is None or problems:
        findings.error("record-broken", line=line, reason=problems[0].code if problems else "?")
    return text.value if text else None
