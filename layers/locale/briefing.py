"""This module knows the briefing text: what changed between two days, in a paragraph of words.

The words are neutral and the same for every party; every figure names the paragraph of the method
page that defines it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from geodata.change import Change, PartyChange
from geodata.front_line import Advance, FrontChange
from geodata.places import Report
from geodata.terms import Status
from layers.change import Pair, Span
from layers.locale.catalogue import FACT
from layers.locale.locale import Locale
from layers.locale.text import day_in_words, of, say

LEAST_KM2: Final = 20.0
"""A party that gained and lost less than this is not worth a sentence."""
MOST_PARTIES: Final = 4
MOST_PLACES: Final = 5
_GREATEST_RANK: Final = 1
_WHOLE_FROM: Final = 10
_NOTHING: Final = 0.05


class Part(NamedTuple):
    """A piece of a sentence; a figure has the anchor of its paragraph on the method page."""

    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Briefing:
    """Sentences, each of parts that follow one another."""

    sentences: tuple[tuple[Part, ...], ...]

    @property
    def text(self) -> str:
        """The paragraph as it is copied."""
        return " ".join("".join(part.text for part in one) for one in self.sentences)


@dataclass(frozen=True, eq=False)
class Findings:
    """What was measured between two days, as `geodata` gives it."""

    change: Change
    fronts: Mapping[Pair, FrontChange]
    advances: Mapping[str, Advance]
    reports: Sequence[Report]
    least_km2: float


def briefing(span: Span, found: Findings) -> Briefing:
    """What changed between the two days of a span, from the figures of the tables."""
    if span.stops[0] == span.stops[1]:
        return Briefing((_days(span), _told(span, "briefing_same"), _cutoff(span)))
    sentences = [
        _days(span),
        _moved(span, found.change),
        *_parties(span, found.change),
        _contested(span, found.change),
        _places(span, found.reports),
        _front(span, found.fronts),
        _advance(span, found.advances),
        _counted(span, found.least_km2),
        _cutoff(span),
    ]
    return Briefing(tuple(one for one in sentences if one))


def _told(span: Span, key: str, number: int | None = None, **facts: str | Part) -> tuple[Part, ...]:
    """Fill a sentence with its facts, in the plural form of a number; the rest is plain text."""
    locale = Locale(span.record.theatre, span.language)
    pieces = FACT.split(locale.template(key, number))
    if number is not None:
        facts.setdefault("count", locale.number(number))
    parts = [Part(piece) if at % 2 == 0 else _part(facts[piece]) for at, piece in enumerate(pieces)]
    return tuple(part for part in parts if part.text)


def _part(fact: str | Part) -> Part:
    return fact if isinstance(fact, Part) else Part(fact)


def _figure(value: float, anchor: str) -> Part:
    text = f"{value:,.0f}" if value >= _WHOLE_FROM or value < _NOTHING else f"{value:,.1f}"
    return Part(text, anchor)


def _days(span: Span) -> tuple[Part, ...]:
    days = (span.last - span.first).days
    first, last = (day_in_words(day, span.language) for day in (span.first, span.last))
    title = of(span.record.theatre.title, span.language)
    return _told(span, "briefing_days", days, title=title, first=first, last=last)


def _moved(span: Span, change: Change) -> tuple[Part, ...]:
    moved = sum(change.matrix.values())
    if moved < 1:
        return _told(span, "briefing_nothing")
    mapped = sum(row.after_km2 for row in change.parties)
    share = Part(f"{moved / mapped:.1%}" if mapped else "–", "area")
    return _told(span, "briefing_moved", km2=_figure(moved, "change"), share=share)


def _parties(span: Span, change: Change) -> Iterable[tuple[Part, ...]]:
    rows = [
        row
        for row in change.parties
        if row.status is Status.CONTROLLED and row.gained_km2 + row.lost_km2 >= LEAST_KM2
    ]
    rows.sort(key=lambda row: -abs(row.delta_km2))
    return [_party(span, change, row) for row in rows[:MOST_PARTIES]]


def _party(span: Span, change: Change, row: PartyChange) -> tuple[Part, ...]:
    won = row.delta_km2 >= 0
    other = row.lost_km2 if won else row.gained_km2
    rate = change.km2_per_day(row.holder)
    both = other >= 1
    if won:
        key = "briefing_gained_and" if both else "briefing_gained"
    else:
        key = "briefing_lost_and" if both else "briefing_lost"
    return _told(
        span,
        key,
        party=span.party(row.party),
        km2=_figure(row.gained_km2 if won else row.lost_km2, "change"),
        other=_figure(other, "change"),
        rate=_figure(abs(rate or 0.0), "change"),
        before=_figure(row.before_km2, "area"),
        after=_figure(row.after_km2, "area"),
    )


def _contested(span: Span, change: Change) -> tuple[Part, ...]:
    contested = (row.after_km2 for row in change.parties if row.status is Status.CONTESTED)
    km2 = next(contested, 0.0)
    if km2 < 1:
        return ()
    day = day_in_words(span.last, span.language)
    return _told(span, "briefing_contested", day=day, km2=_figure(km2, "area"))


def _places(span: Span, reports: Sequence[Report]) -> tuple[Part, ...]:
    told = [one for one in reports if not one.default_rule and not one.contested]
    if not told:
        return ()
    places = {place.place_id: place for place in span.record.theatre.places}
    ranked = sorted((places[one.place_id].rank, one.effective_date, one.place_id) for one in told)
    great = [place_id for rank, _, place_id in ranked if rank <= _GREATEST_RANK][:MOST_PLACES]
    names = say(span.language, "compare_comma").join(
        of(places[place_id].name, span.language) for place_id in great
    )
    key = "briefing_places_named" if names else "briefing_places"
    return _told(span, key, len(told), count=Part(f"{len(told):,}", "places"), names=names)


def _front(span: Span, fronts: Mapping[Pair, FrontChange]) -> tuple[Part, ...]:
    """The line of contact of which most is new."""
    met = {pair: one for pair, one in fronts.items() if None not in pair}
    if not met:
        return ()
    (a, b), one = max(met.items(), key=lambda item: item[1].new.length_km)
    if one.new.length_km < 1:
        return ()
    return _told(
        span,
        "briefing_front",
        a=span.party(a),
        b=span.party(b),
        km=_figure(one.new.length_km + one.standing.length_km, "front"),
        new=_figure(one.new.length_km, "front"),
        gone=_figure(one.abandoned.length_km, "front"),
    )


def _advance(span: Span, advances: Mapping[str, Advance]) -> tuple[Part, ...]:
    one = next(iter(advances.values()), None)
    if one is None or one.place is None or one.km < 1:
        return ()
    return _told(
        span,
        "briefing_advance",
        party=span.party(one.party),
        km=Part(f"{one.km:,.1f}", "advance"),
        bearing=Part(f"{one.bearing_deg:.0f}", "distance"),
        place=of(one.place.name, span.language),
        rate=Part(f"{one.km_per_day or 0.0:,.1f}", "advance"),
    )


def _counted(span: Span, least_km2: float) -> tuple[Part, ...]:
    key = "briefing_claimed_how" if span.claimed else "briefing_not_claimed_how"
    return _told(
        span,
        "briefing_counted",
        how=Part(say(span.language, key), "claimed"),
        least=Part(f"{least_km2:g}", "slivers"),
    )


def _cutoff(span: Span) -> tuple[Part, ...]:
    known = span.known_on or say(span.language, "compare_all_published")
    credit = of(span.record.theatre.credit, span.language)
    revision = str(span.version) if span.version is not None else "–"
    return _told(
        span, "briefing_cutoff", credit=credit, known=Part(known, "cutoff"), revision=revision
    )
