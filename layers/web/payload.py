"""Payload of the browser's map: a record with its words and colours, as one document."""

import gzip
import json
import os
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import xyzservices
import xyzservices.providers

from geodata.control import AreaFigure
from geodata.errors import DateError, UnknownName
from geodata.places import Place, Report, history
from geodata.record import Evidence, Record
from geodata.terms import Confidence
from geodata.theatre import Theatre
from layers.base_map import base_map, coarser
from layers.edition import NEWEST, Edition
from layers.locale import Locale, languages
from layers.locale.captions import change_lines
from layers.locale.catalogue import group
from layers.moment import Moment
from layers.palette import CONTESTED_SLOT, slot, themes
from layers.web.program import program, style

TILES_SETTING: Final = "LINES_OF_CONTROL_TILES"
_CONFIDENCES: Final = [Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW]


def payload(
    record: Record,
    from_: date | None = None,
    to: date | None = None,
    edition: Edition = NEWEST,
) -> dict[str, Any]:
    """Return all days of a record, or those between two days, as the browser reads them.

    `src/record.js` is the reader. Coordinates are lon, lat in WGS 84 degrees, days ISO.

    Raises
    ------
    DateError
        The record has no day, or none between these two.
    """
    shown = record.cut(from_, to) if from_ or to else record
    if not shown.dates:
        raise DateError("This theatre has no day yet; publish a snapshot first.")
    theatre = record.theatre
    words = _words(theatre)
    return {
        "theatre": {
            "id": theatre.id,
            "title": theatre.title,
            "credit": theatre.credit,
            "attribution": theatre.attribution,
            "extent": theatre.extent_deg,
            "last_day": min(record.horizon, to or date.max).isoformat(),
            "known_on": edition.known_on,
            "corrected": edition.corrected,
        },
        "parties": _parties(theatre),
        **_control(shown, record),
        "base": base_map(theatre),
        **_places(theatre),
        **_events(theatre),
        "distances": [list(pair) for pair in theatre.default_distances],
        "headlines": change_lines(record, shown.dates),
        "tiles": tiles(),
        "words": words,
        "locales": {code: _locale(code) for code in languages()},
        "palette": themes(theatre.parties),
    }


def _words(theatre: Theatre) -> dict[str, dict[str, str]]:
    """Return the words of the map by language: the catalogue's, then the theatre's own."""
    return {
        language: dict(group(language, "map"))
        | {key: texts.get(language, texts["en"]) for key, texts in theatre.words.items()}
        for language in languages()
    }


def _locale(language: str) -> dict[str, str]:
    """The browser's name of a language's rules, with Western digits, and its direction."""
    locale = Locale(None, language)
    return {"locale": f"{locale.tag}-u-nu-latn", "direction": locale.direction}


def _parties(theatre: Theatre) -> dict[str, Any]:
    """Return names by party, and those of contested ground, which has none."""
    contested = {
        kind: {language: Locale(theatre, language).say(key) for language in languages()}
        for kind, key in (("name", "contested_full"), ("short", "contested"))
    }
    named = {party.code: {"name": party.name, "short": party.short} for party in theatre.parties}
    return {**named, CONTESTED_SLOT: contested}


def _control(record: Record, whole: Record) -> dict[str, Any]:
    """Return topology, figures in km² and length of front in km of every effective date.

    The change of the first day shown is against the day before it in the whole record.
    """
    days = {day.isoformat(): Moment(whole, day) for day in record.dates}
    return {
        "dates": list(days),
        "topology": coarser(record.topology.to_topojson()),
        "figures": {iso: list(map(_positions, day.figures)) for iso, day in days.items()},
        "fronts_km": {iso: round(day.front_km, 2) for iso, day in days.items()},
        "reports": {iso: _evidence(day.evidence) for iso, day in days.items()},
    }


def _positions(figure: AreaFigure) -> list[Any]:
    """Figure as the browser reads it: party, status, basis, km², share, change in km²."""
    delta_km2 = None if figure.delta_km2 is None else round(figure.delta_km2, 2)
    return [
        slot(figure.party), figure.status.value, figure.basis.value, round(figure.km2, 2),
        round(figure.share, 6), delta_km2,
    ]  # fmt: skip


