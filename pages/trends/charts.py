"""The charts of the trends page: what is known of all days, as series, tables and words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from geodata import tables
from geodata.distance_to_front import FrontDistance
from geodata.places import Place
from geodata.record import Trends
from geodata.tables import Provenance
from geodata.terms import CONTESTED, Basis, Holder, PartyPair
from layers.chart_axis import Axis
from layers.charts import Series, happened, rows, stacked
from layers.locale import Locale
from layers.palette import THEMES, faint, party_colour
from pages.shared.chart import Drawn, Wide, wide_rows
from pages.shared.data import provenance
from pages.shared.page import Page

_MAX_SERIES_IN_WORDS: Final = 12
Writer = Callable[[float], str]
"""Writes a figure as the page's language does."""


class Subject(NamedTuple):
    """What all charts of the page speak about: the map of the page, its axis and its figures."""

    view: Page
    axis: Axis
    trends: Trends

    @property
    def locale(self) -> Locale:
        """Words of the theatre in the language of the page."""
        return self.view.locale

    @property
    def provenance(self) -> Provenance:
        """Where the figures come from."""
        return provenance(self.view.edition)

    @property
    def ink(self) -> str:
        """Colour of figures that are no ground."""
        return str(THEMES[self.axis.theme]["ticks"]["date"])

    def colour(self, holder: Holder | None) -> str:
        """The colour of a holder's ground; None is ground that a map does not have."""
        roles = {party.code: party.role for party in self.view.theatre.parties}
        if holder == CONTESTED:
            return str(THEMES[self.axis.theme]["contested"]["ground"])
        code = holder.party if holder else None
        return party_colour(roles.get(code or "", "other"), self.axis.theme)

    def stripe(self, holder: Holder | None) -> str | None:
        """The colour of the stripes over a holder's ground; None where it has none."""
        if holder != CONTESTED:
            return None
        return str(THEMES[self.axis.theme]["contested"]["stripe"])

    def span(self) -> str:
        """The theatre and the days that a chart covers, in a line."""
        title = self.locale.text(self.view.theatre.title)
        first, last = self.axis.words(self.axis.first), self.axis.words(self.axis.days[-1])
        return self.locale.say("trends_span", title=title, first=first, last=last)


def events(subject: Subject) -> Drawn:
    """What happened, day by day, and when a city came under another party."""
    axis, locale = subject.axis, subject.locale
    days = axis.all_days
    shown = [event for event in subject.view.theatre.events if event.event_date in days]
    title = locale.say("trends_events")
    chart = happened(axis, shown, title, locale.say("trends_events_what"))
    cells = [
        (event.event_date.isoformat(), locale.text(event.text), event.source) for event in shown
    ]
    heads = [locale.say(key) for key in ("trends_day", "trends_event", "trends_source")]
    table = tables.events(subject.provenance, axis.first, axis.days[-1])
    alt = locale.say("trends_events_alt", count=len(shown))
    return Drawn("events", title, chart, alt, (heads, cells), table, "places", texts=3)


def areas(subject: Subject, *, share: bool) -> Drawn:
    """Ground per party and day, one upon another: in km², or as share of all mapped ground."""
    locale = subject.locale
    series = _area_series(subject, share)
    title = locale.say("trends_share" if share else "trends_area")
    chart = stacked(subject.axis, series, title, subject.span(), share=share)
    table = tables.areas(subject.provenance, subject.trends.days)
    alt = _in_words(subject, series, locale.percent if share else partial(_km2, locale))
    wide = _by_day(subject, series, locale.percent if share else locale.number)
    return Drawn("area", title, chart, alt, wide, table, "share" if share else "area")


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
    name, colour = subject.locale.holder(holder), subject.colour(holder)
    stripe = subject.stripe(holder)
    if claimed:
        name = subject.locale.say("trends_claimed", party=name)
        if stripe is None:
            colour, stripe = faint(colour, subject.axis.theme), colour
    return Series(name, values, colour, stripe)


def uncertain(subject: Subject) -> Drawn:
    """Ground that is contested or only claimed: too little to be seen in the large chart."""
    locale = subject.locale
    striped = [series for series in _area_series(subject, share=False) if series.stripe]
    zero = dict.fromkeys(subject.axis.days, 0.0)
    series = [
        Series(part.name, {**zero, **part.values}, part.colour, part.stripe) for part in striped
    ] or [_ground(subject, CONTESTED, claimed=False, values=zero)]
    title = locale.say("trends_uncertain")
    subtitle = subject.span() + ("" if striped else f". {locale.say('trends_none')}")
    chart = rows(subject.axis, series, title, subtitle, f"{{value}} {locale.say('km2')}")
    table = tables.contested_or_claimed(subject.provenance, subject.trends.days)
    wide = _by_day(subject, series, partial(locale.number, decimals=1))
    alt = _in_words(subject, series, partial(_km2, locale))
    return Drawn("contested", title, chart, alt, wide, table, "contested")


