"""The one cache: what every visitor shares, made once per process and edition of the map."""

import gc
from datetime import date
from typing import NamedTuple

import streamlit as st

from geodata.errors import DateError, GeodataError
from geodata.record import Record
from geodata.store import Kind, Store, open_record
from geodata.store.times import read_known_on, written
from geodata.theatre import BUILT_IN
from geodata.trends import Trends
from geodata.trends import trends as trends_of
from layers import scene
from layers.replay import packed, payload, replay_scene
from layers.replay.plugin import document
from pages.parts.panel import panel as side_panel


class Edition(NamedTuple):
    """Which map is shown: the revisions of a theatre up to one, as known on an instant or now.

    `version` alone says what is in it; `known_on` (ISO, empty for now) is how it was asked for.
    """

    theatre: str
    version: int
    known_on: str


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


def edition_or_newest(known_on: str | None) -> tuple[Edition, GeodataError | None]:
    """The edition asked for; where there is none, the newest and why."""
    try:
        asked = edition(known_on)
        if asked.version or not known_on:
            return asked, None
        return edition(), DateError(
            f"Nothing had been published on {known_on}; today's map is shown."
        )
    except DateError as error:
        return edition(), error


@st.cache_resource(show_spinner=False, max_entries=6)
def record(shown: Edition) -> Record:
    """The record of an edition; frozen, so all visitors share it."""
    instant = read_known_on(shown.known_on) if shown.known_on else None
    opened = open_record(shown.theatre, instant, store())
    for day in opened.dates:
        opened.figures(day)
        opened.contact_km(day)
    # Such objects live long: the collector need not walk them again.
    gc.collect()
    gc.freeze()
    return opened


@st.cache_resource(show_spinner=False, max_entries=6)
def trends(shown: Edition) -> Trends:
    """The figures of all days of an edition."""
    return trends_of(record(shown))


@st.cache_resource(show_spinner=False, max_entries=6)
def replay_bytes(shown: Edition) -> bytes:
    """The whole replay for the browser, gzipped once."""
    return packed(payload(replay_scene(record(shown), edition=_scene_edition(shown))))


@st.cache_resource(show_spinner=False, max_entries=6)
def replay_file(shown: Edition) -> bytes:
    """The replay as one HTML document that opens from disk."""
    return document(replay_scene(record(shown), edition=_scene_edition(shown))).encode()


def _scene_edition(shown: Edition) -> scene.Edition:
    history = [one for one in store().history(shown.theatre) if one.id <= shown.version]
    corrected = {
        one.effective_date.isoformat() for one in history if one.kind is not Kind.PUBLISHED
    }
    known_on = written(read_known_on(shown.known_on)) if shown.known_on else ""
    return scene.Edition(known_on, tuple(sorted(corrected)))


@st.cache_data(show_spinner=False, max_entries=2000)
def panel(shown: Edition, day: date, language: str, distances: tuple[tuple[str, ...], ...]) -> str:
    """The side panel of a day; the same for everybody who asks for the same."""
    return side_panel(record(shown), day, language, distances)
