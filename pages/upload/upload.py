"""Upload: an editor brings a control file, sees what is wrong and what would change, publishes."""

import streamlit as st

from pages.shared import editors
from pages.shared.page import page
from pages.shared.sketch import bring_leaflet
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
    language = view.language
    editor = editors.require()
    editors.show_editor(editor, language)
    bring_leaflet()
    find_again(str(editor), language)
    upload = choose_files(language)
    if upload is not None:
        with saved_draft(upload, str(editor)):
            with progress(language) as report_progress:
                raw = ingest.read_maps(upload, report_progress)
            offer_areas(upload, raw, language)
            show_mapping(upload, raw, language)
            maps = ingest.with_mappings(upload, raw)
            if choose_together(upload, len(maps.drafts), language):
                show_all(upload, maps, language)
            else:
                show_day(upload, maps, language)
    st.header(view.say("upload_begin"))
    show_downloads(language)
    show_format(language)
