"""Files to start from: an empty template, the format as a document, the areas in force."""

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st

from geodata.ingest.export import AREA_FORMATS
from layers.exports import Export, Order, export_of, formats
from layers.link import View
from layers.locale import Locale
from pages.shared import data
from pages.shared.download import download, permitted
from pages.upload.ingest import edition, theatre

_DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
_DOCUMENT: Final = _DOCS / "file-format.md"
_TEMPLATE: Final = _DOCS / "template.geojson"


def show_format(locale: Locale) -> None:
    """Show the format, folded away until it is opened."""
    with st.expander(locale.say("upload_format")):
        name = "lines_of_control_template.geojson"
        order = data.order(edition(), locale.language, content=template())
        words = locale.say("upload_template")
        download(export_of("template", name), order, words, name, key="upload_template")
        parties = locale.series(f"`{party.code}`" for party in theatre().parties)
        st.markdown(locale.say("upload_format_short", parties=parties))
        if _DOCUMENT.exists():
            st.markdown(_text(_DOCUMENT))


def template() -> bytes:
    """Template: a map in our own format, with a single feature to fill in."""
    return _TEMPLATE.read_bytes()


def _text(path: Path) -> str:
    """Document as a part of a page: links to others become plain words, headings smaller."""
    text = re.sub(r"^(#+ )", r"##\1", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]*\)", r"\1", text)


def show_downloads(locale: Locale) -> None:
    """A day to choose, and a button for each format."""
    st.caption(locale.say("upload_begin_help"))
    days = data.record(edition()).dates
    if not days:
        return
    day = st.selectbox(
        locale.say("upload_in_force_on"),
        days[::-1],
        format_func=locale.day,
        key="upload_in_force_on",
    )
    order = data.order(edition(), locale.language, view=View(as_of=day))
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
