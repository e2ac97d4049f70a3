"""Errors of geodata.

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
    """Something in the data or in a question about it is wrong."""


class DateError(GeodataError):
    """A day cannot be read, or no snapshot covers it."""


class TheatreError(GeodataError):
    """A theatre's file is missing, unreadable or contradicts another."""


class TopologyError(GeodataError):
    """A topology document or a coverage breaks the rules of its format."""


class TessellationError(GeodataError):
    """From these places, frame or holdings no areas of control can be made."""


class PlacesTooClose(TessellationError):
    """Two reported places are so near that no border can pass between them."""


class LicenceForbids(GeodataError):
    """A licence forbids the export; `whose` names it."""

    def __init__(self, whose: str, uses: str) -> None:
        super().__init__(
            f"This cannot be made: the licence does not allow {uses} of it to be handed out "
            f"({whose}). Ask the holder, or leave the source out of the map."
        )
        self.whose = whose


class UnreadableFile(GeodataError):
    """A file or folder cannot be opened."""


class StoreError(GeodataError):
    """The store cannot be opened, read or written."""


class StoreBusy(StoreError):
    """Another process has been writing to the store for too long."""


class StoreDamaged(StoreError):
    """Bytes in the store are not those that were written."""


class ForeignStore(StoreError):
    """The file belongs to another program, or to a newer version of this program."""


class PublicationError(GeodataError):
    """This cannot be published as it is."""


class StaleBase(PublicationError):
    """Another revision was published after the preview was made; `head` is the newest."""

    def __init__(self, message: str, head: int) -> None:
        super().__init__(message)
        self.head = head


class UnknownName(GeodataError):
    """A place, party or theatre that the files do not name."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        known = list(known)
        near = get_close_matches(name, known, n=3, cutoff=0.6)
        hint = f" Did you mean {', '.join(near)}?" if near else f" Known: {', '.join(known[:8])} …"
        super().__init__(f'No {kind} is called "{name}".{hint if known else ""}')
        self.name = name
