"""The frame of a page: the map as large as the window allows, the panel beside it."""

from functools import cache
from pathlib import Path

import streamlit as st


@cache
def _style() -> str:
    rules = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    return f"<style>{rules}</style>"


def style_page() -> None:
    """Removes the frame's own margins and header, which hold nothing that a visitor needs."""
    st.html(_style())
