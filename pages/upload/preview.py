"""Step 4 of an upload: preview of the change on the map of that day."""

from datetime import date

import streamlit as st

from geodata.change import area_control_changes, compare, totals
from geodata.control import ControlSnapshot
from geodata.events import events_on
from layers.locale.text import day_in_words, of, say
from pages.shared.change_view import show_control_changes, show_ground, show_totals
from pages.shared.html_table import show_table
from pages.upload.ingest import CheckedMap, theatre


def show_preview(checked: CheckedMap, snapshot: ControlSnapshot, language: str) -> None:
    """Show the change against the snapshot in force on that day, and its events."""
    day = snapshot.effective_date
    st.header(say(language, "upload_preview", day=day_in_words(day, language)))
    before = checked.in_force
    if before is None:
        st.info(say(language, "upload_first_map"))
    else:
        key = "upload_corrects" if before.effective_date == day else "upload_against"
        st.caption(say(language, key, day=day_in_words(before.effective_date, language)))
    left, right = st.columns(2)
    with left:
        show_totals(theatre(), totals(before, snapshot), language)
        show_control_changes(
            theatre(), area_control_changes(before, snapshot, theatre().places), language
        )
        _events(day, language)
    with right:
        if before is not None:
            show_ground(theatre(), compare(before, snapshot), language, "upload_ground")


def _events(day: date, language: str) -> None:
    categories = theatre().event_categories
    rows = [
        (
            of(categories[event.category], language)
            if event.category in categories
            else event.category,
            event.place,
            of(event.text, language),
        )
        for event in events_on(theatre().events, day)
    ]
    if rows:
        heads = [say(language, key) for key in ("upload_event_head", "upload_place_head")]
        show_table(language, say(language, "panel_events"), [*heads, ""], rows, texts=3)
