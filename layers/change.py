"""This layer is what changed between two days: ground for the map, and figures for tables.

Every figure comes from `geodata`; here it gets a name in the reader's language, and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import orjson
import shapely

from geodata.change import Change, PartyChange
from geodata.change.overlay import polygons
from geodata.figure_table import FigureTable, about
from geodata.front_line import Advance, FrontChange
from geodata.measure import areas_km2
from geodata.places import Place, Report, in_force
from geodata.record import Record
from geodata.terms import CONTESTED
from layers.locale.text import of, say

LEAST_KM2: Final = 1.0
"""A piece of ground smaller than this is not drawn unless asked for; it stays in every sum."""
NAMED_KM2: Final = 150.0
"""Smaller pieces get no plate with their km² on the map."""
_CELLS: Final = 1e5
_MIDDLE_DEG: Final = 0.01
Pair = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Span:
    """Two days of a record, and the language in which to speak of them."""

    record: Record
    first: date
    last: date
    language: str = "en"
    claimed: bool = True
    version: int | None = None
    known_on: str = ""

    @property
    def stops(self) -> tuple[date, date]:
        """The effective dates in force on the two days."""
        return self.record.effective(self.first), self.record.effective(self.last)

    def party(self, code: str | None) -> str:
        """The short name of a party; a code that the theatre does not know stays as it is."""
        if code is None:
            return say(self.language, "compare_nobody")
        names = {party.code: party.short for party in self.record.theatre.parties}
        return of(names[code], self.language) if code in names else code

    def governorate(self, name: str) -> str:
        """A governorate by its English name, as places have it."""
        if not name:
            return say(self.language, "compare_elsewhere")
        known = self.record.theatre.governorates
        return of(known[name], self.language) if name in known else name

    def table(
        self, name: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
    ) -> FigureTable:
        """A table with the header that says what it is; `name` is that of its words."""
        method = say(self.language, f"compare_method_{name}")
        key = "compare_counted" if self.claimed else "compare_not_counted"
        header = about(
            self.record.theatre, f"{method} {say(self.language, key)}", self.stops,
            revision=self.version, known_on=self.known_on, language=self.language,
        )  # fmt: skip
        title = say(self.language, f"compare_{name}")
        return FigureTable(title, tuple(columns), tuple(rows), header)


def drawn(span: Span, change: Change, least_km2: float = LEAST_KM2) -> bytes:
    """What the map is told: km² per party, and the ground that changed hands, piece by piece.

    Rings are steps of 1e-5 degrees from point to point; `at` is where a plate may stand.
    """
    rows = [[row.party, row.gained_km2, row.lost_km2] for row in change.parties]
    pieces = [
        _piece(flow.before, flow.after, part, float(km2))
        for flow in change.flows_shown(least_km2)
        for part, km2 in _parts(flow.ground)
    ]
    pieces.sort(key=lambda piece: -piece["km2"])
    key = "|".join([*map(str, span.stops), str(int(span.claimed)), f"{least_km2:g}"])
    return orjson.dumps({"key": key, "rows": rows, "pieces": pieces})


def _parts(ground: Any) -> list[tuple[Any, float]]:  # noqa: ANN401 - shapely has no stubs
    parts = polygons(ground)
    return list(zip(parts, areas_km2(parts), strict=True))


def _piece(before: str | None, after: str | None, part: Any, km2: float) -> dict[str, Any]:  # noqa: ANN401
    rings = [part.exterior, *part.interiors]
    cells = [np.rint(shapely.get_coordinates(ring) * _CELLS).astype(np.int64) for ring in rings]
    steps = [np.diff(points, axis=0, prepend=[[0, 0]]).ravel().tolist() for points in cells]
    at = _middle(part) if km2 >= NAMED_KM2 else None
    return {"before": before, "after": after, "km2": round(km2, 2), "rings": steps, "at": at}


def _middle(part: Any) -> list[float]:  # noqa: ANN401
    """The point that is farthest from the edge, to a hundredth of a degree."""
    circle = shapely.maximum_inscribed_circle(part, tolerance=_MIDDLE_DEG)
    return shapely.get_coordinates(circle)[0].tolist()  # type: ignore[no-any-return]


def parties_table(span: Span, change: Change) -> FigureTable:
    """Per party: km² before and after, gained, lost, the difference, and that per day."""
    columns = (
        "party", "name", "before_km2", "after_km2", "gained_km2", "lost_km2", "net_km2",
        "net_km2_per_day",
    )  # fmt: skip
    rows = [
        (
            row.party, span.party(row.party), row.before_km2, row.after_km2, row.gained_km2,
            row.lost_km2, row.delta_km2, change.km2_per_day(row.party),
        )
        for row in change.parties
    ]  # fmt: skip
    return span.table("parties", columns, rows)


def flows_table(span: Span, change: Change) -> FigureTable:
    """From whom to whom, km², largest first."""
    rows = [
        (old, span.party(old), new, span.party(new), km2)
        for (old, new), km2 in sorted(change.matrix.items(), key=lambda item: -item[1])
    ]
    return span.table("flows", ("from", "from_name", "to", "to_name", "km2"), rows)


def governorates_table(span: Span, found: Mapping[str, tuple[PartyChange, ...]]) -> FigureTable:
    """Per governorate and party: km² before and after, gained and lost."""
    columns = ("governorate", "party", "name", "before_km2", "after_km2", "gained_km2", "lost_km2")
    rows = [
        (
            span.governorate(name), row.party, span.party(row.party), row.before_km2,
            row.after_km2, row.gained_km2, row.lost_km2,
        )
        for name, parties in found.items()
        for row in parties
    ]  # fmt: skip
    return span.table("governorates", columns, rows)


def places_table(span: Span, reports: Sequence[Report]) -> FigureTable:
    """Places under another party by report: real reports first, then by rank and name."""
    columns = (
        "place_id", "place", "governorate", "lat", "lon", "from", "to", "date", "confidence",
        "default_rule", "source", "note",
    )  # fmt: skip
    places = {place.place_id: place for place in span.record.theatre.places}
    earlier = in_force(span.record.theatre.reports, span.first)
    ordered = sorted(reports, key=lambda one: _order(one, places[one.place_id]))
    rows = [
        (
            one.place_id, of(places[one.place_id].name, span.language),
            span.governorate(places[one.place_id].governorate), places[one.place_id].lat,
            places[one.place_id].lon, earlier[one.place_id].party, one.party, one.effective_date,
            one.confidence.value, str(one.default_rule).lower(), one.source, one.note,
        )
        for one in ordered
    ]  # fmt: skip
    return span.table("places", columns, rows)


def _order(report: Report, place: Place) -> tuple[bool, int, date, str]:
    return report.default_rule, place.rank, report.effective_date, place.place_id


def fronts_table(span: Span, fronts: Mapping[Pair, FrontChange]) -> FigureTable:
    """Per pair of parties: km of contact on both days, and what is new, given up, standing."""
    columns = ("a", "b", "name_a", "name_b", "before_km", "after_km", "new_km", "abandoned_km",
               "standing_km")  # fmt: skip
    rows = [
        (
            a, b, span.party(a), span.party(b), one.abandoned.length_km + one.standing.length_km,
            one.new.length_km + one.standing.length_km, one.new.length_km,
            one.abandoned.length_km, one.standing.length_km,
        )
        for (a, b), one in sorted(fronts.items(), key=lambda item: -_moved_km(item[1]))
    ]  # fmt: skip
    return span.table("fronts", columns, rows)


def _moved_km(one: FrontChange) -> float:
    return one.new.length_km + one.abandoned.length_km + one.standing.length_km / 1e3


def advances_table(span: Span, advances: Mapping[str, Advance]) -> FigureTable:
    """Per party that advanced: how far in a straight line, where to, and how fast."""
    columns = (
        "party", "name", "km", "km_per_day", "bearing_deg", "near", "start_lon", "start_lat",
        "end_lon", "end_lat", "net_km2_per_day",
    )  # fmt: skip
    rows = [
        (
            party, span.party(party), one.km, one.km_per_day, one.bearing_deg,
            of(one.place.name, span.language) if one.place else None, *one.start, *one.end,
            one.km2_per_day,
        )
        for party, one in advances.items()
        if party != CONTESTED
    ]  # fmt: skip
    return span.table("advances", columns, rows)
