"""What a visitor of the trends page chooses; all of it is in the address."""

from datetime import date
from typing import Final

import streamlit as st

from geodata.control import read_day
from geodata.errors import DateError
from geodata.places import Place
from geodata.problems import quotable
from geodata.record import Record, Trends
from geodata.terms import PartyPair
from layers.chart_axis import Axis
from layers.locale import Locale
from layers.palette import slot
from pages.shared.choices import choose_one, choose_part, choose_several
from pages.shared.link import address
from pages.shared.page import Page
from pages.shared.style import plain
from pages.trends.charts import Subject, longest_pairs

_USUAL_PAIRS: Final = 7
_USUAL_PLACES: Final = 6
_FRONT: Final = "front"


def subject_of(view: Page, trends: Trends) -> Subject:
    """Return what the charts speak about: the axis as the link asks for it, and the figures."""
    record, locale = view.record, view.locale
    theme = st.query_params.get("theme") or st.context.theme.type
    theme = theme if theme in ("light", "dark") else "light"
    source = view.say(
        "trends_credit", credit=locale.text(view.theatre.credit), last=locale.day(record.dates[-1]),
        version=view.edition.version,
    )  # fmt: skip
    days_marked = _marked(record, locale)
    link = address("replay", as_of="")
    axis = Axis(record.dates, locale, theme, link, source, days_marked, _chosen_day(view))
    return Subject(view, axis, trends)


def _marked(record: Record, locale: Locale) -> dict[date, str]:
    """The days on which major cities were reported to change hands, with their names."""
    places = {place.place_id: place for place in record.theatre.places}
    marked = {}
    for day in record.dates[1:]:
        cities = [
            locale.place(places[report.place_id])
            for report in record.reports_on(day)
            if not report.default_rule
            and not report.contested
            and places[report.place_id].is_major_city
        ]
        if cities:
            rest = f" +{len(cities) - 1}" if len(cities) > 2 else ""
            marked[day] = locale.series(cities[: 1 if rest else 2]) + rest
    return marked


def _chosen_day(view: Page) -> date | None:
    """The day of the link; None, with a warning, where the record does not have it."""
    text = st.query_params.get("as_of")
    if text is None:
        return None
    try:
        day = read_day(text)
    except DateError:
        day = None
    if day is None or not view.record.dates[0] <= day <= view.record.dates[-1]:
        st.warning(view.say("trends_bad_day", found=plain(quotable(text))))
        return None
    return day


def choose_share(view: Page) -> bool:
    """Whether the large chart shows shares rather than km²."""
    names = {"km2": view.say("trends_in_km2"), "share": view.say("trends_in_share")}
    return choose_part("unit", view.say("trends_unit"), names) == "share"


def choose_pairs(view: Page, trends: Trends) -> list[PartyPair]:
    """The pairs of parties whose fronts are drawn."""
    pairs = {"~".join(map(slot, pair)): pair for pair in longest_pairs(trends)}
    names = {code: " – ".join(map(view.locale.party, pair)) for code, pair in pairs.items()}
    usual = [code for code, pair in pairs.items() if None not in pair][:_USUAL_PAIRS]
    label, choose = view.say("trends_choose_fronts"), view.say("trends_choose")
    return [pairs[code] for code in choose_several("fronts", label, names, usual, choose)]


def choose_places(view: Page) -> list[Place]:
    """The cities whose distance is drawn."""
    theatre = view.theatre
    labelled = {place.place_id: place for place in theatre.places if place.labelled}
    major = [code for code, place in labelled.items() if place.is_major_city]
    pairs = (*theatre.default_distances, *theatre.suggested_distances)
    suggested = [code for pair in pairs for code in pair if code in major]
    usual = list(dict.fromkeys(suggested + major))[:_USUAL_PLACES]
    names = {
        code: view.locale.place(labelled[code])
        for code in sorted(labelled, key=lambda code: (labelled[code].rank, code))
    }
    label, choose = view.say("trends_choose_cities"), view.say("trends_choose")
    return [labelled[code] for code in choose_several("cities", label, names, usual, choose)]


def choose_party(view: Page) -> str | None:
    """The party whose ground is measured to; None for the nearest front."""
    locale = view.locale
    names = {_FRONT: view.say("trends_to_front")} | {
        party.code: view.say("trends_to_party", party=locale.party(party.code))
        for party in view.theatre.parties
    }
    code = choose_one("measured_to", view.say("trends_measured_to"), names, alias="to")
    return None if code == _FRONT else code
