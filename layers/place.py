"""This layer is places, each with its history of control."""

from collections.abc import Sequence
from typing import Any

from geodata.places import Place, Report, history
from geodata.terms import Confidence
from geodata.theatre import Theatre
from layers.palette import slot
from layers.scene import Layer

_CONFIDENCES = [Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW]


def place_layer(theatre: Theatre) -> Layer:
    """Names, points and ranks of all places; their reports, every text stored once."""
    texts: dict[str, int] = {}
    histories = {
        place.place_id: [_row(report, texts) for report in history(theatre.reports, place.place_id)]
        for place in theatre.places
        if place.labelled
    }
    languages = list(dict.fromkeys(key for place in theatre.places for key in place.name))
    return Layer(
        "places",
        {
            "languages": languages,
            "places": [_place(place, languages) for place in theatre.places],
            "histories": histories,
            "texts": list(texts),
            "governorates": theatre.governorates,
        },
    )


def _place(place: Place, languages: Sequence[str]) -> Sequence[Any]:
    weight = -place.rank
    names = (place.name[language] for language in languages)
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
