"""How a file should look: an empty template, the format in a few words, and as a document."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Final

import streamlit as st

from layers.text import say
from pages.parts.upload_gate import theatre

_DOCUMENT: Final = Path(__file__).resolve().parents[2] / "docs" / "file-format.md"


def show_format(language: str) -> None:
    """The format, folded away until it is asked for."""
    with st.expander(say(language, "upload_format")):
        st.download_button(
            say(language, "upload_template"),
            template(),
            file_name="lines_of_control_template.geojson",
            mime="application/geo+json",
            on_click="ignore",
        )
        parties = ", ".join(f"`{party.code}`" for party in theatre().parties)
        st.markdown(say(language, "upload_format_short", parties=parties))
        if _DOCUMENT.exists():
            st.markdown(_text(_DOCUMENT))


def template() -> bytes:
    """A map of today in our own format, with one feature to fill in."""
    said = {"party": "…", "status": "controlled", "basis": "assessed", "source": "…"}
    properties = {**said, "effective_date": date.today().isoformat()}
    feature = {"type": "Feature", "properties": properties, "geometry": None}
    document = {"type": "FeatureCollection", "features": [feature]}
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _text(path: Path) -> str:
    """A document as a part of a page: links to others become plain words, headings smaller."""
    text = re.sub(r"^(#+ )", r"##\1", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]*\)", r"\1", text)
