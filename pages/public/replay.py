"""The replay: the map, its slider, and a panel that follows when the person stops."""

import streamlit as st

from geodata.errors import GeodataError
from layers.text import language_or_default, say
from pages.parts import data, staff
from pages.parts.look import style_page
from pages.parts.map_frame import show_map, state_at_rest
from pages.parts.panel import day_or_last

style_page()
language = language_or_default(st.query_params.get("lang"))


@st.fragment
def side_panel() -> None:
    """Figures, changes, events and distances of the day on which the map has come to rest."""
    record = data.record()
    state = state_at_rest()
    asked = st.query_params
    chosen = asked.get("distances")
    linked = [pair.split("~") for pair in chosen.split(",")] if chosen else []
    pairs = state.get(
        "distances", linked if chosen is not None else record.theatre.default_distances
    )
    day = day_or_last(record, state.get("day", asked.get("as_of")))
    words = language_or_default(state.get("language", asked.get("lang")))
    st.html(data.panel(day, words, tuple(tuple(pair) for pair in pairs)))


try:
    packed = data.replay_bytes()
except GeodataError as error:
    st.error(say(language, "broken", reason=error))
    st.stop()

left, right = st.columns([3, 1], gap=None)
with left:
    show_map(packed)
with right:
    side_panel()
    st.download_button(
        say(language, "download_replay"),
        data.replay_file,
        file_name="lines_of_control_replay.html",
        mime="text/html",
        on_click="ignore",
    )
    if staff.may_publish():
        st.page_link("pages/staff/upload.py", query_params={"lang": language})
