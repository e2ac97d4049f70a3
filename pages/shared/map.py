"""Map in the page, of the replay or of two days: mounted once; a rerun never touches it."""

from typing import Any, Final

from layers.web.modules import SOURCES
from pages.shared.bridge import Component, Source, publish, subscribe

_MAPS: Final = {
    page: Component(f"{page}_map", SOURCES / f"{page}_component.js")
    for page in ("replay", "compare")
}
_MARK_BYTES: Final = 8


class PageMap:
    """Map of a page, `replay` or `compare`, with the data that `layers.web.payload` has packed."""

    def __init__(self, page: str, packed: bytes) -> None:
        self._page = page
        self._packed = packed
        # gzip ends with a checksum and a length, which tell editions and theatres apart.
        self._source = Source(page=page, map=packed[-_MARK_BYTES:].hex())

    def show(self) -> None:
        """Show the map; call it outside of any fragment, so that it is sent once a visit."""
        _MAPS[self._page].show(f"{self._page}_map", self._packed)

    def state(self) -> dict[str, Any]:
        """Return the state of the map at rest, or nothing where it stands as the link has it.

        Call it inside the fragment that is to follow the map.
        """
        return subscribe(self._source, "map_state")

    def publish_change(self, message: bytes) -> None:
        """Publish what Python measured between its two days (`layers.change.drawn`)."""
        publish("change", message, self._source, "map_change")
