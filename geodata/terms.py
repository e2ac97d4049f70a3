"""Terms of the field, after US doctrine FM 3-90-1 and ISW/CTP."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

Texts = Mapping[str, str]
"""A text in each of several languages, by language; English is always among them."""


class Status(StrEnum):
    """Status of control of an area."""

    CONTROLLED = "controlled"
    CONTESTED = "contested"


class Basis(StrEnum):
    """Basis of a statement: verified independently, or stated by one side only."""

    ASSESSED = "assessed"
    CLAIMED = "claimed"


class Confidence(StrEnum):
    """Confidence of the editors in a report."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


PartyPair = tuple[str, str]
"""Codes of two parties, sorted."""

CONTESTED: Final = "CONTESTED"
"""The code in the party column of ground that no party controls."""

WGS84: Final = "EPSG:4326"
"""The only CRS inside the house: longitude, latitude in degrees."""
