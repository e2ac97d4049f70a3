"""Side panel of the replay: figures, fronts, changes, events and distances of a day, as HTML.

Every text from a file is escaped; the panel holds no script.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

import streamlit as st
from markupsafe import Markup, escape

from geodata import distance
from geodata.errors import UnknownName
from geodata.places import Event, Place, Report, find
from layers.locale import Locale
from layers.locale.catalogue import FACT
from layers.moment import Moment
from pages.shared import data
from pages.shared.markup import render

_MAX_ROWS: Final = 60
# Unicode's embeddings, overrides and isolates, and what ends them.
_DIRECTION_SIGNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
Facts = dict[str, object]
Pairs = tuple[tuple[str, ...], ...]


@st.cache_data(show_spinner=False, max_entries=2000)
def panel_of(edition: data.Edition, day: date, language: str, distances: Pairs) -> str:
    """The panel of a day; the same for all who ask for the same."""
    record = data.record(edition)
    return panel(Moment(record, day), Locale(record.theatre, language), distances)


def panel(moment: Moment, locale: Locale, distances: Pairs) -> str:
    """The whole panel of a day in a language, as one HTML fragment."""
    return render(
        "replay/panel.html",
        moment=moment,
        locale=locale,
        events=[_event(event, moment, locale) for event in moment.record.events_on(moment.day)],
        figures=_figures(moment, locale),
        fronts=_fronts(moment, locale),
        changes=_changes(moment, locale),
        distances=list(_distances(moment, locale, distances)),
        evidence=_evidence(moment, locale),
    )


def _isolated(name: str) -> str:
    """A name set apart where direction signs in it would turn round what follows."""
    return Markup("<bdi>{}</bdi>").format(name) if _DIRECTION_SIGNS.search(name) else name


def _party(locale: Locale, code: str | None) -> str:
    return _isolated(locale.party(code))


def _place(locale: Locale, place: Place | str) -> str:
    return _isolated(locale.place(place))


def _event(event: Event, moment: Moment, locale: Locale) -> Facts:
    theatre, category = moment.record.theatre, event.category
    names = theatre.event_categories.get(category)
    place = next((item for item in theatre.places if item.place_id == event.place_id), None)
    return {
        "category": category if names is None else locale.text(names),
        "where": event.place if place is None else locale.place(place),
        "text": locale.text(event.text),
        "confidence": locale.say(f"confidence_{event.confidence}"),
        "source": event.source,
    }


def _figures(moment: Moment, locale: Locale) -> list[tuple[str, ...]]:
    return [
        (
            _party(locale, figure.party), locale.number(figure.km2), locale.percent(figure.share),
            locale.signed(figure.delta_km2),
        )
        for figure in moment.figures
    ]  # fmt: skip


def _fronts(moment: Moment, locale: Locale) -> list[tuple[str, ...]]:
    lengths = moment.record.contact_km(moment.effective_date)
    return [
        (
            Markup(" – ").join(_party(locale, code) for code in pair),
            locale.say("km", value=locale.number(km, 1)),
        )
        for pair, km in lengths.items()
    ]


def _changes(moment: Moment, locale: Locale) -> Facts:
    reports = moment.record.reports_on(moment.day)
    own = [report for report in reports if not report.default_rule]
    ruled = [_place(locale, report.place_id) for report in reports if report.default_rule]
    return {
        "reports": [_change(report, locale) for report in own[:_MAX_ROWS]],
        "more": max(len(own) - _MAX_ROWS, 0),
        "ruled": len(ruled),
        "ruled_places": escape(locale.say("separator_comma")).join(ruled),
    }


def _change(report: Report, locale: Locale) -> Facts:
    return {
        "place": _place(locale, report.place_id),
        "parties": _from_to(
            locale,
            before=_party(locale, report.before.party if report.before else None),
            after=_party(locale, report.party),
        ),
        "note": report.note,
        "confidence": locale.say(f"confidence_{report.confidence}"),
        "source": report.source,
    }


def _from_to(locale: Locale, **names: str) -> str:
    """The sentence of a change of control; its names keep their markup."""
    pieces = FACT.split(locale.template("from_to"))
    return Markup().join(names[piece] if index % 2 else piece for index, piece in enumerate(pieces))


def _distances(moment: Moment, locale: Locale, pairs: Pairs) -> Iterator[Facts]:
    for pair in pairs:
        try:
            start, end = (find(moment.record.theatre.places, name) for name in pair)
        except (UnknownName, ValueError):
            continue  # The map has already said which place it does not know.
        measured = distance.between(start, end)
        bearing = locale.number(measured.initial_bearing_deg)
        value = locale.say("distance_value", km=locale.number(measured.km, 1), bearing=bearing)
        yield {"start": _end(start, locale), "end": _end(end, locale), "value": value}


def _end(place: Place, locale: Locale) -> Facts:
    return {
        "name": _place(locale, place),
        "coordinates": distance.coordinates(place.lon, place.lat),
    }


def _evidence(moment: Moment, locale: Locale) -> Facts:
    record, evidence = moment.record, moment.evidence
    first = record.dates[0]
    changed = len(record.changed_since(first, moment.day))
    reports, rules = map(locale.number, (evidence.reports, evidence.default_rules))
    return {
        "changed_since": locale.say("changed_since", count=changed, day=locale.day(first)),
        "reports": locale.say("evidence", reports=reports, rules=rules),
    }
