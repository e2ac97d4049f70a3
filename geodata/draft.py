"""This module knows drafts: what came in with a file, not yet trusted, nothing thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shapely.geometry.base import BaseGeometry

RawGeometry = Mapping[str, object] | BaseGeometry
"""As in GeoJSON, numbers as found (open rings, heights, NaN); or made by a binary format."""


@dataclass(frozen=True)
class PropertyMapping:
    """Which property says what; None where no property does. A dot leads into a nested property.

    `…_values` turn what is written into our codes; what they do not name is taken as it is.
    `constants` hold for all features: keys party, status, basis, source.
    `colour` names the property whose colour tells the party, by `colour_values`: a last resort.
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
    """One feature as found; `index` is its position in the file from 0, `line` from 1."""

    index: int
    line: int | None
    name: str
    properties: Mapping[str, object]
    geometry: RawGeometry | None


@dataclass(frozen=True, eq=False)
class Draft:
    """The features of one file for one day.

    `crs` is what the file declares, None where WGS 84 is assumed; `schema` is the shape that was
    recognised, `mapping` what it says about properties, None where they have our own names.
    """

    file: str
    effective_date: date | None
    crs: str | None
    features: tuple[DraftFeature, ...]
    schema: str | None = None
    mapping: PropertyMapping | None = None
