"""This module knows how the areas of control of a theatre are made from its place reports.

Run `python -m geodata.theatres.make_control syria_2024` after each change of the places, the
reports or the frame; it writes `control.topojson` into the theatre's folder. Equal files give
equal bytes.
"""

import sys
from collections.abc import Iterable
from datetime import date

import geopandas as gpd
import orjson

from geodata.control import ControlSnapshot, ControlTimeline
from geodata.terms import CONTESTED, WGS84, Basis, Status
from geodata.tessellation import (
    Frame,
    Loom,
    ReportedPlace,
    build,
    check,
    holdings_on,
    read_frame,
    weave,
)
from geodata.theatre import BUILT_IN, Theatre, load
from geodata.topology import Topology

SOURCE = "derived from place reports"


def loom_of(theatre: Theatre, frame: Frame | None = None) -> Loom:
    """The loom of a theatre's places in its frame."""
    places = [
        ReportedPlace(place.place_id, place.lon, place.lat, place.rank, place.banks)
        for place in theatre.places
    ]
    return build(places, frame or read_frame(theatre.frame))


def effective_dates(theatre: Theatre) -> list[date]:
    """Days on which a report came into force, first to last."""
    return sorted({report.effective_date for report in theatre.reports})


def snapshot_of(theatre: Theatre, loom: Loom, day: date) -> ControlSnapshot:
    """Areas of control of a theatre on a day, checked against every report in force."""
    held = {place: one.holding for place, one in holdings_on(theatre.reports, day).items()}
    woven = weave(loom, held)
    areas = woven.polygons()
    check(loom, held, woven)
    contested = [code == CONTESTED for code in areas]
    return ControlSnapshot(
        day,
        gpd.GeoDataFrame(
            {
                "party": list(areas),
                "status": [(Status.CONTESTED if c else Status.CONTROLLED).value for c in contested],
                "basis": Basis.ASSESSED.value,
                "source": SOURCE,
            },
            geometry=list(areas.values()),
            crs=WGS84,
        ),
    )


def control_of(theatre: Theatre, days: Iterable[date] | None = None) -> ControlTimeline:
    """Areas of control of every effective date."""
    loom = loom_of(theatre)
    return ControlTimeline(
        [snapshot_of(theatre, loom, day) for day in days or effective_dates(theatre)]
    )


def control_topojson(theatre: Theatre) -> bytes:
    """The contents of a theatre's `control.topojson`."""
    topology = Topology.from_snapshots(control_of(theatre))
    return orjson.dumps(topology.to_topojson(), option=orjson.OPT_APPEND_NEWLINE)


def main(arguments: list[str]) -> int:
    """Write `control.topojson` of the theatre that is named first."""
    theatre = load(arguments[0] if arguments else BUILT_IN)
    theatre.control.write_bytes(control_topojson(theatre))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
