"""Navigation: one row of links on every page, and links between pages that carry their state."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import streamlit as st

from geodata.theatre import BUILT_IN
from layers.locale import Locale, languages
from layers.style import style
from pages.shared import data, editors
from pages.shared.bridge import SHARED, Component
from pages.shared.link import CARRIED, link_language, link_theatre
from pages.shared.pages import BY_NAME, FIRST, PAGES, Entry

PRODUCT: Final = "Lines of Control"
_HERE: Final = Path(__file__).parent
_WEIGHTS: Final = (400, 600, 700)
_row = Component(
    "navigation",
    _HERE / "navigation.js",
    css=(_HERE / "navigation.css").read_text(encoding="utf-8"),
    sends="go",
    isolated=False,
)
_page_links = Component("page_links", SHARED, sends="go", isolated=False)


class PageLink(NamedTuple):
    """Link to another page: its name, its words, and parameters of its own."""

    page: str
    label: str
    own: Mapping[str, str]


def tab_title(page: str, language: str, day: str = "") -> str:
    """Title of a page in the browser's tab: day, page, product."""
    label = Locale(None, language).say(f"page_{page}")
    return " · ".join(filter(None, (day, label, PRODUCT)))


def show_navigation(here: str) -> None:
    """The row of links to the pages that this person may use; `here` is the page shown."""
    entries = [entry for entry in PAGES if not entry.staff or editors.may_publish()]
    titles = data.theatre_titles()
    link = {
        "fonts": [f"{weight} 16px {style().font_stack}" for weight in _WEIGHTS],
        "here": here,
        "path": _path(BY_NAME[here]),
        "links": [_entry(entry, _in_every_language(f"page_{entry.name}"), {}) for entry in entries],
        "theatres": [
            {
                "theatre": "" if name == BUILT_IN else name,
                "labels": {code: Locale(None, code).text(texts) for code in languages()},
                "current": name == link_theatre(),
            }
            for name, texts in titles.items()
        ],
        "titles": {code: tab_title(here, code) for code in languages()},
        "words": {
            "pages": _in_every_language("navigation_pages"),
            "theatre": _in_every_language("navigation_theatre"),
        },
    }
    _show(_row, link, link_language(), "navigation")


def show_links(key: str, language: str, *links: PageLink) -> None:
    """Show links to other pages, one under another, with the state of this page."""
    entries = [_entry(BY_NAME[link.page], {language: link.label}, link.own) for link in links]
    _show(_page_links, {"links": entries}, language, key)


def _show(component: Component, link: Mapping[str, Any], language: str, key: str) -> None:
    theatre = link_theatre()
    common = {
        "language": language,
        "directions": {code: Locale(None, code).direction for code in languages()},
        "carried": CARRIED,
        "theatre": "" if theatre == BUILT_IN else theatre,
    }
    if chosen := component.show(key, {**common, **link}):
        _go(chosen)


def _entry(entry: Entry, labels: Mapping[str, str], own: Mapping[str, str]) -> dict[str, Any]:
    return {
        "page": entry.name,
        "path": _path(entry),
        "labels": labels,
        "own": own,
        "two_days": entry.two_days,
    }


def _path(entry: Entry) -> str:
    return "./" if entry.name == FIRST else f"./{entry.name}"


def _in_every_language(key: str) -> dict[str, str]:
    return {code: Locale(None, code).say(key) for code in languages()}


def _go(chosen: Mapping[str, Any]) -> None:
    """Open the page of a link that was taken, in the same session."""
    entry = BY_NAME.get(str(chosen.get("page")))
    query = chosen.get("query")
    if entry is not None and isinstance(query, Mapping):
        st.switch_page(entry.path, query_params={str(key): str(query[key]) for key in query})
