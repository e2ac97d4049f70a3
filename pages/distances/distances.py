"""Distances: between places, along a path, to the front, around a place; all on one map."""

from datetime import date

import streamlit as st

from geodata.control import read_day
from geodata.errors import DateError
from pages.distances.map import Measured, drawn
from pages.distances.sections import (
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
from pages.shared.chart import show_method_link
from pages.shared.choices import choose_day
from pages.shared.navigation import PageLink, show_links
from pages.shared.page import Page, page
from pages.shared.sketch import provide_leaflet, show_sketch
from pages.shared.style import plain


def check_day(view: Page) -> None:
    """Warn of a day in the link that the record does not have, and forget it."""
    text = st.query_params.get("as_of")
    if text is not None:
        try:
            view.record.effective(read_day(text))
        except DateError as error:
            st.warning(plain(str(error)))
            del st.query_params["as_of"]


def lead_on(view: Page, day: date, pairs: str) -> None:
    """Links to the replay and the press desk with the day and the pairs measured."""
    own = {"as_of": day.isoformat(), "distances": pairs}
    show_links(
        "onward",
        view.language,
        PageLink("replay", view.say("distances_on_replay"), own),
        PageLink("press", view.say("press_from_map"), own),
    )
    show_method_link(view.locale, "distance")


with page("distances") as view:
    provide_leaflet()
    record, theatre, locale = view.record, view.theatre, view.locale
    check_day(view)
    usual = ",".join("~".join(pair) for pair in theatre.default_distances)
    pairs, unknown = read_pairs(theatre.places, st.query_params.get("pairs", usual))
    if unknown:
        st.warning(view.say("distances_unknown", found=plain(locale.series(unknown))))
    first = read_place(theatre.places, st.query_params.get("first", ""))

    left, right = st.columns([3, 2], gap="large")
    with right:
        last = record.dates[-1]
        label = view.say("distances_day")
        day = choose_day("as_of", label, record.dates, last, locale)
        snapshot = record.snapshot(day)
        lines = show_pairs(view, pairs)
        lines += show_path(view)
        front = show_front(view, snapshot)
        rings = show_rings(view)
        show_matrix(view)
    with left, st.container(key="distances_map"):
        measured = Measured(lines, front, rings, first)
        click = show_sketch(drawn(theatre, snapshot, measured, locale), "distances_sketch")
        if first is None:
            st.caption(view.say("distances_click_first"))
        else:
            place = plain(name(first, locale))
            st.caption(view.say("distances_click_second", place=place))
        on_the_map = [pair for pair in pairs if pair[0].place_id and pair[1].place_id]
        lead_on(view, day, write_pairs(on_the_map))
    view.name_day(locale.day(day))
    if click:
        here = clicked_place(theatre.places, click)
        if first is None:
            st.query_params["first"] = write_place(here)
            st.rerun()
        del st.query_params["first"]
        keep_pairs([*pairs, (first, here)])
