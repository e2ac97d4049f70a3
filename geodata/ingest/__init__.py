"""This package knows the gate: read, check, repair, check again, publish, for page and commands."""

from geodata.ingest.baseline import before_in, in_force_in, latest_before, nothing_before
from geodata.ingest.contents import Contents, Original, contents
from geodata.ingest.day import Day, cured, day_of, examined, offers
from geodata.ingest.examination import Examination, examine, examine_many, repaired
from geodata.ingest.export import AREA_FORMATS, write_areas
from geodata.ingest.preview import Property, is_clear, outlook, properties
from geodata.ingest.publish import publish, publish_days
from geodata.ingest.series import Imported, import_files
from geodata.ingest.theatre_create import found_theatre

__all__ = [
    "AREA_FORMATS",
    "Contents",
    "Day",
    "Examination",
    "Imported",
    "Original",
    "Property",
    "before_in",
    "contents",
    "cured",
    "day_of",
    "examine",
    "examine_many",
    "examined",
    "found_theatre",
    "import_files",
    "in_force_in",
    "is_clear",
    "latest_before",
    "nothing_before",
    "offers",
    "outlook",
    "properties",
    "publish",
    "publish_days",
    "repaired",
    "write_areas",
]
