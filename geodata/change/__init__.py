"""Changes between two maps: ground gained and lost, its flows between parties, and places."""

from geodata.change.control_changes import (
    ControlChange,
    area_control_changes,
    control_change_reports,
    control_changes,
)
from geodata.change.flows import (
    Change,
    Flow,
    PartyChange,
    Total,
    by_governorate,
    compare,
    governorates,
    totals,
)
from geodata.change.overlay import MIN_AREA_KM2

__all__ = [
    "MIN_AREA_KM2",
    "Change",
    "ControlChange",
    "Flow",
    "PartyChange",
    "Total",
    "area_control_changes",
    "by_governorate",
    "compare",
    "control_change_reports",
    "control_changes",
    "governorates",
    "totals",
]
