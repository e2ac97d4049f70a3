"""The replay: the map, its slider, and a panel that follows when the person stops."""

from datetime import date

import streamlit as st

from geodata.control import read_day
from geodata.errors import DateError
from geodata.record import Record
from layers.exports import REPLAY_FILE_NAME, export_of
from layers.locale import Locale, supported
from layers.moment import Moment
from pages.replay.panel import panel_of
from pages.shared import data
from pages.shared.download import download
from pages.shared.map import show_map, state_at_rest
from pages.shared.navigation import show_link
from pages.shared.page import Page, page


@st.fragment
def side_panel(view: Page) -> None:
    """Figures, changes, events and distances of the day on which the map has come to rest."""
    state = state_at_rest()
    newest, _ = data.edition_or_newest(view.known_on, view.theatre_name)
    if newest != view.edition:
        # Something was published: the map gets its new day, and keeps day and view.
        st.rerun()
    query = st.query_params
    chosen = query.get("distances")
    linked = [pair.split("~") for pair in chosen.split(",")] if chosen else []
    pairs = state.get("distances", linked if chosen is not None else view.theatre.default_distances)
    record = view.record
    day = day_or_last(record, state.get("day", query.get("as_of")))
    locale = Locale(view.theatre, supported(state.get("language", query.get("lang"))))
    st.html(panel_of(view.edition, day, locale.language, tuple(tuple(pair) for pair in pairs)))
    before = Moment(record, day).before or record.dates[0]
    span = {"from": before.isoformat(), "to": day.isoformat()}
    label = locale.say("compare_from_replay", day=locale.day(day))
    show_link("compare", label, "to_compare", locale.language, **span)
    show_link("press", locale.say("press_from_map"), "to_press", locale.language)


def day_or_last(record: Record, as_of: str | None) -> date:
    """The day that a link asks for, brought into the record; the last day when it asks for none."""
    try:
        day = read_day(as_of or "")
    except DateError:
        return record.dates[-1]
    return max(record.dates[0], min(record.horizon, day))


with page("replay") as view:
    packed = data.replay_bytes(view.edition)
    view.name_day(view.locale.day(day_or_last(view.record, st.query_params.get("as_of"))))
    left, right = st.columns([3, 1], gap=None)
    with left:
        show_map(packed)
    with right:
        side_panel(view)
        download(
            export_of("replay", REPLAY_FILE_NAME),
            data.order(view.edition, view.language),
            view.say("download_replay"),
            REPLAY_FILE_NAME,
            key="download_replay",
        )
