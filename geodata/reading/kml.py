"""KML: placemarks with folder, style, time and geometry, read as events.

A document type declaration is refused before anything in it is looked at: entities could make a
few bytes into gigabytes, or fetch files. Links to other places are never followed.
"""

from collections.abc import Mapping
from typing import Any, Final
from xml.parsers import expat

from geodata.draft import DraftFeature
from geodata.reading.findings import Findings
from geodata.reading.layer import Layer, feature
from geodata.reading.limits import MIB, Limits

_POSITION_BYTES: Final = 128
_SHAPES: Final = {"Point": 0, "LineString": 1, "LinearRing": 1}
# Texts kept of a placemark, and the property each becomes.
_TEXTS: Final = {
    "name": "name",
    "description": "description",
    "styleUrl": "styleUrl",
    "begin": "begin",
    "end": "end",
    "when": "timestamp",
    "address": "address",
}


class _Refused(Exception):
    """Document has elements that no map needs."""

    def __init__(self, code: str, **facts: int) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def read(text: bytes, findings: Findings, limits: Limits) -> Layer | None:
    """Placemarks of a KML text in UTF-8; None, and a finding, if it cannot be parsed."""
    document = _Document(findings, limits)
    try:
        document.parser.Parse(text, True)
    except expat.ExpatError as error:
        findings.error(
            "xml-syntax",
            line=error.lineno,
            column=error.offset + 1,
            found=expat.ErrorString(error.code),
        )
        return None
    except _Refused as error:
        facts: dict[str, Any] = {"line": document.parser.CurrentLineNumber, **error.facts}
        findings.error(error.code, **facts)
        return None
    if document.links and not document.features:
        findings.error("kml-link-only", links=document.links)
    return Layer(tuple(document.styled()), document.name)


class _Document:
    """State of a KML document while it is read."""

    def __init__(self, findings: Findings, limits: Limits) -> None:
        self.findings, self.limits = findings, limits
        self.positions_left = limits.parsed_mb * MIB // _POSITION_BYTES
        self.parser = expat.ParserCreate("utf-8", "|")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.path: list[str] = []
        self.texts: list[str] = []
        self.folders: list[str] = []
        self.styles: dict[str, dict[str, str]] = {}
        self.style: dict[str, str] | None = None
        self.pair_key = ""
        self.placemark: _Placemark | None = None
        self.features: list[DraftFeature] = []
        self.links = 0
        self.name = ""

    def _doctype(self, *_: object) -> None:
        raise _Refused("xml-entities")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = name.rpartition("|")[2]
        self.path.append(tag)
        self.texts = []
        if len(self.path) > self.limits.depth:
            column = self.parser.CurrentColumnNumber + 1
            raise _Refused("too-deep", column=column, limit=self.limits.depth)
        if tag == "Folder":
            self.folders.append("")
        elif tag == "NetworkLink":
            self.links += 1
        elif tag in ("Style", "StyleMap"):
            inside = self.placemark is not None
            key = "#inline" if inside else "#" + attributes.get("id", "")
            self.style = {} if inside else self.styles.setdefault(key, {})
        elif tag == "Placemark":
            self.placemark = _Placemark(self.parser.CurrentLineNumber)
        elif self.placemark is not None:
            self.placemark.start(tag, attributes)

    def _text(self, text: str) -> None:
        self.texts.append(text)

    def _end(self, name: str) -> None:
        tag = name.rpartition("|")[2]
        text = "".join(self.texts).strip()
        self.texts = []
        self.path.pop()
        parent = self.path[-1] if self.path else ""
        if self.style is not None:
            self._end_of_style(tag, parent, text)
        elif self.placemark is not None:
            if tag == "Placemark":
                self._finish(self.placemark)
            else:
                self._spend(text.count(",") if tag == "coordinates" else 0)
                self.placemark.end(tag, parent, text)
        elif tag == "name" and parent == "Folder" and self.folders:
            self.folders[-1] = text[:200]
        elif tag == "name" and parent == "Document":
            self.name = text[:200]
        elif tag == "Folder" and self.folders:
            self.folders.pop()

    def _spend(self, positions: int) -> None:
        self.positions_left -= positions
        if self.positions_left < 0 or len(self.features) > self.limits.features:
            raise _Refused("too-much-data", values=positions, limit_mb=self.limits.parsed_mb)

    def _end_of_style(self, tag: str, parent: str, text: str) -> None:
        style = self.style if self.style is not None else {}
        if tag == "color" and parent in ("PolyStyle", "LineStyle", "IconStyle"):
            key = {"PolyStyle": "fill", "LineStyle": "stroke", "IconStyle": "marker-color"}[parent]
            style[key] = _web_colour(text)
        elif tag == "key":
            self.pair_key = text
        elif tag == "styleUrl" and self.pair_key == "normal":
            style["styleUrl"] = text
        elif tag in ("Style", "StyleMap") and parent != "Pair":
            if self.placemark is not None:
                self.placemark.properties.update(style)
            self.style = None

    def _finish(self, placemark: "_Placemark") -> None:
        self.placemark = None
        named = [folder for folder in self.folders if folder]
        if named:
            placemark.properties["folder"] = " / ".join(named)
        index = len(self.features)
        if placemark.bad:
            self.findings.error(
                "kml-coordinates", feature=index, line=placemark.line, found=placemark.bad
            )
        finished = feature(index, placemark.geometry(), placemark.properties, placemark.line)
        self.features.append(finished)

    def styled(self) -> list[DraftFeature]:
        """The features with the colours of the styles that they name; styles may come last."""
        return [
            feature(
                draft_feature.index,
                draft_feature.geometry,
                {**self._colours(draft_feature), **draft_feature.properties},
                draft_feature.line,
            )
            for draft_feature in self.features
        ]

    def _colours(self, draft_feature: DraftFeature) -> dict[str, str]:
        style = self.styles.get(str(draft_feature.properties.get("styleUrl", "")), {})
        style = {**self.styles.get(style.get("styleUrl", ""), {}), **style}
        return {key: value for key, value in style.items() if key != "styleUrl"}