def longest_pairs(trends: Trends) -> list[PartyPair]:
    """Every pair of parties that ever meets, the longest front first, contested ground last."""
    max_km: dict[PartyPair, float] = {}
    for day in trends.days:
        for pair, km in day.fronts_km.items():
            max_km[pair] = max(km, max_km.get(pair, 0.0))
    return sorted(max_km, key=lambda pair: (None in pair, -max_km[pair]))


def fronts(subject: Subject, pairs: Sequence[PartyPair]) -> Drawn:
    """Length of the front per pair of parties and day."""
    locale, days = subject.locale, subject.trends.days
    series = [
        Series(
            " – ".join(map(locale.party, pair)),
            {day.effective_date: day.fronts_km[pair] for day in days if pair in day.fronts_km},
            subject.ink,
        )
        for pair in pairs
    ]
    title = locale.say("trends_fronts")
    chart = rows(subject.axis, series, title, subject.span(), _km_unit(locale))
    table = tables.fronts(subject.provenance, days)
    wide = _by_day(subject, series, partial(locale.number, decimals=1))
    alt = _in_words(subject, series, partial(_km, locale))
    return Drawn("fronts", title, chart, alt, wide, table, "front")


def control_changes(subject: Subject) -> Drawn:
    """Places that came under another party on each day."""
    locale, days = subject.locale, subject.trends.days
    values = {day.effective_date: float(day.control_changes) for day in days}
    series = [Series(locale.say("trends_control_changes_row"), values, subject.ink)]
    title = locale.say("trends_control_changes")
    chart = rows(subject.axis, series, title, subject.span(), "{value}")
    table = tables.control_changes(subject.provenance, days)
    wide = _by_day(subject, series, locale.number)
    alt = _in_words(subject, series, locale.number)
    return Drawn("control_changes", title, chart, alt, wide, table, "places")


def nearness(
    subject: Subject,
    places: Sequence[Place],
    distances: Sequence[FrontDistance],
    party: str | None,
) -> Drawn:
    """Distance of each city to the nearest front, or to a party's ground, day by day."""
    locale = subject.locale
    series = []
    for place in places:
        mine = [row for row in distances if row.place == place]
        values = {row.effective_date: row.nearest.km for row in mine if row.nearest}
        colours = {
            row.effective_date: (subject.colour(row.holder), subject.stripe(row.holder))
            for row in mine
        }
        series.append(Series(locale.place(place), values, subject.colour(None), None, colours))
    if party:
        title = locale.say("trends_nearness_party", party=locale.party(party))
    else:
        title = locale.say("trends_nearness")
    subtitle = locale.say("trends_nearness_what")
    chart = rows(subject.axis, series, title, subtitle, _km_unit(locale))
    table = tables.distance_to_front(subject.provenance, distances, party)
    wide = _by_day(subject, series, partial(locale.number, decimals=1))
    alt = _in_words(subject, series, partial(_km, locale))
    return Drawn("nearness", title, chart, alt, wide, table, "distance")


def _km(locale: Locale, value: float) -> str:
    return locale.say("km", value=locale.number(value))


def _km2(locale: Locale, value: float) -> str:
    return f"{locale.number(value)} {locale.say('km2')}"


def _km_unit(locale: Locale) -> str:
    return locale.say("km", value="{value}")


def _by_day(subject: Subject, series: Sequence[Series], write: Writer) -> Wide:
    """Heads and rows of the table of a chart: a row per day, a column per series."""
    heads = (subject.locale.say("trends_day"), *(figure.name for figure in series))
    columns = [[(day, write(value)) for day, value in figure.values.items()] for figure in series]
    return heads, wide_rows(subject.axis, columns)


def _in_words(subject: Subject, series: Sequence[Series], write: Writer) -> str:
    """What a chart shows, in words: the first and the last figure of each series."""
    parts = []
    for figure in series[:_MAX_SERIES_IN_WORDS]:
        days = sorted(figure.values)
        if days:
            first, last = (write(figure.values[day]) for day in (days[0], days[-1]))
            facts = {"name": figure.name, "first": first, "last": last}
            from_, to = subject.axis.words(days[0]), subject.axis.words(days[-1])
            parts.append(subject.locale.say("trends_range", **facts, from_=from_, to=to))
    return " ".join(parts)
