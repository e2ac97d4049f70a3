"""The ways between pages: one list, for the door and for the links that stand on every page."""

from pathlib import PurePosixPath
from typing import Final

import streamlit as st

from layers.locale.text import say
from pages.shared import editors

PUBLIC: Final = (
    "pages/replay/replay.py",
    "pages/compare/compare.py",
    "pages/trends/trends.py",
    "pages/distances/distances.py",
    "pages/press/press.py",
    "pages/history/history.py",
    "pages/method/method.py",
)
STAFF: Final = ("pages/upload/upload.py",)
MAPS: Final = frozenset({"replay", "compare"})
"""Pages that fill the window with a map, and have the links in their own panel."""


def name_of(path: str) -> str:
    """What a page is called: in its address, and after `page_` in the locale files."""
    return PurePosixPath(path).stem


def show_ways(language: str, here: str) -> None:
    """Links to the pages that this person may use, in one row; `here` is the name of the page."""
    open_to = PUBLIC + (STAFF if editors.may_publish() else ())
    with st.container(horizontal=True, gap="small", key="ways"):
        for path in open_to:
            label = say(language, f"page_{name_of(path)}")
            given = {"lang": language}
            st.page_link(path, label=label, query_params=given, disabled=name_of(path) == here)
