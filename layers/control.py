"""This layer is who holds what: areas over time with km², shares and changes between stops."""

from datetime import date
from typing import Any

from geodata.control import AreaFigure
from geodata.record import Record
from layers.palette import slot
from layers.scene import Layer
from layers.topojson import coarser


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
            "figures": {
                day.isoformat(): list(map(_positions, (whole or record).figures_with_change(day)))
                for day in record.dates
            },
            "fronts_km": {
                day.isoformat(): round(sum(record.contact_km(day).values()), 2)
                for day in record.dates
            },
            "reports": {day.isoformat(): _evidence(record, day) for day in record.dates},
        },
    )


def _positions(figure: AreaFigure) -> list[Any]:
    """Figure as the browser reads it: party, status, basis, km², share, change in km²."""
    delta_km2 = None if figure.delta_km2 is None else round(figure.delta_km2, 2)
    return [
        slot(figure.party), figure.status.value, figure.basis.value, round(figure.km2, 2),
        round(figure.share, 6), delta_km2,
    ]  # fmt: skip


def _evidence(record: Record, day: date) -> dict[str, int]:
    evidence = record.evidence(day)
    return {"reports": evidence.reports, "default_rules": evidence.default_rules}
