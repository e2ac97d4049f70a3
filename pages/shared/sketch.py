"""The small map of a page: a sketch, redrawn in place when its shapes change."""

import streamlit as st

from layers.web.program import sketch_parts

_once, _program, _style = sketch_parts()
_leaflet = st.components.v2.component("lines_of_control_leaflet", js=_once)
_sketch = st.components.v2.component("lines_of_control_sketch", js=_program, css=_style)


def bring_leaflet() -> None:
    """What all small maps of a page need, sent once."""
    _leaflet(key="leaflet")


def show_sketch(sketch: bytes, key: str) -> dict[str, float] | None:
    """A sketch on the page; gives where it was just clicked, if it was: lon, lat, reach_km."""
    clicked: dict[str, float] | None
    clicked = _sketch(data=sketch, key=key, on_clicked_change=lambda: None).clicked
    return clicked
