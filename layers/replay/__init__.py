"""The replay: one payload for the browser, mounted in a page or saved as a file of its own."""

from layers.program import program, style
from layers.replay.payload import packed, payload, replay_scene

__all__ = ["packed", "payload", "program", "replay_scene", "style"]
