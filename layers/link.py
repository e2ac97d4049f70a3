"""Link that is the state of a map: reading, writing and carrying it from page to page.

Parameters are declared in `layers/link.json`; `layers/web/src/link.js` reads the same table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from layers.link_table import (
    Parameter,
    Problem,
    Unreadable,
    parameter,
    parameters,
    read_parameters,
    read_value,
    text_of,
    texts_of,
    write_parameters,
    write_value,
)

LAYERS: Final = parameter("layers").values
DEFAULT_LAYERS: Final[frozenset[str]] = parameter("layers").default
"""Online tiles and the fronts of the day before are shown only where the link names them."""
_PAGE: Final = "press"
PlacePair = tuple[str, str]


@dataclass(frozen=True)
class View:
    """State of a map as its link has it; None stands for the default.

    Parameters
    ----------
    as_of
        The day.
    from_day, to_day
        The two days of a comparison.
    centre, zoom
        Longitude and latitude in WGS 84 degrees, and the zoom of a web map.
    screen
        Width and height in CSS pixels on which `centre` and `zoom` were seen.
    theatre
        Identifier of the theatre; None for the built-in one.
    problems
        Sentence keys with facts for what could not be followed.
    """

    as_of: date | None = None
    from_day: date | None = None
    to_day: date | None = None
    centre: tuple[float, float] | None = None
    zoom: float | None = None
    screen: tuple[int, int] | None = None
    layers: frozenset[str] = DEFAULT_LAYERS
    distances: tuple[PlacePair, ...] | None = None
    language: str | None = None
    theme: str | None = None
    known_on: str = ""
    clean: bool = False
    theatre: str | None = None
    problems: tuple[Problem, ...] = field(default=(), compare=False)


def read_link(query: str | Mapping[str, str]) -> View:
    """The view of a query string, of the parameters in it, or of a whole address.

    What cannot be read has its default and stands in `problems`.
    """
    texts = texts_of(query)
    values, problems = read_parameters(texts, _PAGE)
    lat, lon, zoom = values["at"] or (None, None, None)
    return View(
        as_of=values["as_of"],
        from_day=values["from"],
        to_day=values["to"],
        centre=None if lat is None or lon is None else (lon, lat),
        zoom=zoom,
        screen=values["screen"],
        layers=values["layers"],
        distances=values["distances"],
        language=values["lang"],
        theme=values["theme"],
        known_on=values["known_on"] or "",
        clean=texts.get("view") == "clean" or texts.get("clean") == "1",
        theatre=values["theatre"],
        problems=tuple(problems),
    )


def write_link(view: View) -> str:
    """The query string of a view, beginning with "?"; the browser writes the same."""
    view_at = None
    if view.centre is not None and view.zoom is not None:
        view_at = (view.centre[1], view.centre[0], view.zoom)
    values: dict[str, Any] = {
        "theatre": view.theatre,
        "known_on": view.known_on or None,
        "from": view.from_day,
        "to": view.to_day,
        "screen": view.screen,
        "as_of": view.as_of,
        "at": view_at,
        "layers": view.layers,
        "distances": view.distances,
        "lang": view.language,
        "theme": view.theme,
        "view": "clean" if view.clean else None,
    }
    return write_parameters(values, filter(_of_views, parameters()))


def carried(query: str | Mapping[str, str], to_page: str) -> dict[str, str]:
    """Parameters that go along from any page to `to_page`: theatre, days, place, layers and such.

    A day goes on to a page of two days as the later one, and back. A page keeps in its address
    what it does not read, so that the page after it has it again. What cannot be read is left.
    """
    texts = texts_of(query)
    target = {declared.name: declared for declared in parameters(to_page)}
    written_texts: dict[str, str] = {}
    for declared in parameters():
        there = target.get(declared.name, declared)
        text = text_of(declared, texts)
        if declared.carried and there.carried and text is not None:
            written = _rewritten(there, text)
            if written is not None:
                written_texts[declared.name] = written
    _other_days(written_texts, target)
    return written_texts


def _of_views(declared: Parameter) -> bool:
    return _PAGE in declared.pages or declared == parameter("view", "replay")


def _rewritten(declared: Parameter, text: str) -> str | None:
    try:
        value = read_value(declared, text, [])
    except Unreadable:
        return None
    return write_value(declared, value) if value is not None and value != declared.default else None


def _other_days(written_texts: dict[str, str], target: Mapping[str, Parameter]) -> None:
    """Gives a page of one day the later of two, and a page of two days the one."""
    if "as_of" in target and "as_of" not in written_texts and "to" in written_texts:
        written_texts["as_of"] = written_texts["to"]
    if (
        "to" in target
        and "as_of" not in target
        and "to" not in written_texts
        and "as_of" in written_texts
    ):
        written_texts["to"] = written_texts["as_of"]
