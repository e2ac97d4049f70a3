"""Program that a browser runs: Leaflet from its package, then our own modules, linked."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from layers.style import style as map_style
from layers.web.modules import SOURCES, script

_ASSETS: Final = Path(__file__).parent / "assets"
_LEAFLET: Final = files("js_lib_leaflet") / "static" / "js_lib_leaflet"


def own_program() -> str:
    """Our own modules as one script that defines `LinesOfControl`."""
    return script(SOURCES / "main.js", "LinesOfControl")


@cache
def program() -> str:
    """Leaflet and our own modules; running it twice in one page does no harm."""
    return f"{_leaflet()}\n{own_program()}"


@cache
def style() -> str:
    """Leaflet's style without its pictures (none of its controls is used), then our own."""
    return _leaflet_style() + _own_style("replay.css", "compare.css")


def leaflet_once() -> str:
    """Leaflet as a script that does nothing in a page that has it, from another map."""
    return f"if (!globalThis.L) (function () {{ {_leaflet()} }}).call(globalThis);\n"


def sketch_style() -> str:
    """Style of small maps."""
    return _leaflet_style() + _own_style("sketch.css")


def _own_style(*names: str) -> str:
    """Our own style sheets, with the type that they name."""
    return f":root,:host{{--loc-font:{map_style().font_stack}}}\n" + "".join(map(_asset, names))


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _leaflet() -> str:
    source = (_LEAFLET / "leaflet.js").read_text(encoding="utf-8")
    # The source map is not shipped; asking for it would be a request for nothing.
    return source.split("//# sourceMappingURL")[0]


def _leaflet_style() -> str:
    rules = (_LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    return "\n".join(line for line in rules.splitlines() if "url(" not in line)
