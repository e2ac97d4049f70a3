"""The frame of the compare page: its map and what the map is told."""

import streamlit as st

from layers.web.program import asset

_map = st.components.v2.component(
    "lines_of_control_compare",
    js=asset("component.js").replace('MOUNT = "mountPage"', 'MOUNT = "mountCompare"'),
)
_teller = st.components.v2.component("lines_of_control_teller", js=asset("teller.js"))


def show_map(packed: bytes) -> None:
    """Both maps; call it outside of any fragment, so that they are sent once a visit."""
    _map(data=packed, key="compare_map")


def tell_map(found: bytes) -> None:
    """What Python measured between the two days, for the map."""
    _teller(data=found, key="compare_found")
