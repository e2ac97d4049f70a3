"""This module knows scenes: what a drawing holds, without a colour, a line of HTML or a store.

One scene, several renderers: web map, standalone replay, picture, clip.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from geodata.terms import Texts
from geodata.theatre import Party

KINDS: Final = ("base", "control", "places", "events", "distances", "tiles")


@dataclass(frozen=True, eq=False)
class Layer:
    """One kind of thing on the map: geometry with style keys, and plain text by language.

    `data` is ready for JSON; coordinates are lon, lat in WGS 84 degrees.
    """

    kind: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Edition:
    """Which publication a drawing shows: what was known on an instant, and days since corrected.

    `known_on` is written for people, empty for what is known now; `corrected` holds ISO days;
    `version` is the newest revision in it, 0 for a map that no store has published.
    """

    known_on: str = ""
    corrected: tuple[str, ...] = ()
    version: int = 0


@dataclass(frozen=True, eq=False)
class Scene:
    """Layers with what must stand on every drawing of them.

    `extent_deg` is west, south, east, north; `last_day` an ISO day up to which the slider reaches;
    `words` are the theatre's own, by the keys of the catalogue.
    """

    theatre_id: str
    title: Texts
    credit: Texts
    attribution: Texts
    extent_deg: tuple[float, float, float, float]
    last_day: str
    edition: Edition
    parties: tuple[Party, ...]
    words: Mapping[str, Texts]
    layers: tuple[Layer, ...]

    def layer(self, kind: str) -> Layer | None:
        """The layer of a kind, if the scene has one."""
        return next((layer for layer in self.layers if layer.kind == kind), None)
