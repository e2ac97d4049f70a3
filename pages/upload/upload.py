"""Upload: an editor brings a control file, sees what is wrong and what would change, publishes."""

import streamlit as st

from geodata.errors import GeodataError
from layers.locale.text import language_or_default, say
from pages.shared import editors
from pages.shared.sketch import bring_leaflet
from pages.shared.style import plain, set_direction, style_text
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

language = language_or_default(st.query_params.get("lang"))
style_text()
set_direction(language)
st.title(say(language, "page_upload"))
editor = editors.require()
editors.show_editor(editor, language)
bring_leaflet()
try:
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
    st.header(say(language, "upload_begin"))
    show_downloads(language)
    show_format(language)
except GeodataError as error:
    st.error(say(language, "broken", reason=plain(str(error))))
