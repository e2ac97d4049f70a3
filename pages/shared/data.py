"""The one cache: what every visitor shares, made once per process and edition of the map."""

import gc
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st
from shapely.geometry.base import BaseGeometry

from geodata import theatre as theatres
from geodata import user_data
from geodata.change import (
    Change,
    ControlChange,
    PartyChange,
    by_governorate,
    compare,
    control_changes,
    governorates,
)
from geodata.distance_to_front import FrontDistance, distances_to_front
from geodata.errors import DateError, GeodataError
from geodata.front_line import Advance, FrontChange, advances, front_changes
from geodata.record import Record, Trends
from geodata.store import Store, open_record, open_trends
from geodata.store.times import read_known_on, written
from geodata.tables import Provenance
from geodata.terms import PartyPair
from geodata.theatre import BUILT_IN
from layers.edition import Edition as DrawnEdition
from layers.edition import edition_at
from layers.exports import DRAW, Export, Order
from layers.link import View, write_link
from layers.picture import PictureOptions
from layers.web import packed, payload
from layers.workers import Shared, WorkerPool

_DRAWERS = 2


class Edition(NamedTuple):
    """Which map is shown: the revisions of a theatre up to one, as known on an instant or now.

    `version` alone says what is in it; `known_on` (ISO, empty for now) is how it was asked for.
    """

    theatre: str
    version: int
    known_on: str


def theatre_titles() -> dict[str, Mapping[str, str]]:
    """Titles by language of every theatre, by its name; a name where the title cannot be read."""
    return {name: _title(name, path.stat().st_mtime_ns) for name, path in _documents().items()}


def _documents() -> dict[str, Path]:
    folders = user_data.theatres(theatres.FOLDER)
    return {name: folders[name] / "theatre.json" for name in sorted(folders)}


@st.cache_data(show_spinner=False, max_entries=100)
def _title(name: str, changed_ns: int) -> Mapping[str, str]:
    """`changed_ns` is when the file was written: a title that was edited is read again."""
    try:
        title = theatres.read_json(_documents()[name])["title"]
    except (GeodataError, KeyError):
        return {"en": name}
    return dict(title) if isinstance(title, dict) else {"en": name}


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """The store, open as long as the process runs."""
    return Store.open()


def edition(known_on: str | None = None, theatre: str = BUILT_IN) -> Edition:
    """What is in force now, or was known on an instant (a day, or ISO).

    Raises
    ------
    GeodataError
        The instant cannot be read, or the store cannot.
    """
    instant = read_known_on(known_on) if known_on else None
    version = store().version(theatre, instant)
    if not version and instant is None:
        # A theatre that nobody has opened yet: opening it publishes what its folder holds.
        open_record(theatre, store=store())
        version = store().version(theatre)
    return Edition(theatre, version, known_on or "")


def edition_or_newest(
    known_on: str | None, theatre: str = BUILT_IN
) -> tuple[Edition, GeodataError | None]:
    """The edition asked for; where there is none, the newest and why."""
    try:
        known = edition(known_on, theatre)
        if known.version or not known_on:
            return known, None
        return edition(theatre=theatre), DateError(
            f"Nothing had been published on {known_on}; today's map is shown."
        )
    except DateError as error:
        return edition(theatre=theatre), error


@st.cache_resource(show_spinner=False, max_entries=6)
def record(shown: Edition) -> Record:
    """The record of an edition; frozen, so all visitors share it."""
    opened = open_record(shown.theatre, _instant(shown), store())
    _ = opened.all_statistics
    # Such objects live long: the collector need not walk them again.
    gc.collect()
    gc.freeze()
    return opened


@st.cache_resource(show_spinner=False, max_entries=6)
def trends(shown: Edition) -> Trends:
    """The figures of all days of an edition, without opening its maps."""
    return open_trends(shown.theatre, _instant(shown), store())


def provenance(shown: Edition) -> Provenance:
    """Where the figures of an edition come from, as its tables say it."""
    known_on = written(read_known_on(shown.known_on)) if shown.known_on else ""
    return Provenance(record(shown).theatre, shown.version or None, known_on)


@st.cache_resource(show_spinner=False, max_entries=200)
def change(
    shown: Edition, before_day: date | None, after_day: date | None, claimed: bool = True
) -> Change:
    """What changes between two effective dates of an edition; None is an empty map."""
    maps = record(shown)
    before, after = (maps.snapshot(day) if day else None for day in (before_day, after_day))
    return compare(before, after, claimed=claimed)


