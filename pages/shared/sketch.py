"""Small map of a page: a sketch, redrawn in place when its shapes change."""

from typing import cast

from layers.web.modules import SOURCES
from layers.web.program import leaflet_once, sketch_style
from pages.shared.bridge import Component

_leaflet = Component("leaflet", SOURCES / "leaflet_component.js", preamble=leaflet_once())
_sketch = Component("sketch", SOURCES / "sketch.js", css=sketch_style(), sends="clicked")


def provide_leaflet() -> None:
    """Provide what all small maps of a page need, once."""
    _leaflet.show("leaflet")


def show_sketch(sketch: bytes, key: str) -> dict[str, float] | None:
    """Show a sketch; return where it was just clicked, if it was: lon, lat, reach_km."""
    return cast("dict[str, float] | None", _sketch.show(key, sketch))
