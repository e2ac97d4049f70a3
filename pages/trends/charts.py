"""The charts of the trends page: what is known of all days, as series, tables and words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from geodata import tables
from geodata.distance_to_front import FrontDistance
from geodata.places import Place
from geodata.record import Record
from geodata.tables import Provenance
from geodata.terms import CONTESTED, Basis, Holder, PartyPair
from geodata.trends import Trends
from layers.chart_axis import Axis
from layers.charts import Series, happened, rows, stacked
from layers.locale.locale import Locale
from layers.locale.text import of, say
from layers.palette import THEMES, faint, party_colour
from pages.shared.chart import Drawn, wide_rows

MOST_PAIRS = 7
Pair = PartyPair


class Subject(NamedTuple):
    """What all charts of the page speak about."""

    axis: Axis
    record: Record
    trends: Trends
    provenance: Provenance

    def say(self, key: str, **facts: object) -> str:
        """A sentence of the page."""
        return say(self.axis.language, key, **facts)

    def party(self, code: str | None) -> str:
        """The short name of a party, or the word for contested ground."""
        return Locale(self.record.theatre, self.axis.language).party(code)

    def colour(self, holder: Holder | None) -> str:
        """The colour of a holder's ground; None is ground that a map does not have."""
        roles = {party.code: party.role for party in self.record.theatre.parties}
        if holder == CONTESTED:
            return str(THEMES[self.axis.theme]["contested"]["ground"])
        code = holder.party if holder else None
        return party_colour(roles.get(code or "", "other"), self.axis.theme)

    def span(self) -> str:
        """The theatre and the days that a chart covers, in a line."""
        title = of(self.record.theatre.title, self.axis.language)
        first, last = self.axis.words(self.axis.first), self.axis.words(self.axis.days[-1])
        return self.say("trends_span", title=title, first=first, last=last)


def events(subject: Subject) -> Drawn:
    """What happened, day by day, and when a city came under another party."""
    axis, record = subject.axis, subject.record
    shown = [event for event in record.theatre.events if event.event_date in axis.all_days]
    title = subject.say("trends_events")
    chart = happened(axis, shown, title, subject.say("trends_events_what"))
    listed = [(one.event_date, of(one.text, axis.language), one.source) for one in shown]
    cells = [(day.isoformat(), text, source) for day, text, source in listed]
    heads = (subject.say("trends_day"), subject.say("trends_event"), subject.say("trends_source"))
    table = tables.events(subject.provenance, axis.first, axis.days[-1])
    alt = subject.say("trends_events_alt", count=len(shown))
    return Drawn("events", title, chart, alt, (heads, cells), table, "places")


def areas(subject: Subject, *, share: bool) -> Drawn:
    """Ground per party and day, one upon another: in km², or as share of all mapped ground."""
    series = _area_series(subject, share)
    title = subject.say("trends_share" if share else "trends_area")
    chart = stacked(subject.axis, series, title, subject.span(), share=share)
    written = "{:.1%}" if share else "{:,.0f}"
    columns = [[(day, written.format(v)) for day, v in one.values.items()] for one in series]
    heads = (subject.say("trends_day"), *(one.name for one in series))
    table = tables.areas(subject.provenance, subject.trends.days)
    alt = _told(subject, series, "{:.1%}" if share else "{:,.0f} km²")
    anchor = "share" if share else "area"
    wide = (heads, wide_rows(subject.axis, columns))
    return Drawn("area", title, chart, alt, wide, table, anchor)


def _area_series(subject: Subject, share: bool) -> list[Series]:
    """A series per party, assessed and claimed apart; the largest at the foot, contested on top."""
    values: dict[tuple[Holder, bool], dict[date, float]] = {}
    for day in subject.trends.days:
        for row in day.areas:
            key = (Holder(row.party, row.status), row.basis is Basis.CLAIMED)
            mine = values.setdefault(key, {})
            mine[day.effective_date] = mine.get(day.effective_date, 0.0) + (
                row.share if share else row.km2
            )
    order = sorted(
        values, key=lambda key: (key[0] == CONTESTED, key[1], -max(values[key].values()))
    )
    return [_ground(subject, *key, values[key]) for key in order]


def _ground(
    subject: Subject, holder: Holder, claimed: bool, values: Mapping[date, float]
) -> Series:
    name, colour, stripe = subject.party(holder.party), subject.colour(holder), None
    if holder == CONTESTED:
        stripe = str(THEMES[subject.axis.theme]["contested"]["stripe"])
    elif claimed:
        colour, stripe = faint(colour, subject.axis.theme), colour
    if claimed:
        name = subject.say("trends_claimed", party=name)
    return Series(name, values, colour, stripe)


