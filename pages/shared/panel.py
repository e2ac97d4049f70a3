"""The side panel: figures, fronts, changes, events and distances of the day shown, as HTML.

Everything that came from a file is escaped; the panel holds no script.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from unicodedata import bidirectional

from geodata import distance
from geodata.control import read_day
from geodata.errors import DateError, UnknownName
from geodata.places import Place, Report, find
from geodata.record import Record
from layers.locale import text
from layers.locale.locale import Locale

_MOST_ROWS = 60
_DIRECTION_SIGNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def panel(record: Record, day: date, language: str, distances: Sequence[Sequence[str]]) -> str:
    """The whole panel of a day in a language, as one HTML fragment."""
    speak = _Speaker(record, language)
    effective = record.effective(day)
    parts = [
        _head(speak, day, effective),
        _section(speak, "panel_events", _events(speak, day)),
        _section(speak, "panel_figures", _figures(speak, effective)),
        _section(speak, "panel_fronts", _fronts(speak, effective)),
        _section(speak, "panel_changes", _changes(speak, day)),
        _section(speak, "panel_distances", _distances(speak, distances)),
        _section(speak, "panel_source", _evidence(speak, day)),
    ]
    return f'<div class="loc-side" dir="{text.direction(language)}">{"".join(parts)}</div>'


class _Speaker:
    """Names and sentences of one record in one language, escaped.

    A name stands apart: direction signs in it do not turn round what follows.
    """

    def __init__(self, record: Record, language: str) -> None:
        self.record = record
        self.language = language
        self.places = {place.place_id: place for place in record.theatre.places}

    def say(self, key: str, **facts: object) -> str:
        return escape(text.say(self.language, key, **facts))

    def party(self, code: str | None) -> str:
        return _apart(Locale(self.record.theatre, self.language).party(code))

    def place(self, place: Place) -> str:
        return _apart(text.of(place.name, self.language))

    def day(self, day: date) -> str:
        return escape(text.day_in_words(day, self.language))


def _apart(name: str) -> str:
    turns = any(bidirectional(sign) in _DIRECTION_SIGNS for sign in name)
    return f"<bdi>{escape(name)}</bdi>" if turns else escape(name)


def _head(speak: _Speaker, day: date, effective: date) -> str:
    age = (day - effective).days
    aged = speak.say("age", count=age)
    old = f'<p class="old">{aged}</p>' if age else ""
    return f"<h2>{speak.day(day)}</h2>{old}"


def _section(speak: _Speaker, title: str, body: str) -> str:
    return f"<section><h3>{speak.say(title)}</h3>{body}</section>"


def _table(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{cell}</th>" for cell in heads)
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _figures(speak: _Speaker, effective: date) -> str:
    rows = [
        (
            speak.party(figure.party), f"{figure.km2:,.0f}", f"{figure.share:.1%}",
            _signed(figure.delta_km2),
        )
        for figure in speak.record.figures_with_change(effective)
    ]  # fmt: skip
    return _table([speak.say(key) for key in ("party", "km2_head", "share", "change")], rows)


def _signed(km2: float | None) -> str:
    if km2 is None or abs(km2) < 0.5:
        return "–"
    return f"{'+' if km2 > 0 else '−'}{abs(km2):,.0f}"


def _fronts(speak: _Speaker, effective: date) -> str:
    lengths = speak.record.contact_km(effective)
    rows = [
        (" – ".join(speak.party(code) for code in pair), speak.say("km", value=f"{km:,.1f}"))
        for pair, km in lengths.items()
    ]
    total = speak.say("front_total", km=f"{sum(lengths.values()):,.0f}")
    return _table([speak.say("between"), ""], rows) + f'<p class="quiet">{total}</p>'


def _changes(speak: _Speaker, day: date) -> str:
    reports = speak.record.reports_on(day)
    own = [report for report in reports if not report.default_rule]
    ruled = [report for report in reports if report.default_rule]
    if not reports:
        return f'<p class="quiet">{speak.say("no_changes")}</p>'
    body = "".join(_change(speak, report) for report in own[:_MOST_ROWS])
    if len(own) > _MOST_ROWS:
        body += f'<p class="quiet">{speak.say("and_more", count=len(own) - _MOST_ROWS)}</p>'
    if ruled:
        names = "، " if speak.language == "ar" else ", "
        places = names.join(speak.place(speak.places[report.place_id]) for report in ruled)
        title = speak.say("by_default_rule", count=len(ruled))
        body += f"<details><summary>{title}</summary><p>{places}</p></details>"
    return body


def _change(speak: _Speaker, report: Report) -> str:
    place = speak.place(speak.places[report.place_id])
    parties = speak.say("from_to", before="{before}", after="{after}").format(
        before=speak.party(report.before.party if report.before else None),
        after=speak.party(report.party),
    )
    sure = speak.say(f"confidence_{report.confidence}")
    note = f'<span dir="auto">{escape(report.note)}</span>' if report.note else ""
    return (
        f'<div class="item"><b>{place}</b> {parties}{note}'
        f'<span class="quiet" dir="auto">{sure} · {escape(report.source)}</span></div>'
    )


def _events(speak: _Speaker, day: date) -> str:
    events = speak.record.events_on(day)
    if not events:
        return f'<p class="quiet">{speak.say("no_events")}</p>'
    categories = speak.record.theatre.event_categories
    return "".join(
        f'<div class="item"><b>{escape(_category(categories, event.category, speak.language))}'
        f"</b> {escape(_where(speak, event.place_id, event.place))}"
        f"<span>{escape(text.of(event.text, speak.language))}</span>"
        f'<span class="quiet" dir="auto">{speak.say(f"confidence_{event.confidence}")} · '
        f"{escape(event.source)}</span></div>"
        for event in events
    )


def _category(categories: Mapping[str, Mapping[str, str]], code: str, language: str) -> str:
    return text.of(categories[code], language) if code in categories else code


def _where(speak: _Speaker, place_id: str, written: str) -> str:
    place = speak.places.get(place_id)
    return text.of(place.name, speak.language) if place else written


def _distances(speak: _Speaker, pairs: Sequence[Sequence[str]]) -> str:
    rows = []
    for pair in pairs:
        try:
            start, end = (find(speak.record.theatre.places, name) for name in pair)
        except (UnknownName, ValueError):
            continue  # The map has already said which place it does not know.
        found = distance.between(start, end)
        ends = "; ".join(
            f'{speak.place(place)} <bdi dir="ltr">{place.lat:.4f}° N {place.lon:.4f}° E</bdi>'
            for place in (start, end)
        )
        value = speak.say(
            "distance_value", km=f"{found.km:.1f}", bearing=f"{found.initial_bearing_deg:.0f}"
        )
        rows.append(
            f'<div class="item"><b>{speak.place(start)}–{speak.place(end)}</b> {value}'
            f'<span class="quiet">{ends}. {speak.say("geodesic")}</span></div>'
        )
    return "".join(rows) or f'<p class="quiet">{speak.say("no_distances")}</p>'


def _evidence(speak: _Speaker, day: date) -> str:
    evidence = speak.record.evidence(day)
    first = speak.record.dates[0]
    changed = len(speak.record.changed_since(first, day))
    first_day = text.day_in_words(first, speak.language)
    rules = evidence.default_rules
    return (
        f"<p>{speak.say('changed_since', count=changed, day=first_day)}</p>"
        f"<p>{speak.say('evidence', reports=evidence.reports, rules=rules)}</p>"
        f'<p class="quiet">{escape(text.of(speak.record.theatre.attribution, speak.language))}</p>'
    )


def day_or_last(record: Record, asked: str | None) -> date:
    """The day that a link asks for, brought into the record; the last day when it asks for none."""
    try:
        day = read_day(asked or "")
    except DateError:
        return record.dates[-1]
    return max(record.dates[0], min(record.horizon, day))
