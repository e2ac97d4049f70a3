"""A button that copies a text."""

from pathlib import Path

import streamlit as st

from layers.locale.text import say

_HERE = Path(__file__).parent
_BUTTON = """
button { font: inherit; font-size: 14px; color: inherit; background: none; cursor: pointer;
  border: 1px solid color-mix(in srgb, currentColor 30%, transparent); border-radius: 8px;
  padding: 3px 12px; }
button:hover, button:focus-visible { border-color: currentColor; }
"""
_copy = st.components.v2.component(
    "lines_of_control_press_copy",
    js=(_HERE / "press_copy.js").read_text(encoding="utf-8"),
    css=_BUTTON,
)


def show_copy(text: str, key: str, language: str) -> None:
    """A button that copies a text."""
    words = {"copy": say(language, "press_copy"), "copied": say(language, "press_copied")}
    _copy(data={"text": text, **words}, key=f"copy_{key}", height="content")
