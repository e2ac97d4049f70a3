"""The door: which pages there are, and what they all share."""

import streamlit as st

from layers.text import language_or_default, say
from pages.parts.navigation import MAPS, PUBLIC, STAFF, name_of, show_ways

st.set_page_config(
    page_title="Lines of Control",
    page_icon="pages/parts/icon.png",
    layout="wide",
    initial_sidebar_state="collapsed",
)
language = language_or_default(st.query_params.get("lang"))
pages = [
    st.Page(path, title=say(language, f"page_{name_of(path)}"), default=path == PUBLIC[0])
    for path in PUBLIC + STAFF
]
page = st.navigation(pages, position="hidden")
here = page.url_path or name_of(PUBLIC[0])
if here not in MAPS:
    show_ways(language, here)
page.run()
