"""The map in the page: mounted once; a rerun never touches it."""

from typing import Any

import streamlit as st

from layers.web.program import asset

_map = st.components.v2.component("lines_of_control_map", js=asset("component.js"))
_listener = st.components.v2.component("lines_of_control_listener", js=asset("listener.js"))


def show_map(packed: bytes) -> None:
    """The replay; call it outside of any fragment, so that it is sent once a visit."""
    _map(data=packed, key="map")


def state_at_rest() -> dict[str, Any]:
    """What the map last said when the person stopped: day, language, distances; or nothing yet.

    Call it inside the fragment that is to follow the map.
    """
    return _listener(key="at_rest", on_at_change=lambda: None).at or {}
