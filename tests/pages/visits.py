"""How a visitor of `AppTest`, which has no browser, comes to a page."""

from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).resolve().parent.parent.parent / "app.py")


def forget():
    """Let the app find its theatre and store anew."""
    st.cache_data.clear()
    st.cache_resource.clear()


def visit(path=None, /, **query):
    """The page of a path, or the first one, opened by a link; it ran without an exception."""
    page = AppTest.from_file(APP, default_timeout=60)
    for key, value in query.items():
        page.query_params[key] = value
    if path:
        page.switch_page(path)
    page.run()
    assert [] == list(page.exception)
    return page
