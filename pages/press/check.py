"""A picture dropped back on the page: which revision it shows, whether it has been corrected."""

from datetime import date
from typing import Final

import streamlit as st

from geodata.store import Revision
from geodata.store.times import written
from layers.link import read_link, write_link
from layers.link_table import texts_of
from layers.picture import FORMATS
from layers.picture.metadata import Facts, read_metadata
from pages.shared import data
from pages.shared.page import Page
from pages.shared.style import plain

_ENDINGS: Final = ["jpeg", *(format_.suffix.removeprefix(".") for format_ in FORMATS.values())]
_MAX_MB: Final = 60


def show_check(page: Page) -> None:
    """Show where to drop a picture, and what it says."""
    st.caption(page.say("press_check_what"))
    dropped = st.file_uploader(
        page.say("press_drop"), type=_ENDINGS, max_upload_size=_MAX_MB, key="press_drop"
    )
    if dropped is None:
        return
    facts = read_metadata(dropped.getvalue())
    ours = facts is not None and facts.theatre == page.theatre.id
    if facts is None or not facts.revision or not ours:
        st.warning(page.say("press_unknown_picture"))
        return
    _show_facts(page, facts)


def _show_facts(page: Page, facts: Facts) -> None:
    st.markdown(f"**{plain(facts.title)}**")
    st.write(plain(facts.description))
    history = data.store().history(page.edition.theatre)
    source = next((revision for revision in history if revision.id == facts.revision), None)
    if source is None:
        st.warning(page.say("press_unknown_revision", number=facts.revision))
        return
    first, day = (date.fromisoformat(text) for text in (facts.effective_date, facts.day))
    st.write(page.say("press_check_revision", number=facts.revision, day=page.locale.day(day)))
    # A day published in between also changes what the map of that day says.
    later = [
        revision
        for revision in history
        if revision.id > facts.revision and first <= revision.effective_date <= day
    ]
    if later:
        st.error(page.say("press_corrected_since", revision=_in_words(later[-1])))
    else:
        st.success(page.say("press_still_so"))
    _show_links(page, facts, source)


def _in_words(revision: Revision) -> str:
    when = written(revision.recorded_at)
    return plain(f"{revision.id}, {when}, {revision.recorded_by}: {revision.note}")


def _show_links(page: Page, facts: Facts, source: Revision) -> None:
    """Link to the map as it was known when the picture was made, and as it is known now."""
    now = texts_of(write_link(read_link(facts.permalink))) | {"lang": page.language}
    now.pop("known_on", None)
    then = now | {"known_on": source.recorded_at.isoformat()}
    for key, query in (("press_open_then", then), ("press_open_now", now)):
        st.page_link("pages/replay/replay.py", label=page.say(key), query_params=query)
