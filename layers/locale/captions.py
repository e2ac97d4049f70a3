"""Captions of pictures and days: headline, caption, alt text, made from the figures."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from geodata.places import Place, Report
from geodata.record import Record
from geodata.terms import Confidence, Holder, Status, by_code
from layers.locale.catalogue import languages
from layers.locale.locale import Locale
from layers.moment import Moment

MIN_CHANGE_KM2: Final = 50.0
"""A smaller change makes no headline."""
_MAX_HEADLINE_PLACES: Final = 2
_MAX_CAPTION_PLACES: Final = 8
_MAX_GAINS: Final = 2


def headline(moment: Moment, locale: Locale) -> str:
    """Write the headline of a day: who took which place and gained how much."""
    gains = [
        (figure.delta_km2 or 0.0, figure.party)
        for figure in moment.figures
        if figure.status is Status.CONTROLLED
    ]
    km2, party = max(gains, default=(0.0, ""))
    if km2 < MIN_CHANGE_KM2 or moment.before is None:
        return locale.text(moment.record.theatre.title)
    facts = {
        "party": locale.party(party),
        "km2": locale.number(km2),
        "since": _since(moment.before, moment.effective_date, locale),
        "places": _taken(moment, party, locale),
    }
    key = "picture_headline_takes" if facts["places"] else "picture_headline_gains"
    return locale.say(key, **facts)


def span_headline(record: Record, first: date, day: date, locale: Locale) -> str:
    """Write the headline of the time between two effective dates."""
    held = [
        {
            figure.party: figure.km2
            for figure in record.figures(end)
            if figure.status is Status.CONTROLLED
        }
        for end in (first, day)
    ]
    gains = [(km2 - held[0].get(party, 0.0), party) for party, km2 in held[1].items()]
    km2, party = max(gains, default=(0.0, ""))
    if km2 < MIN_CHANGE_KM2:
        return locale.text(record.theatre.title)
    return locale.say(
        "picture_headline_gains",
        party=locale.party(party),
        km2=locale.number(km2),
        since=locale.say("picture_since", day=locale.day(first)),
    )


def alt_text(moment: Moment, locale: Locale) -> str:
    """Write the alternative text of a map: who holds what, who gained what, in km²."""
    title, when = locale.text(moment.record.theatre.title), locale.day(moment.day)
    sentences = [
        locale.say("picture_alt_map", title=title, day=when),
        locale.say("picture_alt_held", list=_held(moment, locale)),
        _changed(moment, locale),
        _places(moment, locale),
        locale.say("picture_alt_front", km=locale.number(moment.front_km)),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def caption(moment: Moment, locale: Locale) -> str:
    """Write the caption of a picture: what happened, its evidence, its source and licence."""
    theatre, evidence = moment.record.theatre, moment.evidence
    derived = locale.say(
        "picture_derived",
        reports=locale.number(evidence.reports),
        rules=locale.number(evidence.default_rules),
    )
    sentences = [
        f"{headline(moment, locale)} ({locale.day(moment.day)}).",
        _changed(moment, locale),
        _places(moment, locale),
        derived if evidence.reports else "",
        locale.say("picture_source", credit=locale.text(theatre.credit).rstrip(".")),
        locale.text(theatre.attribution),
        locale.say("picture_credit"),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _held(moment: Moment, locale: Locale) -> str:
    """List areas by holder, largest first; claimed and contested ground is named as such."""
    rows = [
        (figure.km2, locale.ground(Holder(figure.party, figure.status), figure.basis), figure.share)
        for figure in moment.figures
        if figure.km2 >= 1
    ]
    return locale.list(
        [
            locale.say(
                "picture_alt_party", party=name, km2=locale.number(km2), share=locale.percent(share)
            )
            for km2, name, share in sorted(rows, reverse=True)
        ]
    )


def _changed(moment: Moment, locale: Locale) -> str:
    """Write gains and losses since the snapshot before, in km²; empty without any."""
    deltas: dict[str | None, float] = {}
    for figure in moment.figures:
        deltas[figure.party] = deltas.get(figure.party, 0.0) + (figure.delta_km2 or 0.0)
    moved = sorted(
        ((delta, party) for party, delta in deltas.items() if abs(delta) >= 1),
        key=lambda change: (change[0], by_code(change[1])),
    )
    if moment.before is None or not moved:
        return ""
    facts = [
        locale.say(
            "picture_alt_gained" if delta > 0 else "picture_alt_lost",
            party=locale.party(party),
            km2=locale.number(abs(delta)),
        )
        for delta, party in reversed(moved)
    ]
    since = locale.day(moment.before)
    return locale.say("picture_alt_changed", day=since, list=locale.list(facts))


def _places(moment: Moment, locale: Locale) -> str:
    """Write the places reported to have changed hands, larger ones first; empty without any."""
    record = moment.record
    reports = [
        report
        for report in record.reports_on(moment.effective_date)
        if not report.default_rule and not report.contested
    ]
    places = _by_rank(record, reports)
    if not places:
        return ""
    names = [locale.place(place) for place in places[:_MAX_CAPTION_PLACES]]
    key = "picture_alt_places" if len(places) > len(names) else "picture_alt_places_all"
    return locale.say(key, count=len(places), list=locale.list(names))


def _by_rank(record: Record, reports: Iterable[Report]) -> list[Place]:
    """Order the places of reports by rank, then as the theatre lists them: larger cities first."""
    reported = {report.place_id for report in reports}
    places = [place for place in record.theatre.places if place.place_id in reported]
    return sorted(places, key=lambda place: place.rank)


def _since(before: date, day: date, locale: Locale) -> str:
    if (day - before).days == 1:
        return locale.say("picture_in_a_day")
    return locale.say("picture_since", day=locale.day(before))


def _taken(moment: Moment, party: str | None, locale: Locale) -> str:
    """Write the cities reported to have come under a party that day, larger ones first."""
    record = moment.record
    reports = [
        report
        for report in record.reports_on(moment.effective_date)
        if report.party == party
        and not report.default_rule
        and report.confidence is not Confidence.LOW
    ]
    cities = [place for place in _by_rank(record, reports) if place.is_city]
    return locale.list(locale.place(place) for place in cities[:_MAX_HEADLINE_PLACES])


def change_line(moment: Moment, locale: Locale) -> str:
    """Write what a snapshot date changed, in the one line that the slider speaks.

    It counts the places reported to change hands, and names who gained or lost most, in km².
    """
    reports = moment.record.reports_on(moment.effective_date)
    count = sum(not report.default_rule for report in reports)
    parts = [locale.say("headline_change" if count else "headline_none", count=count)]
    changes = sorted(
        ((figure.delta_km2 or 0.0, figure.party) for figure in moment.figures),
        key=lambda change: -abs(change[0]),
    )
    parts += [
        locale.say("headline_gain", party=locale.party(party), km2=locale.signed(delta_km2))
        for delta_km2, party in changes[:_MAX_GAINS]
        if abs(delta_km2) >= MIN_CHANGE_KM2
    ]
    return locale.series(parts, "semicolon")


def change_lines(record: Record, days: Iterable[date]) -> dict[str, dict[str, str]]:
    """Return the change line of every effective date, by ISO day and language."""
    locales = [Locale(record.theatre, language) for language in languages()]
    moments = [Moment(record, day) for day in days]
    return {
        moment.day.isoformat(): {locale.language: change_line(moment, locale) for locale in locales}
        for moment in moments
    }
