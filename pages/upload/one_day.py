"""Single map of an upload: its problems, their fixes, and step 4, the preview of its change."""

from datetime import date

import streamlit as st

from geodata.change import area_control_changes, compare, totals
from geodata.control import ControlSnapshot
from geodata.ingest import UploadedMaps
from geodata.places import events_on
from layers.locale import Locale
from pages.shared.change_view import show_control_changes, show_ground, show_totals
from pages.shared.table import show_table
from pages.upload import ingest
from pages.upload.files import choose_map, progress
from pages.upload.fixes import show_fixes
from pages.upload.ingest import CheckedMap, theatre
from pages.upload.publish import show_done, show_publish
from pages.upload.report import show_report
from pages.upload.state import Upload


def show_day(upload: Upload, maps: UploadedMaps, locale: Locale) -> None:
    """Show the map in work from the report to the link that opens it in the replay."""
    draft = choose_map(upload, maps.drafts, locale)
    if draft is None:
        show_report(upload, None, maps.problems, locale)
        return
    if upload.choice.published is not None:
        show_done([upload.choice.published], locale)
        return
    with progress(locale) as report_progress:
        checked = ingest.check_map(upload, upload.map_index, draft, report_progress)
    show_report(upload, checked, maps.problems_with(checked.day), locale)
    # For a large file it takes longer to try the fixes than to find the problems.
    with progress(locale) as report_progress:
        fixes = ingest.available_fixes(upload, checked, report_progress)
    show_fixes(upload, checked, fixes, locale)
    snapshot = checked.report.snapshot
    if snapshot is None or maps.errors_of(checked.day):
        return
    _show_preview(checked, snapshot, locale)
    label = locale.say("upload_publish", day=locale.day(snapshot.effective_date))
    show_publish(upload, {upload.map_index: checked}, maps.originals, label, locale)


def _show_preview(checked: CheckedMap, snapshot: ControlSnapshot, locale: Locale) -> None:
    """Show the change against the snapshot in force on that day, and its events."""
    day = snapshot.effective_date
    st.header(locale.say("upload_preview", day=locale.day(day)))
    before = checked.in_force
    if before is None:
        st.info(locale.say("upload_first_map"))
    else:
        key = "upload_corrects" if before.effective_date == day else "upload_against"
        st.caption(locale.say(key, day=locale.day(before.effective_date)))
    left, right = st.columns(2)
    with left:
        show_totals(totals(before, snapshot), locale)
        show_control_changes(area_control_changes(before, snapshot, theatre().places), locale)
        _events(day, locale)
    with right:
        if before is not None:
            show_ground(theatre(), compare(before, snapshot), locale, "upload_ground")


def _events(day: date, locale: Locale) -> None:
    categories = theatre().event_categories
    rows = [
        (
            locale.text(categories[event.category])
            if event.category in categories
            else event.category,
            event.place,
            locale.text(event.text),
        )
        for event in events_on(theatre().events, day)
    ]
    if rows:
        heads = [locale.say(key) for key in ("upload_event_head", "upload_place_head")]
        show_table(locale, locale.say("panel_events"), [*heads, ""], rows, texts=3)
