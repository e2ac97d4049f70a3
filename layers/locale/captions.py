"""This module knows what a picture says in words: headline, caption, alt text, from its numbers."""

from datetime import date
from typing import Final

from geodata.record import Record
from geodata.terms import CONTESTED, Basis, Confidence, Status
from layers.control import figure_rows
from layers.link import View
from layers.locale.text import RIGHT_TO_LEFT, day_in_words, of, say

LEAST_KM2: Final = 50.0
"""A smaller change makes no headline."""
_GREAT: Final = 1
_MOST_PLACES: Final = 2
_MOST_NAMED: Final = 8


def shown_day(record: Record, view: View) -> date:
    """The day a view speaks about: the one asked for, or the last one there is."""
    asked = view.to_day or view.as_of
    last = record.dates[-1] if record.dates else date.max
    return asked or last


def headline(record: Record, view: View, language: str) -> str:
    """What a day brought, in one line: who took which place and gained how much."""
    effective = record.effective(shown_day(record, view))
    gains = [
        (row[5] or 0.0, row[0])
        for row in figure_rows(record, effective)
        if row[0] != CONTESTED and row[1] == Status.CONTROLLED.value
    ]
    km2, party = max(gains, default=(0.0, ""))
    if km2 < LEAST_KM2:
        return of(record.theatre.title, language)
    before = record.before(effective)
    assert before is not None
    facts = {
        "party": _short(record, party, language),
        "km2": f"{km2:,.0f}",
        "since": _since(before, effective, language),
        "places": _taken(record, effective, party, language),
    }
    key = "picture_headline_takes" if facts["places"] else "picture_headline_gains"
    return say(language, key, **facts)


def span_headline(record: Record, first: date, day: date, language: str) -> str:
    """What the time between two effective dates brought, in one line."""
    held = [
        {one.party: one.km2 for one in record.figures(at) if one.status is Status.CONTROLLED}
        for at in (first, day)
    ]
    gains = [(km2 - held[0].get(party, 0.0), party) for party, km2 in held[1].items()]
    km2, party = max(gains, default=(0.0, ""))
    if km2 < LEAST_KM2:
        return of(record.theatre.title, language)
    return say(
        language,
        "picture_headline_gains",
        party=_short(record, party, language),
        km2=f"{km2:,.0f}",
        since=say(language, "picture_since", day=day_in_words(first, language)),
    )


def alt_text(record: Record, view: View, language: str) -> str:
    """What the map shows, for those who cannot see it: who holds what, who gained what, km²."""
    day = shown_day(record, view)
    effective = record.effective(day)
    title, when = of(record.theatre.title, language), day_in_words(day, language)
    sentences = [
        say(language, "picture_alt_map", title=title, day=when),
        say(language, "picture_alt_held", list=_held(record, effective, language)),
        _changed(record, effective, language),
        _places(record, effective, language),
        say(language, "picture_alt_front", km=f"{sum(record.contact_km(effective).values()):,.0f}"),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def caption(record: Record, view: View, language: str) -> str:
    """What may stand beneath the picture: what happened, what it rests on, whose it is."""
    day = shown_day(record, view)
    effective = record.effective(day)
    evidence = record.evidence(effective)
    derived = say(
        language, "picture_derived", reports=evidence.reports, rules=evidence.default_rules
    )
    sentences = [
        f"{headline(record, view, language)} ({day_in_words(day, language)}).",
        _changed(record, effective, language),
        _places(record, effective, language),
        derived if evidence.reports else "",
        say(language, "picture_source", credit=of(record.theatre.credit, language).rstrip(".")),
        of(record.theatre.attribution, language),
        say(language, "picture_credit"),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _held(record: Record, effective: date, language: str) -> str:
    """Who holds how much, most first, claimed and contested ground named as such."""
    rows = [
        (row[3], _named(record, row[0], row[1], row[2], language), row[4])
        for row in figure_rows(record, effective)
        if row[3] >= 1
    ]
    return _listed(
        [
            say(language, "picture_alt_party", party=name, km2=f"{km2:,.0f}", share=f"{share:.1%}")
            for km2, name, share in sorted(rows, reverse=True)
        ],
        language,
    )


def _changed(record: Record, effective: date, language: str) -> str:
    """Who gained and who lost since the map before, in km²; empty if nobody did."""
    before = record.before(effective)
    deltas: dict[str, float] = {}
    for party, *_, delta in figure_rows(record, effective):
        deltas[party] = deltas.get(party, 0.0) + (delta or 0.0)
    moved = sorted((delta, party) for party, delta in deltas.items() if abs(delta) >= 1)
    if before is None or not moved:
        return ""
    facts = [
        say(
            language,
            "picture_alt_gained" if delta > 0 else "picture_alt_lost",
            party=_short(record, party, language),
            km2=f"{abs(delta):,.0f}",
        )
        for delta, party in reversed(moved)
    ]
    since = day_in_words(before, language)
    return say(language, "picture_alt_changed", day=since, list=_listed(facts, language))


def _places(record: Record, effective: date, language: str) -> str:
    """The weightiest places reported to have changed hands; empty if there is none."""
    places = {place.place_id: place for place in record.theatre.places}
    # The file lists greater cities first.
    order = {place_id: at for at, place_id in enumerate(places)}
    taken = sorted(
        {
            (
                places[one.place_id].rank,
                order[one.place_id],
                of(places[one.place_id].name, language),
            )
            for one in record.reports_on(effective)
            if not one.default_rule and not one.contested
        }
    )
    if not taken:
        return ""
    names = [name for *_, name in taken[:_MOST_NAMED]]
    key = "picture_alt_places" if len(taken) > len(names) else "picture_alt_places_all"
    return say(language, key, count=len(taken), list=_listed(names, language))


def _named(record: Record, party: str, status: str, basis: str, language: str) -> str:
    name = _short(record, party, language)
    if basis == Basis.CLAIMED.value:
        return f"{name} ({say(language, 'claimed')})"
    if status == Status.CONTESTED.value and party != CONTESTED:
        return f"{name} ({say(language, 'status_contested')})"
    return name


def _short(record: Record, code: str, language: str) -> str:
    """The short name of a party; its code where the theatre does not know it."""
    names = {party.code: of(party.short, language) for party in record.theatre.parties}
    return names.get(code, code)


def _listed(parts: list[str], language: str) -> str:
    between = "، " if language in RIGHT_TO_LEFT else ", "
    if len(parts) < 2:
        return "".join(parts)
    return f"{between.join(parts[:-1])}{say(language, 'picture_and')}{parts[-1]}"


def _since(before: date, day: date, language: str) -> str:
    if (day - before).days == 1:
        return say(language, "picture_in_a_day")
    return say(language, "picture_since", day=day_in_words(before, language))


def _taken(record: Record, effective: date, party: str, language: str) -> str:
    """The great places reported to have come under a party that day, as a list in words."""
    places = {place.place_id: place for place in record.theatre.places}
    # The file lists greater cities first.
    order = {place_id: at for at, place_id in enumerate(places)}
    taken = sorted(
        {
            (
                places[one.place_id].rank,
                order[one.place_id],
                of(places[one.place_id].name, language),
            )
            for one in record.reports_on(effective)
            if one.party == party
            and not one.default_rule
            and one.confidence is not Confidence.LOW
            and places[one.place_id].rank <= _GREAT
        }
    )
    names = [name for *_, name in taken[:_MOST_PLACES]]
    return say(language, "picture_and").join(names)
