"""Single map of an upload: its problems, their fixes, and step 4, the preview of its change."""

from datetime import date

import streamlit as st

from geodata.change import area_control_changes, compare, totals
from geodata.control import ControlSnapshot
from geodata.events import events_on
from geodata.ingest import UploadedMaps
from layers.locale.text import day_in_words, of, say
from pages.shared.change_view import show_control_changes, show_ground, show_totals
from pages.shared.html_table import show_table
from pages.upload import ingest
from pages.upload.files import choose_map, progress
from pages.upload.fixes import show_fixes
from pages.upload.ingest import CheckedMap, theatre
from pages.upload.publish import show_done, show_publish
from pages.upload.report import show_report
from pages.upload.state import Upload


def show_day(upload: Upload, maps: UploadedMaps, language: str) -> None:
    """Show the map in work from the report to the link that opens it in the replay."""
    draft = choose_map(upload, maps.drafts, language)
    if draft is None:
        show_report(upload, None, maps.problems, language)
        return
    if upload.choice.published is not None:
        show_done([upload.choice.published], language)
        return
    with progress(language) as report_progress:
        checked = ingest.check_map(upload, upload.map_index, draft, report_progress)
    show_report(upload, checked, maps.problems_with(checked.day), language)
    # For a large file it takes longer to try the fixes than to find the problems.
    with progress(language) as report_progress:
        fixes = ingest.available_fixes(upload, checked, report_progress)
    show_fixes(upload, checked, fixes, language)
    snapshot = checked.report.snapshot
    if snapshot is None or maps.errors_of(checked.day):
        return
    _show_preview(checked, snapshot, language)
    label = say(language, "upload_publish", day=day_in_words(snapshot.effective_date, language))
    show_publish(upload, {upload.map_index: checked}, maps.originals, label, language)


def _show_preview(checked: CheckedMap, snapshot: ControlSnapshot, language: str) -> None:
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
