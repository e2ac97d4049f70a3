"""The replay: one payload for the browser, mounted in a page or saved as a file of its own."""

from layers.web.payload import packed, payload
from layers.web.program import program, style

__all__ = ["packed", "payload", "program", "style"]
