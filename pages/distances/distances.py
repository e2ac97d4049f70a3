"""Distances: between places, along a path, to the front, around a place; all on one map."""

import streamlit as st

from geodata.control import read_day
from geodata.errors import DateError, GeodataError
from layers.locale.text import day_in_words, language_or_default, say
from pages.distances.map import Measured, drawn
from pages.distances.sections import (
    Desk,
    show_front,
    show_matrix,
    show_pairs,
    show_path,
    show_rings,
)
from pages.distances.selection import (
    clicked_place,
    keep_pairs,
    name,
    read_pairs,
    read_place,
    write_pairs,
    write_place,
)
from pages.shared import data
from pages.shared.chart import bring_style
from pages.shared.choices import choose_one
from pages.shared.sketch import bring_leaflet, show_sketch
from pages.shared.style import plain, set_direction, style_text

language = language_or_default(st.query_params.get("lang"))
style_text()
set_direction(language)
bring_style()
st.title(say(language, "page_distances"))
st.caption(say(language, "distances_what"))
bring_leaflet()
try:
    edition, doubt = data.edition_or_newest(st.query_params.get("known_on"))
    record = data.record(edition)
except GeodataError as error:
    st.error(say(language, "broken", reason=plain(str(error))))
    st.stop()
if doubt:
    st.warning(plain(str(doubt)))
if not record.dates:
    st.info(say(language, "distances_nothing"))
    st.stop()

theatre = record.theatre
asked_day = st.query_params.get("as_of")
if asked_day is not None:
    try:
        st.query_params["as_of"] = record.effective(read_day(asked_day)).isoformat()
    except DateError as error:
        st.warning(plain(str(error)))
        del st.query_params["as_of"]
usual = ",".join("~".join(pair) for pair in theatre.default_distances)
pairs, unknown = read_pairs(theatre.places, st.query_params.get("pairs", usual))
if unknown:
    found = plain(", ".join(unknown))
    st.warning(say(language, "distances_unknown", found=found))
first = read_place(theatre.places, st.query_params.get("first", ""))

left, right = st.columns([3, 2], gap="large")
with right:
    days = {day.isoformat(): day_in_words(day, language) for day in reversed(record.dates)}
    day = read_day(choose_one("as_of", say(language, "distances_day"), days))
    desk = Desk(record, day, language)
    snapshot = record.snapshot(day)
    lines = show_pairs(desk, pairs)
    lines += show_path(desk)
    front = show_front(desk, snapshot)
    rings = show_rings(desk)
    show_matrix(desk)
with left, st.container(key="distances_map"):
    measured = Measured(lines, front, rings, first)
    click = show_sketch(drawn(theatre, snapshot, measured, language), "distances_sketch")
    if first is None:
        st.caption(say(language, "distances_click_first"))
    else:
        st.caption(say(language, "distances_click_second", place=plain(name(first, language))))
    on_the_map = [pair for pair in pairs if pair[0].place_id and pair[1].place_id]
    given = {"as_of": day.isoformat(), "distances": write_pairs(on_the_map), "lang": language}
    known = {"known_on": edition.known_on} if edition.known_on else {}
    st.page_link(
        "pages/replay/replay.py",
        label=say(language, "distances_on_replay"),
        query_params=given | known,
    )
    st.page_link(
        "pages/press/press.py",
        label=say(language, "press_from_map"),
        query_params=given | known,
    )
    st.html(
        f'<a class="loc-door" href="./method?lang={language}#distance" target="_self">'
        f"{say(language, 'chart_method')}</a>"
    )
if click:
    here = clicked_place(theatre.places, click)
    if first is None:
        st.query_params["first"] = write_place(here)
        st.rerun()
    del st.query_params["first"]
    keep_pairs([*pairs, (first, here)])
