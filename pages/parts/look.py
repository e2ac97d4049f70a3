"""The frame of a page: the map as large as the window allows, the panel beside it."""

from pathlib import Path

import streamlit as st

from layers.text import direction

# A component that is nothing but a style: unlike st.html it needs no sanitizer, which the browser
# would have to load before it could draw the map.
_frame = st.components.v2.component(
    "lines_of_control_frame",
    css=(Path(__file__).parent / "page.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def style_page() -> None:
    """Removes the frame's own margins and header, which hold nothing that a visitor needs."""
    _frame(key="frame")


def set_direction(language: str) -> None:
    """Lets a page of text run the way its language does."""
    if direction(language) == "rtl":
        parts = (
            ":is([data-testid='stMain'], [data-testid='stHeading'] *, [data-testid='stMarkdown'] *)"
        )
        st.html(f"<style>{parts} {{ direction: rtl; text-align: start; }}</style>")
