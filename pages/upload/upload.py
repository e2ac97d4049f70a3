"""Upload: an editor brings a control file, sees what is wrong and what would change, publishes."""

import streamlit as st

from geodata.errors import GeodataError
from layers.locale.text import language_or_default, say
from pages.shared import editors
from pages.shared.sketch import bring_leaflet
from pages.shared.style import plain, set_direction, style_text
from pages.upload import ingest
from pages.upload.downloads import show_downloads
from pages.upload.files import choose_files, choose_together, find_again, kept, progress
from pages.upload.format import show_format
from pages.upload.mapping import show_meaning
from pages.upload.one_day import show_one
from pages.upload.place_reports import offer_areas
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
        with kept(upload, str(editor)):
            with progress(language) as tell:
                raw = ingest.contents(upload, tell)
            offer_areas(upload, raw, language)
            show_meaning(upload, raw, language)
            found = ingest.read_as_said(upload, raw)
            if choose_together(upload, len(found.drafts), language):
                show_all(upload, found, language)
            else:
                show_one(upload, found, language)
    st.header(say(language, "upload_begin"))
    show_downloads(language)
    show_format(language)
except GeodataError as error:
    st.error(say(language, "broken", reason=plain(str(error))))
