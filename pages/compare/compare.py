"""Compare: two days on one map, side by side, or what changed between them, and the numbers."""

import streamlit as st

from geodata.change import control_change_reports
from layers.change import Span, drawn
from layers.locale import Locale
from layers.locale.briefing import Findings, briefing
from pages.compare import report
from pages.compare.map import show_map, tell_map
from pages.compare.selection import Asked, asked_for
from pages.compare.tables import Tables
from pages.compare.text import show_briefing
from pages.shared import data
from pages.shared.map import state_at_rest
from pages.shared.navigation import show_link
from pages.shared.page import Page, page


@st.fragment
def numbers(view: Page) -> None:
    """Briefing and tables of the two days on which the handles have come to rest."""
    rest = state_at_rest()
    shown, record = view.edition, view.record
    newest, _ = data.edition_or_newest(view.known_on, view.theatre_name)
    if newest != shown:
        # Something was published: the map gets its new day, and keeps days and view.
        st.rerun()
    asked = asked_for(record, st.query_params, rest)
    span = Span(
        record, asked.first, asked.last, asked.language, asked.claimed, shown.version,
        shown.known_on,
    )  # fmt: skip
    days = span.effective_dates
    change = data.change(shown, *days, asked.claimed)
    tell_map(drawn(span, change, asked.least_km2))
    head(view, asked)
    grid = st.container(key="report_grid")
    text = grid.container(key="compare_box_told")
    reports = control_change_reports(record.theatre, asked.first, asked.last)
    fronts = data.front_moves(shown, *days)
    stem = f"{record.theatre.id}_{asked.first}_{asked.last}"
    tables = Tables(record, data.provenance(shown), asked.language, stem)
    with grid:
        report.show_parties(tables, span, change)
        report.show_flows(tables, span, change, asked.least_km2)
        by_governorate = data.change_by_governorate(shown, *days, asked.claimed)
        report.show_governorates(tables, span, change, by_governorate)
        with st.container(key="compare_box_lines"):
            report.show_fronts(tables, span, fronts)
            farthest = st.container(key="compare_box_farthest")
        report.show_places(tables, span, data.places_changed(shown, asked.first, asked.last))
    # The advances take longest: the other tables stand by then.
    advances = data.advances_between(shown, *days)
    with farthest:
        report.show_advances(tables, span, advances)
    with text:
        found = Findings(change, fronts, advances, reports, asked.least_km2)
        show_briefing(briefing(span, found), asked.language)


def head(view: Page, asked: Asked) -> None:
    """Title, the two days, and the ways on to the replay and to a picture."""
    locale = Locale(view.theatre, asked.language)
    st.title(locale.say("page_compare"), anchor=False)
    first, last = map(locale.day, (asked.first, asked.last))
    st.header(locale.say("compare_what", first=first, last=last), anchor=False)
    label, day = locale.say("compare_to_replay", day=last), asked.last.isoformat()
    show_link("replay", label, "to_replay", asked.language, as_of=day)
    show_link("press", locale.say("press_from_map"), "to_press", asked.language, kind="change")


with page("compare") as view:
    packed = data.replay_bytes(view.edition)
    asked = asked_for(view.record, st.query_params, {})
    view.name_day(" – ".join(map(view.locale.day, (asked.first, asked.last))))
    show_map(packed)
    with st.container(key="report"):
        numbers(view)
