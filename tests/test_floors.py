"""Imports point down: app, pages, layers, geodata, and inside each floor (README, the house)."""

import ast
from collections.abc import Iterable
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# From roof to ground: a module imports only from lines below its own. A name covers what is in it.
ORDER = """
app geodata.__main__
pages.replay pages.compare pages.trends pages.distances pages.press pages.history pages.method
pages.upload
pages.shared
layers.__main__
layers.exports
layers.web layers.picture
layers.web.plugin
layers.web.payload
layers.web.program
layers.web.modules layers.web.faces
layers.locale.captions
layers.moment
layers.web.sketch layers.link layers.charts layers.locale.briefing
layers.link_table
layers.chart_axis
layers.base_map layers.change
layers.edition
layers.locale.problems
layers.locale
layers.locale.locale
layers.locale.catalogue
layers.palette
layers.style layers.workers
layers
geodata.commands
geodata.theatres
geodata.ingest
geodata.store
geodata.validation
geodata.reading
geodata.draft
geodata.problems
geodata.tables
geodata.licences geodata.distance_to_front
geodata.record
geodata.daily_statistics
geodata.distance
geodata.front_line
geodata.change
geodata.tessellation
geodata.topology
geodata.control
geodata.theatre
geodata.theatre_tables
geodata.places
geodata.measure
geodata.terms
geodata.errors geodata.user_data
geodata
"""
NAMES = ORDER.split()
LINE = {name: n for n, line in enumerate(ORDER.split("\n")) for name in line.split()}
# Only pages and the door know Streamlit; what is known does not know how it is drawn.
BARRED = {"geodata": {"streamlit", "folium", "branca"}, "layers": {"streamlit"}}
PATHS = [
    ROOT / "app.py",
    *(p for d in ("pages", "layers", "geodata") for p in (ROOT / d).rglob("*.py")),
]
MODULES = {
    ".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p
    for p in PATHS
    if p.exists()
}


def imports(module: str) -> set[str]:
    """Everything a module imports, also inside functions, as dotted names."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, (
                f"{module} line {node.lineno}: write the full name, not a relative import"
            )
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (names & MODULES.keys()) or {node.module or ""}
    return found


@cache
def all_imports() -> dict[str, set[str]]:
    """Everything that each module imports."""
    return {module: imports(module) for module in sorted(MODULES)}


def entry(module: str) -> str:
    """The name in ORDER that covers a module."""
    parts = module.split(".")
    prefixes = [".".join(parts[:n]) for n in range(len(parts), 0, -1)]
    covering = [
        name
        for name in prefixes
        if name in LINE and (name not in ("layers", "geodata") or name == module)
    ]
    assert covering, (
        f"{module} has no floor: add it to ORDER in tests/test_floors.py, above what it imports"
    )
    return covering[0]


OURS = ("app", "pages", "layers", "geodata")


def test_imports_point_down():
    upward = {}
    for module, names in all_imports().items():
        here = entry(module)
        found = {
            name
            for name in names
            if name.split(".")[0] in OURS
            if entry(name) != here and LINE[entry(name)] <= LINE[here]
        }
        if found:
            upward[module] = found
    assert upward == {}, "a module imports only from lines below its own in ORDER"


def test_a_page_imports_no_other_page():
    """What two of them need lies in `pages.shared`."""
    pages = {module: module.split(".")[1] for module in MODULES if module.startswith("pages.")}
    assert set(pages.values()) >= {"replay", "shared"}
    across = {
        module: others
        for module, page in pages.items()
        if (
            others := {
                name
                for name in all_imports()[module]
                if name.startswith("pages.") and name.split(".")[1] not in ("shared", page)
            }
        )
    }
    assert across == {}


def test_what_is_known_does_not_know_its_words():
    """Only the command line, an entrance like app.py, brings the words of `layers` along."""
    upward = {
        module
        for module, names in all_imports().items()
        if module.startswith("geodata") and any(name.startswith("layers") for name in names)
    }
    assert upward == {"geodata.__main__"}


def test_only_pages_and_the_entrance_know_streamlit():
    barred = {
        module: {name.split(".")[0] for name in names} & BARRED.get(module.split(".")[0], set())
        for module, names in all_imports().items()
    }
    assert {module: names for module, names in barred.items() if names} == {}


def unknown(names: Iterable[str]) -> set[str]:
    """Names that are neither a module nor a package of modules: a misspelt one covers nothing."""
    packages = {".".join(module.split(".")[:n]) for module in MODULES for n in range(1, 9)}
    return set(names) - packages


def test_the_order_names_only_what_exists_and_each_once():
    assert unknown(NAMES) == set()
    assert sorted(NAMES) == sorted(set(NAMES))


def test_a_name_of_the_order_that_does_not_exist_is_found():
    names = ["app", "geodata.store", "geodata.store.engine", "pages.replay"]
    assert unknown(names) == set()
    assert unknown([*names, "geodata.stores", "layers.palett"]) == {
        "geodata.stores", "layers.palett",
    }  # fmt: skip


def test_no_module_imports_itself_in_a_circle():
    graph = {module: all_imports()[module] & MODULES.keys() - {module} for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as cycle:
        pytest.fail(f"import cycle: {' → '.join(cycle.args[1])}", pytrace=False)
