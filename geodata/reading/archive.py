"""Archives: their members, unpacked within limits of size, ratio and number.

Nothing is ever written under a name that an archive gives. A member's size is counted while it
is unpacked, because the size that the archive states can be a lie.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from geodata.reading.findings import Findings
from geodata.reading.limits import MIB, Limits

_PIECE: Final = MIB
# Small members may swell more: a page of blanks is harmless.
_HARMLESS_BYTES: Final = 4 * MIB
_CLUTTER: Final = ("__MACOSX/", "._", ".DS_Store", "Thumbs.db", "desktop.ini")
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    LookupError,
    OverflowError,
    MemoryError,
)


@dataclass(frozen=True)
class Member:
    """File of an archive, unpacked."""

    name: str
    content: bytes


class Budget:
    """Bytes and members that may still be unpacked for an upload, nested archives included."""

    def __init__(self, limits: Limits) -> None:
        self.bytes_left = limits.unpacked_mb * MIB
        self.members_left = limits.members


def members(content: bytes, findings: Findings, limits: Limits, budget: Budget) -> Iterator[Member]:
    """The files of a ZIP in the order of their names; stops, with a finding, at a limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from _members(archive, findings, limits, budget)
    except _DAMAGED as error:
        findings.error("archive-damaged", reason=str(error)[:200])


def _members(
    archive: zipfile.ZipFile, findings: Findings, limits: Limits, budget: Budget
) -> Iterator[Member]:
    listed = [info for info in archive.infolist() if not info.is_dir() and not _is_clutter(info)]
    if len(listed) > budget.members_left:
        findings.error("archive-members", members=len(listed), limit=limits.members)
        return
    budget.members_left -= len(listed)
    for info in sorted(listed, key=lambda info: info.filename):
        if _leaves_the_folder(info.filename):
            findings.error("archive-path", member=info.filename[:200])
        elif info.flag_bits & 1:
            findings.error("archive-locked", member=info.filename[:200])
        else:
            unpacked = _unpack(archive, info, findings, limits, budget)
            if unpacked is None:
                return
            yield Member(info.filename, unpacked)


def _is_clutter(info: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(info.filename).name
    return info.filename.startswith(_CLUTTER) or name.startswith(_CLUTTER[1:])


def _leaves_the_folder(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or ":" in parts[0] or "\0" in name


def _unpack(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    findings: Findings,
    limits: Limits,
    budget: Budget,
) -> bytes | None:
    """The bytes of a member; None, and a finding, if it swells beyond the limits."""
    pieces, size = [], 0
    with archive.open(info) as member:
        while piece := member.read(_PIECE):
            size += len(piece)
            budget.bytes_left -= len(piece)
            if size > limits.upload_mb * MIB:
                findings.error("file-too-large", size_mb=size / MIB, limit_mb=limits.upload_mb)
                return None
            swollen = size > _HARMLESS_BYTES and size > limits.ratio * max(info.compress_size, 1)
            if swollen or budget.bytes_left < 0:
                findings.error(
                    "archive-bomb",
                    member=info.filename[:200],
                    packed_kb=max(1, info.compress_size // 1024),
                    limit_mb=limits.unpacked_mb,
                )
                return None
            pieces.append(piece)
    return b"".join(pieces)


def gunzip(content: bytes, findings: Findings, limits: Limits, budget: Budget) -> bytes | None:
    """What a gzip file holds; None, and a finding, if it is damaged or swells too much."""
    unpacker = zlib.decompressobj(wbits=31)
    pieces, size, rest = [], 0, content
    try:
        while rest and not unpacker.eof:
            piece = unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail
            size += len(piece)
            budget.bytes_left -= len(piece)
            if budget.bytes_left < 0 or size > max(_HARMLESS_BYTES, limits.ratio * len(content)):
                findings.error(
                    "archive-bomb",
                    member=findings.file,
                    packed_kb=max(1, len(content) // 1024),
                    limit_mb=limits.unpacked_mb,
                )
                return None
            pieces.append(piece)
    except zlib.error as error:
        findings.error("archive-damaged", reason=str(error)[:200])
        return None
    if not unpacker.eof:
        findings.error("archive-damaged", reason="the file is cut off")
        return None
    return b"".join(pieces)
