"""The replay: the map, its slider, and a panel that follows when the person stops."""

import time

import streamlit as st

from geodata.errors import GeodataError
from layers.exports import REPLAY_FILE_NAME, export_of
from layers.locale.text import day_in_words, language_or_default, say
from pages.shared import data
from pages.shared.download import download
from pages.shared.map import show_map, state_at_rest
from pages.shared.navigation import show_ways
from pages.shared.panel import day_or_last
from pages.shared.press_link import show_press_link
from pages.shared.style import style_page

HEAD_START_S = 0.08

style_page()
language = language_or_default(st.query_params.get("lang"))


@st.fragment
def side_panel(shown: data.Edition) -> None:
    """Figures, changes, events and distances of the day on which the map has come to rest."""
    state = state_at_rest()
    newest, _ = data.edition_or_newest(shown.known_on)
    if newest != shown:
        # Something was published: the map gets its new stop, and keeps day and view.
        st.rerun()
    record = data.record(shown)
    asked = st.query_params
    chosen = asked.get("distances")
    linked = [pair.split("~") for pair in chosen.split(",")] if chosen else []
    pairs = state.get(
        "distances", linked if chosen is not None else record.theatre.default_distances
    )
    day = day_or_last(record, state.get("day", asked.get("as_of")))
    words = language_or_default(state.get("language", asked.get("lang")))
    st.html(data.panel(shown, day, words, tuple(tuple(pair) for pair in pairs)))
    before = record.before(record.effective(day)) or record.dates[0]
    st.page_link(
        "pages/compare/compare.py",
        label=say(words, "compare_from_replay", day=day_in_words(day, words)),
        query_params={"from": before.isoformat(), "to": day.isoformat(), "lang": words},
        icon=":material/compare:",
    )


try:
    edition, doubt = data.edition_or_newest(st.query_params.get("known_on"))
    packed = data.replay_bytes(edition)
except GeodataError as error:
    st.error(say(language, "broken", reason=error))
    st.stop()

if doubt:
    st.toast(str(doubt), duration="long")
left, right = st.columns([3, 1], gap=None)
with left:
    show_map(packed)
# What comes first is drawn first: the map is on the screen before the browser turns to the panel.
time.sleep(HEAD_START_S)
with right:
    show_ways(language, "replay")
    side_panel(edition)
    show_press_link(language)
    download(
        export_of("replay", REPLAY_FILE_NAME),
        data.order(edition, language),
        say(language, "download_replay"),
        REPLAY_FILE_NAME,
        key="download_replay",
    )
