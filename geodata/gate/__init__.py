"""This package knows the gate: read, check, repair, check again, publish, for page and commands."""

from geodata.gate.delivery import ENDINGS, delivered_as
from geodata.gate.examination import (
    Day,
    Examination,
    before_in,
    examine,
    examine_many,
    nothing_before,
    repaired,
)
from geodata.gate.founding import found_theatre
from geodata.gate.importing import Imported, import_files
from geodata.gate.publishing import publish

__all__ = [
    "ENDINGS",
    "Day",
    "Examination",
    "Imported",
    "before_in",
    "delivered_as",
    "examine",
    "examine_many",
    "found_theatre",
    "import_files",
    "nothing_before",
    "publish",
    "repaired",
]
