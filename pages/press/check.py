"""A picture dropped back on the page: which revision it shows, whether it has been corrected."""

from datetime import date
from typing import Final

import streamlit as st

from geodata.store import Revision
from geodata.store.times import written
from layers.link import read_link, write_link
from layers.locale.text import day_in_words
from layers.picture import FORMATS
from layers.picture.metadata import Facts, read_metadata
from pages.press.desk import Desk
from pages.shared import data
from pages.shared.style import plain

_ENDINGS: Final = ["jpeg", *(format_.suffix.removeprefix(".") for format_ in FORMATS.values())]
_MOST_MB: Final = 60


def show_check(desk: Desk) -> None:
    """Where to drop it, and what it says."""
    st.caption(desk.say("press_check_what"))
    dropped = st.file_uploader(
        desk.say("press_drop"), type=_ENDINGS, max_upload_size=_MOST_MB, key="press_drop"
    )
    if dropped is None:
        return
    facts = read_metadata(dropped.getvalue())
    ours = facts is not None and facts.theatre == desk.record.theatre.id
    if facts is None or not facts.revision or not ours:
        st.warning(desk.say("press_unknown_picture"))
        return
    _tell(desk, facts)


def _tell(desk: Desk, facts: Facts) -> None:
    st.markdown(f"**{plain(facts.title)}**")
    st.write(plain(facts.description))
    history = data.store().history(desk.edition.theatre)
    made_from = next((one for one in history if one.id == facts.revision), None)
    if made_from is None:
        st.warning(desk.say("press_unknown_revision", number=facts.revision))
        return
    first, day = (date.fromisoformat(text) for text in (facts.effective_date, facts.day))
    words = day_in_words(day, desk.language)
    st.write(desk.say("press_made_from", number=facts.revision, day=words))
    # A day published in between also changes what the map of that day says.
    later = [
        one for one in history if one.id > facts.revision and first <= one.effective_date <= day
    ]
    if later:
        st.error(desk.say("press_corrected_since", revision=_told(later[-1])))
    else:
        st.success(desk.say("press_still_so"))
    _show_links(desk, facts, made_from)


def _told(one: Revision) -> str:
    return plain(f"{one.id}, {written(one.recorded_at)}, {one.recorded_by}: {one.note}")


def _show_links(desk: Desk, facts: Facts, made_from: Revision) -> None:
    """The map as it was known when the picture was made, and as it is known now."""
    asked = dict(_pairs(write_link(read_link(facts.permalink))))
    asked["lang"] = desk.language
    asked.pop("known_on", None)
    then = asked | {"known_on": made_from.recorded_at.isoformat()}
    for key, query in (("press_open_then", then), ("press_open_now", asked)):
        st.page_link("pages/replay/replay.py", label=desk.say(key), query_params=query)


def _pairs(query: str) -> list[tuple[str, str]]:
    found = (pair.partition("=") for pair in query.removeprefix("?").split("&") if pair)
    return [(key, value) for key, _, value in found]
