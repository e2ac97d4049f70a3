"""Terms of the field, after US doctrine FM 3-90-1 and ISW/CTP."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Texts = Mapping[str, str]
"""A text in each of several languages, by language; English is always among them."""


class Status(StrEnum):
    """Status of control of an area."""

    CONTROLLED = "controlled"
    CONTESTED = "contested"

    @property
    def has_party(self) -> bool:
        """Whether ground of this status is a party's; contested ground has none."""
        return self is not Status.CONTESTED


class Basis(StrEnum):
    """Basis of a statement: verified independently, or stated by one side only."""

    ASSESSED = "assessed"
    CLAIMED = "claimed"


class Confidence(StrEnum):
    """Confidence of the editors in a report."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Holder:
    """Who holds ground: a party, or none where it is contested; ordered by code, no party last.

    None in place of a holder is ground that a map does not have.
    """

    party: str | None
    status: Status = Status.CONTROLLED

    def __lt__(self, other: "Holder") -> bool:
        return by_code(self.party) < by_code(other.party)


CONTESTED: Final = Holder(None, Status.CONTESTED)
"""The holder of contested ground."""

CONTESTED_CODE: Final = "CONTESTED"
"""What files and stores write in place of a party for contested ground; read at the gate alone."""


def by_code(party: str | None) -> tuple[bool, str]:
    """The key that puts codes of parties in order, and no party after them."""
    return party is None, party or ""


def party_and_status(holder: Holder | None) -> tuple[str | None, str | None]:
    """The two cells of a table for a holder; both None for ground that a map does not have."""
    return (holder.party, holder.status.value) if holder else (None, None)


PartyPair = tuple[str, str | None]
"""Two holders that meet: codes of parties, sorted; the second None where ground is contested."""


def party_pair(a: str | None, b: str | None) -> PartyPair:
    """Two holders in the order of a `PartyPair`.

    Raises
    ------
    ValueError
        Neither is a party: contested ground has no line of contact with itself.
    """
    first, second = sorted((a, b), key=by_code)
    if first is None:
        raise ValueError("Contested ground has no line of contact with itself; name a party.")
    return first, second


def pair_order(pair: PartyPair) -> tuple[str, tuple[bool, str]]:
    """The key that sorts pairs: by the first code, then the second, contested ground last."""
    return pair[0], by_code(pair[1])


def written(holder: Holder) -> str:
    """The code for a holder in a file, a store or a problem: the inverse of `read_holder`."""
    return CONTESTED_CODE if holder.party is None else holder.party


def read_holder(code: str, status: Status = Status.CONTROLLED) -> Holder:
    """The holder that a file or a store writes as a code, with a status where it has one.

    The two need not agree in older ones: either says that ground is contested.
    """
    if code == CONTESTED_CODE or not status.has_party:
        return CONTESTED
    return Holder(code, status)


WGS84: Final = "EPSG:4326"
"""The only CRS inside the house: longitude, latitude in degrees."""
