"""Reads a standalone replay as a browser does: tags, scripts and styles, and nothing of its own."""

import json
from html.parser import HTMLParser
from typing import Any


class Document(HTMLParser):
    """Tags with their attributes, and the text of scripts, styles and the title."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.styles: list[str] = []
        self.title = ""
        self.words = ""
        self._inside: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self._inside.append(tag)
        if tag == "script":
            self.scripts.append((dict(attributes), ""))
        if tag == "style":
            self.styles.append("")

    def handle_endtag(self, tag):
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data):
        inside = self._inside[-1] if self._inside else ""
        if inside == "script":
            attributes, text = self.scripts[-1]
            self.scripts[-1] = (attributes, text + data)
        elif inside == "style":
            self.styles[-1] += data
        elif inside == "title":
            self.title += data
        else:
            self.words += data

    def payload(self) -> dict[str, Any]:
        """What the file's own script reads."""
        (text,) = [
            t for attributes, t in self.scripts if attributes.get("type") == "application/json"
        ]
        return json.loads(text)
