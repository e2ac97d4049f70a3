"""Replay as a folium plugin, and as an HTML file that opens from disk."""

import json
from datetime import date
from typing import Any

from branca.element import MacroElement
from folium.template import Template

from geodata.record import Record
from layers.scene import Scene
from layers.style import style
from layers.web.payload import payload, replay_scene
from layers.web.web_map import OfflineMap


class Replay(MacroElement):
    """The replay on a folium map: `Replay(document).add_to(OfflineMap(…))`."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <script type="application/json" id="{{ this.get_name() }}">{{ this.document }}</script>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        LinesOfControl.mountStandalone({{ this._parent.get_name() }},
            JSON.parse(document.getElementById("{{ this.get_name() }}").textContent));
        {% endmacro %}
        """
    )

    def __init__(self, document: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Replay"
        self._id = "of_control"
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        # Inside a script element, only these signs could end it or open a comment; and folium reads
        # what comes out as a template once more, so no name may hold the signs of one.
        for sign in ("<", ">", "&", "{{", "{%", "{#"):
            text = text.replace(sign, f"\\u{ord(sign[0]):04x}{sign[1:]}")
        self.document = text


def standalone(
    record: Record, from_: date | None = None, to: date | None = None, language: str = "en"
) -> str:
    """The replay as one HTML document that needs no network.

    Raises
    ------
    DateError
        The record has no day, or none between these two.
    """
    return document(replay_scene(record, from_, to), language)


def document(scene: Scene, language: str = "en") -> str:
    """A scene as one HTML document that needs no network; its title is in the language."""
    title = scene.title.get(language) or scene.title["en"]
    west, south, east, north = scene.extent_deg
    zoom = style().zoom
    options: dict[str, Any] = {
        "zoom_snap": zoom["snap"],
        "zoom_delta": zoom["step"],
        "keyboard": False,
        "min_zoom": zoom["min"],
        "max_zoom": zoom["max"],
        "fade_animation": False,
    }
    middle = ((south + north) / 2, (west + east) / 2)
    page = OfflineMap(title, location=middle, zoom_start=6, **options)
    Replay(payload(scene)).add_to(page)
    return page.document()
