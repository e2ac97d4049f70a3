"""This module knows the one line that says what a stop changed; the slider speaks it."""

from datetime import date

from geodata.record import Record
from layers.control import figure_rows
from layers.locale.text import of, say, tables

LEAST_KM2 = 50.0


def headline(record: Record, effective_date: date, language: str) -> str:
    """How many places were reported to change hands, and who gained or lost most, in km²."""
    count = sum(not report.default_rule for report in record.reports_on(effective_date))
    parts = [say(language, "headline_change" if count else "headline_none", count=count)]
    changes = sorted(
        ((row[5] or 0.0, row[0]) for row in figure_rows(record, effective_date)),
        key=lambda change: -abs(change[0]),
    )
    names = {party.code: of(party.short, language) for party in record.theatre.parties}
    for delta, party in changes[:2]:
        if abs(delta) >= LEAST_KM2:
            signed = f"{'+' if delta > 0 else '−'}{abs(delta):,.0f}"
            parts.append(say(language, "headline_gain", party=names[party], km2=signed))
    return "؛ ".join(parts) if language == "ar" else "; ".join(parts)


def headlines(record: Record, dates: tuple[date, ...]) -> dict[str, dict[str, str]]:
    """The headline of every date in every language."""
    return {
        day.isoformat(): {language: headline(record, day, language) for language in tables()}
        for day in dates
    }
