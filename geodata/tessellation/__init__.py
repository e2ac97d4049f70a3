"""From place reports to areas of control: coverage is exact, and every report lies in its own area.

One triangle mesh serves all days. Every reported place is a vertex of it, and a border may cross
its edges only; so nothing has to be repaired afterwards. `docs/tessellation.md` tells it all.

    frame → barriers → sheets → mesh (points) → influence → loom      once per list of places
    field → crossing → sliding, chains → rounding → weave             every day
"""

from geodata.tessellation.check import check
from geodata.tessellation.far import far_from_reports
from geodata.tessellation.frame import Frame, read_frame, read_frames
from geodata.tessellation.holdings import HeldOn, holdings_on
from geodata.tessellation.prepared import Loom, build
from geodata.tessellation.reports import Holding, ReportedPlace
from geodata.tessellation.tessellate import Arc, Weave, weave

__all__ = [
    "Arc",
    "Frame",
    "HeldOn",
    "Holding",
    "Loom",
    "ReportedPlace",
    "Weave",
    "build",
    "check",
    "far_from_reports",
    "holdings_on",
    "read_frame",
    "read_frames",
    "weave",
]
