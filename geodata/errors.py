"""Errors of the data and of questions about it.

GeodataError
├── DateError                 a day that cannot be read, or that no snapshot covers
├── UnknownName               a place, party or theatre that is not in the files
├── TheatreError              a theatre file that is missing, unreadable or inconsistent
├── TopologyError             a TopoJSON document or a coverage that breaks its rules
├── TessellationError         places, a frame or holdings from which no areas can be made
│   └── PlacesTooClose        two reports that no border could pass between
├── LicenceForbids            an export that a source's licence does not allow
├── UnreadableFile            a file or folder that was named and cannot be opened
├── StoreError                a store that cannot be opened, read or written
│   ├── StoreBusy             another process has been writing for too long
│   ├── StoreDamaged          bytes in it are not those that were written
│   └── ForeignStore          a file of another program, or of a newer version
├── PublicationError          something that cannot be published as it is
│   └── StaleBase             another revision was published after the preview was made

Each message says what was found, where, what was expected and what to do next.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class GeodataError(Exception):
    """Fault in the data, or in a question about it."""


class DateError(GeodataError):
    """Day that cannot be read, or that no snapshot covers."""


class TheatreError(GeodataError):
    """Theatre file that is missing, unreadable or inconsistent with another."""


class TopologyError(GeodataError):
    """Topology document or coverage that breaks the rules of its format."""


class TessellationError(GeodataError):
    """Places, frame or holdings from which no areas of control can be made."""


class PlacesTooClose(TessellationError):
    """Reported places so near to each other that no border can pass between them."""


class LicenceForbids(GeodataError):
    """Export that a licence does not allow; `whose` names the licence."""

    def __init__(self, whose: str, uses: str) -> None:
        super().__init__(
            f"This cannot be made: the licence does not allow {uses} of it to be handed out "
            f"({whose}). Ask the holder, or leave the source out of the map."
        )
        self.whose = whose


class UnreadableFile(GeodataError):
    """File or folder that cannot be opened."""


class StoreError(GeodataError):
    """Store that cannot be opened, read or written."""


class StoreBusy(StoreError):
    """Store to which another process has been writing for too long."""


class StoreDamaged(StoreError):
    """Store with bytes that are not those that were written."""


class ForeignStore(StoreError):
    """Store of another program, or of a newer version of this one."""


class PublicationError(GeodataError):
    """Publication that is refused as it is."""


class StaleBase(PublicationError):
    """Publication whose preview is older than the newest revision, `head`."""

    def __init__(self, message: str, head: int) -> None:
        super().__init__(message)
        self.head = head


class UnknownName(GeodataError):
    """Name of a place, party or theatre that is not in the files."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        known = list(known)
        near = get_close_matches(name, known, n=3, cutoff=0.6)
        hint = f" Did you mean {', '.join(near)}?" if near else f" Known: {', '.join(known[:8])} …"
        super().__init__(f'No {kind} is called "{name}".{hint if known else ""}')
        self.name = name
