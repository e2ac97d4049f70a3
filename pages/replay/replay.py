"""The replay: the map, its slider, and a panel that follows when the person stops."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from layers.exports import REPLAY_FILE_NAME, export_of
from layers.link_table import read_parameters
from layers.locale import Locale, supported
from layers.moment import Moment
from pages.replay.panel import Pairs, panel_of
from pages.shared import data
from pages.shared.download import download
from pages.shared.map import PageMap
from pages.shared.navigation import PageLink, show_links
from pages.shared.page import Page, page

# State of the map at rest, and the parameters of the link that say the same.
_PARAMETERS: Final = {"day": "as_of", "language": "lang"}


def choices(view: Page, state: Mapping[str, Any]) -> tuple[Moment, Locale, Pairs]:
    """Moment, words and pairs of places of the map at rest, or where it has sent none of the link.

    What cannot be read has its default, by `link.json`; a day beyond the slider is its end.
    """
    parameters = {name: str(state[key]) for key, name in _PARAMETERS.items() if key in state}
    values, _ = read_parameters({**st.query_params, **parameters}, "replay")
    record, theatre = view.record, view.theatre
    pairs = theatre.default_distances if values["distances"] is None else values["distances"]
    if "distances" in state:
        pairs = [(pair["from"], pair["to"]) for pair in state["distances"]]
    day = record.nearest(values["as_of"] or record.dates[-1])
    return Moment(record, day), Locale(theatre, supported(values["lang"])), tuple(map(tuple, pairs))


@st.fragment
def side_panel(view: Page, shown: PageMap) -> None:
    """Figures, changes, events and distances of the day on which the map has come to rest."""
    state = shown.state()
    newest, _ = data.edition_or_newest(view.known_on, view.theatre_name)
    if newest != view.edition:
        # Something was published: the map gets its new day, and keeps day and view.
        st.rerun()
    moment, locale, pairs = choices(view, state)
    day = moment.day
    st.html(panel_of(view.edition, day, locale.language, pairs))
    before = moment.before or moment.record.dates[0]
    span = {"from": before.isoformat(), "to": day.isoformat()}
    show_links(
        "onward",
        locale.language,
        PageLink("compare", locale.say("compare_from_replay", day=locale.day(day)), span),
        PageLink("press", locale.say("press_from_map"), {}),
    )


with page("replay") as view:
    shown = PageMap("replay", data.replay_bytes(view.edition))
    view.name_day(view.locale.day(choices(view, {})[0].day))
    left, right = st.columns([3, 1], gap=None)
    with left:
        shown.show()
    with right:
        side_panel(view, shown)
        download(
            export_of("replay", REPLAY_FILE_NAME),
            data.order(view.edition, view.language),
            view.say("download_replay"),
            REPLAY_FILE_NAME,
            key="download_replay",
        )
