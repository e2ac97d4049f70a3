"""Upload: an editor brings a control file, sees what is wrong and what would change, publishes."""

import streamlit as st

from geodata.errors import GeodataError
from layers.text import language_or_default, say
from pages.parts import staff, upload_gate
from pages.parts.look import plain, set_direction, style_text
from pages.parts.sketch_frame import bring_leaflet
from pages.parts.upload_downloads import show_downloads
from pages.parts.upload_files import choose_files, choose_map, progress
from pages.parts.upload_format import show_format
from pages.parts.upload_preview import show_preview
from pages.parts.upload_publish import show_done, show_publish
from pages.parts.upload_repairs import show_repairs
from pages.parts.upload_report import show_report

language = language_or_default(st.query_params.get("lang"))
style_text()
set_direction(language)
st.title(say(language, "page_upload"))
editor = staff.require()
staff.show_editor(editor, language)
bring_leaflet()
try:
    upload = choose_files(language)
    if upload is not None:
        with progress(language) as tell:
            found = upload_gate.contents(upload, tell)
        draft = choose_map(upload, found.drafts, language)
        if draft is None:
            show_report(upload, None, found.problems, language)
        elif upload.choice.published is not None:
            show_done(upload.choice.published, language)
        else:
            with progress(language) as tell:
                examined = upload_gate.examine(upload, draft, tell)
                offers = upload_gate.offered(upload, examined, tell)
            problems = upload_gate.all_problems(found, examined)
            show_report(upload, examined, problems, language)
            show_repairs(upload, examined, offers, language)
            snapshot = upload_gate.publishable(problems, examined)
            if snapshot is not None:
                show_preview(examined, snapshot, language)
                original = found.originals[upload.at]
                show_publish(upload, original, examined, snapshot, language)
    st.header(say(language, "upload_begin"))
    show_downloads(language)
    show_format(language)
except GeodataError as error:
    st.error(say(language, "broken", reason=plain(str(error))))
for page in ("pages/public/replay.py", "pages/public/history.py"):
    st.page_link(page, query_params={"lang": language})
