"""The press desk: the map of a link as a picture, clip, deck, embed or press kit."""

import streamlit as st

from pages.press.check import show_check
from pages.press.picture import show_picture
from pages.press.products import show_clip, show_deck, show_embed, show_kit
from pages.press.selection import words_of
from pages.shared.choices import choose_part
from pages.shared.page import page
from pages.shared.style import plain

SECTIONS = {
    "picture": show_picture,
    "clip": show_clip,
    "deck": show_deck,
    "embed": show_embed,
    "kit": show_kit,
    "check": show_check,
}

with page("press") as view:
    for key, facts in view.link.problems:
        if facts.get("key") == "theatre":
            # The frame of the page warns of it.
            continue
        st.warning(view.say(key, **{name: plain(text) for name, text in facts.items()}))
    first, linked = view.record.dates[0], view.link.as_of
    if linked and linked < first:
        days = {"found": view.locale.day(linked), "first": view.locale.day(first)}
        st.warning(view.say("before_first_day", **days))
    names = words_of(view.locale, "make", list(SECTIONS))
    section = choose_part("make", view.say("press_make"), names)
    SECTIONS[section](view)
    if linked:
        view.name_day(view.locale.day(max(linked, first)))
