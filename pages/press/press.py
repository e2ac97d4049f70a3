"""The press desk: the map of a link as a picture, clip, deck, embed or press kit."""

import streamlit as st

from geodata.errors import GeodataError
from layers.link import read_link
from layers.locale.text import day_in_words, language_or_default, say
from pages.press.check import show_check
from pages.press.desk import Desk
from pages.press.picture import show_picture
from pages.press.products import show_clip, show_deck, show_embed, show_kit
from pages.press.selection import words_of
from pages.shared import data
from pages.shared.choices import choose_part
from pages.shared.press_link import style_press
from pages.shared.style import plain, set_direction

SECTIONS = {
    "picture": show_picture,
    "clip": show_clip,
    "deck": show_deck,
    "embed": show_embed,
    "kit": show_kit,
    "check": show_check,
}

language = language_or_default(st.query_params.get("lang"))
style_press()
set_direction(language)
st.title(say(language, "page_press"))
st.caption(say(language, "press_what"))
view = read_link(st.query_params.to_dict())
try:
    edition, doubt = data.edition_or_newest(st.query_params.get("known_on"))
    record = data.record(edition)
except GeodataError as error:
    st.error(say(language, "broken", reason=plain(str(error))))
    st.stop()
if doubt:
    st.warning(plain(str(doubt)))
for key, facts in view.problems:
    st.warning(say(language, key, **{name: plain(text) for name, text in facts.items()}))
if not record.dates:
    st.info(say(language, "press_nothing"))
    st.stop()
if view.as_of and view.as_of < record.dates[0]:
    days = {"found": view.as_of, "first": record.dates[0]}
    told = {name: day_in_words(day, language) for name, day in days.items()}
    st.warning(say(language, "before_first_day", **told))
asked = choose_part("make", say(language, "press_make"), words_of(language, "make", list(SECTIONS)))
SECTIONS[asked](Desk(edition, record, view, language))
