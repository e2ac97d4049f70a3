"""Metadata of a picture, written into its file and read back from a file dropped again.

In PNG, JPEG, WebP and SVG it is XMP (ISO 16684-1) with Dublin Core, in PDF the information
dictionary; our own facts are one line of JSON, so that a picture can tell its revision.
"""

import json
import re
from dataclasses import asdict, dataclass, fields
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape, unescape

from PIL import Image, UnidentifiedImageError

from layers.edition import Edition
from layers.link import View
from layers.locale.captions import alt_text
from layers.moment import Moment
from layers.picture.options import PictureOptions
from layers.picture.texts import heads, permalink

TOOL: Final = "Lines of Control"
_MARK: Final = "lines-of-control:"
_NAMESPACE: Final = "urn:lines-of-control:1"
_MAX_BYTES: Final = 60_000_000


@dataclass(frozen=True)
class Facts:
    """What is written into the file beside the drawing; days in ISO, `revision` 0 for none."""

    title: str
    description: str
    theatre: str
    day: str
    effective_date: str
    revision: int
    known_on: str
    permalink: str
    source: str
    licence: str
    language: str

    @classmethod
    def of(cls, moment: Moment, view: View, options: PictureOptions, edition: Edition) -> "Facts":
        """What a picture of a view says; its description is the alt text."""
        theatre = moment.record.theatre
        locale, head = options.locale(theatre), heads(moment, options)[0]
        return cls(
            title=f"{head.title or locale.text(theatre.title)} · {head.day}",
            description=alt_text(moment, locale),
            theatre=theatre.id,
            day=moment.day.isoformat(),
            effective_date=moment.effective_date.isoformat(),
            revision=edition.version,
            known_on=edition.known_on,
            permalink=permalink(moment, view, options),
            source=locale.text(theatre.credit),
            licence=locale.text(theatre.attribution),
            language=locale.language,
        )

    @property
    def line(self) -> str:
        """Our own facts as one line of ASCII, which any field for text can hold."""
        return _MARK + json.dumps(asdict(self), ensure_ascii=True, separators=(",", ":"))


def xmp(facts: Facts) -> str:
    """The facts as an XMP packet."""

    def alternatives(name: str, text: str) -> str:
        return (
            f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}'
            f"</rdf:li></rdf:Alt></dc:{name}>"
        )

    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" '
        f'xmlns:loc="{_NAMESPACE}" xmp:CreatorTool="{TOOL}">'
        f"{alternatives('title', facts.title)}{alternatives('description', facts.description)}"
        f"{alternatives('rights', facts.licence)}"
        f"<dc:source>{escape(facts.source)}</dc:source>"
        f"<dc:identifier>{escape(facts.permalink)}</dc:identifier>"
        f"<dc:date><rdf:Seq><rdf:li>{facts.day}</rdf:li></rdf:Seq></dc:date>"
        '<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escape(facts.description)}</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>"
        f"<loc:facts>{escape(facts.line)}</loc:facts>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


def read_metadata(content: bytes) -> Facts | None:
    """What a picture of ours says of itself; None for any other file, or one that lost it."""
    if content[:5] == b"%PDF-":
        return _from_text(_pdf_text(content))
    if content.lstrip()[:5] in (b"<?xml", b"<svg "):
        return _from_text(content[:_MAX_BYTES].decode("utf-8", "replace"))
    return _from_text(_xmp_of(content))


def _xmp_of(content: bytes) -> str:
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as image:
            image.getxmp  # noqa: B018 - opening is what may fail
            packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return ""
    return packet if isinstance(packet, str) else packet.decode("utf-8", "replace")


def _pdf_text(content: bytes) -> str:
    """The keywords of our own PDF, which stand in it uncompressed."""
    start = content.find(_MARK.encode())
    if start < 0:
        return ""
    # A PDF string puts a backslash before brackets and backslashes.
    raw = content[start : start + 40_000].decode("latin-1")
    text, skip = [], False
    for sign in raw:
        if skip or sign not in "\\)":
            text.append(sign)
            skip = False
        elif sign == ")":
            break
        else:
            skip = True
    return "".join(text)


def _from_text(text: str) -> Facts | None:
    match = re.search(rf"{_MARK}(\{{.*?\}})(?:<|$)", text, re.DOTALL)
    if not match:
        return None
    try:
        facts = json.loads(unescape(match[1]))
    except ValueError:
        return None
    kinds = {field.name: field.type for field in fields(Facts)}
    if not isinstance(facts, dict) or facts.keys() != kinds.keys():
        return None
    fits = all(isinstance(facts[name], int if kind is int else str) for name, kind in kinds.items())
    return Facts(**facts) if fits else None
