"""Drawing of areas from a list of place reports, on request."""

import streamlit as st

from geodata.ingest import UploadedMaps
from geodata.ingest.drawing import REPORTS
from layers.locale.text import say
from pages.upload.state import Upload


def offer_areas(upload: Upload, raw: UploadedMaps, language: str) -> None:
    """Offer to draw areas where a file holds place reports and no areas."""
    if all(problem.code != REPORTS for problem in raw.problems):
        return
    st.info(say(language, "upload_draw_areas_help"))
    if st.button(say(language, "upload_draw_areas"), key="draw_areas", type="primary"):
        upload.draw_areas = True
        st.rerun()
