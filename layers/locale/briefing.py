"""Briefing: what changed between two days, in a paragraph of words.

The words are neutral and the same for every party; every figure names the paragraph of the method
page that defines it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from geodata.change import Change, PartyChange
from geodata.front_line import Advance, FrontChange
from geodata.places import Report
from geodata.terms import PartyPair, Status
from layers.change import Span
from layers.locale.catalogue import FACT
from layers.locale.locale import NOT_KNOWN, Locale

MIN_KM2: Final = 20.0
"""A party that gained and lost less than this is not worth a sentence."""
MAX_PARTIES: Final = 4
MAX_PLACES: Final = 5
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
        return " ".join("".join(part.text for part in parts) for parts in self.sentences)


@dataclass(frozen=True, eq=False)
class Findings:
    """What was measured between two days, as `geodata` gives it."""

    change: Change
    fronts: Mapping[PartyPair, FrontChange]
    advances: Mapping[str, Advance]
    reports: Sequence[Report]
    min_km2: float


def briefing(span: Span, findings: Findings) -> Briefing:
    """What changed between the two days of a span, from the figures of the tables."""
    if span.effective_dates[0] == span.effective_dates[1]:
        return Briefing((_days(span), _sentence(span, "briefing_same"), _cutoff(span)))
    sentences = [
        _days(span),
        _moved(span, findings.change),
        *_parties(span, findings.change),
        _contested(span, findings.change),
        _places(span, findings.reports),
        _front(span, findings.fronts),
        _advance(span, findings.advances),
        _counted(span, findings.min_km2),
        _cutoff(span),
    ]
    return Briefing(tuple(parts for parts in sentences if parts))


def _sentence(
    span: Span, key: str, number: int | None = None, **facts: str | Part
) -> tuple[Part, ...]:
    """Fill a sentence with its facts, in the plural form of a number; the rest is plain text."""
    locale = span.locale
    pieces = FACT.split(locale.template(key, number))
    if number is not None:
        facts.setdefault("count", locale.number(number))
    parts = [
        _part(facts[piece]) if index % 2 else Part(piece) for index, piece in enumerate(pieces)
    ]
    return tuple(part for part in parts if part.text)


def _part(fact: str | Part) -> Part:
    return fact if isinstance(fact, Part) else Part(fact)


def _figure(locale: Locale, value: float, anchor: str) -> Part:
    decimals = 0 if value >= _WHOLE_FROM or value < _NOTHING else 1
    return Part(locale.number(value, decimals), anchor)


def _days(span: Span) -> tuple[Part, ...]:
    days = (span.last - span.first).days
    first, last = (span.locale.day(day) for day in (span.first, span.last))
    title = span.locale.text(span.record.theatre.title)
    return _sentence(span, "briefing_days", days, title=title, first=first, last=last)


def _moved(span: Span, change: Change) -> tuple[Part, ...]:
    moved = sum(change.matrix.values())
    if moved < 1:
        return _sentence(span, "briefing_nothing")
    mapped = sum(row.after_km2 for row in change.parties)
    share = Part(span.locale.percent(moved / mapped) if mapped else NOT_KNOWN, "area")
    return _sentence(span, "briefing_moved", km2=_figure(span.locale, moved, "change"), share=share)


def _parties(span: Span, change: Change) -> Iterable[tuple[Part, ...]]:
    rows = [
        row
        for row in change.parties
        if row.status is Status.CONTROLLED and row.gained_km2 + row.lost_km2 >= MIN_KM2
    ]
    rows.sort(key=lambda row: -abs(row.delta_km2))
    return [_party(span, change, row) for row in rows[:MAX_PARTIES]]


def _party(span: Span, change: Change, row: PartyChange) -> tuple[Part, ...]:
    won = row.delta_km2 >= 0
    other = row.lost_km2 if won else row.gained_km2
    rate = change.km2_per_day(row.holder)
    both = other >= 1
    if won:
        key = "briefing_gained_and" if both else "briefing_gained"
    else:
        key = "briefing_lost_and" if both else "briefing_lost"
    return _sentence(
        span,
        key,
        party=span.holder(row.holder),
        km2=_figure(span.locale, row.gained_km2 if won else row.lost_km2, "change"),
        other=_figure(span.locale, other, "change"),
        rate=_figure(span.locale, abs(rate or 0.0), "change"),
        before=_figure(span.locale, row.before_km2, "area"),
        after=_figure(span.locale, row.after_km2, "area"),
    )


def _contested(span: Span, change: Change) -> tuple[Part, ...]:
    contested = (row.after_km2 for row in change.parties if row.status is Status.CONTESTED)
    km2 = next(contested, 0.0)
    if km2 < 1:
        return ()
    day = span.locale.day(span.last)
    return _sentence(span, "briefing_contested", day=day, km2=_figure(span.locale, km2, "area"))


def _places(span: Span, reports: Sequence[Report]) -> tuple[Part, ...]:
    changes = [report for report in reports if not report.default_rule and not report.contested]
    if not changes:
        return ()
    places = {place.place_id: place for place in span.record.theatre.places}
    ranked = sorted(
        (places[report.place_id].rank, report.effective_date, report.place_id) for report in changes
    )
    cities = [place_id for _, _, place_id in ranked if places[place_id].is_city][:MAX_PLACES]
    names = span.locale.series(map(span.locale.place, cities))
    key = "briefing_places_named" if names else "briefing_places"
    return _sentence(
        span, key, len(changes),
        count=Part(span.locale.number(len(changes)), "places"), names=names,
    )  # fmt: skip


def _front(span: Span, fronts: Mapping[PartyPair, FrontChange]) -> tuple[Part, ...]:
    """The line of contact of which most is new."""
    met = {pair: front for pair, front in fronts.items() if None not in pair}
    if not met:
        return ()
    (a, b), front = max(met.items(), key=lambda item: item[1].new.length_km)
    if front.new.length_km < 1:
        return ()
    return _sentence(
        span,
        "briefing_front",
        a=span.party(a),
        b=span.party(b),
        km=_figure(span.locale, front.new.length_km + front.standing.length_km, "front"),
        new=_figure(span.locale, front.new.length_km, "front"),
        gone=_figure(span.locale, front.abandoned.length_km, "front"),
    )


def _advance(span: Span, advances: Mapping[str, Advance]) -> tuple[Part, ...]:
    advance = next(iter(advances.values()), None)
    if advance is None or advance.place is None or advance.km < 1:
        return ()
    return _sentence(
        span,
        "briefing_advance",
        party=span.party(advance.party),
        km=Part(span.locale.number(advance.km, 1), "advance"),
        bearing=Part(span.locale.number(advance.bearing_deg), "distance"),
        place=span.locale.place(advance.place),
        rate=Part(span.locale.number(advance.km_per_day or 0.0, 1), "advance"),
    )


def _counted(span: Span, min_km2: float) -> tuple[Part, ...]:
    key = "briefing_claimed_how" if span.claimed else "briefing_not_claimed_how"
    return _sentence(
        span,
        "briefing_counted",
        how=Part(span.locale.say(key), "claimed"),
        least=Part(span.locale.exact(min_km2), "slivers"),
    )


def _cutoff(span: Span) -> tuple[Part, ...]:
    known = span.known_on or span.locale.say("compare_all_published")
    credit = span.locale.text(span.record.theatre.credit)
    revision = str(span.version) if span.version is not None else NOT_KNOWN
    return _sentence(
        span, "briefing_cutoff", credit=credit, known=Part(known, "cutoff"), revision=revision
    )
