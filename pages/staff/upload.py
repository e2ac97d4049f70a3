"""Upload: where an editor brings a control file, for now only who that is."""

import streamlit as st

from layers.text import language_or_default, say
from pages.parts import staff
from pages.parts.look import set_direction

language = language_or_default(st.query_params.get("lang"))
set_direction(language)
st.title(say(language, "page_upload"))
editor = staff.require()
staff.show_editor(editor, language)
st.page_link("pages/public/replay.py", query_params={"lang": language})
