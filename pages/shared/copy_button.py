"""Button that copies a text."""

from pathlib import Path
from typing import Final

import streamlit as st

from layers.locale import Locale

_HERE: Final = Path(__file__).parent
_button = st.components.v2.component(
    "lines_of_control_copy",
    js=(_HERE / "copy_button.js").read_text(encoding="utf-8"),
    css=(_HERE / "copy_button.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show_copy(text: str, key: str, locale: Locale) -> None:
    """Show a button that copies a text, and says whether it did."""
    words = {
        "copy": locale.say("copy_text"),
        "copied": locale.say("copy_done"),
        "failed": locale.say("copy_failed"),
    }
    _button(data={"text": text, **words}, key=f"copy_{key}", height="content")