def uncertain(subject: Subject) -> Drawn:
    """Ground that is contested or only claimed: too little to be seen in the large chart."""
    striped = [one for one in _area_series(subject, share=False) if one.stripe]
    title = subject.say("trends_uncertain")
    zero = dict.fromkeys(subject.axis.days, 0.0)
    series = [
        Series(one.name, {**zero, **one.values}, one.colour, one.stripe) for one in striped
    ] or [_ground(subject, CONTESTED, claimed=False, values=zero)]
    said = subject.span() + (
        "" if any(one for one in striped) else f". {subject.say('trends_none')}"
    )
    unit = "{value} " + say(subject.axis.language, "km2")
    chart = rows(subject.axis, series, title, said, unit)
    columns = [[(day, f"{v:,.1f}") for day, v in one.values.items()] for one in series]
    heads = (subject.say("trends_day"), *(one.name for one in series))
    table = tables.contested_or_claimed(subject.provenance, subject.trends.days)
    wide = (heads, wide_rows(subject.axis, columns))
    alt = _told(subject, series, "{:,.0f} km²")
    return Drawn("contested", title, chart, alt, wide, table, "contested")


def longest_pairs(trends: Trends) -> list[Pair]:
    """Every pair of parties that ever meets, the longest front first, contested ground last."""
    most: dict[Pair, float] = {}
    for day in trends.days:
        for pair, km in day.fronts_km.items():
            most[pair] = max(km, most.get(pair, 0.0))
    return sorted(most, key=lambda pair: (None in pair, -most[pair]))


def fronts(subject: Subject, pairs: Sequence[Pair]) -> Drawn:
    """Length of the front per pair of parties and day."""
    ink = str(THEMES[subject.axis.theme]["ticks"]["stop"])
    series = [
        Series(
            " – ".join(map(subject.party, pair)),
            {
                day.effective_date: day.fronts_km[pair]
                for day in subject.trends.days
                if pair in day.fronts_km
            },
            ink,
        )
        for pair in pairs
    ]
    title = subject.say("trends_fronts")
    chart = rows(subject.axis, series, title, subject.span(), _km(subject))
    table = tables.fronts(subject.provenance, subject.trends.days)
    columns = [[(day, f"{v:,.1f}") for day, v in one.values.items()] for one in series]
    wide = (
        (subject.say("trends_day"), *(one.name for one in series)),
        wide_rows(subject.axis, columns),
    )
    alt = _told(subject, series, "{:,.0f} km")
    return Drawn("fronts", title, chart, alt, wide, table, "front")


def handed(subject: Subject) -> Drawn:
    """Places that came under another party on each day."""
    values = {day.effective_date: float(day.control_changes) for day in subject.trends.days}
    ink = str(THEMES[subject.axis.theme]["ticks"]["stop"])
    series = [Series(subject.say("trends_handed_row"), values, ink)]
    title = subject.say("trends_handed")
    chart = rows(subject.axis, series, title, subject.span(), "{value}")
    table = tables.control_changes(subject.provenance, subject.trends.days)
    columns = [[(day, f"{value:,.0f}") for day, value in values.items()]]
    wide = ((subject.say("trends_day"), series[0].name), wide_rows(subject.axis, columns))
    return Drawn("handed", title, chart, _told(subject, series, "{:,.0f}"), wide, table, "places")


def nearness(
    subject: Subject, places: Sequence[Place], found: Sequence[FrontDistance], party: str | None
) -> Drawn:
    """How far each city was from the nearest front, or from a party's ground, day by day."""
    language = subject.axis.language
    series = []
    for place in places:
        mine = [row for row in found if row.place == place]
        values = {row.effective_date: row.nearest.km for row in mine if row.nearest}
        looks = {row.effective_date: _look(subject, row.holder) for row in mine}
        series.append(Series(of(place.name, language), values, subject.colour(None), None, looks))
    name = subject.party(party) if party else ""
    title = (
        subject.say("trends_nearness_party", party=name)
        if party
        else subject.say("trends_nearness")
    )
    chart = rows(subject.axis, series, title, subject.say("trends_nearness_what"), _km(subject))
    table = tables.distance_to_front(subject.provenance, found, party)
    columns = [[(day, f"{v:,.1f}") for day, v in one.values.items()] for one in series]
    wide = (
        (subject.say("trends_day"), *(one.name for one in series)),
        wide_rows(subject.axis, columns),
    )
    alt = _told(subject, series, "{:,.0f} km")
    return Drawn("nearness", title, chart, alt, wide, table, "distance")


def _look(subject: Subject, holder: Holder | None) -> tuple[str, str | None]:
    striped = holder == CONTESTED
    stripe = str(THEMES[subject.axis.theme]["contested"]["stripe"]) if striped else None
    return subject.colour(holder), stripe


def _km(subject: Subject) -> str:
    return say(subject.axis.language, "km", value="{value}")


def _told(subject: Subject, series: Sequence[Series], written: str) -> str:
    """What a chart shows, in words: the first and the last figure of each series."""
    parts = []
    for one in series[:12]:
        days = sorted(one.values)
        if days:
            first, last = (written.format(one.values[day]) for day in (days[0], days[-1]))
            facts = {"name": one.name, "first": first, "last": last}
            days_said = (subject.axis.words(days[0]), subject.axis.words(days[-1]))
            parts.append(subject.say("trends_told", **facts, from_=days_said[0], to=days_said[1]))
    return " ".join(parts)
