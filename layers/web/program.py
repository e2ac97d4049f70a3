"""Program that a browser runs: Leaflet from its package, then our files.

Files are joined in order into one scope, so a page needs no loader and a saved replay no server.
"""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from layers import link_table
from layers.locale import Locale, languages
from layers.style import document as style_document

_ASSETS: Final = Path(__file__).parent / "assets"
_LEAFLET: Final = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
ORDER: Final = [
    "words",
    "topology",
    "geodesy",
    "link",
    "model",
    "canvas",
    "paint",
    "labels",
    "timeline",
    "chrome",
    "popups",
    "toolbar",
    "replay",
    "actions",
    "compare_link",
    "compare_paint",
    "compare_slider",
    "compare_chrome",
    "compare_half",
    "compare",
    "compare_actions",
    "page",
    "standalone",
]


@cache
def constants() -> str:
    """The documents that the program shares with Python, as JavaScript."""
    link = json.loads(link_table.DOCUMENT.read_text(encoding="utf-8"))
    # The browser reads what a link says; how a page is shown is the app's.
    del link["about"], link["pages"]
    spoken = {code: _language(Locale(None, code)) for code in languages()}
    return f"const LINK = {_json(link)};\nconst LANGUAGES = {_json(spoken)};\n{style_constant()}"


def style_constant() -> str:
    """The style as JavaScript; colours come with the data, for the parties of a theatre."""
    apart = ("about", "palette", "picture")
    own = {key: part for key, part in style_document().items() if key not in apart}
    return f"const STYLE = {_json(own)};"


def _language(locale: Locale) -> dict[str, str]:
    """The browser's name of a language's rules, with Western digits, and its direction."""
    return {"locale": f"{locale.tag}-u-nu-latn", "direction": locale.direction}


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


@cache
def own_program() -> str:
    """Our own files as one script that defines `LinesOfControl`."""
    source = "\n".join((_ASSETS / f"{name}.js").read_text(encoding="utf-8") for name in ORDER)
    names = "mountPage, mountCompare, mountStandalone, geodesic, readLink, writeLink, Topology"
    names += ", Plane, ReplayApp, CompareApp"
    return (
        f'globalThis.LinesOfControl = (() => {{\n"use strict";\n{constants()}\n{source}\n'
        f"return {{ {names} }};\n}})();\n"
    )


@cache
def program() -> str:
    """Leaflet and our own files; running it twice in one page does no harm."""
    return f"{_leaflet()}\n{own_program()}"


@cache
def style() -> str:
    """Leaflet's style without its pictures (none of its controls is used), then our own."""
    return _leaflet_style() + asset("replay.css") + asset("compare.css")


def asset(name: str) -> str:
    """The text of one of our own files."""
    return (_ASSETS / name).read_text(encoding="utf-8")


def sketch_parts() -> tuple[str, str, str]:
    """Of small maps: what brings Leaflet into a page, the program, and the style."""
    once = asset("leaflet_once.js").replace("LEAFLET", _leaflet())
    # The patterns of the replay are drawn by the replay's own file.
    source = f"{style_constant()}\n{asset('canvas.js')}\n{asset('sketch.js')}"
    return once, source, _leaflet_style() + asset("sketch.css")


def _leaflet() -> str:
    source = (_LEAFLET / "leaflet.js").read_text(encoding="utf-8")
    # The source map is not shipped; asking for it would be a request for nothing.
    return source.split("//# sourceMappingURL")[0]


def _leaflet_style() -> str:
    rules = (_LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    return "\n".join(line for line in rules.splitlines() if "url(" not in line)
