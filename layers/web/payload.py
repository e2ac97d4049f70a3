"""Payload of the browser: a scene, its words, its colours, in one file."""

import gzip
import json
from datetime import date
from typing import Any, Final

from geodata.errors import DateError
from geodata.record import Record
from layers.basemap import base_layer
from layers.control import control_layer
from layers.distance import distance_layer
from layers.event import event_layer
from layers.locale.captions import change_lines
from layers.locale.catalogue import group, languages
from layers.palette import CONTESTED_SLOT, themes
from layers.place import place_layer
from layers.scene import Edition, Layer, Scene
from layers.tiles import tile_layer
from layers.web.program import program, style

NEWEST: Final = Edition()


def replay_scene(
    record: Record,
    from_: date | None = None,
    to: date | None = None,
    edition: Edition = NEWEST,
) -> Scene:
    """The scene of all days of a record, or of those between two days.

    Raises
    ------
    DateError
        The record has no day, or none between these two.
    """
    shown = record.cut(from_, to) if from_ or to else record
    if not shown.dates:
        raise DateError("This theatre has no day yet; publish a snapshot first.")
    theatre = record.theatre
    last_day = min(record.horizon, to or date.max)
    layers: list[Layer | None] = [
        base_layer(theatre),
        control_layer(shown, whole=record),
        place_layer(theatre),
        event_layer(theatre),
        distance_layer(theatre),
        Layer("headlines", change_lines(record, shown.dates)),
        tile_layer(),
    ]
    return Scene(
        theatre_id=theatre.id,
        title=theatre.title,
        credit=theatre.credit,
        attribution=theatre.attribution,
        extent_deg=theatre.extent_deg,
        last_day=last_day.isoformat(),
        edition=edition,
        parties=theatre.parties,
        words=theatre.words,
        layers=tuple(layer for layer in layers if layer),
    )


def payload(scene: Scene) -> dict[str, Any]:
    """A scene as the replay reads it; `assets/model.js` is the reader."""
    data = {layer.kind: layer.data for layer in scene.layers}
    control, places, events = data["control"], data["places"], data["events"]
    return {
        "theatre": {
            "id": scene.theatre_id,
            "title": scene.title,
            "credit": scene.credit,
            "attribution": scene.attribution,
            "extent": scene.extent_deg,
            "last_day": scene.last_day,
            "known_on": scene.edition.known_on,
            "corrected": scene.edition.corrected,
        },
        "parties": {
            **{party.code: {"name": party.name, "short": party.short} for party in scene.parties},
            CONTESTED_SLOT: {
                "name": _everywhere(scene, "contested_full"),
                "short": _everywhere(scene, "contested"),
            },
        },
        "dates": list(control["figures"]),
        "topology": control["topology"],
        "figures": control["figures"],
        "fronts_km": control["fronts_km"],
        "reports": control["reports"],
        "base": data["base"],
        **places,
        **events,
        "distances": data["distances"]["pairs"],
        "headlines": data["headlines"],
        "tiles": data.get("tiles"),
        "words": _words(scene),
        "palette": themes(scene.parties),
    }


def _words(scene: Scene) -> dict[str, dict[str, str]]:
    """The words of the map by language: those of the catalogue, then the theatre's own."""
    return {
        language: dict(group(language, "map"))
        | {key: texts.get(language, texts["en"]) for key, texts in scene.words.items()}
        for language in languages()
    }


def _everywhere(scene: Scene, key: str) -> dict[str, str]:
    return {language: words[key] for language, words in _words(scene).items()}


def packed(document: dict[str, Any]) -> bytes:
    """Program, then payload and style as JSON, each gzipped; the same bytes for the same scene.

    The first four bytes are the length of the gzipped program (big-endian): the browser compiles it
    while it unpacks the rest.
    """
    data = json.dumps(
        {"payload": document, "style": style()}, ensure_ascii=False, separators=(",", ":")
    )
    parts = [gzip.compress(text.encode(), compresslevel=9, mtime=0) for text in (program(), data)]
    return len(parts[0]).to_bytes(4, "big") + b"".join(parts)
