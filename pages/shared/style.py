"""The frame of a page: the map as large as the window allows, the panel beside it."""

import re
from pathlib import Path
from typing import Final

import streamlit as st

from layers.locale.text import direction

_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$])")


def styles(*names: str) -> str:
    """Style files of this folder as one."""
    folder = Path(__file__).parent
    return "".join((folder / name).read_text(encoding="utf-8") for name in names)


# A component that is nothing but a style: unlike st.html it needs no sanitizer, which the browser
# would have to load before it could draw the map.
_frame = st.components.v2.component(
    "lines_of_control_frame",
    css=styles("page.css", "ways.css"),
    isolate_styles=False,
)
_text = st.components.v2.component(
    "lines_of_control_text",
    css=styles("text.css", "ways.css"),
    isolate_styles=False,
)


def style_page() -> None:
    """Removes the frame's own margins and header, which hold nothing that a visitor needs."""
    _frame(key="frame")


def style_text() -> None:
    """The look of a page of text: not wider than can be read, tables as in the replay's panel."""
    _text(key="text")


def plain(text: str) -> str:
    """Text that Markdown leaves as it is and that keeps its own direction (Unicode's isolate)."""
    return "\u2068" + _MARKDOWN.sub(r"\\\1", text) + "\u2069"


def set_direction(language: str) -> None:
    """Lets a page of text run the way its language does."""
    if direction(language) == "rtl":
        parts = (
            ":is([data-testid='stMain'], [data-testid='stHeading'] *, [data-testid='stMarkdown'] *)"
        )
        st.html(f"<style>{parts} {{ direction: rtl; text-align: start; }}</style>")
