"""What is in force as a file, to edit and bring back."""

from datetime import date
from functools import partial

import streamlit as st

from geodata.ingest.export import AREA_FORMATS, write_areas
from layers.locale.text import day_in_words, say
from pages.shared import data
from pages.upload.ingest import theatre


def show_downloads(language: str) -> None:
    """A day to choose, and a button for each format."""
    st.caption(say(language, "upload_begin_help"))
    days = data.record(data.edition()).dates
    if not days:
        return
    day = st.selectbox(
        say(language, "upload_in_force_on"),
        days[::-1],
        format_func=lambda day: day_in_words(day, language),
        key="upload_in_force_on",
    )
    columns = st.columns(len(AREA_FORMATS))
    for column, (suffix, format_) in zip(columns, AREA_FORMATS.items(), strict=True):
        column.download_button(
            format_.name,
            partial(_export, day, suffix),
            file_name=f"lines_of_control_{day}{suffix}",
            mime=format_.mime,
            on_click="ignore",
            key=f"upload_download_{format_.name}",
            width="stretch",
        )


def _export(day: date, suffix: str) -> bytes:
    """The file, made when it is asked for."""
    snapshot = data.store().as_of(theatre().folder.name, day).snapshot
    return write_areas(theatre(), snapshot, suffix)
