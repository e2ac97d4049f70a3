"""The one thing a session remembers: the upload in work, its bytes and what was chosen for it.

It is kept over a switch to another page and back; everything else is worked out from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from secrets import token_urlsafe

import streamlit as st

from geodata.draft import PropertyMapping
from geodata.validation import Rule

_KEY = "upload_draft"
File = tuple[str, bytes]
Pair = tuple[str, str]
RepairChoice = str | tuple[str, int]


@dataclass
class Said:
    """What must be said of a publication: where it comes from, what changes and why."""

    source: str = ""
    note: str = ""


@dataclass
class MapChoice:
    """What was chosen for one of the maps of an upload; `published` is the revision it became."""

    effective_date: date | None = None
    repairs: frozenset[RepairChoice] = frozenset()
    rules: dict[Pair, Rule] = field(default_factory=dict)
    said: Said = field(default_factory=Said)
    left_out: bool = False
    published: int | None = None


@dataclass
class Upload:
    """The files in work; `mark` tells one upload from the next, `token` finds it again.

    Of several maps `at` is the one that is looked at, unless all are published `together`.
    `meanings` says by the shape of a file what its properties mean, `proposals` what a person is
    about to say of them. `draw_areas` makes areas of lists of place reports. `kept` is what was
    last written down of it.
    """

    files: tuple[File, ...]
    mark: tuple[str, ...]
    token: str
    at: int = 0
    together: bool = True
    choices: dict[int, MapChoice] = field(default_factory=dict)
    said_of_all: Said = field(default_factory=Said)
    meanings: dict[str, PropertyMapping] = field(default_factory=dict)
    proposals: dict[str, PropertyMapping] = field(default_factory=dict)
    draw_areas: bool = False
    wizard_open: bool = False
    wizard_round: int = 0
    kept: str = ""

    def choice_of(self, at: int) -> MapChoice:
        """What was chosen for one of the maps."""
        return self.choices.setdefault(at, MapChoice())

    @property
    def choice(self) -> MapChoice:
        """What was chosen for the map in work."""
        return self.choice_of(self.at)

    @property
    def way(self) -> tuple[tuple[str, ...], bool]:
        """Tells one reading of the files from another."""
        return self.mark, self.draw_areas

    @property
    def said(self) -> Said:
        """What is said of the map in work, or of all that are published together."""
        return self.said_of_all if self.together else self.choice.said

    @property
    def place(self) -> str:
        """What is in work, for the keys of widgets."""
        return "all" if self.together else str(self.at)


@dataclass
class _Session:
    upload: Upload | None = None
    round: int = 0
    emptied: int = 0
    seen: dict[str, object] = field(default_factory=dict)


def _session() -> _Session:
    return st.session_state.setdefault(_KEY, _Session())


def current() -> Upload | None:
    """The upload in work."""
    return _session().upload


def start(files: Sequence[File]) -> Upload:
    """A new upload in the place of the one in work."""
    mark = tuple(f"{name} {sha256(content).hexdigest()}" for name, content in files)
    session = _session()
    if session.upload is None or session.upload.mark != mark:
        session.upload = Upload(tuple(files), mark, token_urlsafe(18))
        session.round += 1
        session.seen.clear()
    return session.upload


def take_up(upload: Upload) -> None:
    """An upload found again, in the place of the one in work."""
    session = _session()
    session.upload = upload
    session.round += 1
    session.seen.clear()


def put_away() -> None:
    """No upload is in work any more."""
    session = _session()
    session.upload = None
    session.round += 1
    session.emptied += 1
    session.seen.clear()


def round_number() -> int:
    """How many uploads there were: widgets of the next one start afresh."""
    return _session().round


def times_emptied() -> int:
    """How many uploads were put away: the box to drop files on is empty again."""
    return _session().emptied


def take_note(said: Said, name: str, key: str) -> None:
    """Write down what was typed into a field."""
    setattr(said, name, str(st.session_state.get(key) or "").strip())


def last_seen(what: str, now: object) -> object:
    """What this visitor was shown before this run; from now on it is `now`.

    A button's run draws the page anew before the button is looked at: what the person agreed to
    is what was shown before.
    """
    seen = _session().seen
    before = seen.get(what)
    seen[what] = now
    return before
