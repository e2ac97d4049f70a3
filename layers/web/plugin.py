"""Replay as a folium plugin on a map that needs no network, and as a file that opens from disk."""

import json
import re
from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any, Final

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template as FoliumTemplate
from jinja2 import Template

from geodata.record import Record
from layers.locale import Locale
from layers.locale.catalogue import DEFAULT_LANGUAGE
from layers.style import style as map_style
from layers.web.faces import embedded_faces
from layers.web.payload import payload
from layers.web.program import program, style

_VIEWPORT: Final = re.compile(r'<meta name="viewport"[^>]*>')
_OWN_VIEWPORT: Final = '<meta name="viewport" content="width=device-width, initial-scale=1">'


class Verbatim(Element):
    """Text put into a document as it is; folium's own elements would read it as a template."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class OfflineMap(folium.Map):
    """A folium map with Leaflet and its type inside the document: no CDN, no tiles, no flag.

    `locale` gives language and direction of the document. Keyword arguments are those of
    `folium.Map`; attribution is written by the layers, as text.
    """

    def __init__(
        self,
        title: str,
        locale: Locale,
        **options: Any,  # noqa: ANN401 - folium names them
    ) -> None:
        self.locale = locale
        self.default_js, self.default_css = [], []
        super().__init__(tiles=None, zoom_control=False, attribution_control=False, **options)
        # A name of its own instead of a random one: the same map is the same file.
        self._id = "of_control"
        figure = Figure(title=None)
        figure.add_child(self)
        figure.header.add_child(Verbatim(f"<title>{escape(title)}</title>"), name="title")
        figure.header.add_child(Verbatim(embedded_faces()), name="type")
        figure.header.add_child(Verbatim(f"<style>{style()}</style>"), name="style")
        # A closing tag inside a script would end it, wherever it stands.
        source = program().replace("</script", "<\\/script")
        figure.header.add_child(Verbatim(f"<script>{source}</script>"), name="program")

    def document(self) -> str:
        """The whole map as one HTML document."""
        text = str(self.get_root().render())
        opening = f'<html lang="{self.locale.language}" dir="{self.locale.direction}">'
        # Folium's own tag forbids a reader to enlarge the page.
        return _VIEWPORT.sub(_OWN_VIEWPORT, text.replace("<html>", opening, 1), count=1)


class Replay(MacroElement):
    """The replay on a folium map: `Replay(document).add_to(OfflineMap(…))`."""

    _template = FoliumTemplate(
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

    def __init__(self, document: Mapping[str, Any]) -> None:
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
    record: Record,
    from_: date | None = None,
    to: date | None = None,
    language: str = DEFAULT_LANGUAGE,
) -> str:
    """Return the replay as one HTML document that needs no network.

    Raises
    ------
    DateError
        The record has no day, or none between these two.
    """
    return document(payload(record, from_, to), language)


def document(replay: Mapping[str, Any], language: str = DEFAULT_LANGUAGE) -> str:
    """Return a payload as one HTML document that needs no network, in a language.

    A link to the document may ask for another language of the payload.
    """
    theatre = replay["theatre"]
    title = theatre["title"].get(language) or theatre["title"][replay["fallback_language"]]
    west, south, east, north = theatre["extent"]
    zoom = map_style().zoom
    options: dict[str, Any] = {
        "zoom_snap": zoom["snap"],
        "zoom_delta": zoom["step"],
        "keyboard": False,
        "min_zoom": zoom["min"],
        "max_zoom": zoom["max"],
        "fade_animation": False,
    }
    middle = ((south + north) / 2, (west + east) / 2)
    page = OfflineMap(title, Locale(None, language), location=middle, zoom_start=6, **options)
    Replay(replay).add_to(page)
    return page.document()
