"""Upload: an editor brings a control file, sees what is wrong and what would change, publishes."""

import streamlit as st

from pages.shared import editors
from pages.shared.page import page
from pages.shared.sketch import provide_leaflet
from pages.upload import ingest
from pages.upload.files import (
    choose_files,
    choose_together,
    find_again,
    offer_areas,
    progress,
    saved_draft,
)
from pages.upload.format import show_downloads, show_format
from pages.upload.mapping import show_mapping
from pages.upload.one_day import show_day
from pages.upload.series import show_all

with page("upload", opens=False, newest=True) as view:
    locale = view.locale
    editor = editors.require()
    editors.show_editor(editor, locale)
    provide_leaflet()
    find_again(str(editor), locale)
    upload = choose_files(locale)
    if upload is not None:
        with saved_draft(upload, str(editor)):
            with progress(locale) as report_progress:
                raw = ingest.read_maps(upload, report_progress)
            offer_areas(upload, raw, locale)
            show_mapping(upload, raw, locale)
            maps = ingest.with_mappings(upload, raw)
            if choose_together(upload, len(maps.drafts), locale):
                show_all(upload, maps, locale)
            else:
                show_day(upload, maps, locale)
    st.header(view.say("upload_begin"))
    show_downloads(locale)
    show_format(locale)
