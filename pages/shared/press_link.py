"""The look of the press page, its small button that copies, and the way to it from a map."""

from pathlib import Path

import streamlit as st

from layers.locale.text import say
from pages.shared.style import styles

_HERE = Path(__file__).parent
_style = st.components.v2.component(
    "lines_of_control_press", css=styles("text.css", "ways.css", "press.css"), isolate_styles=False
)
_BUTTON = """
button { font: inherit; font-size: 14px; color: inherit; background: none; cursor: pointer;
  border: 1px solid color-mix(in srgb, currentColor 30%, transparent); border-radius: 8px;
  padding: 3px 12px; }
button:hover, button:focus-visible { border-color: currentColor; }
"""
_LINK = """
a { font: inherit; font-size: 14px; color: inherit; text-underline-offset: 3px; }
"""
_copy = st.components.v2.component(
    "lines_of_control_press_copy",
    js=(_HERE / "press_copy.js").read_text(encoding="utf-8"),
    css=_BUTTON,
)
_link = st.components.v2.component(
    "lines_of_control_press_link",
    js=(_HERE / "press_link.js").read_text(encoding="utf-8"),
    css=_LINK,
)


def style_press() -> None:
    """The look of a page of text, as wide as its preview needs."""
    _style(key="press_style")


def show_copy(text: str, key: str, language: str) -> None:
    """A button that copies a text."""
    words = {"copy": say(language, "press_copy"), "copied": say(language, "press_copied")}
    _copy(data={"text": text, **words}, key=f"copy_{key}", height="content")


def show_press_link(language: str, kind: str = "") -> None:
    """The way from a map to its picture, of what is on the screen when somebody takes it."""
    data = {"words": say(language, "press_from_map"), "kind": kind}
    _link(data=data, key="press_link", height="content")