@st.cache_resource(show_spinner=False, max_entries=200)
def change_by_governorate(
    shown: Edition, before_day: date, after_day: date, claimed: bool = True
) -> dict[str, tuple[PartyChange, ...]]:
    """A change between two effective dates, by governorates."""
    return by_governorate(change(shown, before_day, after_day, claimed), _governorates(shown))


@st.cache_resource(show_spinner=False, max_entries=6)
def _governorates(shown: Edition) -> dict[str, BaseGeometry]:
    return governorates(record(shown).theatre)


@st.cache_resource(show_spinner=False, max_entries=200)
def places_changed(shown: Edition, first: date, last: date) -> tuple[ControlChange, ...]:
    """The named places under another party on a day than on an earlier one."""
    maps = record(shown)
    before, after = (maps.snapshot(maps.effective(day)) for day in (first, last))
    return control_changes(maps.theatre, before, after, (first, last))


@st.cache_resource(show_spinner=False, max_entries=200)
def front_moves(shown: Edition, before_day: date, after_day: date) -> dict[PartyPair, FrontChange]:
    """The new, abandoned and standing fronts between two effective dates."""
    maps = record(shown)
    return front_changes(maps.snapshot(before_day), maps.snapshot(after_day))


@st.cache_resource(show_spinner=False, max_entries=200)
def advances_between(shown: Edition, before_day: date, after_day: date) -> dict[str, Advance]:
    """How far each party advanced between two effective dates; assessed ground only."""
    assessed = change(shown, before_day, after_day, False)
    return advances(assessed, record(shown).theatre.places)


@st.cache_resource(show_spinner=False, max_entries=60)
def nearness(
    shown: Edition, places: tuple[str, ...], party: str | None
) -> tuple[FrontDistance, ...]:
    """How near a front or a party's ground came to places (by id), on all days of an edition."""
    opened = record(shown)
    by_id = {place.place_id: place for place in opened.theatre.places}
    return distances_to_front(opened, [by_id[name] for name in places], party)


@st.cache_resource(show_spinner=False, max_entries=6)
def replay_bytes(shown: Edition) -> bytes:
    """The whole replay for the browser, gzipped once."""
    return packed(payload(record(shown), edition=drawn_edition(shown)))


def _instant(shown: Edition) -> datetime | None:
    """When the newest revision was recorded: what is published after it plays no part."""
    if shown.version:
        return store().revision(shown.version).recorded_at
    return read_known_on(shown.known_on) if shown.known_on else None


def drawn_edition(shown: Edition) -> DrawnEdition:
    """What a drawing of an edition says of its publication."""
    known_on = read_known_on(shown.known_on) if shown.known_on else None
    return edition_at(store(), shown.theatre, shown.version, known_on)


@st.cache_resource(show_spinner=False)
def drawers() -> WorkerPool:
    """The processes that draw pictures for visitors, kept because they remember what they drew."""
    return WorkerPool(_DRAWERS)


@st.cache_resource(show_spinner=False, max_entries=3)
def shared_record(shown: Edition) -> Shared:
    """The record of an edition for a process that draws."""
    return Shared.of((record(shown), drawn_edition(shown)))


def order(shown: Edition, language: str = "en", **parts: Any) -> Order:  # noqa: ANN401
    """An order for an export of an edition; `parts` are those of `Order`."""
    parts.setdefault("options", PictureOptions(languages=(language,)))
    return Order(record(shown), edition=drawn_edition(shown), **parts)


def picture(shown: Edition, export: Export, order: Order) -> bytes:
    """A picture of an edition, drawn by another process; equal questions are answered once."""
    name, view, options = (export.kind, export.suffix), order.view, order.options
    return _picture(shown, name, order.days, write_link(view), repr(options), view, options)


@st.cache_data(show_spinner=False, max_entries=60)
def _picture(
    shown: Edition,
    export: tuple[str, str],
    days: tuple[date, ...],
    link: str,
    options: str,
    _view: View,
    _options: PictureOptions,
) -> bytes:
    image: bytes = drawers().call(DRAW, export, _view, days, _options, shared=shared_record(shown))
    return image