class _Placemark:
    """Placemark while it is read."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.properties: dict[str, object] = {}
        self.data_name = ""
        self.bad = ""
        self.parts: list[dict[str, Any]] = []
        self.rings: list[list[list[float]]] = []
        self.inner = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in ("Data", "SimpleData"):
            self.data_name = attributes.get("name", "")
        elif tag == "Polygon":
            self.rings = []

    def end(self, tag: str, parent: str, text: str) -> None:
        """Add the text of an element that ends."""
        if tag in ("value", "SimpleData") and self.data_name:
            self.properties[self.data_name] = text
        elif tag in _TEXTS and parent in ("Placemark", "TimeSpan", "TimeStamp"):
            self.properties[_TEXTS[tag]] = text
        elif tag == "Polygon":
            self.parts.append({"type": "Polygon", "coordinates": self.rings})
        elif tag == "coordinates":
            self._coordinates(parent, text)

    def _coordinates(self, parent: str, text: str) -> None:
        line = self._positions(text)
        if parent == "LinearRing":
            self.rings.append(line)
        elif parent == "LineString":
            self.parts.append({"type": "LineString", "coordinates": line})
        elif parent == "Point" and line:
            self.parts.append({"type": "Point", "coordinates": line[0]})

    def _positions(self, text: str) -> list[list[float]]:
        positions = []
        # Some write "lon, lat": a blank after the comma would cut the position in two.
        for piece in text.replace(", ", ",").split():
            try:
                positions.append([float(number) for number in piece.split(",") if number])
            except ValueError:
                self.bad = self.bad or piece[:80]
        return positions

    def geometry(self) -> Mapping[str, object] | None:
        """The geometry of the placemark, of several parts their multiple or a collection."""
        kinds = {part["type"] for part in self.parts}
        if len(self.parts) < 2:
            return self.parts[0] if self.parts else None
        if len(kinds) == 1:
            together = [part["coordinates"] for part in self.parts]
            return {"type": f"Multi{kinds.pop()}", "coordinates": together}
        return {"type": "GeometryCollection", "geometries": self.parts}


def _web_colour(text: str) -> str:
    """KML writes aabbggrr, the web #rrggbb."""
    text = text.lstrip("#").lower()
    return f"#{text[6:8]}{text[4:6]}{text[2:4]}" if len(text) == 8 else f"#{text}"
