"""What is in force as a file, to edit and bring back."""

from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from geodata.ingest.export import delivered_as
from layers.locale.text import day_in_words, say
from pages.shared import data
from pages.upload.ingest import theatre

# By name: how its files end, and what a browser is told that they are.
_FORMATS: Final = {
    "GeoJSON": (".geojson", "application/geo+json"),
    "GeoPackage": (".gpkg", "application/geopackage+sqlite3"),
    "GeoParquet": (".parquet", "application/vnd.apache.parquet"),
    "KML": (".kml", "application/vnd.google-earth.kml+xml"),
}


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
    columns = st.columns(len(_FORMATS))
    for column, (name, (ending, kind)) in zip(columns, _FORMATS.items(), strict=True):
        column.download_button(
            name,
            partial(_made, day, ending),
            file_name=f"lines_of_control_{day}{ending}",
            mime=kind,
            on_click="ignore",
            key=f"upload_download_{name}",
            width="stretch",
        )


def _made(day: date, ending: str) -> bytes:
    """The file, made when it is asked for."""
    return delivered_as(data.store().as_of(theatre().folder.name, day).snapshot, ending)
