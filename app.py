"""The door: which pages there are, and what they all share.

The server imports this file once, for `server`; Streamlit runs it anew for each visitor, as a
script, whose name is `__main__`.
"""

import streamlit as st
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from layers.locale.text import language_or_default, say
from pages.shared.navigation import MAPS, PUBLIC, STAFF, name_of, show_ways


def open_door() -> None:
    """The page that a visitor asks for, in its frame."""
    st.set_page_config(
        page_title="Lines of Control",
        page_icon="pages/shared/icon.png",
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


async def to_first_page(request: Request) -> RedirectResponse:
    """The first page has no name in its address; who writes one, with a query, gets there."""
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./")


if __name__ == "__main__":
    open_door()
else:
    # Streamlit takes a folder called pages for its old menu of pages until st.navigation has run
    # once, and tells the first visitor of any other page that there is none such.
    PagesManager.uses_pages_directory = False
    server = st.App(__file__, routes=[Route(f"/{name_of(PUBLIC[0])}", to_first_page)])
