"""Reading of uploads into drafts: content is untrusted, and bad content never raises.

    bytes → content (what is it?) → archive → json_text | kml | binary | table_text | lua
          → containers (what wraps the map?) → schemas (whose file is it?) → split (which days?)

Every problem of the document is reported with its place; the features are validated afterwards.
"""

from geodata.reading.derived import areas_from_reports
from geodata.reading.limits import Limits
from geodata.reading.mapping import (
    SavedMapping,
    fingerprint,
    from_json,
    suggested,
    to_json,
    values_of,
)
from geodata.reading.place_reports import PlaceReport
from geodata.reading.reader import Reading, read, read_folder, read_path, reports_from_csv

__all__ = [
    "Limits",
    "PlaceReport",
    "Reading",
    "SavedMapping",
    "areas_from_reports",
    "fingerprint",
    "from_json",
    "read",
    "read_folder",
    "read_path",
    "reports_from_csv",
    "suggested",
    "to_json",
    "values_of",
]
