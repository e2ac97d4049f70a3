"""How a visitor of `AppTest`, which has no browser, comes to a page."""

import json
import re
from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest

ROW, PAGE_LINKS = "lines_of_control_navigation", "lines_of_control_page_links"
APP = str(Path(__file__).resolve().parent.parent.parent / "app.py")
# A limit, no wait: a page is there in a second or two, on a machine busy with other things later.
RUN_LIMIT_S = 600


def forget():
    """Let the app find its theatre and store anew."""
    st.cache_data.clear()
    st.cache_resource.clear()


def app_test():
    """A visitor of the app who has not opened a page yet."""
    return AppTest.from_file(APP, default_timeout=RUN_LIMIT_S)


def visit(path=None, /, **query):
    """The page of a path, or the first one, opened by a link; it ran without an exception."""
    page = app_test()
    for key, value in query.items():
        page.query_params[key] = value
    if path:
        page.switch_page(path)
    page.run()
    assert [] == list(page.exception)
    return page


def as_read(markdown):
    """The sentence that a person reads: Markdown's escapes and Unicode's isolates are not seen."""
    return re.sub(r"\\(.)", r"\1", markdown).strip("\u2068\u2069").replace("\u2068", "")


def links(page):
    """The links of a page that carry its state: page, label, language and own parameters."""
    found = []
    for one in page.get("bidi_component"):
        if one.proto.component_name in (ROW, PAGE_LINKS):
            data = json.loads(one.proto.json)
            common = {name: data[name] for name in ("theatre", "language")}
            common["row"] = one.proto.component_name == ROW
            found += [link | common for link in data["links"]]
    return found
