"""Pictures for print and air: the map of a link as PNG, JPEG, WebP, SVG or PDF.

How a picture is asked for is known at once; the library that draws it is loaded by who first draws.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from layers.picture.options import (
    FORMATS,
    LANGUAGES,
    PRESETS,
    THEMES,
    PictureError,
    PictureOptions,
    of_size,
)

if TYPE_CHECKING:
    from layers.picture.changed import draw_change
    from layers.picture.chart import FIGURES, draw_chart
    from layers.picture.drawing import draw
    from layers.picture.metadata import read_metadata
    from layers.picture.panels import MAX_PANELS, draw_multiples, draw_pair

__all__ = [
    "FIGURES",
    "FORMATS",
    "LANGUAGES",
    "MAX_PANELS",
    "PRESETS",
    "THEMES",
    "PictureError",
    "PictureOptions",
    "draw",
    "draw_change",
    "draw_chart",
    "draw_multiples",
    "draw_pair",
    "of_size",
    "read_metadata",
]

_HOMES: Final = {
    "FIGURES": "chart",
    "MAX_PANELS": "panels",
    "draw": "drawing",
    "draw_change": "changed",
    "draw_chart": "chart",
    "draw_multiples": "panels",
    "draw_pair": "panels",
    "read_metadata": "metadata",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - each has its own type
    """Import a drawing function from its own module when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
