"""Trends: every figure of the map over time, on one axis; a click opens the day in the replay."""

import streamlit as st

from geodata.errors import GeodataError
from layers.locale.text import language_or_default, say
from pages.shared import data
from pages.shared.chart import show_chart
from pages.shared.style import plain, set_direction, style_text
from pages.trends.casualties import show_casualties
from pages.trends.charts import areas, events, fronts, handed, nearness, uncertain
from pages.trends.selection import (
    asked_pairs,
    asked_party,
    asked_places,
    asked_share,
    subject_of,
)

language = language_or_default(st.query_params.get("lang"))
style_text()
set_direction(language)
st.title(say(language, "page_trends"))
st.caption(say(language, "trends_what"))
try:
    edition, doubt = data.edition_or_newest(st.query_params.get("known_on"))
    record = data.record(edition)
    if not record.dates:
        st.info(say(language, "trends_nothing"))
        st.stop()
    with st.spinner(say(language, "trends_reckoning")):
        subject = subject_of(record, data.trends(edition), edition, language)
except GeodataError as error:
    st.error(say(language, "broken", reason=plain(str(error))))
    st.stop()
if doubt:
    st.warning(plain(str(doubt)))

axis = subject.axis
show_chart(axis, events(subject), record)
show_chart(axis, areas(subject, share=asked_share(language)), record)
known = {"known_on": edition.known_on} if edition.known_on else {}
st.page_link(
    "pages/press/press.py",
    label=say(language, "trends_picture"),
    query_params={"kind": "areas", "lang": language} | known,
)
show_chart(axis, uncertain(subject), record)
show_chart(axis, fronts(subject, asked_pairs(subject)), record)
show_chart(axis, handed(subject), record)
places, party = asked_places(subject), asked_party(subject)
if places:
    with st.spinner(say(language, "trends_reckoning")):
        found = data.nearness(edition, tuple(one.place_id for one in places), party)
    show_chart(axis, nearness(subject, places, found, party), record)
else:
    st.info(say(language, "trends_no_city"))
show_casualties(subject)