def _evidence(evidence: Evidence) -> dict[str, int]:
    return {"reports": evidence.reports, "default_rules": evidence.default_rules}


def _places(theatre: Theatre) -> dict[str, Any]:
    """Return names, points and ranks of places, and their reports; every text stands once."""
    texts: dict[str, int] = {}
    histories = {
        place.place_id: [_row(report, texts) for report in history(theatre.reports, place.place_id)]
        for place in theatre.places
        if place.labelled
    }
    named = list(dict.fromkeys(key for place in theatre.places for key in place.name))
    return {
        "languages": named,
        "places": [_place(place, named) for place in theatre.places],
        "histories": histories,
        "texts": list(texts),
        "governorates": theatre.governorates,
    }


def _place(place: Place, named: Sequence[str]) -> Sequence[Any]:
    weight = -place.rank
    names = (place.name[language] for language in named)
    return [
        place.place_id, place.lon, place.lat, place.rank, place.kind, place.governorate, weight,
        *names,
    ]  # fmt: skip


def _row(report: Report, texts: dict[str, int]) -> Sequence[Any]:
    """Date, party, confidence, source, note, and 1 for a default rule or 2 for the baseline."""
    source, note = (texts.setdefault(text, len(texts)) for text in (report.source, report.note))
    flag = 1 if report.default_rule else 2 if report.baseline else 0
    confidence = _CONFIDENCES.index(report.confidence)
    return [report.effective_date.isoformat(), slot(report.party), confidence, source, note, flag]


def _events(theatre: Theatre) -> dict[str, Any]:
    """Return all events of a theatre with the names of their categories."""
    events = [
        {
            "date": event.event_date.isoformat(),
            "place_id": event.place_id,
            "place": event.place,
            "lon": event.lon,
            "lat": event.lat,
            "category": event.category,
            "text": dict(event.text),
            "confidence": event.confidence.value,
            "source": event.source,
        }
        for event in theatre.events
    ]
    return {"events": events, "categories": theatre.event_categories}


def tiles(name: str | None = None) -> dict[str, Any] | None:
    """Return the online tiles of a provider, or of the one in the environment; None without one.

    `LINES_OF_CONTROL_TILES` holds any name of `xyzservices`, for example `OpenStreetMap.Mapnik`.
    Even then nothing is fetched until a visitor switches the layer on.

    Raises
    ------
    UnknownName
        No provider has this name.
    """
    name = name or os.environ.get(TILES_SETTING, "").strip()
    if not name:
        return None
    try:
        provider = xyzservices.providers.query_name(name)
    except ValueError:
        raise UnknownName(f"tile provider (setting {TILES_SETTING})", name, _keyless()) from None
    if provider.requires_token():
        raise UnknownName(
            f"tile provider without a key (setting {TILES_SETTING})", name, _keyless()
        )
    return {
        "name": provider.name,
        "url": provider.build_url(fill_subdomain=False, scale_factor="{r}").replace("{{r}}", "{r}"),
        "attribution": provider.get("attribution", ""),
        "max_zoom": provider.get("max_zoom", 18),
        "subdomains": provider.get("subdomains", "abc"),
    }


def _keyless() -> list[str]:
    providers = xyzservices.providers.flatten()
    return [name for name, provider in providers.items() if not provider.requires_token()]


def packed(document: dict[str, Any]) -> bytes:
    """Program, then payload and style as JSON, each gzipped; the same bytes for the same document.

    The first four bytes are the length of the gzipped program (big-endian): the browser compiles it
    while it unpacks the rest.
    """
    data = json.dumps(
        {"payload": document, "style": style()}, ensure_ascii=False, separators=(",", ":")
    )
    parts = [gzip.compress(text.encode(), compresslevel=9, mtime=0) for text in (program(), data)]
    return len(parts[0]).to_bytes(4, "big") + b"".join(parts)
