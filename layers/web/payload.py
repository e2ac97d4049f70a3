"""Payload of the browser's map: a record with its words and colours, as one document.

`payload.schema.json` is its contract; `docs/payload.md` and `src/payload.d.ts` are made from that.
"""

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
from geodata.places import UNLABELLED_KINDS, Place, Report, history
from geodata.record import Evidence, Record
from geodata.terms import Texts
from geodata.theatre import Theatre
from layers.base_map import base_map, coarser
from layers.edition import NEWEST, Edition
from layers.locale import Locale, languages
from layers.locale.captions import change_lines
from layers.locale.catalogue import DEFAULT_LANGUAGE, group
from layers.moment import Moment
from layers.palette import CONTESTED_SLOT, slot, themes
from layers.web.program import program, style

VERSION: Final = 2
"""Version of the contract; a browser with the program of another one refuses the payload."""
TILES_SETTING: Final = "LINES_OF_CONTROL_TILES"


def payload(
    record: Record,
    from_: date | None = None,
    to: date | None = None,
    edition: Edition = NEWEST,
) -> dict[str, Any]:
    """Return all days of a record, or those between two days, as the browser reads them.

    `src/record.js` is the reader, `payload.schema.json` names every field.

    Raises
    ------
    DateError
        The record has no day, or none between these two.
    """
    shown = record.cut(from_, to) if from_ or to else record
    if not shown.dates:
        raise DateError("This theatre has no day yet; publish a snapshot first.")
    theatre = record.theatre
    return {
        "version": VERSION,
        "fallback_language": DEFAULT_LANGUAGE,
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
        "parties": {
            party.code: {"name": party.name, "short": party.short} for party in theatre.parties
        },
        "contested": _contested(theatre),
        **_control(shown, record),
        "base": base_map(theatre),
        **_places(theatre),
        **_events(theatre),
        "distances": [{"from": a, "to": b} for a, b in theatre.default_distances],
        "headlines": change_lines(record, shown.dates),
        "tiles": tiles(),
        "words": _words(theatre),
        "locales": {code: _locale(code) for code in languages()},
        "palette": themes(theatre.parties),
    }


def _words(theatre: Theatre) -> dict[str, dict[str, str]]:
    """Return the words of the map by language: the catalogue's, then the theatre's own."""
    return {
        language: dict(group(language, "map"))
        | {key: Locale(theatre, language).text(texts) for key, texts in theatre.words.items()}
        for language in languages()
    }


def _locale(language: str) -> dict[str, str]:
    """The browser's name of a language's rules, with Western digits, and its direction."""
    locale = Locale(None, language)
    return {"locale": f"{locale.tag}-u-nu-latn", "direction": locale.direction}


def _contested(theatre: Theatre) -> dict[str, Any]:
    """Slot and names of contested ground, which has no party."""
    names = {
        kind: {language: Locale(theatre, language).say(key) for language in languages()}
        for kind, key in (("name", "contested_full"), ("short", "contested"))
    }
    return {"slot": CONTESTED_SLOT, **names}


def _control(record: Record, whole: Record) -> dict[str, Any]:
    """Return topology, figures in km² and length of front in km of every effective date.

    The change of the first day shown is against the day before it in the whole record.
    """
    days = {day.isoformat(): Moment(whole, day) for day in record.dates}
    return {
        "dates": list(days),
        "topology": coarser(record.topology.to_topojson()),
        "figures": {iso: list(map(_figure, day.figures)) for iso, day in days.items()},
        "fronts_km": {iso: round(day.front_km, 2) for iso, day in days.items()},
        "reports": {iso: _evidence(day.evidence) for iso, day in days.items()},
    }


def _figure(figure: AreaFigure) -> dict[str, Any]:
    return {
        "slot": slot(figure.party),
        "status": figure.status.value,
        "basis": figure.basis.value,
        "km2": round(figure.km2, 2),
        "share": round(figure.share, 6),
        "delta_km2": None if figure.delta_km2 is None else round(figure.delta_km2, 2),
    }


def _evidence(evidence: Evidence) -> dict[str, int]:
    return {"reports": evidence.reports, "default_rules": evidence.default_rules}


def _places(theatre: Theatre) -> dict[str, Any]:
    """Return places and reports on them as columns: half the size of objects with every name."""
    reports = [
        report
        for place in theatre.places
        if place.labelled
        for report in history(theatre.reports, place.place_id)
    ]
    return {
        "places": _place_columns(theatre.places),
        "governorates": {
            place.governorate: theatre.governorates.get(place.governorate, _untranslated(place))
            for place in theatre.places
        },
        "unlabelled_kinds": sorted(UNLABELLED_KINDS),
        "place_reports": _report_columns(reports),
    }


def _untranslated(place: Place) -> Texts:
    return {DEFAULT_LANGUAGE: place.governorate}


def _place_columns(places: Sequence[Place]) -> dict[str, Any]:
    named = list(dict.fromkeys(language for place in places for language in place.name))
    return {
        "id": [place.place_id for place in places],
        "name": {language: [place.name[language] for place in places] for language in named},
        "lon": [place.lon for place in places],
        "lat": [place.lat for place in places],
        "rank": [place.rank for place in places],
        "kind": [place.kind for place in places],
        "governorate": [place.governorate for place in places],
    }


def _report_columns(reports: Sequence[Report]) -> dict[str, list[Any]]:
    """Columns of reports; every source and note stands once, in `texts`."""
    index: dict[str, int] = {}
    source, note = (
        [index.setdefault(getattr(report, name), len(index)) for report in reports]
        for name in ("source", "note")
    )
    return {
        "place_id": [report.place_id for report in reports],
        "date": [report.effective_date.isoformat() for report in reports],
        "slot": [slot(report.party) for report in reports],
        "confidence": [report.confidence.value for report in reports],
        "kind": [_report_kind(report) for report in reports],
        "source": source,
        "note": note,
        "texts": list(index),
    }


def _report_kind(report: Report) -> str:
    if report.default_rule:
        return "default_rule"
    return "baseline" if report.baseline else "report"


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
