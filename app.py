"""Entrance: the pages there are, and the frame that they share.

The server imports this file once, for `server`; Streamlit runs it anew for each visitor, as a
script, whose name is `__main__`.
"""

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from layers.locale import Locale
from pages.shared.faces import OwnTypeFirst, face_route
from pages.shared.link import link_language
from pages.shared.navigation import PRODUCT, show_navigation
from pages.shared.pages import FIRST, PAGES


def main() -> None:
    """Draw the page of the address under the row of links."""
    st.set_page_config(
        page_title=PRODUCT,
        page_icon="pages/shared/icon.png",
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    locale = Locale(None, link_language())
    pages = [
        st.Page(entry.path, title=locale.say(f"page_{entry.name}"), default=entry.name == FIRST)
        for entry in PAGES
    ]
    page = st.navigation(pages, position="hidden")
    show_navigation(page.url_path or FIRST)
    page.run()


async def to_first_page(request: Request) -> RedirectResponse:
    """Redirect from the name of the first page, which its address does not have."""
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./")


if __name__ == "__main__":
    main()
else:
    # Streamlit takes a folder called pages for its old menu of pages until st.navigation has run
    # once, and tells the first visitor of any other page that there is none such.
    PagesManager.uses_pages_directory = False
    folder = st.get_option("server.baseUrlPath").strip("/")
    base_path = f"/{folder}" if folder else ""
    server = st.App(
        __file__,
        routes=[Route(f"{base_path}/{FIRST}", to_first_page), face_route(base_path)],
        middleware=[Middleware(OwnTypeFirst, base_path=base_path)],
    )
