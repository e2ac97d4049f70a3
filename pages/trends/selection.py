"""What a visitor of the trends page chooses; all of it is in the address."""

from datetime import date

import streamlit as st

from geodata.control import read_day
from geodata.errors import DateError
from geodata.places import Place
from geodata.record import Record
from geodata.trends import Trends
from layers.chart_axis import Axis
from layers.locale import Locale
from layers.locale.text import of, say
from layers.palette import slot
from pages.shared.choices import choose_one, choose_part, choose_several
from pages.shared.data import provenance
from pages.shared.link import address
from pages.shared.page import Page
from pages.trends.charts import MOST_PAIRS, Pair, Subject, longest_pairs

_GREAT_RANK = 0
_USUAL_PLACES = 6
_FRONT = "front"


def subject_of(view: Page, trends: Trends) -> Subject:
    """What the charts speak about: the axis as the link asks for it, and the figures."""
    record, locale = view.record, view.locale
    theme = st.query_params.get("theme") or st.context.theme.type
    theme = theme if theme in ("light", "dark") else "light"
    first, last = (record.dates[0], record.dates[-1])
    source = view.say(
        "trends_credit", credit=locale.text(view.theatre.credit), last=locale.day(last),
        version=view.edition.version,
    )  # fmt: skip
    marked = _marked(record, locale)
    chosen = _day(st.query_params.get("as_of"), first, last, view.language)
    link = address("replay", as_of="")
    axis = Axis(record.dates, view.locale, theme, link, source, marked, chosen)
    return Subject(axis, record, trends, provenance(view.edition))


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
            and places[report.place_id].rank == _GREAT_RANK
        ]
        if cities:
            rest = f" +{len(cities) - 1}" if len(cities) > 2 else ""
            marked[day] = locale.series(cities[: 1 if rest else 2]) + rest
    return marked


def _day(asked: str | None, first: date, last: date, language: str) -> date | None:
    if asked is None:
        return None
    try:
        day = read_day(asked)
    except DateError:
        st.warning(say(language, "trends_bad_day", found=_short(asked)))
        return None
    if not first <= day <= last:
        st.warning(say(language, "trends_bad_day", found=_short(asked)))
        return None
    return day


def _short(asked: str) -> str:
    return (
        "\u2068" + "".join(sign for sign in asked[:40] if sign.isalnum() or sign in " -") + "\u2069"
    )


def asked_share(language: str) -> bool:
    """Whether the large chart shows shares rather than km²."""
    names = {"km2": say(language, "trends_in_km2"), "share": say(language, "trends_in_share")}
    return choose_part("unit", say(language, "trends_unit"), names) == "share"


def asked_pairs(subject: Subject) -> list[Pair]:
    """The pairs of parties whose fronts are drawn."""
    pairs = {"~".join(map(slot, pair)): pair for pair in longest_pairs(subject.trends)}
    names = {name: " – ".join(subject.party(code) for code in pair) for name, pair in pairs.items()}
    usual = [name for name, pair in pairs.items() if None not in pair][:MOST_PAIRS]
    asked = choose_several(
        "fronts", subject.say("trends_choose_fronts"), names, usual, subject.say("trends_choose")
    )
    return [pairs[name] for name in asked]


def asked_places(subject: Subject) -> list[Place]:
    """The cities whose distance is drawn."""
    theatre = subject.record.theatre
    named = {one.place_id: one for one in theatre.places if one.labelled}
    pairs = (*theatre.default_distances, *theatre.suggested_distances)
    told = [name for pair in pairs for name in pair if name in named]
    great = [name for name, one in named.items() if one.rank == _GREAT_RANK]
    usual = list(dict.fromkeys([name for name in told if name in great] + great))[:_USUAL_PLACES]
    names = {
        name: of(named[name].name, subject.axis.language)
        for name in sorted(named, key=lambda name: (named[name].rank, name))
    }
    asked = choose_several(
        "cities", subject.say("trends_choose_cities"), names, usual, subject.say("trends_choose")
    )
    return [named[name] for name in asked]


def asked_party(subject: Subject) -> str | None:
    """The party whose ground is measured to; None for the nearest front."""
    parties = [one.code for one in subject.record.theatre.parties]
    names = {_FRONT: subject.say("trends_to_front")}
    names |= {code: subject.say("trends_to_party", party=subject.party(code)) for code in parties}
    asked = choose_one("measured_to", subject.say("trends_measured_to"), names, alias="to")
    return None if asked == _FRONT else asked
