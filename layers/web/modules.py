"""Linking of the browser's ES modules into one script.

A page and a saved file have no server to ask for modules, so each becomes a function that gives
its exports, in the order in which they are imported. Comments and blanks are taken out.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from rjsmin import jsmin

from layers import link_table
from layers.style import document as style_document

SOURCES: Final = Path(__file__).parent / "src"
_STATEMENT: Final = re.compile(r"^(?:import|export)\b[^;]*? from (\"[^\"]+\")[^;]*;\n", re.M)
_IMPORT: Final = re.compile(
    r"import (?:(?P<default>\w+)|\{(?P<names>[^}]*)\}) from \"(?P<path>[^\"]+)\""
    r"(?: with \{ type: \"json\" \})?;\n"
)
_REEXPORT: Final = re.compile(
    r"export \{(?P<names>(?:[^}](?!\bas\b))*)\} from \"(?P<path>[^\"]+)\";\n"
)
_EXPORT: Final = re.compile(
    r"^export (?P<default>default )?(?=(?:async )?(?:function|class|const)\b)"
    r"(?:async )?(?:function|class|const) (?P<name>\w+)",
    re.M,
)


class LinkError(ValueError):
    """A module says something that the linker does not read, or imports in a circle."""


def _style() -> dict[str, Any]:
    """The style; colours come with the data, for the parties of a theatre."""
    apart = ("about", "palette", "picture")
    return {key: part for key, part in style_document().items() if key not in apart}


def _link() -> dict[str, Any]:
    """Parameters of the pages with a map; the links of all others only Python reads."""
    maps = {str(page["name"]) for page in link_table.pages() if page.get("map")}
    rows = json.loads(link_table.DOCUMENT.read_text(encoding="utf-8"))["parameters"]
    own = [row if row["pages"] == "*" else _of_pages(row, maps) for row in rows]
    return {"parameters": [row for row in own if row["pages"]]}


def _of_pages(parameter: dict[str, Any], pages: set[str]) -> dict[str, Any]:
    return {**parameter, "pages": [page for page in parameter["pages"] if page in pages]}


# The documents that the browser shares with Python, without what only Python reads.
_DOCUMENTS: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "style.json": _style,
    "link.json": _link,
}


@dataclass
class _Bundle:
    """Modules in the order in which they run; each gives an object of its exports."""

    parts: list[str] = field(default_factory=list)
    names: dict[Path, str] = field(default_factory=dict)
    open: list[Path] = field(default_factory=list)

    def add(self, path: Path) -> str:
        """Add a module and what it imports; return the name of its exports."""
        if path in self.open:
            circle = " → ".join(module.name for module in [*self.open, path])
            raise LinkError(f"Modules import one another: {circle}; move what both need below.")
        if path not in self.names:
            self.open.append(path)
            source = self._document(path) if path.suffix == ".json" else self._module(path)
            self.open.pop()
            self.names[path] = f"$m{len(self.names)}"
            self.parts.append(f"const {self.names[path]} = {source};")
        return self.names[path]

    def _document(self, path: Path) -> str:
        document = json.dumps(_DOCUMENTS[path.name](), ensure_ascii=False, separators=(",", ":"))
        return f"{{ default: {document} }}"

    def _module(self, path: Path) -> str:
        text = path.read_text(encoding="utf-8")
        exports: list[str] = []
        body = _STATEMENT.sub(lambda match: self._statement(path, match[0], exports), text)
        exports += [
            f"default: {match['name']}" if match["default"] else match["name"]
            for match in _EXPORT.finditer(body)
        ]
        body = _EXPORT.sub(_declaration, body)
        if left := re.search(r"^\s*(?:import\s*[\w{*\"]|export\b).*$", body, re.M):
            raise LinkError(
                f"{path.name}: {left[0]!r} is not linked; import and export names, each export "
                "where it is declared."
            )
        return f"(() => {{\n{body}\nreturn {{ {', '.join(exports)} }};\n}})()"

    def _statement(self, path: Path, text: str, exports: list[str]) -> str:
        """An import as a constant; a re-export as an entry of `exports`."""
        if match := _REEXPORT.fullmatch(text):
            source = self.add((path.parent / match["path"]).resolve())
            exports += [f"{name}: {source}.{name}" for name in _names(match["names"])]
            return ""
        if not (match := _IMPORT.fullmatch(text)):
            raise LinkError(
                f"{path.name}: {text.strip()!r} is not linked; import names, or a JSON document."
            )
        source = self.add((path.parent / match["path"]).resolve())
        if match["default"]:
            return f"const {match['default']} = {source}.default;\n"
        return f"const {{ {', '.join(_names(match['names']))} }} = {source};\n"


def _declaration(match: re.Match[str]) -> str:
    return match[0].removeprefix("export ").removeprefix("default ")


def _names(text: str) -> list[str]:
    return [name.strip().replace(" as ", ": ") for name in text.split(",") if name.strip()]


@cache
def script(entry: Path, name: str) -> str:
    """A module as a classic script that defines its exports as one global object."""
    bundle = _Bundle()
    exports = bundle.add(entry.resolve())
    return _small(f"globalThis.{name} = (() => {{\n{_strict(bundle)}\nreturn {exports};\n}})();")


@cache
def component(entry: Path) -> str:
    """A module as one that imports nothing; its default export mounts a component."""
    bundle = _Bundle()
    exports = bundle.add(entry.resolve())
    # A text of one line would be read as the path of a file.
    return _small(f"{_strict(bundle)}\nexport default {exports}.default;") + "\n"


def _strict(bundle: _Bundle) -> str:
    return "\n".join(['"use strict";', *bundle.parts])


def _small(source: str) -> str:
    return str(jsmin(source))
