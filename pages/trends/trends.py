"""Trends: every figure of the map over time, on one axis; a click opens the day in the replay."""

from typing import Final

import streamlit as st

from geodata import tables
from pages.shared import data
from pages.shared.chart import provide_pictures, show_chart, show_files, table_order
from pages.shared.navigation import PageLink, show_links
from pages.shared.page import page
from pages.shared.table import show_table
from pages.trends.charts import (
    Subject,
    areas,
    control_changes,
    events,
    fronts,
    nearness,
    uncertain,
)
from pages.trends.selection import (
    choose_pairs,
    choose_party,
    choose_places,
    choose_share,
    subject_of,
)

_HEADS: Final = ("trends_day", "trends_event", "trends_confidence", "trends_source")


def show_distances(subject: Subject) -> None:
    """Show how far chosen cities were from the front, or from a party's ground."""
    view = subject.view
    places, party = choose_places(view), choose_party(view)
    if not places:
        st.info(view.say("trends_no_city"))
        return
    with st.spinner(view.say("trends_reckoning")):
        place_ids = tuple(place.place_id for place in places)
        distances = data.nearness(view.edition, place_ids, party)
    show_chart(subject.axis, nearness(subject, places, distances, party), view.record)


def show_casualties(subject: Subject) -> None:
    """Show the events that tell of casualties, word for word, with source and confidence.

    They are not summed up, for the counts of the sources overlap.
    """
    view, locale = subject.view, subject.locale
    title = view.say("trends_casualties")
    reported = [event for event in view.theatre.events if event.category == tables.CASUALTIES]
    st.header(title, anchor="casualties")
    if not reported:
        st.caption(view.say("trends_casualties_none"))
        return
    st.caption(view.say("trends_casualties_what"))
    cells = [
        (
            locale.day(event.event_date),
            locale.text(event.text),
            locale.say(f"confidence_{event.confidence}"),
            event.source,
        )
        for event in reported
    ]
    show_table(locale, title, [view.say(key) for key in _HEADS], cells, texts=4)
    with st.container(horizontal=True, key="below_casualties"):
        table = tables.casualties(subject.provenance)
        show_files(table_order(view.record, table, view.language), "casualties")


with page("trends") as view:
    provide_pictures()
    with st.spinner(view.say("trends_reckoning")):
        trends = data.trends(view.edition)
        subject = subject_of(view, trends)
    axis = subject.axis
    show_chart(axis, events(subject), view.record)
    show_chart(axis, areas(subject, share=choose_share(view)), view.record)
    picture = PageLink("press", view.say("trends_picture"), {"kind": "areas"})
    show_links("trends_picture", view.language, picture)
    show_chart(axis, uncertain(subject), view.record)
    show_chart(axis, fronts(subject, choose_pairs(view, trends)), view.record)
    show_chart(axis, control_changes(subject), view.record)
    show_distances(subject)
    show_casualties(subject)
