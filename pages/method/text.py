"""The method in paragraphs, each with the name by which other pages link to it."""

import re
from pathlib import Path
from typing import Final, NamedTuple

from pages.shared.bridge import Component

_DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
_PARAGRAPH: Final = re.compile(r'^<a id="([a-z-]+)"></a>\n## (.+)\n', re.M)
_HERE: Final = Path(__file__).parent
_follow = Component(
    "method",
    _HERE / "method.js",
    css=(_HERE / "method.css").read_text(encoding="utf-8"),
    isolated=False,
)


class Paragraph(NamedTuple):
    """A paragraph of the method: its name in links, its title, its text in Markdown."""

    anchor: str
    title: str
    text: str


def paragraphs(language: str) -> list[Paragraph]:
    """Return the method in a language, or in English where it is missing; the lead comes first."""
    path = _DOCS / f"method.{language}.md"
    text = (path if path.exists() else _DOCS / "method.md").read_text(encoding="utf-8")
    lead, *parts = _PARAGRAPH.split(text)
    title, _, body = lead.partition("\n")
    method = [Paragraph("", title.removeprefix("# "), body.strip())]
    for anchor, name, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        method.append(Paragraph(anchor, name.strip(), body.strip()))
    return method


def follow_link() -> None:
    """Bring the paragraph that the link names before the reader's eyes, also on a first visit."""
    _follow.show("method")
