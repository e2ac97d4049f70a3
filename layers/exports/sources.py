"""Sources of the numbers of a day, as text that goes with every export."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from geodata.places import Report
from geodata.record import Record
from layers.exports.order import Order
from layers.locale import Locale
from layers.moment import Moment

_MAX_NAMES: Final = 12


def about(order: Order, days: Sequence[date]) -> dict[str, str]:
    """What is written into a file about itself: title, date, where it comes from, whose it is."""
    theatre, locale = order.record.theatre, order.locale
    known_on = order.edition.known_on
    period = between(days[0], days[-1], locale)
    known = locale.say("known_on", time=known_on) if known_on else ""
    comment = "; ".join(
        filter(None, [period, locale.text(theatre.credit), known, order.on(days[-1]).link])
    )
    return {
        "title": order.options.title or f"{locale.text(theatre.title)}, {period}",
        "date": days[-1].isoformat(),
        "comment": comment,
        "copyright": locale.text(theatre.attribution),
    }


def between(first: date, last: date, locale: Locale) -> str:
    """A period in words; one day if it is only one."""
    return locale.day(first) if first == last else f"{locale.day(first)} – {locale.day(last)}"


def sources_of(moment: Moment, locale: Locale) -> str:
    """Events of a day and reports of places that changed hands, each with its source."""
    record, day = moment.record, moment.day
    parts = [locale.say("panel_events"), *_events(record, day, locale)]
    changes = list(_changes(record, day, locale))
    if changes:
        parts += ["", locale.say("panel_changes"), *changes]
    parts += ["", evidence_of(moment, locale)]
    return "\n".join(parts)


def evidence_of(moment: Moment, locale: Locale) -> str:
    """How many reports are behind a map, or whose it is where it was not made of reports."""
    evidence = moment.evidence
    if not evidence.reports:
        return locale.text(moment.record.theatre.credit)
    return locale.say(
        "evidence",
        reports=locale.number(evidence.reports),
        rules=locale.number(evidence.default_rules),
    )


def licences_of(record: Record, locale: Locale) -> str:
    """The credit line and every licence, one a line."""
    theatre = record.theatre
    return "\n".join(
        [
            locale.text(theatre.credit),
            locale.text(theatre.attribution),
            "",
            *(
                f"{part.what}: {part.holder}, {part.licence}{f' ({part.url})' if part.url else ''}"
                for part in theatre.licences
            ),
        ]
    )


def _events(record: Record, day: date, locale: Locale) -> list[str]:
    lines = [
        f"• {event.place}: {locale.text(event.text)} "
        f"[{event.source}; {locale.say(f'confidence_{event.confidence.value}')}]"
        for event in record.events_on(day)
    ]
    return lines or [locale.say("no_events")]


def _changes(record: Record, day: date, locale: Locale) -> Iterable[str]:
    """Who took what, by party and source, so that a source is named once for all its places."""
    groups: dict[tuple[str | None, str], list[Report]] = {}
    for report in record.reports_on(day):
        if not report.default_rule:
            groups.setdefault((report.party, report.source), []).append(report)
    for (party, source), reports in groups.items():
        names = locale.series(locale.place(report.place_id) for report in reports[:_MAX_NAMES])
        more = len(reports) - _MAX_NAMES
        tail = f" {locale.say('and_more', count=more)}" if more > 0 else ""
        yield f"• {locale.party(party)}: {names}{tail} [{source}]"
