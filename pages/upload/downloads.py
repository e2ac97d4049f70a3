"""What is in force as a file, to edit and bring back."""

from dataclasses import replace
from functools import partial

import streamlit as st

from geodata.ingest.export import AREA_FORMATS
from layers.exports import Export, Order, formats
from layers.link import View
from layers.locale.text import day_in_words, say
from pages.shared import data
from pages.shared.download import download, permitted
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
    order = data.order(data.edition(), language, view=View(as_of=day))
    exports = formats("control")
    if not permitted(exports[".geojson"], order):
        return
    for column, (suffix, export) in zip(st.columns(len(exports)), exports.items(), strict=True):
        name = AREA_FORMATS[suffix].name
        with column:
            download(
                export,
                order,
                name,
                f"lines_of_control_{day}{suffix}",
                key=f"upload_download_{name}",
                make=partial(_areas, export, order),
                width="stretch",
            )


def _areas(export: Export, order: Order) -> bytes:
    """The file, of the snapshot as it was published, when it is asked for."""
    snapshot = data.store().as_of(theatre().folder.name, order.day).snapshot
    return export.make(replace(order, snapshot=snapshot))
