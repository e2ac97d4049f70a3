"""File format: an empty template, the format in a few words, and as a document."""

import re
from pathlib import Path
from typing import Final

import streamlit as st

from layers.exports import export_of
from layers.locale.text import say
from pages.shared import data
from pages.shared.download import download
from pages.upload.ingest import theatre

_DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
_DOCUMENT: Final = _DOCS / "file-format.md"
_TEMPLATE: Final = _DOCS / "template.geojson"


def show_format(language: str) -> None:
    """Show the format, folded away until it is opened."""
    with st.expander(say(language, "upload_format")):
        name = "lines_of_control_template.geojson"
        order = data.order(data.edition(), language, content=template())
        words = say(language, "upload_template")
        download(export_of("template", name), order, words, name, key="upload_template")
        parties = ", ".join(f"`{party.code}`" for party in theatre().parties)
        st.markdown(say(language, "upload_format_short", parties=parties))
        if _DOCUMENT.exists():
            st.markdown(_text(_DOCUMENT))


def template() -> bytes:
    """Template: a map in our own format, with a single feature to fill in."""
    return _TEMPLATE.read_bytes()


def _text(path: Path) -> str:
    """Document as a part of a page: links to others become plain words, headings smaller."""
    text = re.sub(r"^(#+ )", r"##\1", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]*\)", r"\1", text)
