"""Link of the page shown: its theatre, and the links that lead on from it."""

from typing import Final

import streamlit as st

from geodata.theatre import BUILT_IN, names
from layers.link import carried
from layers.link_table import parameters, query_of
from layers.locale import supported
from pages.shared.pages import FIRST

CARRIED: Final = tuple(item.name for item in parameters() if item.carried and item.name != "lang")
"""Parameters that follow a person from page to page; the language always does."""
_MAX_LENGTH: Final = 40


def link_language() -> str:
    """Language of the link, or English."""
    return supported(st.query_params.get("lang"))


def link_theatre() -> str:
    """Theatre of the link, or the built-in one where the link names none that exists."""
    name = st.query_params.get("theatre", "")
    # Only a name from the list is ever looked up: "../x" is a name that no theatre has.
    return name if name in names() else BUILT_IN


def unknown_theatre() -> str:
    """The name in the link where no theatre is called so, cut to a readable length; else empty."""
    name = st.query_params.get("theatre", "")
    return "" if name in ("", link_theatre()) else name[:_MAX_LENGTH]


def query(to_page: str, **own: str | None) -> dict[str, str]:
    """Parameters of a link that leads on: language, what is carried, and the link's own.

    A parameter of its own that is None is left out, also where it would be carried.
    """
    common = {"lang": link_language(), **carried(st.query_params.to_dict(), to_page)}
    if common.get("theatre", BUILT_IN) != link_theatre() or link_theatre() == BUILT_IN:
        common.pop("theatre", None)
    return {key: value for key, value in {**common, **own}.items() if value is not None}


def address(to_page: str, anchor: str = "", /, **own: str | None) -> str:
    """Address of another page, relative to the page shown."""
    path = "" if to_page == FIRST else to_page
    return f"./{path}{query_of(query(to_page, **own))}" + (f"#{anchor}" if anchor else "")
