"""Style sheets of the pages, and text as Markdown leaves it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pages.shared.bridge import Component
from pages.shared.pages import PAGES

_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$])")
_FOLDER: Final = Path(__file__).parents[1]
_TEXT: Final = "shared/text.css"
_CHARTS: Final = "shared/chart.css"
_FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "replay": ("shared/map.css", "replay/replay.css"),
    "compare": ("shared/map.css", "compare/compare.css"),
    "trends": (_TEXT, _CHARTS),
    "distances": (_TEXT, _CHARTS),
    "press": (_TEXT, "press/press.css"),
}


def _style(page: str) -> str:
    files = _FILES.get(page, (_TEXT,))
    return "".join((_FOLDER / name).read_text(encoding="utf-8") for name in files)


# A component that is nothing but a style: unlike st.html it needs no sanitizer, which the browser
# would have to load before it could draw the map.
_styles = {
    entry.name: Component(f"style_{entry.name}", css=_style(entry.name), isolated=False)
    for entry in PAGES
}


def show_style(page: str) -> None:
    """The style sheet of a page."""
    _styles[page].show("page_style")


def plain(text: str) -> str:
    """Text that Markdown leaves as it is and that keeps its own direction (Unicode's isolate)."""
    return "\u2068" + _MARKDOWN.sub(r"\\\1", text) + "\u2069"
