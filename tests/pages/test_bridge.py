"""One bridge: every component is made in one place, and its names are the same on both sides."""

import ast
import re
from typing import get_args

import pytest

from layers.web.modules import SOURCES, component
from pages.shared import bridge
from tests.conftest import ROOT
from tests.pages.visits import visit

SCRIPT = (SOURCES / "bridge.js").read_text(encoding="utf-8")
DOCUMENT = (ROOT / "docs" / "bridge.md").read_text(encoding="utf-8")
# A loader and a name; a program of its own has more than the bridge, which has two kB.
MAX_SHARED_BYTES = 700


def test_every_component_is_made_by_the_bridge():
    paths = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "layers").rglob("*.py")]
    assert [str(path.relative_to(ROOT)) for path in paths if makes_component(path.read_text())] == [
        "pages/shared/bridge.py"
    ]


def makes_component(source):
    return re.search(r"\bcomponents\.v[12]\b", source) is not None


@pytest.mark.parametrize(
    "source",
    [
        'import streamlit as st\nx = st.components.v2.component("a")',
        "from streamlit.components.v1 import html",
    ],
)
def test_a_component_made_elsewhere_is_found(source):
    assert makes_component(source)


def typedef(name):
    """Names of the properties of a type of `bridge.js`."""
    [text] = re.findall(rf"@typedef \{{object\}} {name}\n(.*?)\*/", SCRIPT, re.S)
    # A type in braces may hold braces of its own.
    return re.findall(r"@property \{(?:[^{}]|\{[^{}]*\})*\} ([\w-]+)", text)


def table(heading):
    """Rows of the table beneath a heading of the document, by the name in their first column."""
    part = DOCUMENT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [row.strip("| ").split(" | ") for row in part.splitlines() if row.startswith("| `")]
    return {name.strip("`"): cells for name, *cells in rows}


def test_the_names_of_messages_are_documented_as_they_are_typed():
    messages = table("Messages in the page")
    assert list(messages) == typedef("Messages")
    retained = re.search(r"RETAINED = new Set\((\[.*?\])\)", SCRIPT)
    assert [name for name, cells in messages.items() if cells[2] == "yes"] == ast.literal_eval(
        retained[1]
    )


def test_what_is_sent_to_python_has_one_name_on_both_sides():
    assert list(get_args(bridge.Sent)) == typedef("Sent") == list(table("What goes to Python"))
    published = get_args(bridge.publish.__annotations__["name"])
    assert set(published) <= set(typedef("Messages"))


def test_what_a_rest_of_the_map_sends_again_comes_without_its_program():
    shared = component(bridge.SHARED)
    assert len(shared) < MAX_SHARED_BYTES
    for path in ("pages/replay/replay.py", "pages/compare/compare.py"):
        protos = [one.proto for one in visit(path).get("bidi_component")]
        again = {proto.component_name for proto in protos if proto.js_content == shared}
        names = {name.removeprefix("lines_of_control_") for name in again}
        expected = {"subscriber", "page_links"}
        assert names == (expected if "replay" in path else expected | {"publisher", "copy"})
