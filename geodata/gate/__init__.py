"""This package knows the gate: read, check, repair, check again, publish, for page and commands."""

from geodata.gate.bases import before_in, in_force_in, latest_before, nothing_before
from geodata.gate.contents import Contents, Original, contents
from geodata.gate.day import Day, cured, day_of, examined, offers
from geodata.gate.delivery import ENDINGS, delivered_as
from geodata.gate.examination import Examination, examine, examine_many, repaired
from geodata.gate.founding import found_theatre
from geodata.gate.importing import Imported, import_files
from geodata.gate.outlook import Property, is_clear, outlook, properties
from geodata.gate.publishing import publish, publish_days

__all__ = [
    "ENDINGS",
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
    "delivered_as",
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
]
