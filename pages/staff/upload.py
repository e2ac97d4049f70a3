"""Upload: an editor brings a control file, sees what is wrong and what would change, publishes."""

import streamlit as st

from geodata.errors import GeodataError
from layers.text import language_or_default, say
from pages.parts import staff, upload_gate
from pages.parts.look import plain, set_direction, style_text
from pages.parts.sketch_frame import bring_leaflet
from pages.parts.upload_all import show_all
from pages.parts.upload_downloads import show_downloads
from pages.parts.upload_files import choose_files, choose_together, find_again, kept, progress
from pages.parts.upload_format import show_format
from pages.parts.upload_meaning import show_meaning
from pages.parts.upload_one import show_one
from pages.parts.upload_reports import offer_areas

language = language_or_default(st.query_params.get("lang"))
style_text()
set_direction(language)
st.title(say(language, "page_upload"))
editor = staff.require()
staff.show_editor(editor, language)
bring_leaflet()
try:
    find_again(str(editor), language)
    upload = choose_files(language)
    if upload is not None:
        with kept(upload, str(editor)):
            with progress(language) as tell:
                raw = upload_gate.contents(upload, tell)
            offer_areas(upload, raw, language)
            show_meaning(upload, raw, language)
            found = upload_gate.read_as_said(upload, raw)
            if choose_together(upload, len(found.drafts), language):
                show_all(upload, found, language)
            else:
                show_one(upload, found, language)
    st.header(say(language, "upload_begin"))
    show_downloads(language)
    show_format(language)
except GeodataError as error:
    st.error(say(language, "broken", reason=plain(str(error))))
