"""History: every revision ever published, newest first; nothing is missing from it."""

import streamlit as st

from geodata.errors import GeodataError
from layers.locale.text import language_or_default, say
from pages.history.revisions import show_actions, show_revision, title
from pages.shared import data
from pages.shared.sketch import bring_leaflet
from pages.shared.style import plain, set_direction, style_text

A_PAGE = 20

language = language_or_default(st.query_params.get("lang"))
style_text()
set_direction(language)
st.title(say(language, "page_history"))
st.caption(say(language, "history_what"))
bring_leaflet()
asked = st.query_params.get("revision", "")
try:
    edition = data.edition()
    theatre = data.record(edition).theatre
    history = data.store().history(edition.theatre)
    in_force = {one.id for one in data.store().in_force(edition.theatre)}
except GeodataError as error:
    st.error(say(language, "broken", reason=plain(str(error))))
    st.stop()

shown = history[::-1]
if asked and not any(str(one.id) == asked for one in history):
    st.warning(say(language, "history_unknown", found=plain(asked[:40])))
pages = max(1, -(-len(shown) // A_PAGE))
wanted = next((at for at, one in enumerate(shown) if str(one.id) == asked), 0) // A_PAGE + 1
page = wanted
if pages > 1:
    label = say(language, "history_page", pages=pages)
    page = st.number_input(label, 1, pages, wanted, key=f"history_page_{asked}")
for one in shown[(page - 1) * A_PAGE : page * A_PAGE]:
    current = one.id in in_force
    box = st.expander(
        title(one, language, current),
        expanded=str(one.id) == asked,
        key=f"history_{one.id}_{str(one.id) == asked}",
        on_change="rerun",
    )
    with box:
        if box.open:
            show_revision(theatre, one, history, language)
            show_actions(one, current, edition.version, language)
