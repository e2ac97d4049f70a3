"""This module knows web maps: a folium map that asks no other machine for anything."""

from typing import Any

import folium
from branca.element import Element, Figure
from jinja2 import Template

from layers.web.program import program, style


class Verbatim(Element):
    """Text put into a document as it is; folium's own elements would read it as a template."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class OfflineMap(folium.Map):
    """A folium map with Leaflet inside the document: no CDN, no tiles, no flag in the corner.

    Keyword arguments are those of `folium.Map`; attribution is written by the layers, as text.
    """

    def __init__(self, title: str, **options: Any) -> None:  # noqa: ANN401 - folium names them
        self.default_js, self.default_css = [], []
        super().__init__(tiles=None, zoom_control=False, attribution_control=False, **options)
        # A name of its own instead of a random one: the same map is the same file.
        self._id = "of_control"
        figure = Figure(title=None)
        figure.add_child(self)
        figure.header.add_child(Verbatim(f"<title>{escaped(title)}</title>"), name="title")
        figure.header.add_child(Verbatim(f"<style>{style()}</style>"), name="style")
        # A closing tag inside a script would end it, wherever it stands.
        source = program().replace("</script", "<\\/script")
        figure.header.add_child(Verbatim(f"<script>{source}</script>"), name="program")

    def document(self) -> str:
        """The whole map as one HTML document."""
        return str(self.get_root().render())


def escaped(text: str) -> str:
    """Text that stands in HTML as itself."""
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, name)
    return text
