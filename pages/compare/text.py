"""The briefing text on the page: each figure leads to its method, and all of it can be copied."""

from html import escape

import streamlit as st

from layers.locale import Locale
from layers.locale.briefing import Briefing, Part
from layers.locale.text import direction
from pages.shared.copy_button import show_copy
from pages.shared.link import address


def show_briefing(text: Briefing, language: str) -> None:
    """The paragraph, with a button that copies it."""
    body = " ".join(
        "".join(_part(part, language) for part in sentence) for sentence in text.sentences
    )
    st.html(f'<p class="loc-briefing" dir="{direction(language)}">{body}</p>')
    show_copy(text.text, "briefing", Locale(None, language))


def _part(part: Part, language: str) -> str:
    text, anchor = part
    if not anchor:
        return escape(text)
    method = escape(address("method", anchor, lang=language))
    return f'<a href="{method}" target="_self"><bdi>{escape(text)}</bdi></a>'
