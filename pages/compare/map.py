"""The frame of the compare page: its map, what the map is told, and a button that copies."""

import streamlit as st

from layers.web.program import asset

_map = st.components.v2.component(
    "lines_of_control_compare",
    js=asset("component.js").replace('MOUNT = "mountPage"', 'MOUNT = "mountCompare"'),
)
_teller = st.components.v2.component("lines_of_control_teller", js=asset("teller.js"))
_copy = st.components.v2.component(
    "lines_of_control_copy", js=asset("copy.js"), isolate_styles=False
)


def show_map(packed: bytes) -> None:
    """Both maps; call it outside of any fragment, so that they are sent once a visit."""
    _map(data=packed, key="compare_map")


def tell_map(found: bytes) -> None:
    """What Python measured between the two days, for the map."""
    _teller(data=found, key="compare_found")


def copy_button(text: str, label: str, done: str, failed: str) -> None:
    """A button that copies a text."""
    words = {"text": text, "label": label, "done": done, "failed": failed}
    _copy(data=words, key="compare_copy")
