"""Drafts: the features of a file, not yet trusted, nothing thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shapely.geometry.base import BaseGeometry

RawGeometry = Mapping[str, object] | BaseGeometry
"""As in GeoJSON, numbers as found (open rings, heights, NaN); or made by a binary format."""


@dataclass(frozen=True)
class PropertyMapping:
    """Property that holds each value, None where there is none; paths as in `value_at`.

    `…_values` map values of the file to our codes; a value that they do not name is kept as it is.
    `constants` hold for all features: keys party, status, basis, source.
    `colour` names the property whose colour shows the party, by `colour_values`: a last resort.
    """

    party: str | None = "party"
    status: str | None = "status"
    basis: str | None = "basis"
    source: str | None = "source"
    date: str | None = "effective_date"
    valid_to: str | None = None
    colour: str | None = None
    party_values: Mapping[str, str] = field(default_factory=dict)
    status_values: Mapping[str, str] = field(default_factory=dict)
    basis_values: Mapping[str, str] = field(default_factory=dict)
    colour_values: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class DraftFeature:
    """Feature as found in a file; `index` is its position in the file from 0, `line` from 1."""

    index: int
    line: int | None
    name: str
    properties: Mapping[str, object]
    geometry: RawGeometry | None


@dataclass(frozen=True, eq=False)
class Draft:
    """Features of a file for a day.

    `crs` is what the file declares, None where WGS 84 is assumed; `schema` is the shape that was
    recognised, `mapping` what its properties mean, None where they have our own names.
    """

    file: str
    effective_date: date | None
    crs: str | None
    features: tuple[DraftFeature, ...]
    schema: str | None = None
    mapping: PropertyMapping | None = None


def value_at(properties: Mapping[str, object], path: str | None) -> object:
    """Value of a property, None if there is none.

    A dot in the path leads into a nested property, a number into a list: `holders.0.name`.
    """
    if path is None or path in properties:
        return properties[path] if path is not None else None
    value: object = properties
    for part in path.split("."):
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, (list, tuple)) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value
