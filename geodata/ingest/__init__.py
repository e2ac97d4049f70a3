"""Ingest of files: read, check, fix, check again, publish; for pages and command line."""

from geodata.ingest.checked_day import (
    CheckedDay,
    available_fixes,
    before_in,
    check_day,
    day_of,
    fix_day,
    in_force_in,
    latest_before,
    nothing_before,
)
from geodata.ingest.checked_file import CheckedFile, check_file, check_files, fix_file
from geodata.ingest.export import AREA_FORMATS, write_areas
from geodata.ingest.preview import Property, is_clear, preview_classifications, properties
from geodata.ingest.publish import publish, publish_days
from geodata.ingest.series import ImportedDay, import_files
from geodata.ingest.theatre_create import create_theatre
from geodata.ingest.uploaded_maps import Original, UploadedMaps, read_maps

__all__ = [
    "AREA_FORMATS",
    "CheckedDay",
    "CheckedFile",
    "ImportedDay",
    "Original",
    "Property",
    "UploadedMaps",
    "available_fixes",
    "before_in",
    "check_day",
    "check_file",
    "check_files",
    "create_theatre",
    "day_of",
    "fix_day",
    "fix_file",
    "import_files",
    "in_force_in",
    "is_clear",
    "latest_before",
    "nothing_before",
    "preview_classifications",
    "properties",
    "publish",
    "publish_days",
    "read_maps",
    "write_areas",
]
