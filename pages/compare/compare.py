"""Compare: two days on one map, side by side, or what changed between them, and the numbers."""

import time

import streamlit as st

from geodata.change import control_change_reports
from geodata.errors import GeodataError
from layers.change import Span, drawn
from layers.locale.briefing import Findings, briefing
from layers.locale.text import day_in_words, language_or_default, say
from pages.compare import report
from pages.compare.map import show_map, style_compare, tell_map
from pages.compare.selection import Asked, asked_for
from pages.compare.tables import Tables
from pages.compare.text import show_briefing
from pages.shared import data
from pages.shared.map import state_at_rest
from pages.shared.navigation import show_ways
from pages.shared.press_link import show_press_link
from pages.shared.style import plain, set_direction

HEAD_START_S = 0.08

style_compare()
language = language_or_default(st.query_params.get("lang"))


@st.fragment
def numbers(shown: data.Edition) -> None:
    """Briefing and tables of the two days on which the handles have come to rest."""
    rest = state_at_rest()
    newest, _ = data.edition_or_newest(shown.known_on)
    if newest != shown:
        # Something was published: the map gets its new stop, and keeps days and view.
        st.rerun()
    record = data.record(shown)
    asked = asked_for(record, st.query_params, rest)
    span = Span(
        record, asked.first, asked.last, asked.language, asked.claimed, shown.version,
        shown.known_on,
    )  # fmt: skip
    stops = span.stops
    change = data.change(shown, *stops, asked.claimed)
    tell_map(drawn(span, change, asked.least_km2))
    set_direction(asked.language)
    head(asked)
    grid = st.container(key="report_grid")
    told = grid.container(key="compare_box_told")
    reports = control_change_reports(record.theatre, asked.first, asked.last)
    fronts = data.front_moves(shown, *stops)
    stem = f"{record.theatre.id}_{asked.first}_{asked.last}"
    tables = Tables(record, data.provenance(shown), asked.language, stem)
    with grid:
        report.show_parties(tables, span, change)
        report.show_flows(tables, span, change, asked.least_km2)
        by_governorate = data.change_by_governorate(shown, *stops, asked.claimed)
        report.show_governorates(tables, span, change, by_governorate)
        with st.container(key="compare_box_lines"):
            report.show_fronts(tables, span, fronts)
            farthest = st.container(key="compare_box_farthest")
        report.show_places(tables, span, data.places_changed(shown, asked.first, asked.last))
    # How far somebody came takes longest: the other tables stand by then.
    advances = data.advances_between(shown, *stops)
    with farthest:
        report.show_advances(tables, span, advances)
    with told:
        found = Findings(change, fronts, advances, reports, asked.least_km2)
        show_briefing(briefing(span, found), asked.language)


def head(asked: Asked) -> None:
    """Title, the two days, and the way back to the replay."""
    words = asked.language
    show_ways(words, "compare")
    st.title(say(words, "page_compare"), anchor=False)
    first, last = (day_in_words(day, words) for day in (asked.first, asked.last))
    st.header(say(words, "compare_what", first=first, last=last), anchor=False)
    st.page_link(
        "pages/replay/replay.py",
        label=say(words, "compare_to_replay", day=last),
        query_params={"as_of": asked.last.isoformat(), "lang": words},
        icon=":material/play_arrow:",
    )
    show_press_link(words, "change")


try:
    edition, doubt = data.edition_or_newest(st.query_params.get("known_on"))
    packed = data.replay_bytes(edition)
except GeodataError as error:
    st.title(say(language, "page_compare"))
    st.error(say(language, "broken", reason=plain(str(error))))
    st.stop()

if doubt:
    st.toast(plain(str(doubt)), duration="long")
show_map(packed)
# What comes first is drawn first: the map is on the screen before the browser turns to the tables.
time.sleep(HEAD_START_S)
with st.container(key="report"):
    numbers(edition)
