"""Map in the page, of the replay or of two days: mounted once; a rerun never touches it."""

from typing import Any

import streamlit as st

from layers.web.modules import SOURCES, component

_map = st.components.v2.component(
    "lines_of_control_map", js=component(SOURCES / "replay_component.js")
)
_comparison = st.components.v2.component(
    "lines_of_control_compare", js=component(SOURCES / "compare_component.js")
)
_publisher = st.components.v2.component(
    "lines_of_control_publisher", js=component(SOURCES / "teller.js")
)
_subscriber = st.components.v2.component(
    "lines_of_control_listener", js=component(SOURCES / "listener.js")
)


def show_map(packed: bytes) -> None:
    """Show the replay; call it outside of any fragment, so that it is sent once a visit."""
    _map(data=packed, key="map")


def show_comparison(packed: bytes) -> None:
    """Show the maps of two days; call it outside of any fragment, as `show_map`."""
    _comparison(data=packed, key="compare_map")


def publish_change(message: bytes) -> None:
    """Tell the maps of two days what Python measured between them."""
    _publisher(data=message, key="compare_found")


def state_at_rest() -> dict[str, Any]:
    """What the map last said when the person stopped: day, language, distances; or nothing yet.

    Call it inside the fragment that is to follow the map.
    """
    return _subscriber(key="at_rest", on_at_change=lambda: None).at or {}
