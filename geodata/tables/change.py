"""Tables of what changed between two days: ground, from whom to whom, places, fronts, advances."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from geodata.change import Change, ControlChange, PartyChange
from geodata.front_line import Advance, FrontChange
from geodata.tables.daily import AREA_METHOD, LENGTH_METHOD, PLACES, REPORT_METHOD, place_row
from geodata.tables.table import Provenance, Row, Table
from geodata.terms import PartyPair, party_and_status

_KM2: Final = ("before_km2", "after_km2", "gained_km2", "lost_km2", "delta_km2")
CHANGE_PARTIES: Final = ("party", "status", *_KM2, "delta_km2_per_day")
CHANGE_FLOWS: Final = ("from_party", "from_status", "to_party", "to_status", "basis", "km2")
CHANGE_GOVERNORATES: Final = ("governorate", "party", "status", *_KM2)
CHANGE_PLACES: Final = PLACES
CHANGE_FRONTS: Final = (
    "party_a", "party_b", "before_km", "after_km", "new_km", "abandoned_km", "standing_km",
)  # fmt: skip
CHANGE_ADVANCES: Final = (
    "party", "km", "km_per_day", "bearing_deg", "place_id", "name", "start_lon", "start_lat",
    "end_lon", "end_lat", "delta_km2_per_day",
)  # fmt: skip

_ADVANCE_METHOD: Final = (
    "geodesic on the WGS 84 ellipsoid from the border of the ground held on the first day to the "
    "farthest point of gained ground that borders on it; place: the named one nearest to that "
    "point, in English; assessed ground only"
)
_FRONT_METHOD: Final = f"{LENGTH_METHOD}; new: only on the second day; abandoned: only on the first"
_CLAIMED: Final = {
    True: "claimed ground counted besides assessed ground",
    False: "assessed ground only",
}
Days = tuple[date, date]


def change_parties(provenance: Provenance, days: Days, change: Change) -> Table:
    """Ground of each party in km²: before and after, gained, lost, their difference, per day."""
    rows = ((*_party_cells(row), change.km2_per_day(row.holder)) for row in change.parties)
    return provenance.table(
        "change_parties", "Ground gained and lost", CHANGE_PARTIES, rows,
        method=_area_method(change), days=days,
    )  # fmt: skip


def change_flows(provenance: Provenance, days: Days, change: Change) -> Table:
    """Ground in km² by who held it before and who holds it after, largest first.

    Party and status are empty where only one of the two maps has the ground.
    """
    rows = (
        (*party_and_status(flow.before), *party_and_status(flow.after), flow.basis.value, flow.km2)
        for flow in change.flows
    )
    return provenance.table(
        "change_flows", "Ground from whom to whom", CHANGE_FLOWS, rows,
        method=_area_method(change), days=days,
    )  # fmt: skip


def change_governorates(
    provenance: Provenance,
    days: Days,
    change: Change,
    by_governorate: Mapping[str, Iterable[PartyChange]],
) -> Table:
    """Ground of each party in each governorate in km²; all rows add up to the whole change.

    The governorate is empty for ground that lies in none.
    """
    rows = (
        (governorate, *_party_cells(row))
        for governorate, parties in by_governorate.items()
        for row in parties
    )
    return provenance.table(
        "change_governorates", "Ground gained and lost by governorate", CHANGE_GOVERNORATES, rows,
        method=f"{_area_method(change)}; cut along the governorates of the base map", days=days,
    )  # fmt: skip


def change_places(provenance: Provenance, days: Days, changes: Sequence[ControlChange]) -> Table:
    """The named places under another party on the second day, with the report in force then.

    Reports before default rules, great cities first; a place without a report of its own comes by
    its area, and the cells of the report are empty.
    """
    rows = (
        place_row(change.place, change.before, change.after, change.report)
        for change in sorted(changes, key=_reported_first)
    )
    return provenance.table(
        "change_places", "Places that changed hands", CHANGE_PLACES, rows,
        method=f"named places under another party on the second day; {REPORT_METHOD}", days=days,
    )  # fmt: skip


def change_fronts(
    provenance: Provenance, days: Days, fronts: Mapping[PartyPair, FrontChange]
) -> Table:
    """Geodesic km of each line of contact on both days: new, abandoned, standing.

    Those that moved most come first; `party_b` is empty where contested ground was met.
    """
    rows = (
        (
            *pair, front.abandoned.length_km + front.standing.length_km,
            front.new.length_km + front.standing.length_km, front.new.length_km,
            front.abandoned.length_km, front.standing.length_km,
        )
        for pair, front in sorted(fronts.items(), key=lambda item: -_moved_km(item[1]))
    )  # fmt: skip
    return provenance.table(
        "change_fronts", "Change of the lines of contact", CHANGE_FRONTS, rows,
        method=_FRONT_METHOD, days=days,
    )  # fmt: skip


def change_advances(provenance: Provenance, days: Days, advances: Mapping[str, Advance]) -> Table:
    """The farthest advance of each party in km in a straight line, per day, where to, and km²."""
    rows = map(_advance_row, advances.values())
    return provenance.table(
        "change_advances", "Farthest advance in a straight line", CHANGE_ADVANCES, rows,
        method=_ADVANCE_METHOD, days=days,
    )  # fmt: skip


def _advance_row(advance: Advance) -> Row:
    place = advance.place
    return (
        advance.party, advance.km, advance.km_per_day, advance.bearing_deg,
        place.place_id if place else None, place.name["en"] if place else None,
        *advance.start, *advance.end, advance.km2_per_day,
    )  # fmt: skip


def _party_cells(row: PartyChange) -> Row:
    return (
        row.party, row.status.value, row.before_km2, row.after_km2, row.gained_km2, row.lost_km2,
        row.delta_km2,
    )  # fmt: skip


def _area_method(change: Change) -> str:
    return f"{AREA_METHOD}; {_CLAIMED[change.claimed]}"


def _reported_first(change: ControlChange) -> tuple[bool, int, date, str]:
    report, place = change.report, change.place
    ruled = report is not None and report.default_rule
    return ruled, place.rank, report.effective_date if report else date.max, place.place_id


def _moved_km(front: FrontChange) -> float:
    return front.new.length_km + front.abandoned.length_km + front.standing.length_km / 1e3
