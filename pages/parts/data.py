"""The one cache: what every visitor shares, made once per process and revision."""

import gc
from datetime import date

import streamlit as st

from geodata.record import Record, open_record
from geodata.theatre import BUILT_IN
from layers.replay import packed, payload, replay_scene
from layers.replay.plugin import standalone
from pages.parts.panel import panel as side_panel


@st.cache_resource(show_spinner=False)
def record(theatre: str = BUILT_IN) -> Record:
    """The record of a theatre; frozen, so all visitors share it."""
    opened = open_record(theatre)
    for day in opened.dates:
        opened.figures(day)
        opened.contact_km(day)
    # Start-up objects live as long as the process: the collector need not walk them again.
    gc.collect()
    gc.freeze()
    return opened


@st.cache_resource(show_spinner=False)
def replay_bytes(theatre: str = BUILT_IN) -> bytes:
    """The whole replay for the browser, gzipped once."""
    return packed(payload(replay_scene(record(theatre))))


@st.cache_resource(show_spinner=False)
def replay_file(theatre: str = BUILT_IN) -> bytes:
    """The replay as one HTML document that opens from disk."""
    return standalone(record(theatre)).encode()


@st.cache_data(show_spinner=False, max_entries=2000)
def panel(day: date, language: str, distances: tuple[tuple[str, ...], ...]) -> str:
    """The side panel of a day; the same for everybody who asks for the same."""
    return side_panel(record(), day, language, distances)
