"""This package knows what changes between two maps: ground, from whom to whom, and places."""

from geodata.change.control_changes import (
    Handover,
    HasTheatre,
    handed_over,
    handover_reports,
    handovers,
)
from geodata.change.flows import Change, Flow, PartyChange, Total, compare, totals
from geodata.change.governorates import by_governorate, governorates
from geodata.change.overlay import LEAST_KM2

__all__ = [
    "LEAST_KM2",
    "Change",
    "Flow",
    "Handover",
    "HasTheatre",
    "PartyChange",
    "Total",
    "by_governorate",
    "compare",
    "governorates",
    "handed_over",
    "handover_reports",
    "handovers",
    "totals",
]
