"""State of a session: the upload in work, its bytes and the choices made for it.

It is kept over a switch to another page and back; everything else is derived from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from secrets import token_urlsafe

import streamlit as st

from geodata.draft import PropertyMapping
from geodata.theatre import BUILT_IN
from geodata.validation import Rule
from pages.shared.link import link_theatre
from pages.shared.session import forget_seen

_KEY = "upload_draft"
File = tuple[str, bytes]
PartyPair = tuple[str, str]
FixChoice = str | tuple[str, int]


@dataclass
class Statement:
    """Statement with a publication: its source, and a note of what changes and why."""

    source: str = ""
    note: str = ""


@dataclass
class MapChoice:
    """Choices for a map of an upload; `published` is the revision it became."""

    effective_date: date | None = None
    fixes: frozenset[FixChoice] = frozenset()
    rules: dict[PartyPair, Rule] = field(default_factory=dict)
    statement: Statement = field(default_factory=Statement)
    left_out: bool = False
    published: int | None = None


@dataclass
class Upload:
    """Files in work; `mark` tells an upload from the next, `token` finds it again.

    Of several maps `map_index` is in work, unless all are published `together`. `mappings` are the
    property mappings in use by the shape of a file, `proposals` those being edited. `draw_areas`
    makes areas of lists of place reports. `saved_text` is the last saved state, `theatre` the name
    of the theatre that it is for.
    """

    files: tuple[File, ...]
    mark: tuple[str, ...]
    token: str
    map_index: int = 0
    together: bool = True
    choices: dict[int, MapChoice] = field(default_factory=dict)
    statement_of_all: Statement = field(default_factory=Statement)
    mappings: dict[str, PropertyMapping] = field(default_factory=dict)
    proposals: dict[str, PropertyMapping] = field(default_factory=dict)
    draw_areas: bool = False
    wizard_open: bool = False
    wizard_round: int = 0
    saved_text: str = ""
    theatre: str = BUILT_IN

    def choice_of(self, map_index: int) -> MapChoice:
        """Choices for a map."""
        return self.choices.setdefault(map_index, MapChoice())

    @property
    def choice(self) -> MapChoice:
        """Choices for the map in work."""
        return self.choice_of(self.map_index)

    @property
    def reading_key(self) -> tuple[str, tuple[str, ...], bool]:
        """Key of the theatre, the files and how they are read."""
        return self.theatre, self.mark, self.draw_areas

    @property
    def statement(self) -> Statement:
        """Statement for the map in work, or for all that are published together."""
        return self.statement_of_all if self.together else self.choice.statement

    @property
    def place(self) -> str:
        """Name of the map in work, for the keys of widgets."""
        return "all" if self.together else str(self.map_index)


@dataclass
class _Session:
    upload: Upload | None = None
    round: int = 0
    emptied: int = 0


def _session() -> _Session:
    # Each theatre has its own upload in work: what was chosen for one says nothing of another.
    key = f"{_KEY}_{link_theatre()}"
    session: _Session = st.session_state.setdefault(key, _Session())
    return session


def current() -> Upload | None:
    """Upload in work."""
    return _session().upload


def start(files: Sequence[File]) -> Upload:
    """Start a new upload in place of the upload in work."""
    mark = tuple(f"{name} {sha256(content).hexdigest()}" for name, content in files)
    session = _session()
    if session.upload is None or session.upload.mark != mark:
        session.upload = Upload(tuple(files), mark, token_urlsafe(18), theatre=link_theatre())
        session.round += 1
        forget_seen()
    return session.upload


def resume(upload: Upload) -> None:
    """Resume an upload in place of the upload in work."""
    session = _session()
    session.upload = upload
    session.round += 1
    forget_seen()


def discard() -> None:
    """Discard the upload in work."""
    session = _session()
    session.upload = None
    session.round += 1
    session.emptied += 1
    forget_seen()


def round_number() -> int:
    """Number of the upload: widgets of the next upload start afresh."""
    return _session().round


def times_emptied() -> int:
    """Number of discarded uploads: the box to drop files on is empty again."""
    return _session().emptied


def store_text(statement: Statement, name: str, key: str) -> None:
    """Store the text typed into a field."""
    setattr(statement, name, str(st.session_state.get(key) or "").strip())
