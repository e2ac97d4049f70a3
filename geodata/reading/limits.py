"""Limits of size, memory and depth beyond which an upload is refused."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MIB: Final = 1024 * 1024
MAX_UPLOAD_VARIABLE: Final = "LINES_OF_CONTROL_MAX_UPLOAD_MB"
DEFAULT_UPLOAD_MB: Final = 200


@dataclass(frozen=True)
class Limits:
    """Bounds on an upload; 1 MB is 1,048,576 bytes.

    `unpacked_mb` bounds everything that an archive holds, `upload_mb` also each file in it, `ratio`
    how far a file may swell. `parsed_mb` bounds the memory that the values of a text may take
    (about 8 million positions), `depth` how deep they are nested, `archives` how deep an archive
    may lie in another (a KMZ in a ZIP is 2).
    """

    upload_mb: int = DEFAULT_UPLOAD_MB
    unpacked_mb: int = 1000
    ratio: int = 200
    members: int = 5000
    archives: int = 2
    parsed_mb: int = 1200
    depth: int = 100
    features: int = 1_000_000

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Limits":
        """Limits with the size of an upload from the setting; an unreadable setting is ignored."""
        text = environment.get(MAX_UPLOAD_VARIABLE, "")
        if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= 2000):
            return cls()
        return cls(upload_mb=int(text), unpacked_mb=max(1000, int(text)))
