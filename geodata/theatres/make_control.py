"""Areas of control of a theatre from its place reports.

Run `python -m geodata.theatres.make_control syria_2024` after each change of the places, the
reports or the frame; it writes `control.topojson` into the theatre's folder. Equal files give
equal bytes.
"""

import sys
from datetime import date

import geopandas as gpd
import orjson
import pandas as pd

from geodata.control import ControlSnapshot, ControlTimeline
from geodata.terms import CONTESTED_CODE, WGS84, Basis, Status
from geodata.tessellation import (
    ReportedPlace,
    Tessellation,
    build_tessellation,
    check_partition,
    holdings_on,
    read_frame,
    tessellate,
)
from geodata.theatre import BUILT_IN, Theatre, load
from geodata.topology import Topology

SOURCE = "derived from place reports"


def theatre_tessellation(theatre: Theatre) -> Tessellation:
    """Tessellation of a theatre's places in its frame."""
    places = [
        ReportedPlace(place.place_id, place.lon, place.lat, place.rank, place.banks)
        for place in theatre.places
    ]
    return build_tessellation(places, read_frame(theatre.frame))


def effective_dates(theatre: Theatre) -> list[date]:
    """Days on which a report came into force, first to last."""
    return sorted({report.effective_date for report in theatre.reports})


def snapshot_of(theatre: Theatre, tessellation: Tessellation, day: date) -> ControlSnapshot:
    """Areas of control of a theatre on a day, checked against every report in force."""
    held = {place: on.holding for place, on in holdings_on(theatre.reports, day).items()}
    partition = tessellate(tessellation, held)
    areas = partition.polygons()
    check_partition(tessellation, held, partition)
    # Files list contested ground by its code, so that their bytes stay those of the first version.
    listed = sorted(areas, key=lambda party: party or CONTESTED_CODE)
    return ControlSnapshot(
        day,
        gpd.GeoDataFrame(
            {
                "party": pd.Series(listed, dtype=object),
                "status": [Status.CONTROLLED if party else Status.CONTESTED for party in listed],
                "basis": Basis.ASSESSED.value,
                "source": SOURCE,
            },
            geometry=[areas[party] for party in listed],
            crs=WGS84,
        ),
    )


def control_topojson(theatre: Theatre, tessellation: Tessellation) -> bytes:
    """Contents of a theatre's `control.topojson`: areas of control of every effective date."""
    topology = Topology.from_snapshots(
        ControlTimeline(
            [snapshot_of(theatre, tessellation, day) for day in effective_dates(theatre)]
        )
    )
    return orjson.dumps(topology.to_topojson(), option=orjson.OPT_APPEND_NEWLINE)


def main(arguments: list[str]) -> int:
    """Write `control.topojson` of the theatre named by the first argument."""
    theatre = load(arguments[0] if arguments else BUILT_IN)
    theatre.control.write_bytes(control_topojson(theatre, theatre_tessellation(theatre)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
