"""This layer is who holds what: areas over time with km², shares and changes between stops."""

from datetime import date
from typing import Any

from geodata.control import AreaFigure
from geodata.record import Record
from layers.scene import Layer
from layers.topojson import coarser

Figure = list[Any]  # [party, status, basis, km2, share, delta_km2]


def control_layer(record: Record, whole: Record | None = None) -> Layer:
    """Topology, figures and length of front in km of every effective date.

    Parameters
    ----------
    record
        The days to show.
    whole
        The record they were cut from: the change of the first day shown is against the day before.
    """
    return Layer(
        "control",
        {
            "topology": coarser(record.topology.to_topojson()),
            "figures": {day.isoformat(): figure_rows(whole or record, day) for day in record.dates},
            "fronts_km": {
                day.isoformat(): round(sum(record.contact_km(day).values()), 2)
                for day in record.dates
            },
            "reports": {day.isoformat(): _evidence(record, day) for day in record.dates},
        },
    )


def figure_rows(record: Record, effective_date: date) -> list[Figure]:
    """Per party, status and basis: km², share, change in km² since the effective date before.

    Who lost all ground since then is in it too, with 0 km²; on the first date no change is known.
    """
    now = {_key(row): row for row in record.figures(effective_date)}
    before = record.before(effective_date)
    earlier = {_key(row): row.km2 for row in record.figures(before)} if before else None
    rows: list[Figure] = []
    for key, row in now.items():
        delta = None if earlier is None else round(row.km2 - earlier.get(key, 0.0), 2)
        rows.append([*key, round(row.km2, 2), round(row.share, 6), delta])
    for key, km2 in (earlier or {}).items():
        if key not in now:
            rows.append([*key, 0.0, 0.0, round(-km2, 2)])
    return rows


def _key(row: AreaFigure) -> tuple[str, str, str]:
    return row.party, row.status.value, row.basis.value


def _evidence(record: Record, day: date) -> dict[str, int]:
    evidence = record.evidence(day)
    return {"reports": evidence.reports, "default_rules": evidence.default_rules}
