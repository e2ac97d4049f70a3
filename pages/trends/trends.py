"""Trends: every figure of the map over time, on one axis; a click opens the day in the replay."""

import streamlit as st

from pages.shared import data
from pages.shared.chart import show_chart
from pages.shared.navigation import show_link
from pages.shared.page import page
from pages.trends.casualties import show_casualties
from pages.trends.charts import areas, events, fronts, handed, nearness, uncertain
from pages.trends.selection import (
    asked_pairs,
    asked_party,
    asked_places,
    asked_share,
    subject_of,
)

with page("trends") as view:
    with st.spinner(view.say("trends_reckoning")):
        subject = subject_of(view, data.trends(view.edition))
    axis = subject.axis
    show_chart(axis, events(subject), view.record)
    show_chart(axis, areas(subject, share=asked_share(view.language)), view.record)
    show_link("press", view.say("trends_picture"), "trends_picture", kind="areas")
    show_chart(axis, uncertain(subject), view.record)
    show_chart(axis, fronts(subject, asked_pairs(subject)), view.record)
    show_chart(axis, handed(subject), view.record)
    places, party = asked_places(subject), asked_party(subject)
    if places:
        with st.spinner(view.say("trends_reckoning")):
            names = tuple(place.place_id for place in places)
            found = data.nearness(view.edition, names, party)
        show_chart(axis, nearness(subject, places, found, party), view.record)
    else:
        st.info(view.say("trends_no_city"))
    show_casualties(subject)
