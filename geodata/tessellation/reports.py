"""Input of the tessellation: reported places, and the holding of each on a day, from reports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import numpy as np
from scipy.spatial import cKDTree

from geodata.errors import PlacesTooClose, TessellationError
from geodata.places import Report
from geodata.terms import CONTESTED_CODE
from geodata.tessellation.grid import FloatArray, geocentric_km

RANKS = range(4)
MIN_DISTANCE_KM = 0.05


@dataclass(frozen=True)
class ReportedPlace:
    """Place named in reports: position in WGS 84 degrees, rank 0 (city) to 3 (village).

    `banks` states on which side of a barrier it is known to lie: +1 left of the line, -1 right.
    """

    place_id: str
    lon: float
    lat: float
    rank: int = 2
    banks: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Holding:
    """Party that holds a place on one day; when contested, the party that held it before."""

    party: str
    contested: bool = False


def check_places(places: Sequence[ReportedPlace]) -> None:
    """Refuse an empty list, a place named twice, an impossible rank or coordinate."""
    if not places:
        raise TessellationError("The list of places is empty; at least one place is needed.")
    seen: set[str] = set()
    for place in places:
        if place.place_id in seen:
            raise TessellationError(
                f"Place '{place.place_id}' is listed twice; keep one row for each place."
            )
        seen.add(place.place_id)
        if place.rank not in RANKS:
            raise TessellationError(
                f"Place '{place.place_id}' has rank {place.rank}; give 0 (city) to 3 (village)."
            )
        if not (-180 <= place.lon <= 180 and -90 <= place.lat <= 90):
            raise TessellationError(
                f"Place '{place.place_id}' lies at lon {place.lon}, lat {place.lat}, which is not "
                "on Earth; give degrees in WGS 84, longitude first."
            )


def check_distances(places: Sequence[ReportedPlace], lonlat: FloatArray) -> None:
    """Refuse two places so close that no border could run between them."""
    pairs = cKDTree(geocentric_km(lonlat)).query_pairs(MIN_DISTANCE_KM)
    if not pairs:
        return
    first, second = min(pairs)
    metres = 1000 * float(np.linalg.norm(np.diff(geocentric_km(lonlat[[first, second]]), axis=0)))
    raise PlacesTooClose(
        f"Places '{places[first].place_id}' and '{places[second].place_id}' are {metres:.0f} m "
        f"apart; places must be at least {MIN_DISTANCE_KM * 1000:.0f} m apart. "
        "Merge them or correct a coordinate."
    )


def check_holdings(places: Sequence[ReportedPlace], holdings: Mapping[str, Holding]) -> None:
    """Refuse holdings whose places are not exactly those of the tessellation."""
    known = {place.place_id for place in places}
    for problem, names in (
        ("No holding is given for", sorted(known - set(holdings))),
        ("Holdings are given for places that are not in the list:", sorted(set(holdings) - known)),
    ):
        if names:
            shown = ", ".join(f"'{name}'" for name in names[:3])
            raise TessellationError(
                f"{problem} {shown} ({len(names)} in all); give one holding for each place."
            )
    for place_id, holding in holdings.items():
        if holding.party in ("", CONTESTED_CODE):
            raise TessellationError(
                f"Place '{place_id}' is held by '{holding.party}', which is not a party; "
                "for a contested place give the party that held it before and contested=True."
            )


@dataclass(frozen=True)
class HeldOn:
    """Holding of a place on a day, and the report that states it."""

    holding: Holding
    report: Report

    @property
    def default_rule(self) -> bool:
        """Whether the place has no report of its own and fell when the front passed it."""
        return self.report.default_rule


def holdings_on(reports: Iterable[Report], day: date) -> dict[str, HeldOn]:
    """Holding of each place on a day, by place id.

    Later days overrule earlier ones; on one day the last report in the order of the list does. A
    contested place keeps the party that held it before as its holder.

    Raises
    ------
    TessellationError
        A place is contested before any report names its holder.
    """
    held: dict[str, HeldOn] = {}
    for report in sorted(reports, key=lambda report: report.effective_date):
        if report.effective_date > day:
            break
        before = held.get(report.place_id)
        if report.party is not None:
            holding = Holding(report.party)
        elif before is not None:
            holding = Holding(before.holding.party, contested=True)
        else:
            raise TessellationError(
                f"Place '{report.place_id}' is contested from {report.effective_date} on, but no "
                "earlier report says who held it; give its holder at the start."
            )
        held[report.place_id] = HeldOn(holding, report)
    return held
