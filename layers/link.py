"""This module knows the link that is the state of a map: what it asks for, and how it is written.

The browser's side of it is `layers/web/assets/link.js`; both read and write the same parameters.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from urllib.parse import parse_qsl, quote_plus

from layers.locale.text import tables

LAYERS: Final = (
    "fronts", "fronts_before", "places", "events", "distances", "governorates", "rivers", "roads",
    "far", "tiles",
)  # fmt: skip
USUAL: Final = frozenset(LAYERS) - {"fronts_before", "tiles"}
"""Online tiles and the fronts of the stop before are asked for, never given."""
MOST_DISTANCES: Final = 20
Problem = tuple[str, Mapping[str, str]]
Pair = tuple[str, str]


@dataclass(frozen=True)
class View:
    """What a link asks to see; None is what the map shows unless asked.

    `as_of` is the day, `from_day` and `to_day` the two days of a comparison; `centre` is lon, lat
    in WGS 84 degrees; `screen` the width and height in CSS pixels that `centre` and `zoom` were
    seen on; `problems` are sentence keys with facts for what could not be followed.
    """

    as_of: date | None = None
    from_day: date | None = None
    to_day: date | None = None
    centre: tuple[float, float] | None = None
    zoom: float | None = None
    screen: tuple[int, int] | None = None
    layers: frozenset[str] = USUAL
    distances: tuple[Pair, ...] | None = None
    language: str | None = None
    theme: str | None = None
    known_on: str = ""
    clean: bool = False
    problems: tuple[Problem, ...] = field(default=(), compare=False)


def read_link(query: str | Mapping[str, str]) -> View:
    """What a query string, or the parameters in it, asks for; a whole address will do as well.

    What cannot be read is left as if it had not been asked for, and told in `problems`.
    """
    asked = _parameters(query) if isinstance(query, str) else dict(query)
    problems: list[Problem] = []
    centre, zoom = _view(asked.get("at"), problems)
    return View(
        as_of=_day(asked.get("as_of"), problems),
        from_day=_day(asked.get("from"), problems),
        to_day=_day(asked.get("to"), problems),
        centre=centre,
        zoom=zoom,
        screen=_screen(asked.get("screen")),
        layers=_layers(asked.get("layers"), problems),
        distances=_distances(asked.get("distances"), problems),
        language=_choice(asked, "lang", tuple(tables()), problems),
        theme=_choice(asked, "theme", ("light", "dark"), problems),
        known_on=asked.get("known_on", ""),
        clean=asked.get("view") == "clean",
        problems=tuple(problems),
    )


def write_link(view: View) -> str:
    """The query string of a view, beginning with "?"; the browser writes the same."""
    written = {
        "known_on": view.known_on,
        "from": view.from_day.isoformat() if view.from_day else "",
        "to": view.to_day.isoformat() if view.to_day else "",
        "screen": "x".join(map(str, view.screen)) if view.screen else "",
        "as_of": view.as_of.isoformat() if view.as_of else "",
        "at": _written_at(view),
        "layers": "" if view.layers == USUAL else _written_layers(view.layers),
        "lang": view.language or "",
        "theme": view.theme or "",
        "view": "clean" if view.clean else "",
    }
    pairs = [(key, text) for key, text in written.items() if text]
    if view.distances is not None:
        at = sum(key not in ("lang", "theme", "view") for key, _ in pairs)
        pairs.insert(at, ("distances", ",".join("~".join(pair) for pair in view.distances)))
    # Commas and tildes are legal in a query and far easier to read aloud.
    return "?" + "&".join(f"{key}={quote_plus(text, safe=',~*')}" for key, text in pairs)


def _parameters(query: str) -> dict[str, str]:
    text = query.partition("#")[0]
    text = text.partition("?")[2] if "?" in text else text
    found: dict[str, str] = {}
    for key, value in parse_qsl(text, keep_blank_values=True):
        found.setdefault(key, value)
    return found


def _day(text: str | None, problems: list[Problem]) -> date | None:
    if text is None:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    problems.append(("bad_day", {"found": text[:40]}))
    return None


def _view(
    text: str | None, problems: list[Problem]
) -> tuple[tuple[float, float] | None, float | None]:
    if text is None:
        return None, None
    try:
        lat, lon, zoom = (float(part.replace("_", "?")) for part in text.split(","))
    except ValueError:
        lat = lon = zoom = float("nan")
    if abs(lat) <= 85 and abs(lon) <= 180 and 0 <= zoom <= 18:
        return (lon, lat), zoom
    problems.append(("bad_view", {"found": text[:40]}))
    return None, None


def _screen(text: str | None) -> tuple[int, int] | None:
    found = re.fullmatch(r"(\d{3,5})x(\d{3,5})", text or "", re.ASCII)
    return (int(found[1]), int(found[2])) if found else None


def _layers(text: str | None, problems: list[Problem]) -> frozenset[str]:
    if text is None:
        return USUAL
    names = [name for name in text.split(",") if name and name != "none"]
    unknown = [name for name in names if name not in LAYERS]
    if unknown:
        problems.append(("bad_layer", {"found": ", ".join(unknown)[:60]}))
    known = frozenset(names) - frozenset(unknown)
    return USUAL if unknown and not known else known


def _distances(text: str | None, problems: list[Problem]) -> tuple[Pair, ...] | None:
    if text is None:
        return None
    pairs = [tuple(pair.split("~")) for pair in text.split(",") if pair]
    bad = ["–".join(pair) for pair in pairs if len(pair) != 2 or not all(pair)]
    if bad:
        problems.append(("bad_distance", {"found": ", ".join(bad)[:60]}))
    good = [(pair[0], pair[1]) for pair in pairs if len(pair) == 2 and all(pair)]
    return tuple(good[:MOST_DISTANCES])


def _choice(
    asked: Mapping[str, str], key: str, choices: tuple[str, ...], problems: list[Problem]
) -> str | None:
    text = asked.get(key)
    if not text or text in choices:
        return text or None
    facts = {"key": key, "found": text[:40], "choices": ", ".join(choices)}
    problems.append(("bad_choice", facts))
    return None


def _written_at(view: View) -> str:
    if view.centre is None or view.zoom is None:
        return ""
    lon, lat = view.centre
    # Exact to a fraction of a pixel, so that the link opens the same picture.
    digits = 5 if view.zoom > 12 else 4
    zoom = f"{view.zoom:.2f}".rstrip("0").rstrip(".")
    return f"{lat:.{digits}f},{lon:.{digits}f},{zoom}"


def _written_layers(layers: frozenset[str]) -> str:
    return ",".join(name for name in LAYERS if name in layers) or "none"
