"""Pictures for print and air: the map of a link as PNG, JPEG, WebP, SVG or PDF."""

from layers.picture.look import FORMATS, LANGUAGES, PRESETS, THEMES, Look, PictureError, of_size

__all__ = ["FORMATS", "LANGUAGES", "PRESETS", "THEMES", "Look", "PictureError", "of_size"]
