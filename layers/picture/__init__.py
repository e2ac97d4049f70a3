"""Pictures for print and air: the map of a link as PNG, JPEG, WebP, SVG or PDF."""

from layers.picture.changed import draw_change
from layers.picture.chart import FIGURES, draw_chart
from layers.picture.drawing import draw
from layers.picture.look import FORMATS, LANGUAGES, PRESETS, THEMES, Look, PictureError, of_size
from layers.picture.metadata import read_metadata
from layers.picture.panels import MOST_PANELS, draw_multiples, draw_pair

__all__ = [
    "FIGURES",
    "FORMATS",
    "LANGUAGES",
    "MOST_PANELS",
    "PRESETS",
    "THEMES",
    "Look",
    "PictureError",
    "draw",
    "draw_change",
    "draw_chart",
    "draw_multiples",
    "draw_pair",
    "of_size",
    "read_metadata",
]
