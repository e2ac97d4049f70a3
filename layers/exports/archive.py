"""ZIP files that are the same bytes whenever the same things are put in."""

import zipfile
from typing import Final

_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_READABLE: Final = 0o644 << 16


def add(file: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Put a file in, without the time of day; pictures are not compressed once more."""
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.external_attr = _READABLE
    # The system would otherwise be written into the file.
    entry.create_system = 3
    entry.compress_type = file.compression
    file.writestr(entry, data)
