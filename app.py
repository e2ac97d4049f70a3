"""The door: which pages there are, and what they all share."""

import streamlit as st

from layers.text import language_or_default, say

st.set_page_config(
    page_title="Lines of Control",
    page_icon="pages/parts/icon.png",
    layout="wide",
    initial_sidebar_state="collapsed",
)
language = language_or_default(st.query_params.get("lang"))
pages = [
    st.Page("pages/public/replay.py", title=say(language, "page_replay"), default=True),
    st.Page("pages/public/history.py", title=say(language, "page_history")),
    st.Page("pages/staff/upload.py", title=say(language, "page_upload")),
]
page = st.navigation(pages, position="hidden")
page.run()
