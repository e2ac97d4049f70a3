"""History: every revision ever published, newest first; each with its change."""

import streamlit as st

from pages.history.revisions import show_actions, show_revision, title
from pages.shared import data
from pages.shared.page import page
from pages.shared.sketch import provide_leaflet
from pages.shared.style import plain

PAGE_LENGTH = 20

with page("history", newest=True) as view:
    provide_leaflet()
    wanted_id = st.query_params.get("revision", "")
    history = data.store().history(view.edition.theatre)
    in_force = {revision.id for revision in data.store().in_force(view.edition.theatre)}
    shown = history[::-1]
    ids = [str(revision.id) for revision in shown]
    if wanted_id and wanted_id not in ids:
        st.warning(view.say("history_unknown", found=plain(wanted_id[:40])))
    count = max(1, -(-len(shown) // PAGE_LENGTH))
    number = (ids.index(wanted_id) if wanted_id in ids else 0) // PAGE_LENGTH + 1
    if count > 1:
        label = view.say("history_page", pages=count)
        number = st.number_input(label, 1, count, number, key=f"history_page_{wanted_id}")
    for revision in shown[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]:
        current, chosen = revision.id in in_force, str(revision.id) == wanted_id
        box = st.expander(
            title(revision, view.locale, current),
            expanded=chosen,
            key=f"history_{revision.id}_{chosen}",
            on_change="rerun",
        )
        with box:
            if box.open:
                show_revision(view, revision, history)
                show_actions(view, revision, current)
