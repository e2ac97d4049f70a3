"""Tables of distances: between places, and from places to the front or to a party's ground."""

from collections.abc import Iterable, Sequence
from typing import Final

from geodata.distance import Distance
from geodata.distance_to_front import FrontDistance
from geodata.tables.table import Provenance, Table
from geodata.terms import party_and_status

DISTANCES: Final = (
    "from_place_id", "from_name", "from_lon", "from_lat", "to_place_id", "to_name", "to_lon",
    "to_lat", "km", "initial_bearing_deg",
)  # fmt: skip
DISTANCE_TO_FRONT: Final = (
    "date", "place_id", "name", "party", "status", "km", "initial_bearing_deg", "nearest_lon",
    "nearest_lat", "facing_party_a", "facing_party_b",
)  # fmt: skip

GEODESIC: Final = "geodesic on the WGS 84 ellipsoid"


def distances(provenance: Provenance, lines: Iterable[Distance]) -> Table:
    """Geodesic km and initial bearing from place to place; a point of the map has no id."""
    rows = (
        (
            line.start.place_id, line.start.name["en"], line.start.lon, line.start.lat,
            line.end.place_id, line.end.name["en"], line.end.lon, line.end.lat,
            line.km, line.initial_bearing_deg,
        )
        for line in lines
    )  # fmt: skip
    method = f"{GEODESIC}, from point to point; names in English"
    return provenance.table("distances", "Distances", DISTANCES, rows, method=method)


def distance_to_front(
    provenance: Provenance, distances: Sequence[FrontDistance], party: str | None = None
) -> Table:
    """Geodesic km from places to the nearest line of contact, or to a party's ground, per day.

    `party`, `status` say on whose assessed ground the place lies; facing are the parties that meet
    at the nearest point, or the one whose ground it is. Where there is nothing to measure to there
    is no row.
    """
    rows = (
        (
            row.effective_date, row.place.place_id, row.place.name["en"],
            *party_and_status(row.holder), row.nearest.km, row.nearest.bearing_deg, row.nearest.lon,
            row.nearest.lat, *_pair_or_party(row.nearest.facing),
        )
        for row in distances
        if row.nearest
    )  # fmt: skip
    return provenance.table(
        "distance_to_front",
        f"Distance to ground of {party}" if party else "Distance to the nearest line of contact",
        DISTANCE_TO_FRONT,
        rows,
        method=f"{GEODESIC}, from the point of the place; names in English",
        days=sorted({row.effective_date for row in distances}),
    )


def _pair_or_party(facing: Sequence[str | None]) -> tuple[str | None, str | None]:
    first, *second = facing
    return first, second[0] if second else None
