"""History: every revision ever published, newest first; nothing is missing from it."""

import streamlit as st

from pages.history.revisions import show_actions, show_revision, title
from pages.shared import data
from pages.shared.page import page
from pages.shared.sketch import bring_leaflet
from pages.shared.style import plain

PAGE_LENGTH = 20

with page("history", newest=True) as view:
    bring_leaflet()
    asked = st.query_params.get("revision", "")
    history = data.store().history(view.edition.theatre)
    in_force = {revision.id for revision in data.store().in_force(view.edition.theatre)}
    shown = history[::-1]
    if asked and not any(str(revision.id) == asked for revision in history):
        st.warning(view.say("history_unknown", found=plain(asked[:40])))
    count = max(1, -(-len(shown) // PAGE_LENGTH))
    at = next((at for at, revision in enumerate(shown) if str(revision.id) == asked), 0)
    number = at // PAGE_LENGTH + 1
    if count > 1:
        label = view.say("history_page", pages=count)
        number = st.number_input(label, 1, count, number, key=f"history_page_{asked}")
    for revision in shown[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]:
        current, chosen = revision.id in in_force, str(revision.id) == asked
        box = st.expander(
            title(revision, view.language, current),
            expanded=chosen,
            key=f"history_{revision.id}_{chosen}",
            on_change="rerun",
        )
        with box:
            if box.open:
                show_revision(view.theatre, revision, history, view.language)
                show_actions(revision, current, view.edition.version, view.language)
