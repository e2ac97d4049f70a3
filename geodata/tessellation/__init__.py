"""Tessellation: from place reports to areas of control without gaps, overlaps or lost reports.

One triangle mesh serves all days. Every reported place is a vertex of it, and a border may cross
its edges only; so nothing has to be repaired afterwards. `docs/tessellation.md` has the method.

    frame → barriers (regions) → mesh → influence → tessellation   once per list of places
    field → borders → partition (rounding)                         every day
"""

from geodata.tessellation.far import far_from_reports
from geodata.tessellation.frame import Frame, read_frame, read_frames
from geodata.tessellation.partition import Arc, Partition, check_partition, tessellate
from geodata.tessellation.reports import HeldOn, Holding, ReportedPlace, holdings_on
from geodata.tessellation.tessellation import Tessellation, build_tessellation

__all__ = [
    "Arc",
    "Frame",
    "HeldOn",
    "Holding",
    "Partition",
    "ReportedPlace",
    "Tessellation",
    "build_tessellation",
    "check_partition",
    "far_from_reports",
    "holdings_on",
    "read_frame",
    "read_frames",
    "tessellate",
]
