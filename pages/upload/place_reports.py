"""A list of place reports holds no areas; they are drawn between the places on request."""

import streamlit as st

from geodata.ingest import Contents
from geodata.ingest.drawing import REPORTS
from layers.locale.text import say
from pages.upload.state import Upload


def offer_areas(upload: Upload, raw: Contents, language: str) -> None:
    """A button that makes areas of place reports, where a file holds them and no areas."""
    if all(one.code != REPORTS for one in raw.problems):
        return
    st.info(say(language, "upload_draw_areas_help"))
    if st.button(say(language, "upload_draw_areas"), key="draw_areas", type="primary"):
        upload.draw_areas = True
        st.rerun()
