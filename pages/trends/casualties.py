"""What was reported of casualties: as the sources say it, for their counts cannot be added up."""

from typing import Final

import streamlit as st

from geodata import tables
from layers.locale.text import of, say
from pages.shared.chart import show_files, table_order
from pages.shared.table import show_table
from pages.trends.charts import Subject

_HEADS: Final = ("trends_day", "trends_event", "trends_confidence", "trends_source")


def show_casualties(subject: Subject) -> None:
    """The events that tell of casualties, word for word, with source and confidence."""
    language = subject.axis.language
    told = [one for one in subject.record.theatre.events if one.category == tables.CASUALTIES]
    st.header(subject.say("trends_casualties"), anchor="casualties")
    if not told:
        st.caption(subject.say("trends_casualties_none"))
        return
    st.caption(subject.say("trends_casualties_what"))
    heads = [subject.say(key) for key in _HEADS]
    cells = [
        (
            subject.axis.words(one.event_date),
            of(one.text, language),
            say(language, f"confidence_{one.confidence}"),
            one.source,
        )
        for one in told
    ]
    show_table(subject.axis.locale, subject.say("trends_casualties"), heads, cells, texts=4)
    with st.container(horizontal=True, key="below_casualties"):
        table = tables.casualties(subject.provenance)
        show_files(table_order(subject.record, table, language), "casualties")
