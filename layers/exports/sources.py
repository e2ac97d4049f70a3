"""This module knows where the numbers of a day come from, as text that goes with every export."""

from collections.abc import Iterable, Sequence
from datetime import date

from geodata.places import Report
from geodata.record import Record
from layers.exports.order import Order
from layers.locale.text import day_in_words, of, say

_MOST_NAMES = 12


def about(order: Order, days: Sequence[date]) -> dict[str, str]:
    """What is written into a file about itself: title, date, where it comes from, whose it is."""
    theatre, look, language = order.record.theatre, order.look, order.language
    known_on = order.edition.known_on
    period = between(days[0], days[-1], language)
    known = say(language, "known_on", time=known_on) if known_on else ""
    comment = "; ".join(
        filter(None, [period, of(theatre.credit, language), known, order.on(days[-1]).link])
    )
    return {
        "title": look.title or f"{of(theatre.title, language)}, {period}",
        "date": days[-1].isoformat(),
        "comment": comment,
        "copyright": of(theatre.attribution, language),
    }


def between(first: date, last: date, language: str) -> str:
    """A period in words; one day if it is only one."""
    days = (day_in_words(first, language), day_in_words(last, language))
    return days[0] if first == last else " – ".join(days)


def sources_of(record: Record, day: date, language: str) -> str:
    """Events of a day and reports of places that changed hands, each with its source."""
    parts = [say(language, "panel_events"), *_events(record, day, language)]
    changes = list(_changes(record, day, language))
    if changes:
        parts += ["", say(language, "panel_changes"), *changes]
    parts += ["", evidence_of(record, day, language)]
    return "\n".join(parts)


def evidence_of(record: Record, day: date, language: str) -> str:
    """How many reports are behind a map, or whose it is where it was not made of reports."""
    evidence = record.evidence(day)
    if not evidence.reports:
        return of(record.theatre.credit, language)
    return say(
        language, "evidence", reports=f"{evidence.reports:,}", rules=f"{evidence.default_rules:,}"
    )


def licences_of(record: Record, language: str) -> str:
    """The credit line and every licence, one a line."""
    theatre = record.theatre
    return "\n".join(
        [
            of(theatre.credit, language),
            of(theatre.attribution, language),
            "",
            *(
                f"{one.what}: {one.holder}, {one.licence}{f' ({one.url})' if one.url else ''}"
                for one in theatre.licences
            ),
        ]
    )


def _events(record: Record, day: date, language: str) -> list[str]:
    found = [
        f"• {event.place}: {of(event.text, language)} "
        f"[{event.source}; {say(language, f'confidence_{event.confidence.value}')}]"
        for event in record.events_on(day)
    ]
    return found or [say(language, "no_events")]


def _changes(record: Record, day: date, language: str) -> Iterable[str]:
    """Who took what, by party and source, so that a source is named once for all its places."""
    names = {one.place_id: of(one.name, language) for one in record.theatre.places}
    groups: dict[tuple[str, str], list[Report]] = {}
    for report in record.reports_on(day):
        if not report.default_rule:
            groups.setdefault((report.party, report.source), []).append(report)
    for (party, source), reports in groups.items():
        listed = ", ".join(names[one.place_id] for one in reports[:_MOST_NAMES])
        more = len(reports) - _MOST_NAMES
        tail = f" {say(language, 'and_more', count=more)}" if more > 0 else ""
        name = of(record.theatre.party(party).short, language)
        yield f"• {name}: {listed}{tail} [{source}]"
