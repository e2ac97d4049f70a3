"""Layer of what changed between two days: ground for the map, and the words to speak of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import orjson
import shapely

from geodata.change import Change
from geodata.change.overlay import polygons
from geodata.measure import areas_km2
from geodata.record import Record
from geodata.terms import Holder
from layers.locale.catalogue import DEFAULT_LANGUAGE
from layers.locale.locale import Locale
from layers.palette import slot

MIN_KM2: Final = 1.0
"""A piece of ground smaller than this is not drawn unless asked for; it stays in every sum."""
NAMED_KM2: Final = 150.0
"""Smaller pieces get no plate with their km² on the map."""
_GRID_DEG: Final = 1e-5
"""Grid of the ground that is drawn, 1.1 m; figures never come from it."""
_MIDDLE_DEG: Final = 0.01


@dataclass(frozen=True, eq=False)
class Span:
    """Two days of a record, and the language in which to speak of them."""

    record: Record
    first: date
    last: date
    language: str = DEFAULT_LANGUAGE
    claimed: bool = True
    version: int | None = None
    known_on: str = ""

    @property
    def locale(self) -> Locale:
        """Words of the record's theatre."""
        return Locale(self.record.theatre, self.language)

    @property
    def effective_dates(self) -> tuple[date, date]:
        """Effective dates in force on the two days."""
        return self.record.effective(self.first), self.record.effective(self.last)

    def party(self, code: str | None) -> str:
        """The short name of a party, or the word for contested ground."""
        return self.locale.party(code)

    def holder(self, holder: Holder | None) -> str:
        """As `party`; None is ground that a map does not have."""
        return self.locale.holder(holder) if holder else self.locale.say("compare_nobody")

    def governorate(self, name: str) -> str:
        """A governorate by its English name, as places have it."""
        if not name:
            return self.locale.say("compare_elsewhere")
        known = self.record.theatre.governorates
        return self.locale.text(known[name]) if name in known else name


def drawn(span: Span, change: Change, min_km2: float = MIN_KM2) -> bytes:
    """Return the message to the map: km² by slot, and the ground that changed hands, in pieces.

    It is the `ChangeMessage` of `layers/web/payload.schema.json`.
    """
    first, last = span.effective_dates
    slots = [
        {"slot": slot(row.party), "gained_km2": row.gained_km2, "lost_km2": row.lost_km2}
        for row in change.parties
    ]
    pieces = [
        _piece(_slot(flow.before), _slot(flow.after), part, float(km2))
        for flow in change.flows_shown(min_km2)
        for part, km2 in _parts(flow.ground)
    ]
    pieces.sort(key=lambda piece: -piece["km2"])
    return orjson.dumps(
        {
            "from": first,
            "to": last,
            "claimed": span.claimed,
            "min_km2": min_km2,
            "slots": slots,
            "grid_deg": _GRID_DEG,
            "pieces": pieces,
        }
    )


def _parts(ground: Any) -> list[tuple[Any, float]]:  # noqa: ANN401 - shapely has no stubs
    parts = polygons(ground)
    return list(zip(parts, areas_km2(parts), strict=True))


def _slot(holder: Holder | None) -> str | None:
    return slot(holder.party) if holder else None


def _piece(before: str | None, after: str | None, part: Any, km2: float) -> dict[str, Any]:  # noqa: ANN401
    return {
        "before": before,
        "after": after,
        "km2": round(km2, 2),
        "rings": [_ring(ring) for ring in (part.exterior, *part.interiors)],
        "label": _middle(part) if km2 >= NAMED_KM2 else None,
    }


def _ring(ring: Any) -> dict[str, list[int]]:  # noqa: ANN401
    """A ring on the grid: its first point, then steps from point to point."""
    cells = np.rint(shapely.get_coordinates(ring) / _GRID_DEG).astype(np.int64)
    lon, lat = np.diff(cells, axis=0, prepend=[[0, 0]]).T.tolist()
    return {"lon": lon, "lat": lat}


def _middle(part: Any) -> dict[str, float]:  # noqa: ANN401
    """The point that is farthest from the edge, to a hundredth of a degree."""
    circle = shapely.maximum_inscribed_circle(part, tolerance=_MIDDLE_DEG)
    [lon, lat], *_ = shapely.get_coordinates(circle).tolist()
    return {"lon": lon, "lat": lat}
